"""A memory to copy from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graphmem.curate import copying
from tests.graphs import fill


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
