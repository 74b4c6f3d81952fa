"""A sleep is the same on both engines, and so is taking it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphmem.memory import Memory
from graphmem.types import SleepReport
from tests.congruence.conftest import Engines
from tests.congruence.same import comparable, difference
from tests.unit.sleep.living import tell

pytestmark = pytest.mark.neo4j

USER = "sleeper"
_ASKED = (
    "semantics.list_semantics", "semantics.list_sources", "semantics.list_topics",
    "archive.list_states", "sleep.list_known", "sleep.list_merges",
)  # fmt: skip


def view(memory: Memory) -> object:
    """Return all that a sleep may change, without times of writing."""
    found = {name: memory.query(name, user_id=USER) for name in _ASKED}
    for row in found["archive.list_states"]:
        row.pop("moved_at")
    states = [
        [r.id, r.state, r.promoted, r.reinforced, r.demoted, r.moved]
        for r in memory.sleep_runs(USER)
    ]
    return comparable([found, states, memory.stats(USER).edges, memory.stats(USER).revision])


def told(report: SleepReport) -> object:
    """Return a report without the time of its stages."""
    return comparable(replace(report, stages_ms=()))


def life(memory: Memory) -> list[object]:
    """Live some weeks with sleeps between, and return what came of each step."""
    seen: list[object] = []

    def note(*values: object) -> None:
        seen.append([*values, view(memory)])

    tell(memory, range(4), user=USER)
    for number, name in enumerate(["Clara", "Ben", "Dana"]):
        tell(memory, [2 * number], f"I visited {name}.", user=USER)
    note(told(memory.sleep(USER, dry_run=True)))
    first = memory.sleep(USER)
    note(told(first))
    note(told(memory.sleep(USER)))
    tell(memory, range(4, 7), "I live in Porto.", user=USER)
    second = memory.sleep(USER)
    note(told(second))
    assert second.run_id
    memory.undo_sleep(second.run_id, USER)
    note()
    memory.forget(user_id=USER, event_id="e0-0")
    memory.forget(user_id=USER, event_id="e1-0")
    note(told(memory.sleep(USER)))
    assert first.run_id
    memory.undo_sleep(first.run_id, USER)
    note(told(memory.sleep(USER)))
    return seen


def test_a_sleep_is_the_same_on_both_engines(engines: Engines):
    """Every report, every semantic memory and the tier of every event."""
    lives: list[list[object]] = []
    for opened in engines.openers:
        with opened() as memory:
            lives.append(life(memory))
    assert difference(*lives) is None
    assert len(lives[0]) == 7
