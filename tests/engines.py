"""Both engines for tests that run on each: a database of their own, or the shared server's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graphmem.settings import ServerSettings
from graphmem.stores.base import Engine
from graphmem.stores.embedded import EmbeddedEngine
from graphmem.stores.neo4j import Neo4jDriver, Neo4jEngine
from tests.neo4j_server import Neo4jServer

#: For ``pytest.fixture(params=ENGINES)``; the fixture hands ``request`` to ``open_engine``.
ENGINES = ("embedded", pytest.param("neo4j", marks=pytest.mark.neo4j))


@contextmanager
def open_engine(request: pytest.FixtureRequest, folder: Path) -> Iterator[Engine]:
    """Open the engine that the fixture's parameter names; on the server others' users may be."""
    if request.param == "neo4j":
        with server_engine(request.getfixturevalue("neo4j_server")) as engine:
            yield engine
        return
    engine = EmbeddedEngine(folder / "graph", durable_flush=False, heap_mb=256)
    yield engine
    engine.close()


@contextmanager
def server_engine(server: Neo4jServer) -> Iterator[Engine]:
    """Open the server's default database."""
    driver = Neo4jDriver(server.url, server.user, server.password, ServerSettings())
    yield Neo4jEngine(driver, None)
    driver.close()
