"""Take the pictures of docs/browser: the real Neo4j Browser over the demonstration's memory.

    python scripts/browser_shots.py [FOLDER]

Starts a Neo4j server of its own, remembers the conversation of ``graphmem demo`` there, and runs
what people explore with in headless Chromium. Fails if a graph is not drawn as the server
returned it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from neo4j import Driver, GraphDatabase
from neo4j.graph import Node
from neo4j.graph import Path as Chain
from PIL import Image

if not __package__:  # run as a file
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from graphmem.api.demo import load_story
from graphmem.memory import Memory
from graphmem.settings import Settings
from graphmem.stores import queries
from graphmem.types import Event
from scripts.browser_driver import BrowserError, Neo4jBrowser, neo4j_browser
from scripts.browser_favorites import PLACE, titled
from scripts.neo4j_server import running_server

NOW = datetime(2025, 12, 1, tzinfo=UTC)
#: The demonstration ends before Mira says so; with it, a fact has changed.
LATER = Event(
    text="I don't live in Leeds any more, I live in Porto.",
    speaker="Mira",
    session_id="autumn",
    at=datetime(2025, 11, 2, 19, 30, tzinfo=UTC),
    external_id="autumn:1",
)
EXPLORED = [n.removeprefix("explore.") for n in queries.names() if n.startswith("explore.")]
#: Finding conflicts is still to come: no picture of what nobody has yet.
PICTURED = [n for n in EXPLORED if n != "open_conflicts"]
_COLOURS = 64
_SIZE = (1180, 860)


class NotDrawnError(RuntimeError):
    """Neo4j Browser drew other nodes than the server returned."""


def settings_for(user: str, password: str) -> Settings:
    """Return the settings that open a memory on a server."""
    return Settings.model_validate({"user": user, "password": password})


@contextmanager
def demo_memory(url: str, settings: Settings, user_id: str) -> Iterator[Memory]:
    """Remember the demonstration's conversation for a user; forget it in the end."""
    with Memory.open(url, settings=settings) as memory:
        try:
            memory.remember([*load_story().events, LATER], user_id=user_id)
            yield memory
        finally:
            memory.forget(user_id=user_id, everything=True)


def quiet_driver(url: str, user: str, password: str) -> Driver:
    """Open a driver that keeps to itself which properties a graph does not have yet."""
    return GraphDatabase.driver(url, auth=(user, password), notifications_min_severity="OFF")


def values(user_id: str) -> dict[str, object]:
    """Return parameters for all queries that fit the demonstration."""
    return {
        "user_id": user_id, "name": "Porto", "from_name": "Leeds", "to_name": "Porto",
        "session": "news", "limit": 20, "now": int(NOW.timestamp() * 1000),
    }  # fmt: skip


def commands(params: Mapping[str, object]) -> str:
    """Return what sets parameters in Neo4j Browser; ``=>`` keeps whole numbers whole."""
    return "\n".join(f":param {name} => {value!r};" for name, value in params.items())


def returned(driver: Driver, text: str, params: Mapping[str, object]) -> set[int]:
    """Return the ids of the nodes in a query's column ``graph``, as Neo4j Browser names them."""
    records, _, _ = driver.execute_query(text, dict(params))
    return {int(n.element_id.rpartition(":")[2]) for r in records for n in _nodes(r["graph"])}


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, Chain):
        yield from value.nodes
    elif isinstance(value, list):
        for member in value:
            yield from _nodes(member)


def check_drawn(
    browser: Neo4jBrowser, driver: Driver, name: str, params: Mapping[str, object]
) -> int:
    """Run a query in the browser and compare what is drawn to what the server returns.

    Args:
        params: As they are set in the browser.

    Returns:
        How many nodes are drawn.

    Raises:
        NotDrawnError: They are others, or none.
    """
    text = titled(queries.load(f"explore.{name}").text)
    drawn = browser.draw(text)
    expected = returned(driver, text, params)
    if drawn != expected or not drawn:
        raise NotDrawnError(f"{name}: {len(drawn)} nodes drawn, {len(expected)} returned")
    return len(drawn)


def prepare(browser: Neo4jBrowser, user: str, password: str, user_id: str) -> None:
    """Connect, take over style sheet and favourites, set the parameters."""
    browser.connect(user, password)
    browser.drop(PLACE / "graphmem.grass")
    browser.drop(PLACE / "favorites.zip")
    browser.run(commands(values(user_id)))


def shrink(picture: bytes) -> bytes:
    """Return a PNG in few colours, which is a third of its size."""
    with Image.open(io.BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        out = io.BytesIO()
        few.save(out, "PNG", optimize=True)
        return out.getvalue()


def shoot(browser: Neo4jBrowser, driver: Driver, user_id: str, folder: Path) -> None:
    """Take all pictures."""
    params = values(user_id)

    def take(query: str, name: str, /, *, whole: bool = False, **changed: object) -> None:
        browser.run(commands({**params, **changed}))
        count = check_drawn(browser, driver, query, {**params, **changed})
        if whole:
            browser.favourites()
        browser.settle()
        picture = shrink(browser.screenshot(of=None if whole else "frame"))
        (folder / f"{name}.png").write_bytes(picture)
        print(f"{name}.png: {count} nodes, {len(picture):,} bytes")

    for name in PICTURED:
        take(name, name)
    browser.run((PLACE / "label_strength.cypher").read_text("utf-8"))
    take("timeline", "strength", name="Jonas")
    take("know_about", "favorites", whole=True)


def main(arguments: list[str]) -> int:
    """Take the pictures and return the exit status."""
    folder = Path(arguments[0]) if arguments else PLACE
    user_id = load_story().user
    with (
        running_server() as server,
        demo_memory(server.url, settings_for(server.user, server.password), user_id),
        quiet_driver(server.url, server.user, server.password) as driver,
        neo4j_browser(server.http_url, size=_SIZE) as browser,
    ):
        prepare(browser, server.user, server.password, user_id)
        try:
            shoot(browser, driver, user_id, folder)
        except (BrowserError, NotDrawnError) as exc:
            print(exc, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
