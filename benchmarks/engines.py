"""Both engines side by side: writing, opening and recalling the same events of one user.

Needs a server (``GRAPHMEM_URL`` …) that holds no user ``sam``. Each size is written once to each
engine; then fresh processes read it: from a snapshot, without one, and in regions.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.cases import Case, Corpus
from benchmarks.context import OpenMemory, Row, Run, open_memory
from benchmarks.metrics import percentile
from benchmarks.process import folder_mb
from benchmarks.reading import Reading, read_apart
from benchmarks.store import fill, on_server
from benchmarks.synthetic import events, questions

_USER = "sam"
_QUESTIONS = 100
_ENGINES = ("embedded", "neo4j")


def run(run: Run) -> list[Row]:
    """Run the suite."""
    return [
        row
        for size in run.options.sizes
        for engine in _ENGINES
        for row in _engine(run, engine, size)
    ]


def _engine(run: Run, engine: str, size: int) -> list[Row]:
    seed = run.options.seed
    corpus = Corpus(f"{engine}-{size}", (Case(_USER, tuple(events(size, seed=seed)), ()),))
    asked = questions(min(run.options.limit or _QUESTIONS, _QUESTIONS), size, seed=seed)
    with tempfile.TemporaryDirectory(prefix="graphmem-bench-") as folder:
        root, opened = Path(folder), open_memory(engine)
        with _lent(engine, opened, root, corpus):
            with opened(root) as memory:
                ingest = fill(memory, corpus)
            warm = read_apart(engine, root, _USER, asked)
            for snapshot in root.rglob("index.npz"):
                snapshot.unlink()
            cold = read_apart(engine, root, _USER, asked)
            region = read_apart(engine, root, _USER, asked, cached_events=0)
        disk: Row = {"disk_mb": folder_mb(root)} if engine == "embedded" else {}
    labels: Row = {"set": str(size), "n": len(asked), "events": size}
    written: Row = {"events_per_s": ingest.events / ingest.seconds, "open_cold_s": cold.open_s}
    return [
        {**labels, "system": engine, **written, **_times(warm), **disk},
        {**labels, "system": f"{engine}-region", **_times(region), **_agreement(warm, region)},
    ]


@contextmanager
def _lent(engine: str, opened: OpenMemory, root: Path, corpus: Corpus) -> Generator[None]:
    if engine == "embedded":
        yield
        return
    with on_server(opened, root, corpus):
        yield


def _times(reading: Reading) -> Row:
    return {
        "recall_p50_ms": percentile(reading.ms, 0.5),
        "recall_p95_ms": percentile(reading.ms, 0.95),
        "open_s": reading.open_s,
        "rss_mb": reading.rss_mb,
    }


def _agreement(cached: Reading, region: Reading) -> Row:
    """Return the share of what the cache brought to mind that the region brought too."""
    pairs = [(set(a), set(b)) for a, b in zip(cached.found, region.found, strict=True) if a]
    same = sum(a[0] == b[0] for a, b in zip(cached.found, region.found, strict=True) if a and b)
    return {
        "overlap@10": sum(len(a & b) / len(a) for a, b in pairs) / len(pairs),
        "same_first": same / len(pairs),
    }
