"""What a sleep costs: one user with many new events, and many users with a day's each.

``python -m benchmarks.sleeping`` is the process that sleeps: it reads a request from its input and
prints what it measured, so that nothing else is in its memory and nothing is warm.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.cases import Case, Corpus
from benchmarks.context import Row, Run
from benchmarks.process import folder_mb, resident_mb
from benchmarks.store import filled_at
from benchmarks.synthetic import events
from graphmem.memory import Memory
from graphmem.settings import Settings

_USER = "sam"
_USERS, _DAY = 60, 50  # many users, and the events of each
_WORKERS = (1, 2)
_MILLION = 1_000_000  # users of docs/scale.md


@dataclass(frozen=True, slots=True)
class Night:
    """What a process that slept measured.

    Attributes:
        wall_s: Of the sleep, the opening of the user included; ``cpu_s``: of all its threads.
        again_ms: A second sleep, which has nothing to do.
        rss_mb: Held after opening and before the sleep; ``peak_mb``: the most that was held.
        stages_ms: By stage.
    """

    wall_s: float
    cpu_s: float
    again_ms: float
    rss_mb: float
    peak_mb: float
    patterns: int
    moved: int
    stages_ms: dict[str, float]


def run(run: Run) -> list[Row]:
    """Run the suite."""
    table = [_one_user(run, size) for size in run.options.sizes]
    return [*table, *_many_users(run)]


def _one_user(run: Run, size: int) -> Row:
    case = Case(_USER, tuple(events(size, seed=run.options.seed)), ())
    with filled_at(run, Corpus(f"sleep-{size}", (case,))) as (kept, _):
        root = kept.with_name("slept")
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(kept, root)
        night = _apart(root)
        disk = folder_mb(root)
        shutil.rmtree(root)
    found: Row = {
        "set": str(size),
        "system": "graphmem",
        "n": size,
        "events": size,
        "disk_mb": disk,
    }
    measured = asdict(night)
    stages = measured.pop("stages_ms")
    return found | measured | {f"{name}_ms": ms for name, ms in stages.items()}


def _many_users(run: Run) -> list[Row]:
    """Let several workers share users, as ``graphmem sleep --all --workers N`` does."""
    cases = tuple(
        Case(f"user{n}", tuple(events(_DAY, seed=1000 * run.options.seed + n)), ())
        for n in range(_USERS)
    )
    rows: list[Row] = []
    with filled_at(run, Corpus(f"sleep-{_USERS}-users", cases)) as (kept, _):
        for workers in _WORKERS:
            root = kept.with_name(f"slept-{workers}")
            shutil.rmtree(root, ignore_errors=True)
            shutil.copytree(kept, root)
            seconds = _command(root, workers)
            again = _command(root, workers)
            shutil.rmtree(root)
            rows.append(
                {
                    "set": f"{_USERS} users",
                    "system": "graphmem",
                    "n": _USERS,
                    "events": _DAY,
                    "workers": workers,
                    "wall_s": seconds,
                    "users_per_s": _USERS / seconds,
                    "again_users_per_s": _USERS / again,
                    "million_worker_h": _MILLION * seconds * workers / _USERS / 3600,
                    "again_million_worker_h": _MILLION * again * workers / _USERS / 3600,
                }
            )
    return rows


def _command(root: Path, workers: int) -> float:
    command = [sys.executable, "-m", "graphmem", "sleep", "--all", "--json"]
    started = time.perf_counter()
    command += ["--workers", str(workers), "--home", str(root)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - ours
    return time.perf_counter() - started


def _apart(root: Path) -> Night:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.sleeping"],
        input=json.dumps(str(root.resolve())),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    return Night(**json.loads(done.stdout))


def sleep(root: Path) -> Night:
    """Open a memory, sleep twice, measure."""
    with Memory.open(root, settings=Settings(home=root)) as memory:
        memory.stats(_USER)
        rss = resident_mb()
        began, cpu = time.perf_counter(), time.process_time()
        report = memory.sleep(_USER)
        wall, cpu = time.perf_counter() - began, time.process_time() - cpu
        began = time.perf_counter()
        memory.sleep(_USER)
        again = 1000 * (time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    moved = sum(report.moved.values())
    return Night(wall, cpu, again, rss, peak, len(report.patterns), moved, dict(report.stages_ms))


if __name__ == "__main__":
    print(json.dumps(asdict(sleep(Path(json.load(sys.stdin))))))
