"""Memories to copy from, and to erase from."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphmem.curate import copying
from graphmem.memory import Memory
from tests.conftest import USER, open_memory
from tests.engines import ENGINES
from tests.graphs import fill
from tests.integration.on_server import opened
from tests.toy import CONVERSATION


@pytest.fixture(scope="module")
def source(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to copy from; tests that write to it take a copy of their own."""
    root = tmp_path_factory.mktemp("source")
    shutil.copytree(template, root, dirs_exist_ok=True)
    fill(root)
    return root


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make pages of a few nodes, so that a small graph has many."""
    monkeypatch.setattr(copying, "_PAGE", 7)
    monkeypatch.setattr(copying, "_IDS", 20)


@pytest.fixture(params=ENGINES)
def either(
    request: pytest.FixtureRequest, fresh: Callable[[], Path], tmp_path: Path
) -> Iterator[Memory]:
    """Ana remembers the toy conversation, on either engine."""
    if request.param == "neo4j":
        place = opened(request.getfixturevalue("empty_neo4j"), tmp_path / "caches")
    else:
        place = open_memory(fresh())
    with place as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        yield memory
