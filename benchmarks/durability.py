"""What it costs to survive a power loss: events written per second with the flush on and off."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from rich.progress import track

from benchmarks.context import MemoryPort, Row, Run
from benchmarks.synthetic import events
from graphmem.types import Event

_EVENTS = 512
_WARM = 16  # events written before the clock starts: the engine and the encoder wake up
_USER = "sam"


def run(run: Run) -> list[Row]:
    """Run the suite."""
    wanted = list(events((run.options.limit or _EVENTS) + _WARM, seed=run.options.seed))
    table: list[Row] = []
    for name, step in (("one by one", 1), ("batches", len(wanted))):
        for system, durable in (("graphmem", True), ("no-flush", False)):
            seconds = _written(run, wanted, step=step, durable=durable)
            count = len(wanted) - _WARM
            row: Row = {"set": name, "system": system, "n": count}
            table.append(row | {"events_per_s": count / seconds, "ms": 1000 * seconds / count})
    return table


def _written(run: Run, wanted: list[Event], *, step: int, durable: bool) -> float:
    """Return the seconds that the events after the warm-up took, ``step`` per call."""
    with (
        tempfile.TemporaryDirectory(prefix="graphmem-bench-") as folder,
        run.open_memory(Path(folder), gate=run.options.gate, durable=durable) as memory,
    ):
        memory.remember(wanted[:_WARM], user_id=_USER)
        started = time.perf_counter()
        _write(memory, wanted[_WARM:], step=step, durable=durable)
        return time.perf_counter() - started


def _write(memory: MemoryPort, wanted: list[Event], *, step: int, durable: bool) -> None:
    label = f"{step} per call, {'durable' if durable else 'no flush'}"
    for i in track(range(0, len(wanted), step), description=label):
        memory.remember(wanted[i : i + step], user_id=_USER)
