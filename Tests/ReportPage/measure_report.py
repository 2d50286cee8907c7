#!/usr/bin/python3
"""Measures a report in headless Chromium, script and layout together, in milliseconds: measure_report.py HTML

Wall time, so nothing is gated on it. A page of 10,000 polls: .ci/long-log 10000, then scribe-replay report.
"""

import sys
from pathlib import Path

from report_page import ReportPage, open_browser

SCRIPT = """
const done = arguments[0];
const byName = (id) => document.getElementById(id);
const [slider, grid, text] = [byName('slider'), byName('grid'), byName('filter-text')];
const time = (act) => {
  const begin = performance.now();
  act();
  document.body.offsetHeight;
  return performance.now() - begin;
};
const summary = (times) => {
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)} (${times.length} times)`;
};
const repeat = (times, act) => summary(Array.from({ length: times }, (_, i) => time(() => act(i))));
const tell = (target, type) => target.dispatchEvent(new Event(type, { bubbles: true }));
const move = (value) => { slider.value = value; tell(slider, 'input'); };
const scroll = (top) => { grid.scrollTop = top; tell(grid, 'scroll'); };
const type = (word) => { text.value = word; tell(text, 'input'); };
const last = Number(slider.max);
const words = ['t', 'tr', 'trans', 'transcript 1', 'overdue', '50', 'timeout', 'same', ''];
const found = {
  'first filter (makes the texts)': time(() => type('x')).toFixed(1),
  'filter by text': repeat(36, (i) => type(words[i % words.length])),
  'slider to the next poll': repeat(400, (i) => move(last / 2 + i)),
  'slider to any poll': repeat(400, (i) => move(1 + (i * 7919) % last)),
  'table scrolled by two rows': repeat(300, (i) => scroll(i * 50)),
  'table scrolled to anywhere': repeat(200, (i) => scroll((i * 7919 * 25) % grid.scrollHeight)),
  'canvas drawn whole': repeat(30, () => byName('zoom-all').click()),
};
const frames = [];
let before = performance.now();
const step = (now) => {
  frames.push(now - before);
  before = now;
  move(last / 3 + frames.length);
  if (frames.length < 200) requestAnimationFrame(step);
  else done({ ...found, 'frames while the slider runs': summary(frames.slice(5)) });
};
requestAnimationFrame(step);
"""

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open_browser() as browser:
        browser.set_script_timeout(120)
        page = ReportPage(browser, Path(sys.argv[1]))
        opened = page.run("return performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        print(f"opened: {opened:.0f}")
        for name, result in browser.execute_async_script(SCRIPT).items():
            print(f"{name}: {result}")
