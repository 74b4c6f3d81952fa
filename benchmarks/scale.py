"""How writing, opening and recalling grow with the events of one user."""

from __future__ import annotations

import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from benchmarks.cases import Case, Corpus
from benchmarks.context import Row, Run, open_memory
from benchmarks.metrics import percentile
from benchmarks.process import folder_mb, resident_mb
from benchmarks.store import filled_at
from benchmarks.synthetic import events, questions
from benchmarks.vectors import Encode
from graphmem.types import RecallOptions

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
        # A fresh process: its memory and its first recall owe nothing to the writing.
        with get_context("spawn").Pool(1) as pool:
            reading = pool.apply(read, (run.options.engine, root, asked))
        disk_mb = folder_mb(root)
    labels: Row = {"set": str(size), "n": len(asked), "events": size}
    dense = _milliseconds(_dense(run.encode, size), asked)
    ours = percentile(reading["ms"], 0.5)
    theirs = percentile(dense, 0.5)
    return [
        {
            **labels,
            "system": "graphmem",
            "events_per_s": ingest.events / ingest.seconds,
            "recall_p50_ms": ours,
            "recall_p95_ms": percentile(reading["ms"], 0.95),
            "dense_p50_ms": theirs,
            "recall_to_dense": ours / theirs,
            "open_s": reading["open_s"][0],
            "rss_mb": reading["rss_mb"][0],
            "disk_mb": disk_mb,
        },
        {
            **labels,
            "system": "dense",
            "recall_p50_ms": theirs,
            "recall_p95_ms": percentile(dense, 0.95),
        },
    ]


def read(engine: str, root: Path, asked: list[str]) -> dict[str, list[float]]:
    """Open a memory and ask; run in a process of its own.

    Returns:
        ``open_s`` until the first recall is answered, ``ms`` of each recall, ``rss_mb``.
    """
    opener = open_memory(engine)
    options = RecallOptions()
    started = time.perf_counter()
    with opener(root) as memory:
        memory.recall(asked[0], user_id=_USER, options=options)
        open_s = time.perf_counter() - started

        def ask(question: str) -> None:
            memory.recall(question, user_id=_USER, options=options)

        return {"open_s": [open_s], "ms": _milliseconds(ask, asked), "rss_mb": [resident_mb()]}


def _dense(encode: Encode, size: int) -> Callable[[str], None]:
    """Encode a question and compare it with ``size`` vectors: the least a vector search does."""
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((size, encode(["width"]).shape[1]), dtype=np.float32)

    def ask(question: str) -> None:
        scores = vectors @ encode([question])[0]  # (n_events,)
        top = np.argpartition(-scores, 10)[:10]
        top[np.argsort(-scores[top])]

    return ask


def _milliseconds(ask: Callable[[str], None], asked: list[str]) -> list[float]:
    times: list[float] = []
    for question in asked:
        started = time.perf_counter()
        ask(question)
        times.append(1000 * (time.perf_counter() - started))
    return times
