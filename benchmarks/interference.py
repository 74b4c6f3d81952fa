"""Interference: are contradictions found, and how often is a compatible pair called one?

Pairs are plain statements; subject and relation come from the data sets' fields. Systems:
``graphmem`` (no counts, no declarations), ``graphmem-counted`` (counts of the training
paragraphs stand for a user's graph), ``graphmem-declared`` (the list's cardinality is declared),
``graphmem-unseen`` (the pair's relation was left out of every training source), and the baselines
``structure`` (one subject, one predicate, two values) and ``counting`` (as it, where most
subjects have one value). ``--train-data`` adds all that needs Re-DocRED, and
SNLI.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.resources import files
from math import sqrt
from pathlib import Path

from benchmarks.context import Row, Run
from benchmarks.interference_chat import CHAT
from benchmarks.interference_extracted import extracted_rows
from benchmarks.interference_pairs import (
    Case,
    coexisting,
    other_relation,
    read_edits,
    relation_parts,
)
from benchmarks.interference_scenes import scene_rows
from graphmem.dynamics.interference import Comparable, examine
from graphmem.dynamics.statements import Cardinality, Counted
from graphmem.psm.interference import Interference
from graphmem.psm.runtime import Encoder
from graphmem.training.interference import counted, tables_of, train
from graphmem.training.interference_config import Vectors, read_config
from graphmem.training.pairs.paragraphs import Paragraphs, read_paragraphs
from graphmem.training.pairs.sayings import Saying, read_sayings

_BINS = 10
_COUNTING = 0.8  # share of subjects with one object, as the reference has it
_DECLARED: dict[str, Cardinality] = {
    "one": "one", "now": "one_at_a_time", "mostly": "one_at_a_time", "some": "many", "many": "many",
}  # fmt: skip
#: Probability of conflict of each case, by any system.
Judge = Callable[[Sequence[Case]], list[float]]
Sets = dict[str, list[Case]]


def run(run: Run) -> list[Row]:
    """Run the suite."""
    edits = read_edits(run.options.folder("mquake"), limit=run.options.limit, seed=run.options.seed)
    sets = {
        "mquake": edits.changed,
        "unrelated": edits.unrelated,
        "other-subject": edits.other_subject,
        "other-relation": edits.other_relation,
    }
    vectors = Vectors(Encoder.load())
    head = Interference.load(encoder=vectors)
    run.notes["version"], run.notes["threshold"] = head.version, head.threshold
    judges: dict[str, Judge] = {
        "graphmem": _judge(head),
        "structure": lambda cases: [float(_comparable(case)) for case in cases],
    }
    if run.options.train_data is not None:
        paragraphs, held = read_paragraphs(
            run.options.train_data / "re_docred" / "dev_revised.json"
        )
        sayings = read_sayings()
        sets["coexisting"] = coexisting(held, sayings, run.options.seed)[: run.options.limit]
        sets["other-relation-2"] = other_relation(held, sayings, run.options.seed)
        judges |= _informed(head, counted(paragraphs), sayings)
        judges["graphmem-unseen"] = _unseen(vectors, paragraphs, sayings, sets, run.options.seed)
    table: list[Row] = []
    for name, judge in judges.items():
        at = head.threshold if name.startswith("graphmem") else 0.5
        scores = {key: judge(cases) for key, cases in sets.items()}
        table += _rows(name, scores, at)
        table += _calibration(name, scores) if name in {"graphmem", "graphmem-unseen"} else []
    if run.options.train_data is not None:
        data, limit = run.options.train_data, run.options.limit
        table += scene_rows(head, vectors, data, limit=limit)
    return [*table, *_chat(head), *extracted_rows(head, edits)]


def _judge(head: Interference) -> Judge:
    return lambda cases: [v.conflict for v in head.judge([case.pair for case in cases])]


def _informed(
    head: Interference, counts: dict[str, Counted], sayings: Sequence[Saying]
) -> dict[str, Judge]:
    """Return the systems that know more of a predicate than its words."""
    said = {s.relation: _DECLARED[s.cardinality] for s in reversed(sayings)}
    plain = _judge(head)

    def with_counts(cases: Sequence[Case]) -> list[float]:
        pairs = [replace(c.pair, counted=counts.get(c.relation)) for c in cases]
        return plain([replace(c, pair=p) for c, p in zip(cases, pairs, strict=True)])

    def with_declared(cases: Sequence[Case]) -> list[float]:
        pairs = [replace(c.pair, declared=said.get(c.relation)) for c in cases]
        return plain([replace(c, pair=p) for c, p in zip(cases, pairs, strict=True)])

    def by_counting(cases: Sequence[Case]) -> list[float]:
        shares = [_share(counts.get(c.relation)) for c in cases]
        return [
            float(_comparable(c) and s >= _COUNTING) for c, s in zip(cases, shares, strict=True)
        ]

    return {
        "graphmem-counted": with_counts,
        "graphmem-declared": with_declared,
        "counting": by_counting,
    }


def _unseen(
    vectors: Vectors,
    paragraphs: Paragraphs,
    sayings: Sequence[Saying],
    sets: Sets,
    seed: int,
) -> Judge:
    """Return a judge that trains without a case's relation; the shipped threshold stays."""
    config = read_config(
        Path(str(files("graphmem.training").joinpath("configs/interference.toml")))
    )
    parts = relation_parts((c for cases in sets.values() for c in cases), seed)
    heads = [
        Interference(tables_of(train(paragraphs, sayings, vectors, config, without=part)), vectors)
        for part in parts
    ]

    def judge(cases: Sequence[Case]) -> list[float]:
        found: dict[int, float] = {}
        for part, left_out in zip(parts, heads, strict=True):
            chosen = [n for n, case in enumerate(cases) if case.relation in part]
            verdicts = left_out.judge([cases[n].pair for n in chosen])
            found |= {n: v.conflict for n, v in zip(chosen, verdicts, strict=True)}
        return [found[n] for n in range(len(cases))]

    return judge


