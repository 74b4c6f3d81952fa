"""How well the update reader reads pairs of messages by authors whom it was not trained on.

No data folder is needed: wordings and dialogues lie in ``graphmem/training/updates``. Blocks are
drawn several times, with other values and wordings, so that intervals are too narrow. Rows by kind
of pair at the shipped thresholds: ``noted`` is right where the newer message changes something
(unit ``updates`` and its kinds) and an error where both hold. With ``--data`` the turns of LoCoMo's
conversations are read too, each beside the nearest earlier ones of its speaker, as the write path
does (unit ``turns``): next to nothing changes there, so that nearly all that is noted is an error.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from benchmarks import locomo
from benchmarks.context import Row, Run
from benchmarks.interference import interval
from graphmem.psm.runtime import Encoder
from graphmem.psm.updates import Reading, UpdateReader
from graphmem.settings import InterferenceSettings
from graphmem.training.updates.blocks import read_wordings
from graphmem.training.updates.config import read_schedule
from graphmem.training.updates.draw import HOLDS, Drawn, draw
from graphmem.training.updates.neighbours import Neighbours
from graphmem.training.updates.talk import Talk, read_folder

_DRAWS = 3  # each draws other values and other wordings of a block
_ROUNDS = (0.35, 0.5, 0.7, 0.8, 0.9, 0.95)


def run(run: Run) -> list[Row]:
    """Run the suite."""
    held = set(read_schedule().held)
    encoder = Encoder.load(threads=1)
    files = [(f, Neighbours(f, encoder)) for f in read_wordings() if f.name in held]
    talk = Talk(read_folder(names=held), encoder)
    seed = 1000 * (run.options.seed + 1)
    pairs = [pair for n in range(_DRAWS) for pair in draw(files, seed + n, talk=talk)]
    reader = UpdateReader.load(threads=1)
    started = time.perf_counter()
    readings = reader.read([(p.older.text, p.newer.text) for p in pairs])
    ms = 1000 * (time.perf_counter() - started) / len(pairs)
    rows = [*_thresholds(pairs, readings), *_kinds(pairs, readings, ms)]
    if run.options.data is not None:
        rows += _turns(run, encoder, reader)
    return [{"set": "messages", "system": "graphmem"} | row for row in rows]


def _turns(run: Run, encoder: Encoder, reader: UpdateReader) -> list[Row]:
    """Return, by threshold, how many turns of real-sounding talk are noted."""
    settings = InterferenceSettings()
    surest: list[float] = []  # of each turn's pairs
    read = 0
    for corpus in locomo.load(run.options):
        for case in corpus.cases:
            vectors = encoder.encode([event.text for event in case.events])
            for place, event in enumerate(case.events):
                before = [n for n in range(place) if case.events[n].speaker == event.speaker]
                alike = vectors[before] @ vectors[place]
                near = [(before[n], alike[n]) for n in np.argsort(-alike)[: settings.messages]]
                pairs = [
                    (case.events[n].text, event.text)
                    for n, cosine in near
                    if cosine >= settings.message_cosine
                ]
                read += len(pairs)
                surest.append(max((r.update for r in reader.read(pairs)), default=0.0))
    rows: list[Row] = []
    for at in _ROUNDS:
        noted = sum(score >= at for score in surest)
        low, high = interval(noted, len(surest))
        row: Row = {"unit": "turns", "threshold": at, "n": len(surest), "pairs": read}
        rows.append(row | {"noted": noted / len(surest), "noted_lo": low, "noted_hi": high})
    return rows


def _thresholds(pairs: Sequence[Drawn], readings: Sequence[Reading]) -> list[Row]:
    """Return, by threshold, how many changes are noted and how many other pairs are."""
    rows: list[Row] = []
    for at in _ROUNDS:
        noted = [r.update >= at for r in readings]
        both = [n for n, p in zip(noted, pairs, strict=True) if p.label == HOLDS]
        changes = [n for n, p in zip(noted, pairs, strict=True) if p.label != HOLDS]
        row: Row = {"unit": "thresholds", "threshold": at, "n": len(changes), "others": len(both)}
        row |= {"found": sum(changes) / len(changes), "false": sum(both) / len(both)}
        rows.append(row)
    return rows


def _kinds(pairs: Sequence[Drawn], readings: Sequence[Reading], ms: float) -> list[Row]:
    """Return, by kind of pair, how many are noted at the shipped threshold."""
    settings = InterferenceSettings()
    rows: list[Row] = []
    for updates in (True, False):
        for kind in sorted({p.kind for p in pairs if (p.label != HOLDS) == updates}):
            some = [r for p, r in zip(pairs, readings, strict=True)
                    if p.kind == kind and (p.label != HOLDS) == updates]  # fmt: skip
            noted = sum(r.update >= settings.message_conflict_at for r in some)
            low, high = interval(noted, len(some))
            row: Row = {"unit": "updates" if updates else "both hold", "kind": kind}
            row |= {"n": len(some), "noted": noted / len(some), "noted_lo": low, "noted_hi": high}
            rows.append(row)
    valued = [(p, r) for p, r in zip(pairs, readings, strict=True) if p.valued]
    rows.append({"unit": "values", "n": len(valued), "found": _values(valued), "ms": ms})
    return rows


def _values(pairs: Sequence[tuple[Drawn, Reading]]) -> float:
    """Return the share of changes in which both values were found, at least in part."""
    right = [
        _overlap(p.older.value, r.older) and _overlap(p.newer.value, r.newer) for p, r in pairs
    ]
    return sum(right) / max(1, len(right))


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]
