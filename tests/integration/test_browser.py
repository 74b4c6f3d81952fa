"""The real Neo4j Browser draws what people explore with: headless Chromium, on a real server."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

import pytest
from neo4j import Driver

from graphmem.memory import Memory
from graphmem.stores import queries
from scripts.browser_driver import BrowserError, MissingBrowserError, Neo4jBrowser, neo4j_browser
from scripts.browser_favorites import PLACE, examples, render, texts
from scripts.browser_shots import (
    EXPLORED,
    NotDrawnError,
    check_drawn,
    commands,
    demo_memory,
    prepare,
    quiet_driver,
    returned,
    settings_for,
    values,
)
from tests.neo4j_server import Neo4jServer

pytestmark = pytest.mark.browser

USER = "browser-explorer"
_CONFLICT = """
MATCH (a:Fact {user_id: $user, text: 'Mira lives in Leeds'})
MATCH (b:Fact {user_id: $user, text: 'Mira lives in Porto'})
CREATE (a)-[:CONFLICTS_WITH {kind: 'value', score: 0.9, rule: 'one_home', detected_at: $at}]->(b)
"""
_LABELS = """
MATCH (e:Event {user_id: $user}) WHERE e.searchable
RETURN e.text AS text, [x IN labels(e) WHERE x <> 'Event'] AS labels
"""


@dataclass(frozen=True)
class Window:
    """Neo4j Browser over a memory, and the server beneath."""

    browser: Neo4jBrowser
    driver: Driver
    memory: Memory


@contextmanager
def opened(server: Neo4jServer) -> Iterator[Neo4jBrowser]:
    """Open the server's Neo4j Browser; skip where there is none, unless there must be."""
    if server.http_url is None:
        leave("nobody says where Neo4j Browser is: set GRAPHMEM_TEST_NEO4J_HTTP_URL")
    try:
        with neo4j_browser(server.http_url) as browser:
            yield browser
    except MissingBrowserError as exc:
        leave(str(exc))


