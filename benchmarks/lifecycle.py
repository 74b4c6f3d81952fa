"""Ninety days with a sleep each night, and the same days without: what is left, and at what cost.

Sets ``1x`` and ``10x`` tell the same things (``benchmarks/lifecycle_days.py``), in the second ten
times as often. ``hot_mb`` is what the search structures take on disk, ``context_tokens`` what a
context of ten items takes, ``r@5`` the share of questions answered by one of the first five items,
``mrr`` the mean of one over the place of the first right item. ``half`` is the share of questions
answered within a budget of half the tokens that a context of the memory without sleep takes;
``enough_tokens`` and ``enough_r@5`` are of contexts that stop at 0.9 of what is expected.
``deep_found`` is the share of all told things that a deep recall finds by its own words.
``recall_cpu_p50_ms`` is the processor's time, which a busy machine does not change. Times and sizes
grow from 1x to 10x as the rows of ``set`` "10x / 1x" say.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from rich.progress import track

from benchmarks.context import MemoryPort, Row, Run
from benchmarks.lifecycle_days import RESERVED, USER, Life, life
from benchmarks.metrics import mean, paired_gain, percentile
from benchmarks.process import milliseconds
from graphmem.types import Context, ContextItem, RecallOptions

TIMES = (1, 10)
_ITEMS, _DEPTH = 10, 5
_GROWING = (
    "events", "hot_events", "hot_mb", "recall_p50_ms", "recall_cpu_p50_ms", "context_tokens",
)  # fmt: skip
_ENOUGH = 0.9
_ROUNDS = 3  # each question is timed so often
_AFTER = timedelta(days=7)  # asked so long after the last day


def run(run: Run) -> list[Row]:
    """Run the suite; ``--seed 20268`` takes the reserved life."""
    run.notes["reserved"] = run.options.seed == RESERVED
    table: list[Row] = []
    for times in TIMES:
        lived = life(run.options.seed, times=times)
        plain, found_plain = _lived(run, lived, f"{times}x", None)
        budget = int(float(plain["context_tokens"]) / 2)
        slept, found = _lived(run, lived, f"{times}x", budget)
        gain, low, high = paired_gain(found, found_plain, seed=run.options.seed)
        table += [slept | {"gain_r@5": gain, "gain_r@5_lo": low, "gain_r@5_hi": high}, plain]
    return [*table, *_growth(table)]


def _growth(table: Sequence[Row]) -> list[Row]:
    """How figures grow with repetition."""
    rows: list[Row] = []
    first, last = (f"{times}x" for times in TIMES)
    for row in (r for r in table if r["set"] == last):
        base = next(r for r in table if (r["set"], r["system"]) == (first, row["system"]))
        grown = {name: float(row[name]) / float(base[name]) for name in _GROWING}
        rows.append({"set": f"{last} / {first}", "system": row["system"], "n": row["n"], **grown})
    return rows


def _lived(run: Run, lived: Life, name: str, budget: int | None) -> tuple[Row, list[float]]:
    """Tell a life, sleep each night or never, and ask; also return what each question found.

    Args:
        budget: Tokens of a short context; None: never sleep, and take half of what is asked for.
    """
    sleeps = budget is not None
    with tempfile.TemporaryDirectory(prefix="graphmem-bench-") as folder:
        root = Path(folder)
        slept_s: list[float] = []
        with run.open_memory(root, gate=run.options.gate) as memory:
            for day in track(lived.days, description=f"{name} {'sleep' if sleeps else 'no sleep'}"):
                memory.remember(list(day.events), user_id=USER)
                if sleeps:
                    night = day.at + timedelta(hours=6)
                    ms = milliseconds(lambda _, n=night: memory.sleep(USER, now=n), [""])
                    slept_s.append(ms[0] / 1000)
        # Opened anew: what lies in the caches while writing is not what a reader holds.
        with run.open_memory(root, gate=run.options.gate) as memory:
            row, found = _asked(memory, lived, budget)
        snapshots = [f.stat().st_size for f in root.rglob("index.npz")]
        # Last of all: what a deep recall finds wakes, and is at hand again.
        with run.open_memory(root, gate=run.options.gate) as memory:
            row["deep_found"] = mean(_all_found(memory, lived))
    labels: Row = {
        "set": name,
        "system": "graphmem" if sleeps else "no-sleep",
        "n": len(lived.asked),
        "events": sum(len(day.events) for day in lived.days),
        "hot_mb": sum(snapshots) / 1e6,
    }
    if slept_s:
        row |= {"sleep_s_mean": mean(slept_s), "sleep_s_max": max(slept_s)}
    return labels | row, found


def _asked(memory: MemoryPort, lived: Life, budget: int | None) -> tuple[Row, list[float]]:
    ask = _asking(memory, lived)
    contexts = [ask(question) for question, _ in lived.asked]
    found = _all_right(contexts, lived)
    questions = [question for question, _ in lived.asked]
    cpu = [_cpu_ms(ask, question) for question in questions]
    times = milliseconds(ask, questions * _ROUNDS)
    tiers = memory.stats(USER).tiers
    tokens = mean([float(context.tokens) for context in contexts])
    half = int(tokens / 2) if budget is None else budget
    short = [_place(ask(q, tokens=half), gold) for q, gold in lived.asked]
    stopped = [ask(question, enough=_ENOUGH) for question in questions]
    row: Row = {
        "hot_events": tiers.get("episodic", 0) + _standing(memory),
        "archived": tiers.get("archive", 0),
        "recall_p50_ms": percentile(times, 0.5),
        "recall_cpu_p50_ms": percentile(cpu, 0.5),
        "context_tokens": tokens,
        "r@5": mean(found),
        "mrr": mean([_place(c, g) for c, (_, g) in zip(contexts, lived.asked, strict=True)]),
        "half": mean([float(place > 0) for place in short]),
        "enough_tokens": mean([float(context.tokens) for context in stopped]),
        "enough_r@5": mean(_all_right(stopped, lived)),
    }
    return row, found


def _all_right(contexts: Sequence[Context], lived: Life) -> list[float]:
    """Tell of each question whether one of the first items answers it."""
    pairs = zip(contexts, lived.asked, strict=True)
    return [float(_found(context, gold, _DEPTH)) for context, (_, gold) in pairs]


class _Asking(Protocol):
    def __call__(
        self, q: str, *, deep: bool = ..., tokens: int | None = ..., enough: float | None = ...
    ) -> Context: ...


def _asking(memory: MemoryPort, lived: Life) -> _Asking:
    """Return what asks a memory after a life."""
    at = lived.days[-1].at + _AFTER

    def ask(
        q: str, *, deep: bool = False, tokens: int | None = None, enough: float | None = None
    ) -> Context:
        options = RecallOptions(
            limit=_ITEMS, as_of=at, deep=deep, budget_tokens=tokens, enough=enough
        )
        return memory.recall(q, user_id=USER, options=options)

    return ask


def _cpu_ms(ask: _Asking, question: str) -> float:
    start = time.process_time()
    ask(question)
    return (time.process_time() - start) * 1000


def _standing(memory: MemoryPort) -> int:
    """Count the semantic memories that stand: the others are in no search structure."""
    text = "MATCH (s:Semantic) WHERE s.status = 'active' RETURN count(s) AS n"
    return int(str(memory.query(text, user_id=USER)[0]["n"]))


def _place(context: Context, gold: frozenset[str]) -> float:
    """Return one over the place of the first right item; 0: there is none."""
    right = (_is_of(item, gold) for item in context.items)
    return next((1 / place for place, is_right in enumerate(right, start=1) if is_right), 0.0)


def _is_of(item: ContextItem, gold: frozenset[str] | set[str]) -> bool:
    return any(source.external_id in gold for source in item.sources)


def _all_found(memory: MemoryPort, lived: Life) -> list[float]:
    """Look deeply for each text that told something, by its own words."""
    told = {
        event.text: str(event.external_id)
        for day in lived.days
        for event, thing in zip(day.events, day.told, strict=True)
        if thing is not None
    }
    hits, ask = list[float](), _asking(memory, lived)
    for text, event_id in track(told.items(), description="deep recall"):
        context = ask(text, deep=True)
        # What was told often has many sources, of which a context names some.
        same = any(item.text == text for item in context.items)
        hits.append(float(same or _found(context, {event_id}, _ITEMS)))
    return hits


def _found(context: Context, gold: frozenset[str] | set[str], depth: int) -> bool:
    return any(_is_of(item, gold) for item in context.items[:depth])
