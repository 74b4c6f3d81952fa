"""How writing, opening and recalling grow with the events of one user."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from benchmarks.cases import Case, Corpus
from benchmarks.context import Encode, Row, Run
from benchmarks.metrics import percentile
from benchmarks.process import folder_mb, milliseconds
from benchmarks.reading import read_apart
from benchmarks.store import filled_at
from benchmarks.synthetic import events, questions

_USER = "sam"
_QUESTIONS = 100


def run(run: Run) -> list[Row]:
    """Run the suite: each size is written once, then opened by a fresh process."""
    table: list[Row] = []
    for size in run.options.sizes:
        table += _one_size(run, size)
    return table


def _one_size(run: Run, size: int) -> list[Row]:
    seed = run.options.seed
    case = Case(_USER, tuple(events(size, seed=seed)), ())
    asked = questions(min(run.options.limit or _QUESTIONS, _QUESTIONS), size, seed=seed)
    with filled_at(run, Corpus(f"scale-{size}", (case,))) as (root, ingest):
        reading = read_apart(run.options.engine, root, _USER, asked)
        disk_mb = folder_mb(root)
    labels: Row = {"set": str(size), "n": len(asked), "events": size}
    dense = milliseconds(_dense(run.encode, size), asked)
    ours = percentile(reading.ms, 0.5)
    theirs = percentile(dense, 0.5)
    return [
        {
            **labels,
            "system": "graphmem",
            "events_per_s": ingest.events / ingest.seconds,
            "recall_p50_ms": ours,
            "recall_p95_ms": percentile(reading.ms, 0.95),
            "dense_p50_ms": theirs,
            "recall_to_dense": ours / theirs,
            "open_s": reading.open_s,
            "rss_mb": reading.rss_mb,
            "disk_mb": disk_mb,
        },
        {
            **labels,
            "system": "dense",
            "recall_p50_ms": theirs,
            "recall_p95_ms": percentile(dense, 0.95),
        },
    ]


def _dense(encode: Encode, size: int) -> Callable[[str], None]:
    """Encode a question and compare it with ``size`` vectors: the least a vector search does."""
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((size, encode(["width"]).shape[1]), dtype=np.float32)

    def ask(question: str) -> None:
        scores = vectors @ encode([question])[0]  # (n_events,)
        top = np.argpartition(-scores, 10)[:10]
        top[np.argsort(-scores[top])]

    return ask
