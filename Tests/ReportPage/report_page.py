"""A report, opened in headless Chromium and handled as a reader would: keys, clicks, selects."""

import base64
import json

from selenium import webdriver
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

DESKTOP = (1440, 1000)
PHONE = (360, 800)


def open_browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    # A dialog would be dismissed unseen by the default; this way the next command fails on it.
    options.set_capability("unhandledPromptBehavior", "ignore")
    return webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)


class ReportPage:
    def __init__(self, browser, path):
        self.browser = browser
        self.uri = path.resolve().as_uri()
        browser.get_log("performance"), browser.get_log("browser")
        self.resize(*DESKTOP)
        browser.get("about:blank")
        browser.get(self.uri)

    def run(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def one(self, name):
        return self.browser.find_element(By.ID, name)

    def text(self, name):
        return self.run("return document.getElementById(arguments[0]).textContent", name)

    def texts(self, selector):
        return self.run("return [...document.querySelectorAll(arguments[0])].map(one => one.textContent)", selector)

    def wait(self, condition):
        return WebDriverWait(self.browser, 10, poll_frequency=0.02).until(lambda _: condition())

    def resize(self, width, height):
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})

    def press(self, name, *keys):
        element = self.one(name)
        self.run("arguments[0].focus()", element)
        ActionChains(self.browser, duration=0).send_keys(*keys).perform()

    def current(self):
        """The number of the poll that is shown; None where there is no poll."""
        found = self.run("return document.querySelector('#where strong')?.textContent")
        return found and int(found.removeprefix("Poll ").replace(",", ""))

    def selected_row(self):
        found = self.run("""
            const row = document.querySelector('#grid [aria-selected="true"]');
            return row && document.getElementById('grid').getAttribute('aria-activedescendant') === row.id
                ? row.firstChild.textContent : null""")
        return found and int(found)

    def state(self):
        rows = self.run("""return [...document.querySelectorAll('#state tr')].map(row =>
            [...row.cells].map(cell => cell.textContent))""")
        return {path: (value, before) for path, value, before in rows}

    def said(self):
        """The answer's verdict, next, changes and anomalies; of the events only how many."""
        said = dict(self.run("""return [...document.querySelectorAll('#said dt')].map(({textContent, nextSibling}) => {
            const items = [...nextSibling.querySelectorAll('li')].map(item => item.textContent);
            if (textContent === 'events') return [textContent, items.length];
            return [textContent, items.length > 0 ? items : nextSibling.textContent];
        })"""))
        said.pop("answer")
        return said

    def patient_texts(self):
        return dict(self.run("""return [...document.querySelectorAll('#patient article')].map(article =>
            [article.querySelector('p').getAttribute('aria-label'), article.querySelector('p').textContent])"""))

    def set_filter(self, filters):
        self.run("document.getElementById('filter-clear').click()")
        for name, value in filters.items():
            element = self.one(f"filter-{name}")
            if name == "changes":
                element.click()
            elif name == "text":
                self.press("filter-text", value)
            else:
                Select(element).select_by_value(value)

    def rows(self, most=400):
        """The numbers in the table, scrolled from top to bottom; None where there are more than `most`."""
        count = int(self.text("count").split(" of ")[0].replace(",", ""))
        if count > most:
            return None
        return self.browser.execute_async_script("""
            const done = arguments[0], grid = document.getElementById('grid'), found = new Set();
            const look = () => {
              for (const cell of document.querySelectorAll('#grid-body .n')) found.add(Number(cell.textContent));
              const before = grid.scrollTop;
              grid.scrollTop += grid.clientHeight / 2;
              if (grid.scrollTop === before) { grid.scrollTop = 0; done([...found].sort((a, b) => a - b)); }
              else requestAnimationFrame(() => requestAnimationFrame(look));
            };
            grid.scrollTop = 0;
            requestAnimationFrame(() => requestAnimationFrame(look));""")

    def click_timeline(self, share):
        """Clicks at this share of the canvas' width and returns the place, in pixels of the window."""
        canvas = self.one("canvas")
        self.run("arguments[0].scrollIntoView({block: 'center'})", canvas)
        left, width = self._span("canvas")
        offset = int(width * (share - 0.5))
        ActionChains(self.browser, duration=0).move_to_element_with_offset(canvas, offset, 0).click().perform()
        return left + width / 2 + offset

    def cursor_mark(self):
        left, width = self._span("cursor-mark")
        return left + width / 2

    def _span(self, name):
        return self.run("""const {left, width} = document.getElementById(arguments[0]).getBoundingClientRect();
            return [left, width]""", name)

    def complaints(self):
        entries = self.browser.get_log("browser")
        return [entry["message"] for entry in entries if entry["level"] in ("SEVERE", "WARNING")]

    def requested(self):
        messages = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
        sent = [message for message in messages if message["method"] == "Network.requestWillBeSent"]
        urls = [message["params"]["request"]["url"] for message in sent]
        return [url for url in urls if url not in (self.uri, "about:blank")]

    def save_pictures(self, folder, stem):
        for name, size, theme in [("light", DESKTOP, "light"), ("dark", DESKTOP, "dark"), ("narrow", PHONE, "light")]:
            self.resize(*size)
            self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
                "features": [{"name": "prefers-color-scheme", "value": theme}]})
            height = self.run("scrollTo(0, 0); return document.documentElement.scrollHeight")
            picture = self.browser.execute_cdp_cmd("Page.captureScreenshot", {
                "captureBeyondViewport": True,
                "clip": {"x": 0, "y": 0, "width": size[0], "height": height, "scale": 1}})
            (folder / f"{stem}-{name}.png").write_bytes(base64.b64decode(picture["data"]))
        printed = self.browser.execute_cdp_cmd("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True})
        (folder / f"{stem}-print.pdf").write_bytes(base64.b64decode(printed["data"]))
