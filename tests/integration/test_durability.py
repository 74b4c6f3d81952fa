"""What was acknowledged survives the death of the process, at whatever moment it comes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graphmem.errors import StoreLockedError
from graphmem.ingest.rules import RuleExtractor
from graphmem.memory import Memory
from tests.conftest import USER, open_memory
from tests.integration.writer import event
from tests.unit.stores.comparing import assert_same, chains_of, rebuilt, session_line

REPO = Path(__file__).parents[2]
Fresh = Callable[[], Path]


class Writer:
    """A process that writes events, and what it has acknowledged in a file."""

    def __init__(self, root: Path, first: int, count: int, batch: int = 1, pause: int = 0) -> None:
        numbers = map(str, (first, count, batch, pause))
        self._log = root.with_suffix(".log")
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.integration.writer", str(root), *numbers],
                stdout=log,
                cwd=REPO,
            )

    def lines(self) -> list[str]:
        """Return the whole lines it has written so far."""
        return [x[:-1] for x in self._log.read_text().splitlines(keepends=True) if x[-1] == "\n"]

    def wait(self, lines: int) -> None:
        """Wait until it has written so many lines."""
        deadline = time.monotonic() + 60
        while len(self.lines()) < lines and time.monotonic() < deadline:
            assert self.process.poll() is None, "the writer died by itself"
            time.sleep(0.005)

    def kill(self) -> list[str]:
        """Kill it and return the events it has acknowledged."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=30)
        return self.lines()[1:]


def _killed_writer(root: Path, first: int, batch: int, rng: random.Random) -> list[str]:
    """Let a process write from ``first`` on, kill it soon, and return what it acknowledged."""
    writer = Writer(root, first, 400, batch)
    try:
        writer.wait(rng.choice([1, 2, 2, 10, 20]))
        time.sleep(rng.uniform(0, 0.3))
    finally:
        told = writer.kill()
    return told


def _check(memory: Memory, acknowledged: set[str]) -> int:
    """Nothing acknowledged is lost, nothing is half written; return how many events there are."""
    rows = memory.query(
        "MATCH (e:Event) WHERE e.part = 0 OPTIONAL MATCH (s:Session)-[:HAS_EVENT]->(e) "
        "OPTIONAL MATCH (c:Event)-[:PART_OF]->(e) "
        "RETURN e.external_id AS id, e.text AS text, e.searchable AS whole, "
        "count(DISTINCT s) AS sessions, count(DISTINCT c) AS chunks",
        user_id=USER,
        max_rows=100_000,
    )
    there = {str(r["id"]) for r in rows}
    assert acknowledged <= there
    for row in rows:
        number = int(str(row["id"])[1:])
        assert row["text"] == event(number).text
        assert row["sessions"] == 1
        assert (row["chunks"] == 0) == row["whole"] == (number % 7 != 3)
    with memory._pool.user(USER) as handle:
        lines, sessions = chains_of(handle.store), session_line(handle.store)
        index = memory._pool.refresh(USER, handle)
        assert_same(index, rebuilt(handle.store))
    assert sum(map(len, lines.values())) == len(rows)
    assert len(sessions) == len(lines)
    return len(rows)


def _rounds(root: Path, rounds: int, seed: int) -> None:
    rng = random.Random(seed)
    acknowledged: set[str] = set()
    for number in range(rounds):
        batch = rng.choice([1, 1, 5])
        told = _killed_writer(root, 1 + len(acknowledged), batch, rng)
        acknowledged |= set(told)
        with open_memory(root) as memory:
            _check(memory, acknowledged)
            if number % 3 == 2:
                memory.recall("Where does Clara work?", user_id=USER)
    assert len(acknowledged) > rounds


def test_killed_import_loses_nothing_acknowledged(fresh: Fresh):
    """Five times an import is killed; each time the database opens, whole."""
    _rounds(fresh(), 5, seed=5)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_import_loses_nothing_acknowledged_in_twenty_rounds(fresh: Fresh):
    """Twenty times over the same folder."""
    _rounds(fresh(), 20, seed=20)


def test_interrupted_import_goes_on_where_it_stopped(fresh: Fresh):
    """The whole list again after a kill: what was there is repeated, the rest is added."""
    root = fresh()
    told = _killed_writer(root, 1, 5, random.Random(1))

    with open_memory(root, extractor=RuleExtractor()) as memory:
        receipts = memory.remember([event(n) for n in range(1, 61)], user_id=USER)
        count = _check(memory, {f"e{n}" for n in range(1, 61)})

    repeated = {r.external_id for r in receipts if r.status == "repeated"}
    assert {name for name in told if int(name[1:]) <= 60} <= repeated
    assert count >= 60


def test_second_process_is_told_who_holds_the_memory(fresh: Fresh):
    """The error names the pid, and the memory opens when that process is gone."""
    root = fresh()
    writer = Writer(root, 1, 1, pause=60_000)
    try:
        writer.wait(2)
        with open_memory(root) as memory, pytest.raises(StoreLockedError) as caught:
            memory.recall("Where does Clara work?", user_id=USER)
    finally:
        writer.kill()

    assert caught.value.pid == writer.process.pid
    assert f"process {writer.process.pid}" in str(caught.value)
    with open_memory(root) as memory:
        assert memory.recall("Where does Clara work?", user_id=USER).items


def test_second_memory_of_this_process_is_told_so(fresh: Fresh):
    """Two Memory objects over one user are told apart from two processes."""
    root = fresh()
    with open_memory(root) as first, open_memory(root) as second:
        first.remember("The kettle is green.", user_id=USER)

        with pytest.raises(StoreLockedError, match="this process") as caught:
            second.remember("The kettle is blue.", user_id=USER)
        second.remember("Another user is free.", user_id="ben")

    assert caught.value.pid == os.getpid()


def test_death_during_a_free_query_leaves_no_time_limit(fresh: Fresh):
    """The limit of a query that was running is not a limit of the next process."""
    root = fresh()
    code = (
        "import os, sys; from pathlib import Path; from tests.conftest import open_memory\n"
        f"m = open_memory(Path({str(root)!r}))\n"
        "with m._pool.user('ana') as h:\n"
        "    rows = h.engine.read_text('UNWIND [1, 2] AS x RETURN x', {}, timeout_s=0.001)\n"
        "    next(rows); os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=REPO, check=False, timeout=60)

    with open_memory(root, extractor=RuleExtractor()) as memory:
        receipts = memory.remember([event(n) for n in range(1, 61)], user_id=USER)

    assert {r.status for r in receipts} == {"added"}
