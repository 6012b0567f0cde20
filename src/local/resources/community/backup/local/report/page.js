const recording = JSON.parse(document.getElementById("recording").textContent);
const tooltip = document.getElementById("tooltip");

/** A stack with its begin and end, and with the external events of that time. */
function withTimes(stack) {
  const times = [
    ...stack.events.map((event) => event.timestamp),
    ...stack.resources.flatMap((resource) => resource.invocations.flatMap((invocation) => [invocation.begin, invocation.end])),
  ];
  const begin = times.reduce((one, other) => Math.min(one, other));
  const end = times.reduce((one, other) => Math.max(one, other));
  // An external event just before a stack's first event belongs to it. Without events, the handlers were invoked without a stack.
  const externalEvents = recording.externalEvents
    .filter((event) => stack.events.length > 0 && event.time >= begin - SECOND && event.time <= end)
    .map((event) => ({ ...event, time: Math.max(begin, event.time) }));
  return { ...stack, begin, end, externalEvents };
}

const stacks = recording.stacks.map(withTimes);

function summary() {
  document.title = recording.title;
  document.getElementById("title").textContent = recording.title;
  const failed = recording.checks.filter((check) => !check.held);
  const verdict = document.getElementById("verdict");
  verdict.className = failed.length > 0 ? "bad" : "good";
  verdict.textContent =
    failed.length > 0
      ? failed.map((check) => `Not so: ${check.what}. ${check.seen}`).join("\n")
      : `Held: ${recording.checks.length === 1 ? recording.checks[0].what : `all of ${plural(recording.checks.length, "check")}`}.`;
  const resources = stacks.flatMap((stack) => stack.resources);
  const invocations = resources.flatMap((resource) => resource.invocations);
  const calls = invocations.flatMap((invocation) => invocation.calls);
  const count = (some) => calls.filter((call) => toneOfCall(call) === some).length.toLocaleString("en");
  document.getElementById("facts").append(
    ...[
      ["Stacks", stacks.length.toLocaleString("en")],
      ["Resources", resources.length.toLocaleString("en")],
      ["Invocations", invocations.length.toLocaleString("en")],
      ["Calls to AWS Backup", calls.length.toLocaleString("en")],
      ["answered with an error", count("bad")],
      ["throttled", count("throttled")],
      ["lost or disturbed", count("odd")],
      ["The stacks' time", duration(recording.end - recording.begin)],
    ].map((fact) => element("div", {}, ...definitions([fact]))),
  );
  checks(failed.length);
}

function checks(failed) {
  const node = document.getElementById("checks");
  node.open = failed > 0;
  node.querySelector("summary").textContent = `${recording.checks.length - failed} of ${plural(recording.checks.length, "check")} held`;
  node.querySelector("tbody").append(
    ...recording.checks.map((check) =>
      element(
        "tr",
        { class: check.held ? "good" : "bad" },
        element("td", {}, check.held ? "yes" : "NO"),
        element("td", {}, check.what),
        element("td", {}, check.held ? check.against : `${check.against}: ${check.seen}`),
      ),
    ),
  );
}

function legend() {
  const entries = [
    ["invocation good", "invocation: SUCCESS"],
    ["invocation busy", "IN_PROGRESS"],
    ["invocation bad", "FAILED"],
    ["invocation odd", "no answer"],
    ["wait busy", "wait"],
    ["call good", "call: answered"],
    ["call bad", "error"],
    ["call throttled", "throttled"],
    ["call odd", "lost or disturbed"],
    ["status busy", "recovery point: CREATING"],
    ["status good", "COMPLETED"],
    ["status going", "DELETING"],
    ["status bad", "EXPIRED"],
  ];
  document.getElementById("legend").append(
    ...entries.map(([look, text]) => element("li", {}, element("span", { class: `sample ${look}`, "aria-hidden": "true" }), text)),
  );
}

