#!/usr/bin/python3
"""Opens reports in headless Chromium and compares what they show with the JSON inside them.

Needs Debian's chromium, chromium-driver and python3-selenium. Prints one line a file; exits 1 if a check failed.
"""

import argparse
import re
import sys
from pathlib import Path

from selenium.common.exceptions import TimeoutException, UnexpectedAlertPresentException, WebDriverException
from selenium.webdriver import Keys

from report_page import DESKTOP, PHONE, ReportPage, open_browser
from report_truth import Truth


class Wrong(Exception):
    """What the page shows is not what its data says."""


def expect(actual, expected, what):
    if actual != expected:
        raise Wrong(f"{what}: expected {short(expected)}, got {short(actual)}")


def expect_entries(actual, expected, what):
    for name in {**actual, **expected}:
        expect(actual.get(name), expected.get(name), f"{what} {short(name)}")


def short(value):
    text = repr(value)
    return text if len(text) <= 300 else f"{text[:300]} … ({len(value)} long)"


def expect_point(page, truth, n):
    """Everything that follows the cursor stands at this poll."""
    try:
        page.wait(lambda: page.current() == n)
    except TimeoutException:
        raise Wrong(f"the cursor stands at poll {page.current()}, not at {n}") from None
    poll = truth.poll(n)
    expect_entries(page.state(), truth.state(poll), f"poll {n}: value and value before of state")
    expect_entries(page.said(), truth.said(poll), f"poll {n}: what is said of its")
    slider = page.one("slider")
    expect(int(slider.get_attribute("value")), truth.stream_polls(poll["s"]).index(poll) + 1, f"poll {n}: slider")
    spoken = slider.get_attribute("aria-valuetext")
    if f"poll {n}," not in spoken or not spoken.endswith(poll["phase"]):
        raise Wrong(f"poll {n}: the slider says {spoken!r}")
    expect(page.texts("#graph .node.current text"), [poll["phase"]], f"poll {n}: phase marked in the graph")
    if truth.data["hasPatientData"]:
        expect_entries(page.patient_texts(), truth.patient_texts(poll), f"poll {n}: patient's")


def check_opening(page, truth):
    expect(" ".join(page.browser.title.split()), " ".join(truth.data["title"].split()), "title")
    has_mark = page.one("patient-mark").is_displayed()
    expect(has_mark, truth.data["hasPatientData"], "banner of patient data")
    expect(page.one("patient").is_displayed(), truth.data["hasPatientData"], "panel of patient data")
    expect("no patient data inside" in page.text("footer"), not truth.data["hasPatientData"], "«no patient data»")
    total = f"{len(truth.polls):,}"
    expect(page.text("count"), f"{total} of {total}", "count of the table")


def check_slider(page, truth):
    polls = truth.stream_polls()
    numbers = [poll["n"] for poll in polls]
    last = len(polls) - 1
    page.press("slider", Keys.HOME)
    expect_point(page, truth, numbers[0])
    place = 0
    for key, distance in [(Keys.ARROW_RIGHT, 1), (Keys.ARROW_RIGHT, 6), (Keys.ARROW_LEFT, -1)]:
        page.press("slider", *[key] * abs(distance))
        place = min(max(place + distance, 0), last)
        expect_point(page, truth, numbers[place])
    for _ in range(4):
        page.press("slider", Keys.PAGE_UP)
        expect_point(page, truth, numbers[int(page.one("slider").get_attribute("value")) - 1])
    page.press("slider", Keys.END)
    expect_point(page, truth, numbers[-1])
    changing = [poll["n"] for poll in polls[:-1] if poll["verdict"] != "same"]
    if changing:
        page.press("previous-change", Keys.ENTER)
        expect_point(page, truth, changing[-1])


def check_filters(page, truth):
    for filters, numbers in truth.filters():
        page.set_filter(filters)
        expect(page.text("count"), f"{len(numbers):,} of {len(truth.polls):,}", f"count with {filters}")
        expect(page.one("grid").get_attribute("aria-rowcount"), str(len(numbers) + 1), f"aria-rowcount with {filters}")
        rows = page.rows()
        if rows is not None:
            expect(rows, numbers, f"rows with {filters}")
    page.press("grid", "/")
    expect(page.run("return document.activeElement.id"), "filter-text", "focus after /")
    page.press("filter-text", Keys.ESCAPE)
    expect(page.text("count").split(" of ")[0], f"{len(truth.polls):,}", "count after Escape")


