"""Sleep as the command line runs it: users one after another, or spread over worker processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import cast

from rich.markup import escape

from graphmem.api import output
from graphmem.api.opening import memory_at, wanted_users
from graphmem.api.stopping import Stop, interrupt_between_steps
from graphmem.psm.runtime import usable_cores
from graphmem.sleep.rounds import Slept
from graphmem.sleeping import SleepReport

SLEPT, NOTHING, BUSY, FAILED = "slept", "nothing new", "busy", "failed"
_ORDER = (SLEPT, FAILED, NOTHING, BUSY)  # what is told of a user whom several workers met
_MOST_SHOWN = 30  # sentences of a dry run that are drawn
Told = dict[str, object]


@dataclass(slots=True)
class Result:
    """What became of all users.

    Attributes:
        users: User -> what is told of it.
        untouched: Users that were not begun with, as the command was stopped.
        lost: Workers that died (count).
    """

    dry_run: bool
    users: dict[str, Told] = field(default_factory=dict[str, Told])
    untouched: int = 0
    lost: int = 0

    def add(self, told: Told) -> bool:
        """Take what a worker tells of a user; True where it is the first."""
        user = str(told["user"])
        known = self.users.get(user)
        if known is None or _ORDER.index(str(told["status"])) < _ORDER.index(str(known["status"])):
            self.users[user] = told
        return known is None

    @property
    def interrupted(self) -> bool:
        """True when it was stopped, and the same command goes on from there."""
        return self.untouched > 0

    @property
    def failed(self) -> bool:
        """True when a user was left out."""
        return any(told["status"] in {BUSY, FAILED} for told in self.users.values())

    def to_json(self) -> dict[str, object]:
        """Return the summary for ``--json``."""
        users = [self.users[name] for name in sorted(self.users)]
        return {"users": users, "dry_run": self.dry_run, "interrupted": self.interrupted}

    def show(self) -> None:
        """Draw the summary."""
        told = [self.users[name] for name in sorted(self.users)]
        names = ("promoted", "reinforced", "demoted", "moved", "merged")
        rows = [(t["user"], t["status"], *(t[n] for n in names)) for t in told]
        title = "would change" if self.dry_run else "slept over"
        output.table(title, ("user", "", *names), rows)
        if self.dry_run:
            _show_patterns(told)
        for one in told:
            if one["error"]:
                output.note(f"{one['user']}: {one['error']}")
        if self.lost:
            output.note(f"{self.lost} workers died; the others did their work")
        if self.interrupted:
            output.note("stopped; what is counted is done. Run the same command to go on.")


def told_of(slept: Slept) -> Told:
    """Return what is told of a user, as plain values."""
    report = slept.report
    base: Told = {"user": slept.user_id, "run_id": None, "error": None, "patterns": []}
    counts = dict.fromkeys(("promoted", "reinforced", "demoted", "moved", "merged", "covered"), 0)
    if report is None:
        status = BUSY if slept.busy else FAILED
        return {**base, **counts, "status": status, "error": str(slept.error)}
    return {**base, **_counts(report), "status": SLEPT if report.changed else NOTHING}


def sleep_with_progress(
    home: Path | None, users: Sequence[str] | None, *, dry_run: bool, workers: int
) -> Result:
    """Sleep over some users, or all, with a progress bar on stderr.

    Raises:
        EventError: A user is unknown.
    """
    result = Result(dry_run)
    with memory_at(home) as memory:
        wanted = wanted_users(memory, users)
        with output.progress() as bar, interrupt_between_steps() as stop:
            task = bar.add_task("", total=len(wanted))
            found = (
                map(
                    told_of, memory.sleep_users(wanted, dry_run=dry_run, stopped=lambda: stop.asked)
                )
                if workers == 1
                else None
            )
            if found is None:
                memory.close()  # in a folder, each database is the workers'
                found = _by_workers(home, users, workers, stop, result)
            for told in found:
                bar.update(task, description=escape(output.safe(told["user"])))
                bar.advance(task, int(result.add(told)))
    result.untouched = len(wanted) - len(result.users)
    return result


def sleep_in_lines(home: Path | None, users: Sequence[str] | None, *, dry_run: bool) -> None:
    """Sleep as one of several workers: write a line of JSON for each user that is done."""
    with memory_at(home) as memory, interrupt_between_steps() as stop:
        for slept in memory.sleep_users(users, dry_run=dry_run, stopped=lambda: stop.asked):
            line = json.dumps(told_of(slept), ensure_ascii=True, default=str)
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


def _counts(report: SleepReport) -> Told:
    fresh = sum(p.fresh for p in report.patterns)
    patterns = [{k: v for k, v in asdict(p).items() if k != "episodes"} for p in report.patterns]
    for pattern in patterns:
        pattern |= {k: pattern[k].isoformat() for k in ("first_at", "last_at")}
    return {
        "run_id": report.run_id,
        "promoted": fresh,
        "reinforced": len(report.patterns) - fresh,
        "demoted": len(report.demoted),
        "moved": sum(report.moved.values()),
        "merged": len(report.merged),
        "covered": len(report.covered),
        "patterns": patterns,
    }


def _show_patterns(told: Sequence[Told]) -> None:
    rows = [
        (t["user"], p["text"], p["kind"], p["support"], p["sessions"], f"{p['confidence']:.2f}")
        for t in told
        for p in cast("list[Mapping[str, object]]", t["patterns"])
    ]
    columns = ("user", "sentence", "kind", "episodes", "sessions", "confidence")
    if rows:
        output.table("would be promoted", columns, rows[:_MOST_SHOWN])
    if len(rows) > _MOST_SHOWN:
        output.note(f"{len(rows) - _MOST_SHOWN} more: --json tells all")


def _by_workers(
    home: Path | None, users: Sequence[str] | None, workers: int, stop: Stop, result: Result
) -> Iterator[Told]:
    """Start workers and yield what they tell, until all of them have ended."""
    lines: SimpleQueue[Told | None] = SimpleQueue()
    with _started(_command(home, users, result.dry_run), workers) as processes:
        for process in processes:
            threading.Thread(target=_read, args=(process, lines), daemon=True).start()
        running = len(processes)
        while running:
            told = lines.get()
            if told is None:
                running -= 1
            else:
                yield told
        result.lost = sum(process.wait() != 0 for process in processes) if not stop.asked else 0


def _read(process: subprocess.Popen[str], lines: SimpleQueue[Told | None]) -> None:
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    try:
        for line in process.stdout:
            if line.endswith("\n"):  # a worker that is killed may leave half a line
                lines.put(json.loads(line))
    finally:
        lines.put(None)


@contextmanager
def _started(command: Sequence[str], workers: int) -> Generator[list[subprocess.Popen[str]]]:
    """Run the same command in several processes; none outlives the block."""
    threads = str(max(1, usable_cores() // workers))
    environment = {"GRAPHMEM_ENCODER__THREADS": threads, **os.environ}
    processes: list[subprocess.Popen[str]] = []
    try:
        while len(processes) < workers:
            pipe = subprocess.PIPE
            processes += [subprocess.Popen(command, stdout=pipe, text=True, env=environment)]  # noqa: S603
        yield processes
    finally:
        for process in processes:
            if process.poll() is None:
                process.terminate()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _command(home: Path | None, users: Sequence[str] | None, dry_run: bool) -> list[str]:
    words = [sys.executable, "-m", "graphmem.api", "sleep", "--lines"]
    words += ["--all"] if users is None else [x for user in users for x in ("--user", user)]
    words += ["--dry-run"] if dry_run else []
    return words + ([] if home is None else ["--home", str(home)])