/** Shows details beside a node for as long as it is pointed at, and in the stack's panel once it has the focus. */
function inspector(panel) {
  return (details, node, focused) => {
    if (focused) {
      panel.replaceChildren(...rendered(details));
    }
    tooltip.hidden = details === null || focused;
    if (!tooltip.hidden) {
      tooltip.replaceChildren(...rendered(details));
      const { left, bottom, top } = node.getBoundingClientRect();
      const below = bottom + 8 + tooltip.offsetHeight < window.innerHeight;
      tooltip.style.left = `${Math.max(8, Math.min(left, window.innerWidth - tooltip.offsetWidth - 8))}px`;
      tooltip.style.top = `${below ? bottom + 8 : Math.max(8, top - 8 - tooltip.offsetHeight)}px`;
    }
  };
}

function eventRow(stack, entry, timeline, panel) {
  const row = element(
    "tr",
    { tabindex: 0, class: entry.look },
    element("td", {}, clockTime(entry.time - stack.begin)),
    element("td", {}, entry.who),
    element("td", {}, ...entry.what),
  );
  row.addEventListener("pointerenter", () => timeline.mark(entry.time));
  row.addEventListener("pointerleave", () => timeline.mark(null));
  row.addEventListener("focus", () => {
    timeline.mark(entry.time);
    panel.replaceChildren(...rendered(entry.details));
  });
  row.addEventListener("blur", () => timeline.mark(null));
  return row;
}

/** Whether a resource failed by itself: stacks fail, and others are cancelled, because of that. */
function isFailure(event) {
  return event.status.endsWith("_FAILED") && event.resourceType !== STACK && !/^Resource .* cancelled$/.test(event.reason);
}

/** The stack's events and the external events, in the order of their times. */
function entriesOf(stack) {
  const events = stack.events.map((event) => ({
    time: event.timestamp,
    who: event.logicalId,
    what: [
      element("span", { class: "status-text" }, event.status),
      ...(event.reason === "" ? [] : [element("span", { class: "reason" }, event.reason)]),
    ],
    look: `event ${tone(event.status)}`,
    details: ofEvent(stack, event),
    failure: isFailure(event) ? event : null,
  }));
  const externalEvents = stack.externalEvents.map((event) => ({
    time: event.time,
    who: event.actor,
    what: [event.action],
    look: "external",
    details: ofExternalEvent(stack, event),
    failure: null,
  }));
  return [...externalEvents, ...events].sort((one, other) => one.time - other.time);
}

function failureLink(stack, entry, row) {
  const button = element("button", { type: "button" }, `${entry.failure.logicalId} in ${stack.name}: ${entry.failure.status}`);
  button.addEventListener("click", () => {
    row.scrollIntoView({ block: "center" });
    row.focus();
  });
  return element("li", {}, button, ` at ${clockTime(entry.time - stack.begin)}`, element("p", {}, entry.failure.reason));
}

function stackSection(stack) {
  const panel = element(
    "div",
    { class: "panel", "aria-live": "polite" },
    element("p", {}, "Point at anything for its details; click it, or go there with Tab and the arrow keys, to keep them here."),
  );
  const timeline = new Timeline(stack, inspector(panel));
  const rows = [];
  for (const entry of entriesOf(stack)) {
    const row = eventRow(stack, entry, timeline, panel);
    rows.push(row);
    if (entry.failure) {
      document.querySelector("#failures ul").append(failureLink(stack, entry, row));
      document.getElementById("failures").hidden = false;
    }
  }
  const status = stack.events.filter((event) => event.resourceType === STACK).at(-1)?.status;
  const title = status
    ? [`Stack ${stack.name} `, element("span", { class: `status-text ${tone(status)}` }, status)]
    : ["Asked of handlers outside of stacks"];
  const heading = `${plural(stack.resources.length, "resource")}, ${duration(stack.end - stack.begin)}`;
  return element(
    "section",
    { class: "stack" },
    element("h2", {}, ...title, element("small", {}, heading)),
    element(
      "div",
      { class: "beside" },
      element("div", {}, timeline.node, panel),
      element(
        "div",
        { class: "events" },
        element(
          "table",
          {},
          element("caption", {}, "Events"),
          element("thead", {}, element("tr", {}, ...["Time", "Who", "What"].map((name) => element("th", { scope: "col" }, name)))),
          element("tbody", {}, ...rows),
        ),
      ),
    ),
  );
}

summary();
legend();
document.getElementById("stacks").append(...stacks.map(stackSection));
