"""Neo4j Browser in headless Chromium, driven as a person would: connect, drop files, run, look.

Chromium and its driver come from the system (Debian: ``apt-get install chromium
chromium-driver``), which keeps both at one version; nothing is fetched. The page may talk to the
server alone: every other host is unknown to it.
"""

from __future__ import annotations

import base64
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_DRIVER = ("chromedriver", "chromium.chromedriver")
_PATIENCE_S = 60.0
_SETTLE_S = 20.0  # a layout moves for some seconds
_FLAGS = (
    *("--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
    "--hide-scrollbars",
)
# What happens when a person drops a file on the window.
_PASTE = ".filedrop-paste-in-editor"
_EDITED = "[data-testid=activeEditor] .view-line"
_DROP = """
const [name, content] = arguments;
const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
const transfer = new DataTransfer();
transfer.items.add(new File([bytes], name));
const target = document.querySelector(".filedrop");
for (const kind of ["dragenter", "dragover", "drop"]) {
  target.dispatchEvent(
    new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}
"""
_PLACES = """
return [...document.querySelectorAll("svg.neod3viz g.node")].map((g) => g.getAttribute("transform"))
"""


class MissingBrowserError(RuntimeError):
    """Chromium or its driver is not installed."""


class BrowserError(RuntimeError):
    """Neo4j Browser showed an error, or not what was waited for."""


@contextmanager
def neo4j_browser(http_url: str, *, size: tuple[int, int] = (1280, 900)) -> Iterator[Neo4jBrowser]:
    """Open the Neo4j Browser that a server serves, in a new and empty profile.

    Args:
        http_url: The server's HTTP address, without a path.
        size: Width and height of the window (pixels).

    Raises:
        MissingBrowserError: Chromium or its driver is not installed.
        BrowserError: The page does not come up.
    """
    host = urlsplit(http_url).hostname
    with chromium(size=size, reach=host) as chrome:
        yield Neo4jBrowser(chrome, http_url)


@contextmanager
def chromium(
    *, size: tuple[int, int] = (1280, 900), reach: str | None = None, log: bool = False
) -> Iterator[Chrome]:
    """Open headless Chromium with a new and empty profile.

    Args:
        size: Width and height of the window (pixels).
        reach: The one host that it can reach; None: none.
        log: Keep what pages request and complain of (``get_log``).

    Raises:
        MissingBrowserError: Chromium or its driver is not installed.
    """
    binary, driver = _program(_CHROMIUM), _program(_DRIVER)
    with tempfile.TemporaryDirectory(
        prefix="graphmem-chromium-", ignore_cleanup_errors=True
    ) as home:
        options = ChromeOptions()
        options.binary_location = binary
        rules = "MAP * ~NOTFOUND" + (f" , EXCLUDE {reach}" if reach else "")
        for flag in (
            *_FLAGS,
            f"--user-data-dir={home}",
            f"--window-size={size[0]},{size[1]}",
            f"--host-resolver-rules={rules}",
        ):
            options.add_argument(flag)
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")  # it refuses to run as root otherwise
        if log:
            kinds = {"browser": "ALL", "performance": "ALL"}
            options.set_capability("goog:loggingPrefs", kinds)
        chrome = Chrome(options=options, service=Service(driver))
        try:
            yield chrome
        finally:
            chrome.quit()


def _program(names: tuple[str, ...]) -> str:
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    raise MissingBrowserError(
        f"no {names[0]} found: install Chromium and its driver "
        "(Debian: apt-get install chromium chromium-driver)"
    )


class Neo4jBrowser:
    """One window of Neo4j Browser."""

    def __init__(self, chrome: Chrome, http_url: str) -> None:
        self._chrome = chrome
        self._chrome.get(f"{http_url}/browser/")
        self._wait(lambda: self._value("boltaddress"), "the form to connect")

    def connect(self, user: str, password: str) -> None:
        """Fill in the form and wait until the database's prompt is there."""
        self._one("username").send_keys(user)
        self._one("password").send_keys(password)
        self._one("connect").click()
        prompt = ".line-numbers"  # "$" without a database, "neo4j$" with one
        self._wait(lambda: any(len(e.text) > 1 for e in self._css(prompt)), "a connection")
        self.clear()

    def drop(self, path: Path) -> None:
        """Drop a file on the window: a style sheet is taken over, a zip becomes favourites."""
        self._drop(path.name, path.read_bytes())

    def run(self, text: str) -> None:
        """Put statements into the editor, run them, and wait until their frame is filled.

        Args:
            text: A Cypher statement, or several statements and commands that end in semicolons.

        Raises:
            BrowserError: The frame shows an error.
        """
        before = len(self._all("frame"))
        # What an earlier file left open would be taken for this one's: its text would run.
        self._wait(lambda: not self._css(_PASTE), "an earlier file to be dealt with")
        self._drop("text.cypher", text.encode())
        self._wait(lambda: self._css(_PASTE), "what to do with a file")
        self._css(_PASTE)[0].click()
        self._wait(lambda: self._holds(text), "the text in the editor")
        self._one("editor-Run").click()
        self._wait(lambda: len(self._all("frame")) > before, "a frame")
        self._wait(self._answered, "an answer")
        for error in self._texts("cypherFrameErrorMessage"):
            raise BrowserError(error)

    def draw(self, text: str) -> set[int]:
        """Run a query in an empty window and return the ids of the nodes that are drawn.

        Raises:
            BrowserError: It failed, or no graph is drawn.
        """
        self.clear()
        self.run(text)
        if not self._all("cypherFrameSidebarVisualization"):
            raise BrowserError("no graph is drawn: the answer holds no node")
        self._wait(self._places, "a graph")
        return self.nodes()

    def nodes(self) -> set[int]:
        """Return the ids of the nodes that are drawn as circles."""
        circles = self._css("svg.neod3viz g.node:has(circle.b-outline)")
        labels = [circle.get_attribute("aria-label") or "" for circle in circles]
        return {int(label.removeprefix("graph-node")) for label in labels}

    def circles(self) -> set[tuple[str, float]]:
        """Return the colours and diameters (pixels) of the circles."""
        return {
            (str(c.get_attribute("fill")), 2 * float(c.get_attribute("r") or 0))
            for c in self._css("svg.neod3viz g.node circle.b-outline")
        }

    def settle(self) -> None:
        """Put the panel of properties aside, wait for the drawing to stand still, and fit it in."""
        for button in self._css('[title="Collapse the node properties display"]'):
            button.click()
        deadline, before = time.monotonic() + _SETTLE_S, None
        while (places := self._places()) != before and time.monotonic() < deadline:
            before = places
            time.sleep(0.5)
        self._css('[aria-label="zoom-to-fit"]')[0].click()
        time.sleep(1)  # the zoom is animated

    def favourites(self) -> list[str]:
        """Open the drawer of favourites and return their names, folders opened."""
        if not self._shown("savedScriptsFolder-graphmem"):
            self._one("navigationFavorites").click()
        self._wait(lambda: self._shown("savedScriptsFolder-graphmem"), "the folder of favourites")
        self._one("savedScriptsFolder-graphmem").click()
        self._wait(lambda: self._shown("savedScriptListItem"), "favourites")
        return [item.text for item in self._all("savedScriptListItem")]

    def clear(self) -> None:
        """Close all frames."""
        self._wait(self._close_one, "all frames to close")

    def screenshot(self, *, of: str | None = None) -> bytes:
        """Return a picture of the window, or of one element, as PNG.

        Args:
            of: The element's test id ("frame").
        """
        return (
            self._chrome.get_screenshot_as_png() if of is None else self._one(of).screenshot_as_png
        )

    def _holds(self, text: str) -> bool:
        """Tell whether the editor shows this text, or the part of it that has room."""
        wanted = "".join(text.split())
        lines = ["".join(line.text.split()) for line in self._css(_EDITED)]
        return any(lines) and all(line in wanted for line in lines) and not self._css(_PASTE)

    def _answered(self) -> bool:
        """Tell whether the newest frame has its answer; several statements each have a sign."""
        signs = [e.get_attribute("title") for e in self._all("multi-statement-list-icon")]
        if "Status: error" in signs:
            raise BrowserError("one of several statements failed")
        if signs:
            return all(sign == "Status: success" for sign in signs)
        return not self._all("spinner") and bool(
            self._all("cypherFrameSidebarVisualization")
            or self._texts("cypherFrameErrorMessage")
            or self._texts("frameStatusbar")
        )

    def _close_one(self) -> bool:
        buttons = self._css('[data-testid="frame"] button[title="Close"]')
        if buttons:
            self._chrome.execute_script("arguments[0].click()", buttons[0])  # others may cover it
        return not buttons

    def _drop(self, name: str, content: bytes) -> None:
        self._chrome.execute_script(_DROP, name, base64.b64encode(content).decode())

    def _places(self) -> list[str]:
        return self._chrome.execute_script(_PLACES)

    def _css(self, selector: str) -> list[WebElement]:
        return self._chrome.find_elements(By.CSS_SELECTOR, selector)

    def _all(self, test_id: str) -> list[WebElement]:
        return self._css(f'[data-testid="{test_id}"]')

    def _one(self, test_id: str) -> WebElement:
        return self._chrome.find_element(By.CSS_SELECTOR, f'[data-testid="{test_id}"]')

    def _texts(self, test_id: str) -> list[str]:
        return [text for element in self._all(test_id) if (text := element.text)]

    def _shown(self, test_id: str) -> bool:
        return any(element.is_displayed() for element in self._all(test_id))

    def _value(self, test_id: str) -> str | None:
        found = self._all(test_id)
        return found[0].get_attribute("value") if found else None

    def _wait(self, ready: Callable[[], Any], what: str) -> None:
        """Wait until something is so.

        Raises:
            BrowserError: It was not so in a minute.
        """
        waiting = WebDriverWait(
            self._chrome, _PATIENCE_S, 0.2, ignored_exceptions=(StaleElementReferenceException,)
        )
        try:
            waiting.until(lambda _: ready())
        except TimeoutException as exc:
            raise BrowserError(f"Neo4j Browser did not show {what} in {_PATIENCE_S:.0f} s") from exc
