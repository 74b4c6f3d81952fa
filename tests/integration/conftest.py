"""Two processes over one user of a server, and memories to copy from."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphmem.memory import Memory
from tests.archives import LONG
from tests.conftest import USER, open_memory
from tests.graphs import fill
from tests.integration.on_server import opened
from tests.neo4j_server import Neo4jServer
from tests.toy import CONVERSATION, day, turn


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


@pytest.fixture(scope="module")
def source(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two users to copy from."""
    root = tmp_path_factory.mktemp("source")
    shutil.copytree(template, root, dirs_exist_ok=True)
    fill(root)
    with open_memory(root) as memory:
        memory.remember("I live in Ghent.", user_id="ben", external_id="b1")
    return root


@pytest.fixture
def chaptered(fresh: Callable[[], Path]) -> Iterator[Memory]:
    """A memory of the toy conversation and a long text, which is kept in chunks."""
    with open_memory(fresh(), ingest={"chunk_tokens": 64}) as memory:
        memory.remember([*CONVERSATION, turn(8, LONG, at=day(20))], user_id=USER)
        yield memory


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the command line what no test needs; no test cuts the power."""
    monkeypatch.setenv("GRAPHMEM_STORE__DURABLE_FLUSH", "false")
    monkeypatch.setenv("GRAPHMEM_STORE__HEAP_MB", "256")
