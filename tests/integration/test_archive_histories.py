"""Whatever is put away, woken, told and forgotten: caches equal the graph, and words stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from graphmem.dynamics.tiers import FADED, FOUND, Transition
from graphmem.memory import Memory
from graphmem.stores.archiving import Archiving
from graphmem.stores.feed import DeepFeed
from graphmem.stores.index.user_index import UserIndex
from graphmem.types import Event, Tier
from tests.conftest import USER, open_memory
from tests.toy import CONVERSATION, day, turn
from tests.unit.stores.comparing import assert_same, rebuilt

LONG = turn(8, " ".join(f"Chapter {n} tells of glacier {n}." for n in range(40)), at=day(20))
EVENTS: dict[str, Event] = {str(e.external_id): e for e in (*CONVERSATION, LONG)}
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["tell", "archive", "archive", "wake", "forget"]),
        st.sampled_from(sorted(EVENTS)),
    ),
    min_size=4,
    max_size=9,
)


@settings(max_examples=5)
@given(steps=_STEPS)
def test_any_history_keeps_words_and_caches(
    fresh: Callable[[], Path], steps: list[tuple[str, str]]
):
    """The cache that followed each step equals one that is filled at the end, the deep one too."""
    with open_memory(fresh(), ingest={"chunk_tokens": 64}) as memory:
        memory.remember([e for name, e in EVENTS.items() if name != "e4"], user_id=USER)
        there = set(EVENTS) - {"e4"}
        for step, name in steps:
            if step == "tell" and name not in there:
                memory.remember(EVENTS[name], user_id=USER, force=True)
                there.add(name)
            elif step == "forget" and name in there:
                memory.forget(user_id=USER, event_id=name)
                there.remove(name)
            elif step in {"archive", "wake"} and name in there:
                moved(memory, name, to="archive" if step == "archive" else "episodic")
            with memory._pool.user(USER) as handle:
                memory._pool.refresh(USER, handle)
        with memory._pool.user(USER) as handle:
            store = handle.store
            assert_same(memory._pool.refresh(USER, handle), rebuilt(store))
            held = memory._pool.refresh_deep(USER, handle)
            assert held is not None
            deep = UserIndex(384, deep=True)
            deep.refresh(DeepFeed(store), store.state().revision)
            assert_same(held, deep)
            known = {name: store.find_external(name) for name in EVENTS}
            assert {name for name, ids in known.items() if ids} == there
            said = store.items([known[name][0] for name in there])
            assert {str(r["external_id"]): r["text"] for r in said.values()} == {
                name: EVENTS[name].text for name in there
            }


def moved(memory: Memory, name: str, *, to: Tier) -> None:
    """Move an event between tiers, if it is in the other one."""
    with memory._pool.user(USER) as handle:
        [event] = handle.store.find_external(name)
        source: Tier = "archive" if to == "episodic" else "episodic"
        steps = [Transition(event, source, to, FADED if to == "archive" else FOUND)]
        flow = Archiving(handle.store, handle.engine)
        for revision in flow.move(steps, None, now_ms=1_720_000_000_000):
            handle.revision = revision
