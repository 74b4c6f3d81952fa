"""What must hold of every history of events: over the real engine, with random histories."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmem.memory import Memory
from graphmem.types import Event
from tests.conftest import USER, open_memory
from tests.toy import day, turn
from tests.unit.stores.comparing import (
    assert_same,
    chains_of,
    graph_of,
    rebuilt,
    session_line,
)

Fresh = Callable[[], Path]
TEXTS = (
    "I live in Lyon.",
    "Clara works at Helios Labs. She likes it there.",
    "I moved to Porto last week.",
    "CLARA visits Porto on Friday. Clara's sister lives in Porto.",
    "haha",
    "Clara works at Helios Labs since 2019. My favourite colour is Blue.",
    "CLARA works at HELIOS LABS since 2015. My favourite colour is blue.",
    "Kenya buys ovens from Helios Labs since 2020.",
    " ".join(f"The oven number {n} goes to Kenya." for n in range(50)),
)


def _events(choices: Sequence[tuple[int, int, int, int]]) -> list[Event]:
    """Make events of (text, session, hour, speaker); each instant in a session has one ``seq``."""
    return [
        turn(
            number,
            TEXTS[text],
            session=(None, "s1", "s2")[session],
            at=day(1 + hour // 4, hour % 24, minute=0),
            speaker=("Ana", "Ben")[speaker],
            seq=number,
        )
        for number, (text, session, hour, speaker) in enumerate(choices)
    ]


choices = st.tuples(
    st.integers(0, len(TEXTS) - 1), st.integers(0, 2), st.integers(0, 11), st.integers(0, 1)
)
histories = st.lists(choices, min_size=1, max_size=7).map(_events)


def _store(memory: Memory, events: Sequence[Event], *, together: bool) -> None:
    if together:
        memory.remember(list(events), user_id=USER)
        return
    for event in events:
        memory.remember(event, user_id=USER)


def _check_chains(memory: Memory, events: Sequence[Event]) -> None:
    """Each session's chain is exactly the order of (occurred_at, seq, id)."""
    with memory._pool.user(USER) as handle:
        lines, sessions = chains_of(handle.store), session_line(handle.store)
        spans = handle.store.sessions()
    rows = memory.query(
        "MATCH (s:Session)-[:HAS_EVENT]->(e:Event) RETURN s.id AS session, e.id AS id "
        "ORDER BY e.occurred_at, e.seq, id",
        user_id=USER,
    )
    assert sessions == [str(s["id"]) for s in spans]
    assert sum(map(len, lines.values())) == len(events)
    for session, line in lines.items():
        assert line == [r["id"] for r in rows if r["session"] == session]


@settings(max_examples=8)
@given(events=histories, together=st.booleans())
def test_remembering_again_changes_nothing(fresh: Fresh, events: list[Event], together: bool):
    """The same events again: same graph, same revision, receipts that say ``repeated``."""
    root = fresh()
    with open_memory(root) as memory:
        _store(memory, events, together=together)
        revision = memory.stats(USER).revision
    before = graph_of(root)

    with open_memory(root) as memory:
        receipts = memory.remember(events, user_id=USER)
        after = memory.stats(USER).revision

    assert {r.status for r in receipts} == {"repeated"}
    assert [r.external_id for r in receipts] == [e.external_id for e in events]
    assert after == revision
    assert graph_of(root) == before


@settings(max_examples=8)
@given(events=histories, seed=st.integers(0, 2**16), together=st.booleans())
def test_order_of_arrival_does_not_matter(
    fresh: Fresh, events: list[Event], seed: int, together: bool
):
    """Dated events in any order give the same nodes, edges and chains."""
    shuffled = random.Random(seed).sample(events, len(events))
    roots = [fresh(), fresh()]
    for root, order in zip(roots, (events, shuffled), strict=True):
        with open_memory(root) as memory:
            _store(memory, order, together=together)
            _check_chains(memory, events)

    one, two = (graph_of(root) for root in roots)

    assert one == two


def test_forgetting_leaves_no_trace_in_what_stays(fresh: Fresh):
    """Names, facts, sessions and their order are as if the event had never been told."""
    stays = [
        turn(1, "Clara works at Helios Labs since 2019. My favourite colour is Blue.", at=day(5)),
        turn(2, "Clara's sister lives in Porto.", session="s2", at=day(3)),
    ]
    goes = turn(3, "CLARA works at HELIOS LABS since 2015. My favourite colour is BLUE.", at=day(1))
    roots = [fresh(), fresh()]
    with open_memory(roots[0]) as memory:
        memory.remember([*stays, goes], user_id=USER)
        with memory._pool.user(USER) as handle:
            memory._pool.refresh(USER, handle)
        memory.forget(user_id=USER, event_id="e3")
        with memory._pool.user(USER) as handle:
            assert_same(memory._pool.refresh(USER, handle), rebuilt(handle.store))
    with open_memory(roots[1]) as memory:
        memory.remember(stays, user_id=USER)

    forgotten, untold = (graph_of(root) for root in roots)

    for part in forgotten:
        assert set(forgotten[part]) ^ set(untold[part]) == set()  # type: ignore[arg-type,call-overload]


