"""Opening a large memory: the snapshot of the search structures, without the database.

Rows are synthetic (``--sizes``): words and names as in the ``scale`` suite, random vectors.
What is timed is what a process does before its first recall, and the scoring of all rows.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks import synthetic
from benchmarks.context import Row, Run
from graphmem.recall.pipeline import Recaller
from graphmem.recall.seed import Query, Scope
from graphmem.settings import RecallSettings
from graphmem.stores.index import snapshot
from graphmem.stores.index.user_index import UserIndex
from graphmem.stores.records import ChangeWindow
from graphmem.types import RecallOptions

_DIMENSION = 384
_REPEATS = 7
_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+(?: [IVX]+)?")


def run(run: Run) -> list[Row]:
    """Run the suite for each size."""
    return [_one_size(size, run.options.seed) for size in run.options.sizes]


def _one_size(size: int, seed: int) -> Row:
    started = time.perf_counter()
    index = UserIndex(_DIMENSION)
    index.refresh(_Rows(size, seed), 1)
    filled = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "index.npz"
        saved = _seconds(lambda: snapshot.save(index, file, encoder="e"))
        opened = [
            _seconds(lambda: snapshot.load(file, encoder="e", dimension=_DIMENSION))
            for _ in range(_REPEATS)
        ]
        size_mb = file.stat().st_size / 2**20
    return {
        "set": f"snapshot-{size}",
        "system": "graphmem",
        "n": _REPEATS,
        "events": size,
        "fill_s": filled,
        "save_s": saved,
        "open_s": median(opened),
        "activate_p50_ms": _activate(index, size, seed),
        "disk_mb": size_mb,
    }


def _activate(index: UserIndex, size: int, seed: int) -> float:
    """Median time to score every row for a question, the encoding of it apart (ms)."""
    recaller = Recaller(None, RecallSettings())  # type: ignore[arg-type] - nothing is encoded
    vector = np.full(_DIMENSION, _DIMENSION**-0.5, np.float32)
    times = [
        _seconds(
            lambda q=q: recaller.activate(
                index, Query(q, vector, (0, 1), ()), Scope(), RecallOptions(diffusion="spread")
            )
        )
        for q in synthetic.questions(50, size, seed=seed)
    ]
    return median(times) * 1000


class _Rows:
    """What an index is filled from, made up row by row."""

    def __init__(self, size: int, seed: int) -> None:
        self._events = list(synthetic.events(size, seed=seed))
        self._names: dict[str, int] = {}
        self._links: list[Row] = []
        for number, event in enumerate(self._events):
            for name in _NAME.findall(event.text):
                entity = self._names.setdefault(name, len(self._names))
                self._links.append(_link(number, entity))
        self._rng = np.random.default_rng(seed)

    def pull_sessions(self, _revision: int) -> Iterator[Row]:
        names = dict.fromkeys(str(event.session_id) for event in self._events)
        for number, name in enumerate(names):
            yield {"id": _id("5", number), "external_id": name, "implicit": False}

    def pull_entities(self, _revision: int) -> Iterator[Row]:
        for name, number in self._names.items():
            row: Row = {"id": _id("e", number), "name": name, "key": name.lower()}
            yield {**row, "aliases": [name], "status": "active"}

    def pull_changes(self, _revision: int, until: int) -> Iterator[ChangeWindow]:
        yield ChangeWindow(until, tuple(self._rows()), tuple(self._links), iter(()))

    def _rows(self) -> Iterator[Row]:
        for number, event in enumerate(self._events):
            vector = self._rng.standard_normal(_DIMENSION, dtype=np.float32)
            yield {
                "id": _id("a", number),
                "session_id": _id("5", int(str(event.session_id)[1:])),
                "occurred_at": number * 1000,
                "seq": 0,
                "part": 0,
                "recorded_at": number,
                "tier": "episodic",
                "tokens": 20,
                "speaker": event.speaker,
                "text": event.text,
                "strength": 1.0,
                "decay_rate": 0.01,
                "touched_at": number,
                "embedding": vector / np.linalg.norm(vector),
                "time_starts": [],
                "time_ends": [],
                "revision": 1,
            }

    def pull_tied(self, _revision: int) -> Iterator[str]:
        return iter(())

    def pull_removed(self, _revision: int) -> Callable[[str], bool]:
        return lambda _id: False


def _id(kind: str, number: int) -> str:
    return kind + f"{number:031x}"


def _link(event: int, entity: int) -> Row:
    return {"event_id": _id("a", event), "entity_id": _id("e", entity), "role": "mention"}


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
