"""The page of a context in a real browser: it draws, offline, and nothing remembered runs in it."""

from __future__ import annotations

import io
import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from selenium.webdriver import Chrome

from graphmem.api.graph_page import write_page
from graphmem.types import Context, ContextItem, Source, Step
from scripts.browser_driver import MissingBrowserError, chromium

pytestmark = pytest.mark.browser

EVIL = "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
_ORANGE, _BLUE = (0xF2, 0x8E, 0x2B), (0x2F, 0x4B, 0x7C)  # items, the question
_PATIENCE_S = 30.0


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    """Headless Chromium that reaches no host."""
    try:
        with chromium(size=(1500, 950), log=True) as chrome:
            yield chrome
    except MissingBrowserError as exc:
        if os.environ.get("GRAPHMEM_REQUIRE_BROWSER") == "1":
            pytest.fail(str(exc))
        pytest.skip(str(exc))


def asked(text: str) -> Context:
    """Return a context of one item with a path over a name."""
    source = Source("a", None, "s", text, None, datetime(2025, 3, 2, tzinfo=UTC))
    steps = (Step(text, "about", text, "a", 0.6), Step(text, "same words", "", "a", 0.4))
    return Context("c", text, (ContextItem(text, 1.0, {}, (source,), steps, 9),), "", 9, 0.5)


def shown(browser: Chrome, page: Path) -> set[tuple[int, int, int]]:
    """Open a page and return the colours of the window once it has drawn."""
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(page.as_uri())
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        image = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")
        part = image.crop((450, 0, *image.size))
        colours = {colour for count, colour in part.getcolors(2**24) or () if count > 200}
        if {_ORANGE, _BLUE} <= colours or time.monotonic() > deadline:
            return colours
        time.sleep(0.3)


def test_the_page_draws_question_and_item_and_asks_for_nothing(browser: Chrome, tmp_path: Path):
    """Both circles are on the screen; no request leaves the file, and no error is told."""
    write_page(asked("Who owns Kestrel?"), tmp_path / "out.html")

    colours = shown(browser, tmp_path / "out.html")

    sent = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    urls = [
        m["params"]["request"]["url"] for m in sent if m["method"] == "Network.requestWillBeSent"
    ]
    assert {_ORANGE, _BLUE} <= colours
    inside = ("file:", "data:", "blob:", "chrome:")  # the last: the browser's own first page
    assert [url for url in urls if not url.startswith(inside)] == []
    assert browser.get_log("browser") == []
    assert browser.title == "Who owns Kestrel?"


def test_remembered_text_does_not_run(browser: Chrome, tmp_path: Path):
    """A text that is markup stays text, in the title, the list and the drawing."""
    write_page(asked(EVIL), tmp_path / "evil.html")

    colours = shown(browser, tmp_path / "evil.html")

    assert {_ORANGE, _BLUE} <= colours
    assert browser.title != "run"
    assert browser.find_element("css selector", "#graphmem h1").text == EVIL
