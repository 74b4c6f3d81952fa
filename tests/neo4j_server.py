"""Fixtures over a real Neo4j server; a test that uses one carries the marker ``neo4j``.

The server is the one that GRAPHMEM_TEST_NEO4J_URL names (with _USER, _PASSWORD, _HTTP_URL), else
one of the tests' own, started when the first test asks for it (``scripts/neo4j_server.py``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from neo4j import Driver, GraphDatabase

from scripts.neo4j_jars import MissingToolError, fetch
from scripts.neo4j_server import running_server

_PREFIX = "GRAPHMEM_TEST_NEO4J_"
_WIPE = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"


class WipeRefusedError(RuntimeError):
    """The server was given by its address, and nobody said that its data may go."""


@dataclass(frozen=True)
class Neo4jServer:
    """Where the server answers, and whether the tests may empty it."""

    url: str
    user: str
    password: str = field(repr=False)
    http_url: str | None  # of Neo4j Browser; unknown for a server that was given
    may_wipe: bool

    def driver(self) -> Driver:
        """Open a driver; the caller closes it."""
        return GraphDatabase.driver(self.url, auth=(self.user, self.password))

    def wipe(self, database: str | None = None, *, schema: bool = False) -> None:
        """Remove every node, and with ``schema`` every constraint and index, of a database.

        Raises:
            WipeRefusedError: The server is somebody's own.
        """
        if not self.may_wipe:
            raise WipeRefusedError(
                f"these tests remove everything from {self.url}: set {_PREFIX}WIPE=1 to allow it"
            )
        with self.driver() as driver, driver.session(database=database) as session:
            session.run(_WIPE).consume()
            if not schema:
                return
            for kind in ("CONSTRAINT", "INDEX"):
                rows = session.run(f"SHOW {kind} YIELD *").data()
                for row in rows:
                    if row["type"] != "LOOKUP":  # the server's own
                        session.run(f"DROP {kind} `{row['name']}` IF EXISTS").consume()


def given_server() -> Neo4jServer | None:
    """Return the server that the environment names, or None."""
    url = os.environ.get(_PREFIX + "URL")
    if not url:
        return None
    return Neo4jServer(
        url=url,
        user=os.environ.get(_PREFIX + "USER", "neo4j"),
        password=os.environ[_PREFIX + "PASSWORD"],
        http_url=os.environ.get(_PREFIX + "HTTP_URL"),
        may_wipe=os.environ.get(_PREFIX + "WIPE") == "1",
    )


def need_tools() -> None:
    """Skip a test that starts a server of its own where none can, unless it must (CI)."""
    try:
        fetch()
    except MissingToolError as exc:
        if os.environ.get("GRAPHMEM_REQUIRE_NEO4J") == "1":
            raise
        pytest.skip(str(exc))


@pytest.hookimpl(tryfirst=True)  # before markers select tests
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that uses the server, through whatever fixture."""
    for item in items:
        if "neo4j_server" in getattr(item, "fixturenames", ()):
            item.add_marker("neo4j")


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """A real Neo4j, which may hold what other tests left: one start for all of them."""
    given = given_server()
    if given is not None:
        yield given
        return
    need_tools()
    with running_server() as started:
        yield Neo4jServer(
            started.url, started.user, started.password, started.http_url, may_wipe=True
        )


@pytest.fixture
def empty_neo4j(neo4j_server: Neo4jServer) -> Neo4jServer:
    """A real Neo4j without a node; constraints and indexes of earlier tests stay."""
    neo4j_server.wipe()
    return neo4j_server
