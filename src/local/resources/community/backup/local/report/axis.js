const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, SECOND, 2 * SECOND, 5 * SECOND, 10 * SECOND, 30 * SECOND,
  MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY,
];

/** Such as 0:12:38, or 2 d 0:12:38; with thousandths where `exact`. */
function clockTime(milliseconds, exact = false) {
  const days = Math.floor(milliseconds / DAY);
  const rest = milliseconds - days * DAY;
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  const fraction = exact ? "." + String(Math.round(rest % SECOND)).padStart(3, "0") : "";
  const time = `${Math.floor(rest / HOUR)}:${two((rest % HOUR) / MINUTE)}:${two((rest % MINUTE) / SECOND)}${fraction}`;
  return days > 0 ? `${days} d ${time}` : time;
}

/** Such as 40 ms, 12.5 s, 10 min 2 s or 1 d 3 h. */
function duration(milliseconds) {
  if (milliseconds < SECOND) {
    return `${Math.round(milliseconds)} ms`;
  }
  if (milliseconds < MINUTE) {
    return `${Number((milliseconds / SECOND).toFixed(1))} s`;
  }
  const [unit, name, part, partName] =
    milliseconds < HOUR ? [MINUTE, "min", SECOND, "s"] : milliseconds < DAY ? [HOUR, "h", MINUTE, "min"] : [DAY, "d", HOUR, "h"];
  const rest = Math.floor((milliseconds % unit) / part);
  return `${Math.floor(milliseconds / unit)} ${name}${rest > 0 ? ` ${rest} ${partName}` : ""}`;
}

/**
 * Time as a length. What is shown is chosen by zooming; a long time in which nothing goes on is cut short, so that what
 * happens before and after it stays visible.
 */
class Axis {
  /** How long an idle time is drawn, as a share of all busy time, and from which length on. */
  static IDLE_SHOWN = 0.04;
  static IDLE_CUT = 0.1;
  /** Milliseconds. */
  static LEAST_SHOWN = 10;

  /** Spans are pairs of times in which something goes on, in any order. */
  constructor(spans) {
    const busy = Axis.merged(spans);
    const total = Math.max(1, busy.reduce((sum, span) => sum + span.to - span.from, 0));
    this.origin = busy[0].from;
    this.pieces = [];
    let begin = 0;
    const add = (from, to, length, cut) => {
      this.pieces.push({ from, to, begin, length, cut });
      begin += length;
    };
    busy.forEach((span, i) => {
      if (i > 0) {
        const idle = span.from - busy[i - 1].to;
        const cut = idle > total * Axis.IDLE_CUT;
        add(busy[i - 1].to, span.from, cut ? total * Axis.IDLE_SHOWN : idle, cut);
      }
      add(span.from, span.to, span.to - span.from, false);
    });
    // A margin, so that what happens last is not drawn on the edge.
    const last = busy[busy.length - 1].to;
    add(last, last + Math.max(1, begin * 0.02), Math.max(1, begin * 0.02), false);
    this.length = begin;
    this.showAll();
  }

  static merged(spans) {
    const merged = [];
    for (const [from, to] of [...spans].sort((one, other) => one[0] - other[0])) {
      const last = merged[merged.length - 1];
      if (last && from <= last.to) {
        last.to = Math.max(last.to, to);
      } else {
        merged.push({ from, to });
      }
    }
    return merged;
  }

  showAll() {
    this.left = 0;
    this.shown = this.length;
  }

  /** Where a time is: 0 is the left edge of what is shown, 1 the right one. */
  position(time) {
    const piece = this.pieces.find((some) => time <= some.to) ?? this.pieces[this.pieces.length - 1];
    const share = piece.to === piece.from ? 0 : (time - piece.from) / (piece.to - piece.from);
    return (piece.begin + share * piece.length - this.left) / this.shown;
  }

  /** Shows so many times as much, with what is at a position staying there. */
  zoom(factor, position) {
    const shown = this.possible(this.shown * factor);
    this.show(this.left + position * (this.shown - shown), shown);
  }

  /** Shows what lies between two positions. */
  select(from, to) {
    this.show(this.left + from * this.shown, (to - from) * this.shown);
  }

  /** Moves by a share of what is shown. */
  pan(share) {
    this.show(this.left + share * this.shown, this.shown);
  }

  /** Moves a time into view; returns whether it was not there. */
  reveal(time) {
    const position = this.position(time);
    const hidden = position < 0 || position > 1;
    if (hidden) {
      this.pan(position - 0.5);
    }
    return hidden;
  }

  possible(shown) {
    return Math.min(this.length, Math.max(Axis.LEAST_SHOWN, shown));
  }

  show(left, shown) {
    this.shown = this.possible(shown);
    this.left = Math.min(Math.max(0, left), this.length - this.shown);
  }

  /** Times that are round, counted from the first one; some eight of them. */
  ticks() {
    const step = STEPS.find((some) => this.shown / some <= 8) ?? STEPS[STEPS.length - 1];
    return this.pieces
      .filter((piece) => !piece.cut)
      .flatMap((piece) => {
        const first = Math.ceil((piece.from - this.origin) / step);
        const count = Math.floor((piece.to - this.origin) / step) - first + 1;
        return Array.from({ length: Math.min(count, 1000) }, (_, i) => this.origin + (first + i) * step);
      })
      .map((time) => ({ position: this.position(time), label: clockTime(time - this.origin, step < SECOND) }))
      .filter((tick, i, all) => tick.position >= 0 && tick.position <= 0.93 && tick.label !== all[i - 1]?.label);
  }

  /** The idle times that are cut short and in view. */
  cuts() {
    return this.pieces
      .filter((piece) => piece.cut)
      .map((piece) => ({ from: this.position(piece.from), to: this.position(piece.to), length: piece.to - piece.from }))
      .filter((cut) => cut.to > 0 && cut.from < 1);
  }
}
