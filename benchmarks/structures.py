"""Search structures side by side: what each way to keep words and vectors costs.

Words: the growing BM25 of graphmem, SQLite FTS5 (porter stems), and bm25s, which indexes once
and for all (``pip install bm25s``; left out where it is not installed). Vectors: 8-bit codes
against float32. All over the same synthetic events.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from statistics import median
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from benchmarks import synthetic
from benchmarks.context import Row, Run
from graphmem.stores.index.bm25 import Bm25, tokens
from graphmem.stores.index.vectors import Vectors

_QUERIES = 50
_TOP = 100
_DIMENSION = 384
T = TypeVar("T")


def run(run: Run) -> list[Row]:
    """Run the suite for each size."""
    rows: list[Row] = []
    ways = [_own, _fts5, *([_bm25s] if find_spec("bm25s") else [])]
    for size in run.options.sizes:
        texts = [event.text for event in synthetic.events(size, seed=run.options.seed)]
        asked = synthetic.questions(_QUERIES, size, seed=run.options.seed)
        rows += [_row("bm25", size, *measure(texts, asked)) for measure in ways]
        rows += _vectors(size, run.options.seed)
    return rows


def _row(name: str, size: int, system: str, build_s: float, add_ms: float, query_ms: float) -> Row:
    return {
        "set": f"{name}-{size}",
        "system": system,
        "n": _QUERIES,
        "build_s": build_s,
        "add_ms": add_ms,
        "query_p50_ms": query_ms,
    }


def _own(texts: Sequence[str], asked: Sequence[str]) -> tuple[str, float, float, float]:
    index = Bm25()
    build = _seconds(lambda: index.extend(texts))
    add = _seconds(lambda: index.extend(texts[:1])) * 1000
    return "graphmem", build, add, _p50(asked, lambda q: np.argsort(-index.scores(q))[:_TOP])


def _fts5(texts: Sequence[str], asked: Sequence[str]) -> tuple[str, float, float, float]:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='porter')")
    insert = "INSERT INTO t(text) VALUES (?)"
    build = _seconds(lambda: db.executemany(insert, ((text,) for text in texts)))
    add = _seconds(lambda: db.execute(insert, (texts[0],))) * 1000
    select = f"SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT {_TOP}"  # noqa: S608
    words = {q: " OR ".join(f'"{w}"' for w in tokens(q)) for q in asked}
    return "fts5", build, add, _p50(asked, lambda q: db.execute(select, (words[q],)).fetchall())


def _bm25s(texts: Sequence[str], asked: Sequence[str]) -> tuple[str, float, float, float]:
    library: Any = import_module("bm25s")  # the only one that users do not have anyway

    def build() -> Any:  # noqa: ANN401 - it ships no types
        found = library.BM25()
        found.index([tokens(text) for text in texts], show_progress=False)
        return found

    seconds = _seconds(build)
    index = build()
    top = min(_TOP, len(texts))
    ask = _p50(asked, lambda q: index.retrieve([tokens(q)], k=top, show_progress=False))
    return "bm25s", seconds, seconds * 1000, ask  # adding one text means indexing anew


def _vectors(size: int, seed: int) -> list[Row]:
    rng = np.random.default_rng(seed)
    raw = rng.standard_normal((size, _DIMENSION), dtype=np.float32)
    unit = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    coded = Vectors(_DIMENSION)
    build = _seconds(lambda: coded.extend(unit))
    one = unit[:1]
    add = _seconds(lambda: coded.extend(one)) * 1000
    numbers = range(0, size, max(size // _QUERIES, 1))
    asked: list[NDArray[np.float32]] = [unit[i] for i in numbers]
    eight = _row("vectors", size, "int8", build, add, _p50(asked, coded.scores))
    full = _row("vectors", size, "float32", 0.0, 0.0, _p50(asked, lambda q: unit @ q))
    eight["mb"] = size * (_DIMENSION + 4) / 2**20
    full["mb"] = size * _DIMENSION * 4 / 2**20
    eight["max_error"] = max(float(np.abs(coded.scores(q)[:size] - unit @ q).max()) for q in asked)
    return [eight, full]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _p50(asked: Sequence[T], ask: Callable[[T], object]) -> float:
    ask(asked[0])
    return median(_seconds(lambda q=q: ask(q)) * 1000 for q in asked)