def leave(reason: str) -> NoReturn:
    """Skip a test, or fail it where Neo4j Browser is required."""
    if os.environ.get("GRAPHMEM_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def window(neo4j_server: Neo4jServer) -> Iterator[Window]:
    """A connected browser with all that the guide has people set; a conflict is in the graph."""
    server = neo4j_server
    with (
        opened(server) as browser,
        demo_memory(server.url, settings_for(server.user, server.password), USER) as memory,
        quiet_driver(server.url, server.user, server.password) as driver,
    ):
        driver.execute_query(_CONFLICT, user=USER, at=values(USER)["now"])
        prepare(browser, server.user, server.password, USER)
        yield Window(browser, driver, memory)


@pytest.mark.parametrize("name", EXPLORED)
def test_every_query_is_drawn_as_a_graph(window: Window, name: str):
    """The circles on the screen are the nodes that the server returns, no more and no fewer."""
    drawn = check_drawn(window.browser, window.driver, name, values(USER))

    assert drawn > 1


def test_a_graph_that_is_not_drawn_as_returned_is_noticed(window: Window):
    """The comparison can fail: these parameters are not those of the browser."""
    with pytest.raises(NotDrawnError, match="timeline"):
        check_drawn(window.browser, window.driver, "timeline", {**values(USER), "name": "Jonas"})


@pytest.mark.parametrize(
    ("text", "message"),
    [("RETURN 1 AS one", "no graph is drawn"), ("MATCH (n RETURN n", "Invalid input")],
)
def test_what_draws_no_graph_is_an_error(window: Window, text: str, message: str):
    """A table or a mistake is no picture."""
    with pytest.raises(BrowserError, match=message):
        window.browser.draw(text)


def test_the_style_sheet_gives_colours_and_sizes(window: Window):
    """What was dropped on the window is what circles look like."""
    check_drawn(window.browser, window.driver, "know_about", values(USER))

    sheet = re.findall(
        r"node\.(\w+) \{\s+diameter: (\d+)px;\s+color: (#\w+)",
        (PLACE / "graphmem.grass").read_text("utf-8"),
    )
    expected = {
        (colour, float(diameter))
        for label, diameter, colour in sheet
        if label in {"Entity", "Fact", "Event", "Sentence"}
    }
    assert window.browser.circles() == expected


def test_favourites_arrive_under_their_names(window: Window):
    """The zip becomes a folder with a favourite for each question."""
    names = window.browser.favourites()

    assert sorted(names) == sorted(text.splitlines()[0][2:].strip() for text in texts().values())
    assert "What do I know about X, and since when?" in names


def test_sizes_follow_strength_while_the_labels_are_on(window: Window):
    """Each memory is labelled as the query of fading says; nothing of it reaches graphmem."""
    put_on = (PLACE / "label_strength.cypher").read_text("utf-8")
    take_off = (PLACE / "unlabel_strength.cypher").read_text("utf-8")
    jonas = {**values(USER), "name": "Jonas"}
    fading = {**values(USER), "limit": 1000}
    states = window.memory.query("explore.fading", user_id=USER, params=without_user(fading))
    before = window.memory.stats(USER).nodes

    window.browser.run(f"{commands(jonas)}\n{put_on}")
    check_drawn(window.browser, window.driver, "timeline", jonas)
    sizes = {diameter for _, diameter in window.browser.circles()}
    records, _, _ = window.driver.execute_query(_LABELS, user=USER)
    stats = window.memory.stats(USER).nodes
    window.browser.run(f"{take_off};\n{commands(values(USER))}")
    check_drawn(window.browser, window.driver, "timeline", values(USER))

    assert {20.0, 50.0, 80.0} <= sizes
    assert {r["text"]: r["labels"] for r in records} == {
        r["text"]: [str(r["state"]).capitalize()] for r in states
    }
    assert stats == before
    assert 20.0 not in {diameter for _, diameter in window.browser.circles()}


def without_user(params: dict[str, object]) -> dict[str, object]:
    """Return those of the parameters that the query of fading takes from its caller."""
    return {k: v for k, v in params.items() if k in {"limit", "now"}}


def test_a_missing_chromium_is_told(monkeypatch: pytest.MonkeyPatch):
    """The message says what to install."""
    monkeypatch.setenv("PATH", "")

    with (
        pytest.raises(MissingBrowserError, match="apt-get install chromium chromium-driver"),
        neo4j_browser("http://127.0.0.1:1"),
    ):
        pass


def test_the_zip_of_favourites_is_current():
    """It holds the texts as they are in cypher/explore."""
    assert (PLACE / "favorites.zip").read_bytes() == render()


def test_every_parameter_has_an_example():
    """Each query's header shows how to set what it needs."""
    explored = [queries.load(n) for n in queries.names() if queries.is_for_people(n)]

    assert set(examples()) == {p for query in explored for p in query.params}


def test_returned_reads_nodes_paths_and_lists(window: Window):
    """Whatever form the column has, each node counts once."""
    text = "MATCH p = (s:Session {user_id: $user_id})-[:HAS_EVENT]->(e) RETURN [p, [s], e] AS graph"
    count = "MATCH (n {user_id: $user_id}) WHERE n:Session OR n:Event RETURN count(n) AS n"
    records, _, _ = window.driver.execute_query(count, user_id=USER)

    assert len(returned(window.driver, text, values(USER))) == records[0]["n"]


def test_the_guide_shows_every_picture_and_query():
    """What it links to is there, and nothing lies beside it unseen."""
    guide = (PLACE / "README.md").read_text("utf-8")
    linked = {link for link in re.findall(r"\]\(([^)#]+)", guide) if "/" not in link}
    files = {path.name for path in PLACE.iterdir()} - {"README.md"}

    assert files - linked == {"label_strength.cypher", "unlabel_strength.cypher"}
    assert linked <= files
    assert set(re.findall(r"\| `explore\.(\w+)` \|", guide)) == set(EXPLORED)