class History:
    """Operations on one memory, and the comparison of its caches with its graph."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.memory = open_memory(root)
        self.crashed = 0

    def remember(self, events: Sequence[Event]) -> None:
        """Write events in one call; some of those that were forgotten come back by force."""
        self.memory.remember(list(events), user_id=USER, force=len(events) != 2)

    def recall(self) -> None:
        """Ask, which refreshes the caches."""
        self.memory.recall("Where does Clara live?", user_id=USER)

    def forget(self, number: int) -> None:
        """Forget one of the events there are."""
        rows = self.memory.query(
            "MATCH (e:Event) WHERE e.part = 0 RETURN e.id AS id ORDER BY id", user_id=USER
        )
        if rows:
            self.memory.forget(user_id=USER, event_id=str(rows[number % len(rows)]["id"]))

    def reopen(self) -> None:
        """Close, which writes the snapshot, and open again."""
        self.memory.close()
        self.memory = open_memory(self.root)

    def crash(self) -> None:
        """Go on with a copy of the files as a dead process leaves them: no close, no snapshot."""
        self.crashed += 1
        copy = self.root.with_name(f"{self.root.name}-{self.crashed}")
        self.memory.close()
        snapshots = list(self.root.rglob("index.npz"))
        shutil.copytree(self.root, copy)
        for path in snapshots:
            old = self.stale.get(path.parent.name) if self.stale else None
            target = copy / path.relative_to(self.root)
            target.unlink() if old is None else target.write_bytes(old)
        self.root, self.memory = copy, open_memory(copy)

    def keep_snapshot(self) -> None:
        """Note the snapshot as it is now: a crash brings it back over a newer graph."""
        self.reopen()
        self.stale = {p.parent.name: p.read_bytes() for p in self.root.rglob("index.npz")}

    stale: dict[str, bytes] | None = None

    def check(self) -> None:
        """Compare the caches with caches that are made anew."""
        with self.memory._pool.user(USER) as handle:
            index = self.memory._pool.refresh(USER, handle)
            assert index.revision == handle.store.state().revision
            assert_same(index, rebuilt(handle.store))


operations = st.lists(
    st.one_of(
        st.tuples(st.just("remember"), st.lists(st.integers(0, 9), min_size=1, max_size=4)),
        st.tuples(st.just("forget"), st.integers(0, 9)),
        st.tuples(st.sampled_from(["recall", "reopen", "keep_snapshot", "crash"])),
    ),
    min_size=2,
    max_size=9,
)
STOCK = _events([(n % len(TEXTS), n % 3, (n * 5) % 12, n % 2) for n in range(10)])


def _play(root: Path, steps: Sequence[tuple[object, ...]]) -> None:
    history = History(root)
    for name, *arguments in steps:
        given = [[STOCK[n] for n in arguments[0]]] if name == "remember" else arguments  # type: ignore[attr-defined]
        if name == "forget":
            history.stale = None  # forgetting removes the snapshot there is
        getattr(history, str(name))(*given)
    history.check()
    history.memory.close()


@settings(max_examples=12)
@given(steps=operations)
def test_caches_equal_the_graph(fresh: Fresh, steps: list[tuple[object, ...]]):
    """After any history the caches say what caches made anew would say."""
    _play(fresh(), steps)


@pytest.mark.slow
@settings(max_examples=150)
@given(steps=operations)
def test_caches_equal_the_graph_after_many_histories(fresh: Fresh, steps: list[tuple[object, ...]]):
    """The same over more histories."""
    _play(fresh(), steps)


@pytest.mark.parametrize(
    "steps",
    [
        [("remember", [0, 1, 2, 3]), ("keep_snapshot",), ("remember", [4, 5, 6]), ("crash",)],
        [("remember", [6]), ("recall",), ("forget", 0), ("recall",), ("remember", [6, 1])],
        [("remember", [9, 4, 1]), ("recall",), ("remember", [0, 2]), ("recall",), ("reopen",)],
        [("remember", [3, 1]), ("reopen",), ("forget", 1), ("remember", [3, 1]), ("reopen",)],
        [("remember", [0]), ("reopen",), ("forget", 0), ("reopen",), ("remember", [0])],
    ],
    ids=["snapshot-and-difference", "chunks", "late", "forgotten-and-told-again", "emptied"],
)
def test_caches_equal_the_graph_in_known_turns(fresh: Fresh, steps: list[tuple[object, ...]]):
    """Histories that once were, or could be, a trap."""
    _play(fresh(), steps)


def test_the_largest_seq_may_be_followed(fresh: Fresh):
    """An event without ``seq`` comes behind the largest one there is, and both are found."""
    at, largest = day(1), 2**31 - 1
    with open_memory(fresh()) as memory:
        memory.remember(turn(1, "I live in Lyon.", at=at, seq=largest), user_id=USER)
        memory.remember(turn(2, "I live in Porto.", at=at), user_id=USER)
        found = memory.recall("Where do I live?", user_id=USER)
        order = [item.source.external_id for item in memory.working("s1", USER).items]

    assert {item.sources[0].external_id for item in found.items} == {"e1", "e2"}
    assert order == ["e1", "e2"]