def _comparable(case: Case) -> bool:
    """Tell whether a pair has one subject, one predicate and two values."""
    found = examine(case.pair, similarity=0.0, threshold=1.0)
    return isinstance(found, Comparable) and found.objects == "different"


def _share(counts: Counted | None) -> float:
    total = counts.single + counts.several if counts else 0
    return counts.single / total if counts and total else 0.0


def _rows(system: str, scores: dict[str, list[float]], at: float) -> list[Row]:
    """Return one row per set; ``mquake`` is scored against its own compatible pairs."""
    found = sum(p >= at for p in scores["mquake"])
    compatible = ("unrelated", "other-subject", "other-relation")
    alarms = sum(p >= at for name in compatible for p in scores[name])
    n, calm = len(scores["mquake"]), sum(len(scores[name]) for name in compatible)
    precision, recall = found / max(1, found + alarms), found / max(1, n)
    low, high = interval(found, n)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    row: Row = {"set": "mquake", "system": system, "n": n + calm, "precision": precision}
    row |= {"recall": recall, "recall_lo": low, "recall_hi": high, "f1": f1}
    table = [row | {"false_alarms": alarms / max(1, calm)}]
    for name, values in scores.items():
        if name != "mquake":
            flagged = sum(p >= at for p in values)
            low, high = interval(flagged, len(values))
            row = {"set": name.removesuffix("-2"), "system": system, "n": len(values)}
            row["unit"] = "re-docred" if name in {"coexisting", "other-relation-2"} else "mquake"
            row |= {"false_alarms": flagged / max(1, len(values)), "alarms_lo": low}
            table.append(row | {"alarms_hi": high})
    return table


def interval(found: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson, 1927)."""
    if not n:
        return 0.0, 1.0
    z, share = 1.96, found / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def _calibration(system: str, scores: dict[str, list[float]]) -> list[Row]:
    """Return said and true shares in bins, over changed and coexisting pairs together."""
    pairs = [(p, 1.0) for p in scores["mquake"]]
    pairs += [(p, 0.0) for p in scores.get("coexisting", [])]
    table: list[Row] = []
    for number in range(_BINS):
        inside = [(p, y) for p, y in pairs if min(_BINS - 1, int(p * _BINS)) == number]
        if inside:
            row: Row = {"set": "calibration", "system": system, "unit": f"bin {number}"}
            row |= {"n": len(inside), "said": sum(p for p, _ in inside) / len(inside)}
            table.append(row | {"true": sum(y for _, y in inside) / len(inside)})
    return table


def _chat(head: Interference) -> list[Row]:
    """Return how often the verdict on hand-written pairs is right, by wanted verdict."""
    verdicts = head.judge([pair for pair, _ in CHAT])
    table: list[Row] = []
    for wanted in ("compatible", "refines", "contradicts", "supersedes", "all"):
        chosen = [
            (v.kind, w) for v, (_, w) in zip(verdicts, CHAT, strict=True) if wanted in {"all", w}
        ]
        right = sum(kind == w for kind, w in chosen)
        conflict = {"contradicts", "supersedes"}
        flag = sum((kind in conflict) == (w in conflict) for kind, w in chosen)
        row: Row = {"set": "chat", "system": "graphmem", "unit": wanted, "n": len(chosen)}
        row |= {"right": right / len(chosen), "conflict_right": flag / len(chosen)}
        table.append(row)
    return table
