"""Ninety days with a sleep each night, and the same days without: what is left, and at what cost.

Sets ``1x`` and ``10x`` tell the same things (``benchmarks/lifecycle_days.py``), in the second ten
times as often. ``hot_mb`` is what the search structures take on disk, ``context_tokens`` what a
context of ten items takes, ``r@5`` the share of questions answered by one of the first five items,
``deep_found`` the share of all told things that a deep recall finds by its own words. Times and
sizes grow from 1x to 10x as the rows of ``set`` "10x / 1x" say.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from rich.progress import track

from benchmarks.context import MemoryPort, Row, Run
from benchmarks.lifecycle_days import RESERVED, USER, Life, life
from benchmarks.metrics import mean, paired_gain, percentile
from benchmarks.process import milliseconds
from graphmem.types import Context, RecallOptions

TIMES = (1, 10)
_ITEMS, _DEPTH = 10, 5
_ROUNDS = 3  # each question is timed so often
_AFTER = timedelta(days=7)  # asked so long after the last day


def run(run: Run) -> list[Row]:
    """Run the suite; ``--seed 20268`` takes the reserved life."""
    run.notes["reserved"] = run.options.seed == RESERVED
    table: list[Row] = []
    for times in TIMES:
        lived = life(run.options.seed, times=times)
        plain, found_plain = _lived(run, lived, f"{times}x", sleeps=False)
        slept, found = _lived(run, lived, f"{times}x", sleeps=True)
        gain, low, high = paired_gain(found, found_plain, seed=run.options.seed)
        table += [slept | {"gain_r@5": gain, "gain_r@5_lo": low, "gain_r@5_hi": high}, plain]
    return [*table, *_growth(table)]


def _growth(table: Sequence[Row]) -> list[Row]:
    """How figures grow with repetition."""
    rows: list[Row] = []
    first, last = (f"{times}x" for times in TIMES)
    for row in (r for r in table if r["set"] == last):
        base = next(r for r in table if (r["set"], r["system"]) == (first, row["system"]))
        grown = {
            name: float(row[name]) / float(base[name])
            for name in ("events", "hot_events", "hot_mb", "recall_p50_ms", "context_tokens")
        }
        rows.append({"set": f"{last} / {first}", "system": row["system"], "n": row["n"], **grown})
    return rows


def _lived(run: Run, lived: Life, name: str, *, sleeps: bool) -> tuple[Row, list[float]]:
    """Tell a life, sleep each night or never, and ask; also return what each question found."""
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
            row, found = _asked(memory, lived)
        snapshots = [f.stat().st_size for f in root.rglob("index.npz")]
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


def _asked(memory: MemoryPort, lived: Life) -> tuple[Row, list[float]]:
    at = lived.days[-1].at + _AFTER

    def ask(question: str, *, deep: bool = False) -> Context:
        options = RecallOptions(limit=_ITEMS, as_of=at, deep=deep)
        return memory.recall(question, user_id=USER, options=options)

    contexts = [ask(question) for question, _ in lived.asked]
    found = [
        float(_found(context, gold, _DEPTH))
        for context, (_, gold) in zip(contexts, lived.asked, strict=True)
    ]
    times = milliseconds(ask, [question for question, _ in lived.asked] * _ROUNDS)
    stats = memory.stats(USER)
    tiers = stats.tiers
    row: Row = {
        "hot_events": tiers.get("episodic", 0) + stats.nodes.get("Semantic", 0),
        "archived": tiers.get("archive", 0),
        "recall_p50_ms": percentile(times, 0.5),
        "context_tokens": mean([float(context.tokens) for context in contexts]),
        "r@5": mean(found),
        "deep_found": mean(_all_found(lived, ask)),
    }
    return row, found


class _Asking(Protocol):
    def __call__(self, question: str, *, deep: bool = False) -> Context: ...


def _all_found(lived: Life, ask: _Asking) -> list[float]:
    """Look deeply for each text that told something, by its own words."""
    told = {
        event.text: str(event.external_id)
        for day in lived.days
        for event, thing in zip(day.events, day.told, strict=True)
        if thing is not None
    }
    hits: list[float] = []
    for text, event_id in track(told.items(), description="deep recall"):
        context = ask(text, deep=True)
        # What was told often has many sources, of which a context names some.
        same = any(item.text == text for item in context.items)
        hits.append(float(same or _found(context, {event_id}, _ITEMS)))
    return hits


def _found(context: Context, gold: frozenset[str] | set[str], depth: int) -> bool:
    sources = {s.external_id for item in context.items[:depth] for s in item.sources}
    return bool(sources & gold)