def check_table_keys(page, truth):
    numbers = [poll["n"] for poll in truth.polls]
    last = len(numbers) - 1
    place = 0
    steps = [(Keys.HOME, 0), (Keys.ARROW_DOWN, 1), (Keys.ARROW_DOWN, 1), (Keys.ARROW_UP, -1), (Keys.END, last)]
    for key, distance in steps:
        page.press("grid", key)
        place = min(max(place + distance, 0), last)
        expect_point(page, truth, numbers[place])
        expect(page.selected_row(), numbers[place], "selected row")
    page.press("grid", Keys.PAGE_UP)
    if last > 0 and not page.current() < numbers[last]:
        raise Wrong("PageUp does not move the selection")
    expect(page.selected_row(), page.current(), "selected row after PageUp")
    in_document = page.run("return document.querySelectorAll('#grid-body [role=row]').length")
    if in_document > 120:
        raise Wrong(f"{in_document} rows of the table are in the document at once")


def check_timeline(page, truth):
    """Clicks beyond both ends, where the nearest poll is sure; they give the scale for clicks between."""
    polls = sorted(truth.stream_polls(truth.poll(page.current())["s"]), key=lambda poll: poll["at"])
    marks = []
    for share, poll in [(0.01, polls[0]), (0.99, polls[-1])]:
        page.click_timeline(share)
        expect_point(page, truth, poll["n"])
        marks.append(page.cursor_mark())
    if marks[0] == marks[1]:
        return
    pace = (polls[-1]["at"] - polls[0]["at"]) / (marks[1] - marks[0])
    for share in (0.25, 0.37, 0.5, 0.61, 0.83):
        instant = polls[0]["at"] + (page.click_timeline(share) - marks[0]) * pace
        away = {poll["n"]: abs(poll["at"] - instant) for poll in polls}
        # Two pixels of grace: the click and the mark are both rounded.
        if away[page.current()] > min(away.values()) + 2 * pace:
            raise Wrong(f"a click into the timeline goes to poll {page.current()}, not to {min(away, key=away.get)}")
        expect_point(page, truth, page.current())


def check_address(page, truth):
    if len(truth.polls) > 1:
        # Noted a little later than moved to; before, the address might say already what is put there.
        page.wait(lambda: page.run("return location.hash") == f"#n={page.current()}")
    n = truth.polls[len(truth.polls) // 2]["n"]
    page.run("location.hash = `#n=${arguments[0]}`", n)
    expect_point(page, truth, n)


def check_nothing_leaves(page, html):
    expect(page.requested(), [], "requests")
    markup = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    loaded = re.findall(r"""(?:src|href|url\()\s*=?\s*["']?(?:https?:)?//[^"')\s]*""", markup)
    expect(loaded, [], "references to be loaded")
    if "default-src 'none'" not in markup:
        raise Wrong("no Content-Security-Policy")


def check_themes(page):
    papers = {}
    for theme in ("light", "dark", "auto"):
        page.press("theme", Keys.ENTER)
        expect(page.text("theme"), f"Theme: {theme}", "theme button")
        papers[theme] = page.run("return getComputedStyle(document.documentElement).backgroundColor")
    if papers["light"] == papers["dark"]:
        raise Wrong(f"light and dark have the same paper, {papers['light']}")


def check_narrow(page):
    page.resize(*PHONE)
    page.wait(lambda: page.run("return innerWidth") == PHONE[0])
    wide = page.run("return document.documentElement.scrollWidth")
    expect(wide <= PHONE[0], True, f"the page is {wide} px wide on a phone of {PHONE[0]} px; that it fits")
    page.resize(*DESKTOP)


def check(browser, path, pictures):
    html = path.read_text()
    truth = Truth(html)
    page = ReportPage(browser, path)
    check_opening(page, truth)
    if truth.polls:
        check_slider(page, truth)
        check_filters(page, truth)
        check_table_keys(page, truth)
        check_timeline(page, truth)
        check_address(page, truth)
    check_themes(page)
    check_narrow(page)
    check_nothing_leaves(page, html)
    expect(page.complaints(), [], "messages on the console")
    if pictures:
        page.save_pictures(pictures, path.stem)
    return f"{len(truth.polls):,} polls"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports", nargs="+", type=Path, metavar="HTML")
    parser.add_argument("--screenshots", type=Path, metavar="DIR", help="save pictures and a print there")
    arguments = parser.parse_args()
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    has_failed = False
    with open_browser() as browser:
        for path in arguments.reports:
            try:
                print(f"{path}: as its data says, {check(browser, path, arguments.screenshots)}", flush=True)
            except UnexpectedAlertPresentException:
                sys.exit(f"{path}: a dialog appeared")
            except WebDriverException as fault:
                has_failed = True
                print(f"{path}: the browser gave up: {fault.msg}", flush=True)
            except Wrong as wrong:
                has_failed = True
                print(f"{path}: {wrong}", flush=True)
    return 1 if has_failed else 0


if __name__ == "__main__":
    sys.exit(main())
