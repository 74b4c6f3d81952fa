"""Which predicates mean the same: precision and recall on pairs labelled by hand.

No data folder is needed: the pairs lie in ``graphmem/training/data_predicates``. Pairs of the test
part share no head word with what the model was fitted on. ``unseen words`` judges them without the
groups in which they stand; ``as shipped`` with the whole table, whose author labelled the pairs, so
that its figure is an upper one. The raw cosine's threshold is the best one (F1) of the validation
part.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.context import Row, Run
from benchmarks.files import find_one, open_text
from graphmem.psm.predicate_table import Table, Weights, read_predicates
from graphmem.psm.predicate_vectors import phrase
from graphmem.psm.predicates import PredicateSpace
from graphmem.psm.runtime import Encoder
from graphmem.training.predicates_data import (
    FOLDER,
    Group,
    Pair,
    Parts,
    agreement,
    group_pairs,
    head,
    read_groups,
    read_pairs,
    read_words,
)
from graphmem.training.predicates_train import table_of

Judge = Callable[[str, str], float]
_KNOWN = 5000


def run(run: Run) -> list[Row]:
    """Run the suite."""
    groups, hand = read_groups(), read_pairs()
    parts = Parts(groups)
    by_part = {p: [x for x in hand if parts.of_pair(x.a, x.b) == p] for p in ("valid", "test")}
    encoder = Encoder.load(threads=1)
    shipped = PredicateSpace.load(encoder)
    unseen = PredicateSpace(encoder, *_held_out(groups, parts))
    raw = _cosine(encoder, hand)
    cut = _best_cut(raw, by_part["valid"])
    kinds = _kinds(groups)
    rows = list(_agreement())
    known = {p for g in groups for p in g.predicates}
    by_part["test-new"] = [x for x in by_part["test"] if not {x.a, x.b} <= known]
    rows.append(
        _row(
            "heads",
            "as shipped",
            read_pairs(FOLDER / "heads.tsv"),
            shipped.same,
            shipped.threshold,
            kinds,
        )
    )
    for part, pairs in by_part.items():
        for name, judge, least in (
            ("equal normal forms", lambda a, b: float(a == b), 1.0),
            ("cosine, best F1", raw, cut),
            ("cosine, 0.8", raw, 0.8),
            ("unseen words", unseen.same, unseen.threshold),
            ("as shipped", shipped.same, shipped.threshold),
        ):
            rows.append(_row(part, name, pairs, judge, least, kinds))
    if run.options.train_data is not None:
        rows += ties_in_data(run.options.train_data, groups)
    rows += _speed(shipped, _names(groups)[: run.options.limit])
    return rows


def _held_out(groups: Sequence[Group], parts: Parts) -> tuple[Table, Weights]:
    """Return the table without any word of the validation and test parts, and the weights."""
    kept = [g for g in groups if all(parts.of(p) == "train" for p in g.predicates)]
    names = {g.name for g in kept}
    cut = [
        Group(
            g.name,
            g.properties,
            g.predicates,
            tuple(n for n in g.opposite if n in names),
            tuple(n for n in g.inverse if n in names),
            tuple(n for n in g.near if n in names),
        )
        for g in kept
    ]
    owned = {head(p) for g in groups for p in g.predicates} | {
        head(p) for x in read_pairs() for p in (x.a, x.b)
    }
    words = [w for w in read_words() if not any(head(p) in owned for side in w for p in side)]
    return table_of(cut, words), read_predicates()[1]


def _cosine(encoder: Encoder, pairs: Sequence[Pair]) -> Judge:
    names = sorted({p for x in pairs for p in (x.a, x.b)})
    vectors = dict(zip(names, encoder.encode([phrase(n) for n in names]), strict=True))
    return lambda a, b: float(vectors[a] @ vectors[b])


def _best_cut(judge: Judge, pairs: Sequence[Pair]) -> float:
    cuts = sorted(judge(x.a, x.b) for x in pairs)
    return max(cuts, key=lambda cut: _figures(pairs, judge, cut)[2])


def _figures(pairs: Sequence[Pair], judge: Judge, cut: float) -> tuple[float, float, float, int]:
    taken = [x for x in pairs if judge(x.a, x.b) >= cut]
    right = sum(x.same for x in taken)
    precision = right / len(taken) if taken else 0.0
    recall = right / max(1, sum(x.same for x in pairs))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return precision, recall, f1, len(taken)


def _kinds(groups: Sequence[Group]) -> dict[frozenset[str], str]:
    return {frozenset((x.a, x.b)): x.kind for x in group_pairs(groups)}


def _row(
    part: str, name: str, pairs: Sequence[Pair], judge: Judge, cut: float,
    kinds: dict[frozenset[str], str],
) -> Row:  # fmt: skip
    precision, recall, f1, taken = _figures(pairs, judge, cut)
    row: Row = {"set": f"pairs-{part}", "system": name, "n": len(pairs)}
    row |= {"same": sum(x.same for x in pairs), "taken": taken, "p": precision, "r": recall}
    wrong = [kinds.get(frozenset((x.a, x.b)), "") for x in pairs
             if not x.same and judge(x.a, x.b) >= cut]  # fmt: skip
    return row | {
        "f1": f1,
        "threshold": cut,
        "wrong_opposites": wrong.count("opposite"),
        "wrong_inverses": wrong.count("inverse"),
    }


def _agreement() -> Iterator[Row]:
    n, equal, kappa = agreement()
    yield {"set": "readings", "system": "one reader", "n": n, "equal": equal, "kappa": kappa}


def _names(groups: Sequence[Group]) -> list[str]:
    """Return many distinct predicates: known ones, and each with further words."""
    base = sorted({p for g in groups for p in g.predicates})
    more = [f"{a}_{word}" for word in ("again", "often", "there", "abroad") for a in base]
    return [*base, *more][:_KNOWN]


def ties_in_data(folder: Path, groups: Sequence[Group]) -> Iterator[Row]:
    """Yield whether Re-DocRED's relations bear out the ties of groups that have properties.

    Of the facts (s, p, o) of a group, the share whose pair also stands as (s, q, o), or turned
    round as (o, q, s), for a tied group's property q: high turned round for inverses only.
    """
    with open_text(find_one(folder / "re_docred", "dev_revised.json")) as lines:
        documents = json.load(lines)
    facts: dict[str, set[tuple[int, int, int]]] = {}
    for number, document in enumerate(documents):
        for label in document["labels"]:
            pair = (number, int(label["h"]), int(label["t"]))
            facts.setdefault(str(label["r"]), set()).add(pair)
    by_name = {g.name: set().union(*(facts.get(p, set()) for p in g.properties)) for g in groups}
    for kind in ("inverse", "opposite", "near"):
        ties = [(g.name, o) for g in groups for o in getattr(g, kind)]
        seen = [(by_name[a], by_name[b]) for a, b in ties if by_name[a] and by_name[b]]
        n = sum(len(a) for a, _ in seen)
        row: Row = {"set": "re_docred", "system": kind, "ties": len(seen), "n": n}
        as_said = sum(len(a & b) for a, b in seen)
        turned = sum(len(a & {(d, o, s) for d, s, o in b}) for a, b in seen)
        yield row | {"as_said": as_said / max(1, n), "turned": turned / max(1, n)}


def _speed(space: PredicateSpace, known: list[str]) -> Iterator[Row]:
    """Yield how long the group of a new predicate takes among many known ones."""
    space.group("warm_up", known)
    wall: list[float] = []
    busy: list[float] = []
    for n in range(50):
        begun, worked = time.perf_counter(), time.process_time()
        space.group(f"settle_near_{n}", known)
        wall.append(1000 * (time.perf_counter() - begun))
        busy.append(1000 * (time.process_time() - worked))
    row: Row = {"set": "speed", "system": "group", "n": len(known)}
    yield row | {
        "ms_p50": float(np.percentile(wall, 50)),
        "ms_p95": float(np.percentile(wall, 95)),
        "processor_ms_p50": float(np.percentile(busy, 50)),
    }
