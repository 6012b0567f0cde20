// Elements. Texts are set as texts, never parsed: a recording may hold anything.

function element(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function shape(name, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Makes a label and value of each pair that has a value. */
function definitions(pairs) {
  return pairs
    .filter(([, value]) => value !== "")
    .flatMap(([label, value]) => [element("dt", {}, label), element("dd", {}, value)]);
}

function plural(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
