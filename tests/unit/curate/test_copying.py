"""Copies between folders: whole, resumed, refused where they would harm, and compared."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graphmem.curate.copying import copy_user, standing
from graphmem.errors import EncoderMismatchError, EventError, QueryRefusedError, StoreLockedError
from graphmem.stores.graph import GraphStore
from graphmem.stores.local import LocalBackend
from graphmem.stores.transfer import EDGE_TYPES, LABELS
from tests.conftest import USER, open_memory
from tests.graphs import STORE, local_engine, more, picture_of
from tests.unit.curate.copies import copy

QUESTIONS = ("Where does Clara work?", "What happened in Porto?", "Who counts?", "ovens in Kenya")


def test_a_copy_has_every_node_and_edge(source: Path, tmp_path: Path):
    """All labels and types arrive with all properties, types of numbers included."""
    report = copy(source, tmp_path)

    before, after = picture_of(source), picture_of(tmp_path)
    assert before == after
    assert before.keys() == LABELS | EDGE_TYPES
    assert report.outcome == "copied"
    assert {**report.nodes, **report.edges} == {k: sum(v.values()) for k, v in before.items()}


def test_the_source_stays_as_it_is(source: Path, tmp_path: Path):
    """Nothing is written to where a copy is read from."""
    before = picture_of(source)

    copy(source, tmp_path)

    assert picture_of(source) == before


def test_a_copy_recalls_the_same(source: Path, tmp_path: Path):
    """The same questions bring the same items with the same scores to mind."""
    root = Path(shutil.copytree(source, tmp_path / "source"))
    copy(root, tmp_path / "target")

    found = []
    for place in (root, tmp_path / "target"):
        with open_memory(place) as memory:
            contexts = [memory.recall(q, user_id=USER) for q in QUESTIONS]
            found.append([(i.text, i.score, i.sources) for c in contexts for i in c.items])

    assert found[0]
    assert found[0] == found[1]


def test_a_copy_is_written_to_as_any_memory(source: Path, tmp_path: Path):
    """Known events are repeated, new ones are added, and the source knows nothing of it."""
    copy(source, tmp_path)
    with open_memory(tmp_path) as memory:
        again = memory.remember("again", user_id=USER, external_id="e1")
        new = memory.remember(**more(30), user_id=USER)
        found = memory.recall("box 30 in Bergen", user_id=USER)
    with open_memory(Path(shutil.copytree(source, tmp_path / "own"))) as memory:
        unknown = memory.recall("box 30 in Bergen", user_id=USER)

    assert (again.status, new.status) == ("repeated", "added")
    assert "box 30" in found.items[0].text
    assert not [i for i in unknown.items if "box 30" in i.text]


def test_what_was_forgotten_is_known_to_be_gone(source: Path, tmp_path: Path):
    """Tombstones and their key are copied: caches that hold an erased id still learn of it."""
    copy(source, tmp_path)
    with open_memory(tmp_path) as memory:
        memory.forget(user_id=USER, event_id="e3")
        items = memory.recall("ovens in Kenya", user_id=USER).items
    with local_engine(source) as engine:
        store = GraphStore(engine, user_id=USER, encoder="fake-1")
        erased = [*store.find_external("e3"), *store.find_external("e4")]
        keys = {
            r["key"]
            for r in engine.read_text("MATCH (t:Tombstone) RETURN t.key AS key", {}, timeout_s=9)
        }
    with local_engine(tmp_path) as engine:
        removed = GraphStore(engine, user_id=USER, encoder="fake-1").pull_removed(0)
        kept = {
            r["key"]
            for r in engine.read_text("MATCH (t:Tombstone) RETURN t.key AS key", {}, timeout_s=9)
        }

    assert removed is not None
    assert [removed(i) for i in erased] == [True, False]
    assert not [i for i in items if "ovens" in i.text]
    assert keys
    assert keys < kept


def test_a_copy_has_a_lineage_of_its_own(source: Path, tmp_path: Path):
    """Two copies of one memory are three graphs: caches of one never fit another."""
    copy(source, tmp_path / "one")
    copy(source, tmp_path / "two")
    found = set()
    for root in (
        Path(shutil.copytree(source, tmp_path / "own")),
        tmp_path / "one",
        tmp_path / "two",
    ):
        with open_memory(root) as memory:
            found.add(memory.lineage(USER))

    assert len(found) == 3


def test_a_copy_keeps_its_encoder(source: Path, tmp_path: Path):
    """Vectors of another encoder are copied as they are, and refused where they were."""
    copy(source, tmp_path)

    with open_memory(tmp_path, version="fake-2") as memory, pytest.raises(EncoderMismatchError):
        memory.recall("Porto", user_id=USER)


def test_a_user_that_is_there_is_not_mixed_with_another(source: Path, tmp_path: Path):
    """Another memory is refused and stays; with ``replace`` it goes, other users stay."""
    with open_memory(tmp_path) as memory:
        for user in (USER, "ben"):
            memory.remember(**more(1), user_id=user)
    before, bens = picture_of(tmp_path), picture_of(tmp_path, "ben")

    with pytest.raises(EventError, match="TO holds another memory of 'ana'"):
        copy(source, tmp_path)
    kept = picture_of(tmp_path)
    copy(source, tmp_path, replace=True)

    assert kept == before
    assert picture_of(tmp_path) == picture_of(source)
    assert picture_of(tmp_path, "ben") == bens


def test_a_finished_copy_is_known_again(source: Path, tmp_path: Path):
    """The same copy again does nothing, until either of both was written to."""
    own = Path(shutil.copytree(source, tmp_path / "source"))
    places = [LocalBackend(root, STORE) for root in (own, tmp_path / "target")]
    seen = [standing(*places, USER)]
    copied = copy_user(*places, USER)
    again = copy_user(*places, USER)
    seen.append(standing(*places, USER))
    with open_memory(own) as memory:
        memory.remember(**more(31), user_id=USER)
    seen.append(standing(*places, USER))
    copy_user(*places, USER, replace=True)
    with open_memory(tmp_path / "target") as memory:
        memory.remember(**more(32), user_id=USER)
    seen.append(standing(*places, USER))

    assert seen == ["nothing", "same", "other", "other"]
    assert (again.outcome, again.nodes, again.edges) == ("same", copied.nodes, copied.edges)


def test_a_memory_is_not_copied_onto_itself(source: Path, tmp_path: Path):
    """Neither by the same folder, nor by another way to it, nor onto a clone of its files."""
    own = Path(shutil.copytree(source, tmp_path / "source"))
    clone = Path(shutil.copytree(source, tmp_path / "clone"))
    (tmp_path / "link").symlink_to(own)

    for target in (own, tmp_path / "link"):
        with pytest.raises(StoreLockedError):
            copy(own, target, replace=True)
    with pytest.raises(EventError, match="the same memory"):
        copy(own, clone, replace=True)

    assert picture_of(own) == picture_of(clone) == picture_of(source)


@pytest.mark.parametrize("user", ["nobody", "ben"])
def test_an_unknown_user_leaves_no_trace(user: str, source: Path, tmp_path: Path):
    """Who was never heard of, or never said anything, is not made in the target."""
    with pytest.raises(EventError, match=f"nothing is remembered for {user!r}"):
        copy(source, tmp_path, user)

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["copy.read_user", "copy.list_events"])
def test_queries_of_the_copy_are_nobody_s(name: str, source: Path, tmp_path: Path):
    """One of them gives the key of the tombstones; none can be asked by name."""
    with open_memory(tmp_path) as memory, pytest.raises(QueryRefusedError):
        memory.query(name, user_id=USER)
