"""Regions: what is read of a large user, against the whole that a cache holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graphmem.memory import Memory
from graphmem.stores.index.names import possible_names
from graphmem.stores.regions import fused
from graphmem.types import RecallOptions
from tests.conftest import USER, make_settings, open_memory
from tests.fakes import FakeEncoder
from tests.toy import CONVERSATION, day, turn

Fresh = Callable[[], Path]
UNCACHED = {"durable_flush": False, "heap_mb": 256, "cached_events": 0}


@pytest.fixture
def root(fresh: Fresh) -> Path:
    """A closed memory in which ``ana`` remembers the toy conversation and a long text."""
    root = fresh()
    long = " ".join(f"Chapter {n} tells of glacier number {n}." for n in range(60))
    with open_memory(root, ingest={"chunk_tokens": 64}) as memory:
        memory.remember([*CONVERSATION, turn(8, long, at=day(20))], user_id=USER)
    return root


def uncached(root: Path) -> Memory:
    """Open a memory that takes every user for a large one."""
    settings = make_settings(store=UNCACHED, ingest={"chunk_tokens": 64})
    return Memory.open(root, settings=settings, encoder=FakeEncoder())


def found(memory: Memory, question: str, **options: object) -> list[str | None]:
    """External ids of what a question brings to mind, best first."""
    wanted = replace(RecallOptions(limit=4), **options)  # type: ignore[arg-type]
    context = memory.recall(question, user_id=USER, options=wanted)
    return [item.sources[0].external_id for item in context.items]


@pytest.mark.parametrize(
    "question", ["Where do I live?", "What does Helios Labs build?", "Who visits on Friday?"]
)
def test_a_small_user_s_region_is_the_whole(root: Path, question: str):
    """Where the region takes in all there is, a recall is the cache's."""
    with open_memory(root) as memory:
        cached = found(memory, question)
    with uncached(root) as memory:
        assert found(memory, question) == cached
        assert cached


def test_nothing_of_a_large_user_is_held_or_written(root: Path):
    """Neither the process nor a snapshot of smaller days keeps the events."""
    [snapshot] = root.glob("users/ana-*/index.npz")
    with uncached(root) as memory:
        memory.recall("Where do I live?", user_id=USER)
        memory.remember("I bought a kayak.", user_id=USER, external_id="e9")
        with memory._pool.user(USER) as handle:
            assert handle.large
            assert len(handle.index) == 0
        assert "e9" in found(memory, "Who bought a kayak?")
    assert not snapshot.exists()
    with uncached(root) as memory:
        assert found(memory, "Who bought a kayak?")[0] == "e9"
    assert not snapshot.exists()


def test_a_user_who_outgrows_the_bound_is_read_in_regions(fresh: Fresh):
    """From then on the process holds none of its events, and recall finds all of them."""
    root = fresh()
    bound = {**UNCACHED, "cached_events": 5}
    with Memory.open(root, settings=make_settings(store=bound), encoder=FakeEncoder()) as memory:
        memory.remember(list(CONVERSATION[:3]), user_id=USER)
        memory.recall("Where do I live?", user_id=USER)
        with memory._pool.user(USER) as handle:
            assert not handle.large
        memory.remember(list(CONVERSATION[3:]), user_id=USER)
        assert "e4" in found(memory, "Where did I move to, Porto?")
        with memory._pool.user(USER) as handle:
            assert handle.large
            assert len(handle.index) == 0


def test_bounds_hold_in_a_region(root: Path):
    """Time, session and tier limit what comes, as they do for the cache."""
    with uncached(root) as memory:
        assert set(found(memory, "Where do I live?", as_of=day(1, 12))) == {"e1", "e2", "e3"}
        assert set(found(memory, "Where do I live?", session_id="s2")) == {"e4", "e5"}
        assert found(memory, "Where do I live?", session_id="no such") == []
        assert "e7" not in found(memory, "haha ok", limit=20)
        assert "e7" in found(memory, "haha ok", limit=20, deep=True)


def test_working_memory_of_a_large_user(root: Path):
    """The latest turns and the names in them are read from the graph."""
    with open_memory(root) as memory:
        cached = memory.working("s2", USER)
    with uncached(root) as memory:
        assert memory.working("s2", USER) == cached
    assert cached.items


def test_chains_join_only_true_neighbours(root: Path):
    """Events that stand side by side in the region alone are no neighbours in time."""
    with open_memory(root) as memory, memory._pool.user(USER) as handle:
        ids = [handle.store.find_external(e)[0] for e in ("e1", "e3", "e4", "e5")]
        index = handle.region.load(ids)
        [long] = handle.store.find_external("e8")
        chunks = handle.region.load([long])

    after = {index.ids[a]: index.ids[b] for a, b in enumerate(index.chains.after.values) if b >= 0}
    assert after == {ids[2]: ids[3]}
    assert len(chunks) > 2
    assert sum(b >= 0 for b in chunks.chains.after.values) == len(chunks) - 1


def test_words_that_the_index_takes_for_operators_are_words(root: Path):
    """Lucene's own syntax in a question is neither an error nor an operator."""
    with uncached(root) as memory:
        assert "e3" in found(memory, 'solar AND NOT (ovens" OR ~Kenya*: +[x TO y] ^2 \\ / && ||')


def test_fusion_ranks_what_several_ways_found_first():
    """An id on two lists goes before one on top of a single list; ties go by id."""
    assert fused([["b", "a"], ["c", "a"]]) == ["a", "b", "c"]


def test_possible_names_are_all_runs_of_words():
    """Each run of words, normalised as entity keys are."""
    assert possible_names("Did Ana's dog Rex?", most_words=2) == [
        "ana", "ana's dog", "did", "did ana", "dog", "dog rex", "rex",
    ]  # fmt: skip
