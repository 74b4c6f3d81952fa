"""Snapshots: whole or not at all, and never trusted further than they can be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from graphmem.stores.index import snapshot
from graphmem.stores.index.user_index import UserIndex
from tests.conftest import USER, open_memory
from tests.fakes import FakeGraph
from tests.toy import CONVERSATION, entity_row, event_row, link_row, sentence_row, session_row
from tests.unit.stores.comparing import assert_same, picture


@pytest.fixture
def index() -> UserIndex:
    """Three rows, two of a session, a homonym and a time expression."""
    graph = FakeGraph(
        sessions=[session_row(), session_row(901, name="day:x", implicit=True)],
        entities=[entity_row(50, "Clara", ["clara"]), entity_row(51, "Lyon")],
        events=[
            event_row(1, "Clara lives in Lyon.", time_starts=[5], time_ends=[9]),
            event_row(2, "Lyon is old.", speaker="Ben"),
            event_row(3, "Ovens — ünïcode.", session_id=f"{901:032x}", tier="sensory"),
        ],
        links=[link_row(1, 50, "topic"), link_row(1, 51, "mention"), link_row(2, 51, "speaker")],
        sentences=[sentence_row(1, 0, "Clara lives"), sentence_row(1, 12, "in Lyon.")],
    )
    made = UserIndex(384)
    made.refresh(graph, 1)
    return made


def _load(path: Path, encoder: str = "fake-1") -> UserIndex | None:
    return snapshot.load(path, encoder=encoder, dimension=384)


def test_snapshot_says_what_the_index_said(index: UserIndex, tmp_path: Path):
    """Saved and loaded, nothing differs; and rows can be added to it."""
    snapshot.save(index, tmp_path / "index.npz", encoder="fake-1")
    loaded = _load(tmp_path / "index.npz")

    assert loaded is not None
    assert loaded.revision == 1
    assert_same(loaded, index)
    more = FakeGraph(
        events=[event_row(4, "Clara moved.")],
        links=[link_row(4, 50, "topic")],
        sentences=[sentence_row(4, 0, "Clara"), sentence_row(4, 6, "moved.")],
    )
    loaded.refresh(more, 2)
    index.refresh(more, 2)
    assert_same(loaded, index)
    assert [p.name for p in tmp_path.iterdir()] == ["index.npz"]


def test_empty_index_can_be_saved(tmp_path: Path):
    """No rows are no special case."""
    snapshot.save(UserIndex(384), tmp_path / "index.npz", encoder="fake-1")
    loaded = _load(tmp_path / "index.npz")

    assert loaded is not None
    assert picture(loaded) == picture(UserIndex(384))


def test_snapshot_of_another_encoder_is_not_taken(index: UserIndex, tmp_path: Path):
    """Its vectors mean nothing to this one."""
    snapshot.save(index, tmp_path / "index.npz", encoder="fake-1")

    assert _load(tmp_path / "index.npz", encoder="fake-2") is None


def test_snapshot_of_another_format_is_not_taken(
    index: UserIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A later graphmem's file is made anew by this one."""
    monkeypatch.setattr(snapshot, "FORMAT", 99)
    snapshot.save(index, tmp_path / "index.npz", encoder="fake-1")
    monkeypatch.undo()

    assert _load(tmp_path / "index.npz") is None


def _array(path: Path) -> None:
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


def _without(path: Path, gone: str) -> None:
    with np.load(path) as data:
        arrays = {k: data[k] for k in data.files if k != gone}
    np.savez(path, **arrays)


def _meta(path: Path, meta: object) -> None:
    with np.load(path) as data:
        arrays = {k: data[k] for k in data.files}
    np.savez(path, **{**arrays, "meta": np.frombuffer(json.dumps(meta).encode(), np.uint8)})


DAMAGES: list[Callable[[Path], object]] = [
    lambda p: p.unlink(),
    lambda p: p.write_bytes(b""),
    lambda p: p.write_bytes(b"no zip file"),
    lambda p: p.write_bytes(p.read_bytes()[:-100]),
    lambda p: p.write_bytes(p.read_bytes()[: p.stat().st_size // 2]),
    lambda p: p.write_bytes(
        bytes(b ^ 1 if n % 50 == 9 else b for n, b in enumerate(p.read_bytes()))
    ),
    _array,
    lambda p: _without(p, "codes"),
    lambda p: _without(p, "meta"),
    lambda p: _meta(p, []),
    lambda p: _meta(p, {"format": snapshot.FORMAT, "encoder": "fake-1"}),
]


@pytest.mark.parametrize("damage", DAMAGES, ids=range(len(DAMAGES)))
def test_damaged_snapshot_is_none(
    index: UserIndex, tmp_path: Path, damage: Callable[[Path], object]
):
    """Whatever is wrong with the file, loading says that there is none."""
    path = tmp_path / "index.npz"
    snapshot.save(index, path, encoder="fake-1")
    damage(path)

    assert _load(path) is None


@pytest.mark.parametrize("damage", DAMAGES[:4], ids=range(4))
def test_memory_with_a_damaged_snapshot_answers_as_before(
    fresh: Callable[[], Path], damage: Callable[[Path], object]
):
    """The caches are made anew from the graph."""
    root = fresh()
    with open_memory(root) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        before = memory.recall("Where does Clara work?", user_id=USER)
    [path] = root.glob("users/ana-*/index.npz")
    damage(path)

    with open_memory(root) as memory:
        after = memory.recall("Where does Clara work?", user_id=USER)

    assert [(i.text, i.score) for i in after.items] == [(i.text, i.score) for i in before.items]


def test_forgotten_words_leave_the_snapshot(fresh: Callable[[], Path]):
    """Neither a word, a name nor a session of a forgotten event is in the file."""
    root = fresh()
    with open_memory(root) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        told = {"text": "Zanzibar is where Zelda lives.", "session_id": "zsession"}
        receipt = memory.remember(told, user_id=USER)
        memory.recall("Where does Zelda live?", user_id=USER)
    [path] = root.glob("users/ana-*/index.npz")
    assert b"zsession" in path.read_bytes()
    assert b"zanzibar" in path.read_bytes()

    with open_memory(root) as memory:
        memory.forget(user_id=USER, event_id=receipt.event_id)

    left = path.read_bytes().lower()
    assert not [w for w in (b"zsession", b"zanzibar", b"zelda") if w in left]
