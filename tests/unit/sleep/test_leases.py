"""Leases: one sleeper at a time, and a dead one's claim runs out."""

from __future__ import annotations

import threading
import time

import pytest

from graphmem.errors import SleepingError
from graphmem.memory import Memory
from graphmem.sleep import leases
from graphmem.sleep.leases import taken
from tests.conftest import USER, open_memory
from tests.unit.sleep.living import Killed, killed_at, revision, standing, tell


def room(memory: Memory):
    """Return what opens the user's database."""
    return memory._house.room(USER)


def claimed(memory: Memory, *, lease_s: float = 60, exclusive: bool = False):
    """Take the user's lease."""
    return taken(room(memory).opened, USER, lease_s=lease_s, exclusive=exclusive)


def count(memory: Memory) -> int:
    """Return how many leases there are."""
    return int(str(memory.query("MATCH (l:Lease) RETURN count(l) AS n", user_id=USER)[0]["n"]))


def test_who_sleeps_keeps_others_out(memory: Memory):
    """The second one is told, and for how long."""
    tell(memory, range(4))
    at = revision(memory)
    with claimed(memory), pytest.raises(SleepingError, match="another process sleeps"):
        memory.sleep(USER)
    assert revision(memory) == at, "a lease is no change of the memory"
    assert count(memory) == 0, "it is given back"
    assert memory.sleep(USER).changed


def test_a_lease_that_ran_out_is_taken_over(memory: Memory):
    """And the one who had it writes nothing more."""
    tell(memory, range(4))
    with claimed(memory, lease_s=0.05) as lost:
        time.sleep(0.1)
        with claimed(memory) as mine:
            with pytest.raises(SleepingError, match="taken over"):
                room(memory).note(lost.renew)
            room(memory).note(mine.renew)
        assert count(memory) == 0
    assert count(memory) == 0


def test_a_dead_process_holds_no_database(memory: Memory, monkeypatch):
    """Where one process alone has the database, another one's lease is left over."""
    tell(memory, range(4))
    with killed_at(2, monkeypatch, committed=False), pytest.raises(Killed):
        memory.sleep(USER)
    assert count(memory) == 1
    with pytest.raises(SleepingError):
        memory.sleep(USER)
    monkeypatch.setattr(leases, "_PROCESS", "another")
    assert memory.sleep(USER).changed


def test_who_lost_the_lease_while_planning_writes_nothing(memory: Memory, monkeypatch):
    """The claim is looked at in the transaction that writes."""
    from graphmem.sleep import cycle

    tell(memory, range(4))
    real = cycle.encoded

    def slow(*given):
        with memory._pool.user(USER) as handle:
            from graphmem.stores.queries import Query

            theirs = Query("t", "MATCH (l:Lease) SET l.owner = 'other'", frozenset(), "write", "")
            handle.engine.transaction(lambda tx: tx.run(theirs, {}))
        return real(*given)

    monkeypatch.setattr(cycle, "encoded", slow)
    with pytest.raises(SleepingError, match="taken over"):
        memory.sleep(USER)
    assert standing(memory) == {}


def test_threads_do_not_sleep_over_one_user_at_once(fresh):
    """Of several calls some sleep and some are refused; the memory is made once."""
    said: list[str] = []
    with open_memory(fresh()) as memory:
        tell(memory, range(4))

        def work() -> None:
            try:
                said.append("slept" if memory.sleep(USER).changed else "nothing new")
            except SleepingError:
                said.append("refused")

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert said.count("slept") == 1
        assert len(said) == 4
        assert len(standing(memory)) == 3
        assert len(memory.sleep_runs(USER)) == 1
