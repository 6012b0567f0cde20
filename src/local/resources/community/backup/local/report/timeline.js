// In pixels.
const LABELS = 170;
const AXIS = 24;
const HEIGHTS = { invocation: 16, wait: 16, call: 10, status: 14, stack: 14, external: 10 };
const GAP = 2;
const LANE_GAP = 10;
/** The least width of what takes no or little time. */
const LEAST = 3;
/** About how wide a letter of a status is, in pixels. */
const CHARACTER = 7.4;
/** By how much an invocation that failed stands out of its row, for those who do not see that it is red. */
const RISE = 4;

/** Draws the lanes of a stack, and lets a person look at parts and things of it. */
class Timeline {
  /** `inspect` is told of the details of what the person points at or has focused, and where that is. */
  constructor(stack, inspect) {
    this.axis = new Axis(busySpans(stack));
    this.lanes = lanesOf(stack);
    this.inspect = inspect;
    this.marked = null;
    this.markLine = shape("line", { class: "mark", y1: 0 });
    this.svg = shape("svg", { class: "timeline", role: "group", "aria-label": `Timeline of ${stack.name}` });
    this.node = element("div", { class: "drawing" }, this.toolbar(), this.svg);
    this.svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.svg.addEventListener("pointerdown", (event) => this.beginSelection(event));
    this.svg.addEventListener("dblclick", () => this.change(() => this.axis.showAll()));
    this.svg.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.resized()).observe(this.node);
  }

  toolbar() {
    const button = (text, label, change) => {
      const node = element("button", { type: "button", "aria-label": label, title: label }, text);
      node.addEventListener("click", () => this.change(change));
      return node;
    };
    return element(
      "div",
      { class: "toolbar" },
      button("+", "Zoom in", () => this.axis.zoom(0.5, 0.5)),
      button("\u2212", "Zoom out", () => this.axis.zoom(2, 0.5)),
      button("\u25c2", "Earlier", () => this.axis.pan(-0.5)),
      button("\u25b8", "Later", () => this.axis.pan(0.5)),
      button("All", "Show all", () => this.axis.showAll()),
      element("span", {}, "Drag, or Ctrl and wheel, to zoom; arrow keys from thing to thing"),
    );
  }

  change(change) {
    change();
    this.draw();
  }

  /** Marks a time, or none where it is null. */
  mark(time) {
    this.marked = time;
    if (time !== null && this.axis.reveal(time)) {
      this.draw();
    }
    this.placeMark();
  }

  placeMark() {
    const x = this.marked === null ? -1 : this.x(this.marked);
    this.markLine.setAttribute("x1", x);
    this.markLine.setAttribute("x2", x);
    this.markLine.setAttribute("y2", this.svg.getAttribute("height"));
  }

  /** Drawing changes the height, which is not to be answered with drawing. */
  resized() {
    const width = Math.max(200, this.node.clientWidth - LABELS - 8);
    if (width !== this.width) {
      this.width = width;
      requestAnimationFrame(() => this.draw());
    }
  }

  x(time) {
    return LABELS + this.axis.position(time) * this.width;
  }

  draw() {
    const focused = this.items?.findIndex((item) => item.node === document.activeElement) ?? -1;
    this.items = [];
    const things = shape("g", {});
    let y = AXIS;
    this.lanes.forEach((lane, i) => {
      const top = y;
      const inLane = shape("g", { class: "lane" });
      lane.rows.forEach((row, number) => {
        // What went wrong is not to be covered.
        const last = row.filter((item) => item.tone === "bad");
        const first = row.filter((item) => item.tone !== "bad");
        [...first, ...last].forEach((item) => this.drawItem(inLane, item, y, `${i}.${number}`));
        y += HEIGHTS[row[0].kind] + GAP;
      });
      y = Math.max(y, top + 28) + LANE_GAP;
      things.append(this.laneLabel(lane, top), inLane);
      things.append(shape("line", { class: "rule", x1: 0, x2: LABELS + this.width, y1: y - LANE_GAP / 2, y2: y - LANE_GAP / 2 }));
    });
    this.svg.setAttribute("width", LABELS + this.width + 8);
    this.svg.setAttribute("height", y);
    this.svg.replaceChildren(...this.drawAxis(y), things, this.markLine);
    this.placeMark();
    // One stop for the tabulator; arrow keys lead on from there.
    this.items[Math.max(0, focused)]?.node.setAttribute("tabindex", 0);
    if (focused >= 0) {
      this.items[focused]?.node.focus();
    }
  }

  laneLabel(lane, y) {
    const subtitle = lane.subtitle.split("::").slice(-2).join("::");
    return shape(
      "g",
      { class: "label" },
      shape("title", {}, `${lane.title} ${lane.subtitle}`),
      shape("text", { x: 0, y: y + 12 }, shortened(lane.title, 24)),
      shape("text", { x: 0, y: y + 25, class: "subtitle" }, shortened(subtitle, 28)),
    );
  }

  drawAxis(height) {
    const ticks = this.axis.ticks().map((tick) => {
      const x = LABELS + tick.position * this.width;
      return shape(
        "g",
        { class: "tick" },
        shape("line", { x1: x, x2: x, y1: AXIS - 6, y2: height }),
        shape("text", { x: x + 3, y: 12 }, tick.label),
      );
    });
    const cuts = this.axis.cuts().map((cut) => {
      const from = Math.max(0, cut.from) * this.width;
      return shape(
        "g",
        { class: "cut" },
        shape("title", {}, `${duration(cut.length)} in which nothing went on`),
        shape("rect", { x: LABELS + from, y: 0, width: Math.min(1, cut.to) * this.width - from, height }),
        shape("text", { x: LABELS + from + 2, y: 12 }, "\u22ef"),
      );
    });
    return [...cuts, ...ticks];
  }

  drawItem(lane, item, y, row) {
    const from = this.axis.position(item.from);
    const to = this.axis.position(item.to);
    if (to < 0 || from > 1) {
      return;
    }
    const x = LABELS + Math.max(0, from) * this.width;
    const width = Math.max(LEAST, (Math.min(1, to) - Math.max(0, from)) * this.width);
    const height = HEIGHTS[item.kind];
    const rise = item.kind === "invocation" && item.tone === "bad" ? RISE : 0;
    const node = shape(
      "g",
      { class: `item ${item.kind} ${item.tone}`, tabindex: -1, role: "button", "aria-label": item.details.title },
      item.kind === "wait"
        ? shape("line", { x1: x, x2: x + width, y1: y + height / 2, y2: y + height / 2 })
        : shape("rect", { x, y: y - rise, width, height: height + 2 * rise, rx: item.kind === "call" ? 0 : 2 }),
    );
    if (item.text && item.text.length * CHARACTER + 8 < width) {
      node.append(shape("text", { x: x + 4, y: y + height - 3.5 }, item.text));
    }
    node.addEventListener("pointerenter", () => this.inspect(item.details, node, false));
    node.addEventListener("pointerleave", () => this.inspect(null, node, false));
    node.addEventListener("focus", () => this.inspect(item.details, node, true));
    node.addEventListener("click", () => node.focus());
    this.items.push({ node, row, from: item.from });
    lane.append(node);
  }

  /** Arrow keys go to the thing before or after in the same row, or to the nearest one in the row above or below. */
  key(event) {
    const i = this.items.findIndex((item) => item.node === event.target);
    if (i < 0) {
      return;
    }
    const { row, from } = this.items[i];
    const rows = [...new Set(this.items.map((item) => item.row))];
    const along = this.items.filter((item) => item.row === row).sort((one, other) => one.from - other.from);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const across = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    let next;
    if (step) {
      next = along[along.indexOf(this.items[i]) + step];
    } else if (across) {
      next = this.items
        .filter((item) => item.row === rows[rows.indexOf(row) + across])
        .sort((one, other) => Math.abs(one.from - from) - Math.abs(other.from - from))[0];
    }
    if (next) {
      event.preventDefault();
      event.target.setAttribute("tabindex", -1);
      next.node.setAttribute("tabindex", 0);
      next.node.focus();
    }
  }

  /** Where the pointer is, as a share of what is shown. */
  pointed(event) {
    const left = this.svg.getBoundingClientRect().left + LABELS;
    return Math.min(1, Math.max(0, (event.clientX - left) / this.width));
  }

  /** The wheel zooms with Ctrl or Meta, or over the time axis; otherwise the page scrolls, as anywhere. */
  wheel(event) {
    const overAxis = event.clientY - this.svg.getBoundingClientRect().top < AXIS;
    if (event.ctrlKey || event.metaKey || overAxis) {
      event.preventDefault();
      this.change(() => this.axis.zoom(event.deltaY > 0 ? 1.25 : 0.8, this.pointed(event)));
    }
  }

  beginSelection(event) {
    if (event.button !== 0) {
      return;
    }
    const from = this.pointed(event);
    const box = shape("rect", { class: "selection", y: 0, height: this.svg.getAttribute("height") });
    const move = (moved) => {
      const to = this.pointed(moved);
      box.setAttribute("x", LABELS + Math.min(from, to) * this.width);
      box.setAttribute("width", Math.abs(to - from) * this.width);
      this.svg.append(box);
    };
    const end = (ended) => {
      window.removeEventListener("pointermove", move);
      box.remove();
      const to = this.pointed(ended);
      // A click moves a little, too.
      if (Math.abs(to - from) * this.width > 8) {
        this.change(() => this.axis.select(Math.min(from, to), Math.max(from, to)));
      }
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end, { once: true });
  }
}

function shortened(text, most) {
  return text.length > most ? text.slice(0, most - 1) + "\u2026" : text;
}
