"""Undoing a sleep: what it made no longer stands, what it changed is as it was."""

from __future__ import annotations

import pytest

from graphmem.errors import EventError
from graphmem.memory import Memory
from graphmem.sleep import leases
from graphmem.sleep.plan import UNDONE
from tests.conftest import USER
from tests.unit.sleep.living import Killed, killed_at, semantics, standing, tell, whole


def run_of(memory: Memory) -> str:
    """Sleep, and return the name of it."""
    run = memory.sleep(USER).run_id
    assert run is not None
    return run


def test_what_a_sleep_made_stands_no_longer(memory: Memory):
    """Nodes are demoted, and the episodes are at hand again."""
    tell(memory, range(4))
    before = memory.stats(USER).tiers
    run = run_of(memory)
    assert memory.stats(USER).tiers != before
    assert memory.undo_sleep(run, USER).state == "undone"
    assert standing(memory) == {}
    assert {(r["status"], r["reason"], r["episodes"]) for r in semantics(memory)} == {
        ("demoted", UNDONE, 0)
    }
    assert memory.stats(USER).tiers == before


def test_it_comes_back_only_with_new_episodes(memory: Memory):
    """Who undid a sleep does not find it done again the next morning."""
    tell(memory, range(4), "I live in Porto.")
    memory.undo_sleep(run_of(memory), USER)
    assert not memory.sleep(USER).changed
    tell(memory, [6], "I live in Porto.")
    memory.sleep(USER)
    assert standing(memory) == {"Ana lives in Porto.": 5}


def test_what_a_sleep_reinforced_is_as_it_was(memory: Memory):
    """Support, sessions, times and sources go back; an earlier sleep keeps what it did."""
    tell(memory, range(4), "I live in Porto.")
    run_of(memory)
    before = semantics(memory)
    tell(memory, range(4, 7), "I live in Porto.")
    second = run_of(memory)
    assert semantics(memory) != before
    memory.undo_sleep(second, USER)
    assert [{**r, "held": None} for r in semantics(memory)] == before
    assert semantics(memory)[0]["held"] == 7
    assert not memory.sleep(USER).changed


def test_undoing_the_first_of_two_sleeps(memory: Memory):
    """What is left must be borne out by what the other sleep added."""
    tell(memory, range(4), "I live in Porto.")
    first = run_of(memory)
    tell(memory, range(4, 7), "I live in Porto.")
    run_of(memory)
    memory.undo_sleep(first, USER)
    rows = semantics(memory)
    assert [(r["status"], r["support"], r["episodes"]) for r in rows] == [("active", 3, 3)]


def test_undoing_twice_changes_nothing(memory: Memory):
    """The record says that it is undone."""
    tell(memory, range(4))
    run = run_of(memory)
    memory.undo_sleep(run, USER)
    before = whole(memory), memory.stats(USER).edges, memory.stats(USER).revision
    assert memory.undo_sleep(run, USER).state == "undone"
    stats = memory.stats(USER)
    assert (whole(memory), stats.edges, stats.revision) == before


@pytest.mark.parametrize("run", ["nothing", ""])
def test_an_unknown_sleep_cannot_be_undone(memory: Memory, run: str):
    """The error names the command that lists them."""
    tell(memory, range(4))
    with pytest.raises(EventError, match="--runs"):
        memory.undo_sleep(run, USER)


def test_an_undo_that_was_killed_is_finished_by_the_next_sleep(memory: Memory, monkeypatch):
    """Half an undo is no state to stay in."""
    tell(memory, range(4), "I live in Porto.")
    run = run_of(memory)
    with killed_at(4, monkeypatch, committed=True), pytest.raises(Killed):
        memory.undo_sleep(run, USER)
    assert [r.state for r in memory.sleep_runs(USER)] == ["undoing"]
    monkeypatch.setattr(leases, "_PROCESS", "another")
    memory.sleep(USER)
    assert [r.state for r in memory.sleep_runs(USER)] == ["undone"]
    assert standing(memory) == {}
    assert "archive" not in memory.stats(USER).tiers
