/** Maps a window of time to the pixels of the timeline. */
class TimeScale {
  constructor(rows) {
    this.rows = rows;
    // Sorted once: a server clock that was set back leaves polls out of order.
    this.sorted = rows.toSorted((a, b) => a.poll.at - b.poll.at);
    const [first, last] = rows.length > 0 ? [this.sorted[0].poll.at, this.sorted.at(-1).poll.at] : [0, 0];
    const margin = Math.max((last - first) * 0.012, 250);
    this.whole = { from: first - margin, to: last + margin };
    this.showAll();
  }

  get isWhole() { return this.from === this.whole.from && this.to === this.whole.to; }

  showAll() { Object.assign(this, this.whole); }

  lay(left, width) { Object.assign(this, { left, width }); }

  x(ms) { return this.left + ((ms - this.from) / (this.to - this.from)) * this.width; }

  time(x) { return this.from + ((x - this.left) / this.width) * (this.to - this.from); }

  nearest(x) {
    const time = this.time(x);
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle].poll.at < time) low = middle + 1;
      else high = middle;
    }
    const [before, after] = [this.sorted[low - 1], this.sorted[low]];
    if (!before || !after) return before ?? after;
    return time - before.poll.at <= after.poll.at - time ? before : after;
  }

  /** Zooms by a factor and keeps the instant where it is; never below 20 ms, never beyond the recording. */
  zoom(factor, instant) {
    const whole = this.whole.to - this.whole.from;
    const span = Math.min(whole, Math.max(20, (this.to - this.from) * factor));
    const share = (instant - this.from) / (this.to - this.from);
    this.#show(instant - span * share, span);
  }

  pan(share) {
    const span = this.to - this.from;
    this.#show(this.from + span * share, span);
  }

  /** True if the window had to move to show this instant. */
  reveal(instant) {
    if (instant >= this.from && instant <= this.to) return false;
    const span = this.to - this.from;
    this.#show(instant - span / 2, span);
    return true;
  }

  #show(from, span) {
    this.from = Math.min(Math.max(from, this.whole.from), this.whole.to - span);
    this.to = this.from + span;
    if (span >= this.whole.to - this.whole.from) this.showAll();
  }

  /** Round instants no closer than `spacing` pixels, with as many digits as the step needs. */
  ticks(spacing) {
    const step = tickSteps.find((size) => (size / (this.to - this.from)) * this.width >= spacing) ?? tickSteps.at(-1);
    const ticks = [];
    let day;
    for (let at = Math.ceil(this.from / step) * step; at <= this.to; at += step) {
      const isNewDay = day !== undefined && dayText(at) !== day;
      day = dayText(at);
      ticks.push({ at, text: tickText(at, step, isNewDay) });
    }
    return ticks;
  }
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const tickSteps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12, 24, 48, 168, 720].map((count) => count * hour),
];

function tickText(at, step, isNewDay) {
  if (step >= 24 * hour || isNewDay) return dayText(at).slice(5);
  if (step < second) return clockText(at).slice(3);
  return step < minute ? clockText(at).slice(0, 8) : clockText(at).slice(0, 5);
}
