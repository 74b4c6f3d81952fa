"""Two processes over the user of one server, as two memories that share nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphmem.memory import Memory
from tests.conftest import USER
from tests.integration.on_server import opened
from tests.neo4j_server import Neo4jServer
from tests.toy import CONVERSATION


@pytest.fixture
def one(empty_neo4j: Neo4jServer, tmp_path: Path) -> Iterator[Memory]:
    """A process that remembers the toy conversation."""
    with opened(empty_neo4j, tmp_path / "one") as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        yield memory


@pytest.fixture
def two(empty_neo4j: Neo4jServer, tmp_path: Path) -> Iterator[Memory]:
    """Another process, which has not looked at anything yet."""
    with opened(empty_neo4j, tmp_path / "two") as memory:
        yield memory
