"""Fit the model of predicate pairs and write table and weights.

``python -m graphmem.training.predicates_train --out graphmem/psm/weights/predicates.json``: a
logistic model of the figures of a pair, fitted on pairs that the groups of the training part imply
and on pairs labelled by hand there, calibrated on the validation part, where the threshold is
chosen too. The table that is written holds all groups. One core, a few minutes, no randomness
beyond a fixed seed.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.predicate_cues import CUES, cues, parts
from graphmem.psm.predicate_table import Table, make_table
from graphmem.psm.predicate_vectors import phrase
from graphmem.psm.runtime import Encoder
from graphmem.psm.tables import write_table
from graphmem.training.predicates_data import (
    Group,
    Pair,
    Parts,
    group_pairs,
    head,
    read_groups,
    read_pairs,
    read_words,
    word_pairs,
)

Floats = NDArray[np.float64]
_SEED = 7
_TIED = 1200  # pairs of opposite, inverse and near groups
_CHANCE = 2000  # pairs of two predicates by chance: not the same
_BY_HAND = 4  # weight of a pair labelled by hand
_PRECISION = 0.8  # wanted on the validation part
ABOUT = {
    "name": "predicates",
    "version": "1",
    "licence": "Apache-2.0",
    "source": "own groups and labelled pairs: graphmem/training/data_predicates",
}


def main() -> None:
    """Fit, calibrate, write."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--out", type=Path, required=True)
    out: Path = args.parse_args().out
    groups, words, hand = read_groups(), read_words(), read_pairs()
    split = Parts(groups)
    by_part = {p: [x for x in hand if split.of_pair(x.a, x.b) == p] for p in ("train", "valid")}
    implied = training_pairs(groups, words, hand, split)
    pairs = implied + by_part["train"]
    weights = np.array([1.0] * len(implied) + [float(_BY_HAND)] * len(by_part["train"]))
    encoder = Encoder.load()
    bias, of = fit(figures(encoder, pairs), labels(pairs), weights)
    valid, gold = figures(encoder, by_part["valid"]), labels(by_part["valid"])
    slope, shift = calibrated(valid @ of + bias, gold)
    bias, of = bias * slope + shift, of * slope
    chances = 1 / (1 + np.exp(-(valid @ of + bias)))
    table = json_table(groups, words)
    fields = {
        "encoder": encoder.version,
        "threshold": threshold(chances, gold),
        "bias": round(float(bias), 5),
        "weights": {cue: round(float(w), 5) for cue, w in zip(CUES, of, strict=True)},
        **table,
    }
    write_table(out, fields, **ABOUT)
    print({k: v for k, v in fields.items() if k not in table})  # noqa: T201


def training_pairs(
    groups: Sequence[Group],
    words: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
    hand: Sequence[Pair],
    split: Parts,
) -> list[Pair]:
    """Return the pairs that are implied by groups and words of the training part alone."""
    held = {head(p) for g in groups for p in g.predicates if split.of(p) != "train"}
    held |= {head(p) for x in hand for p in (x.a, x.b) if split.of(p) != "train"}
    pool = [*group_pairs(groups), *word_pairs(words)]
    open_ = [x for x in pool if head(x.a) not in held and head(x.b) not in held]
    chosen = random.Random(_SEED)  # noqa: S311  no secret
    tied = [x for x in open_ if not x.same]
    same = [x for x in open_ if x.same]
    known = {frozenset((x.a, x.b)) for x in same}
    names = sorted({p for x in open_ for p in (x.a, x.b)})
    drawn = (chosen.sample(names, 2) for _ in range(_CHANCE))
    far = [Pair(a, b, False, "chance") for a, b in drawn if frozenset((a, b)) not in known]  # noqa: FBT003
    return same + chosen.sample(tied, min(_TIED, len(tied))) + far


def figures(encoder: Encoder, pairs: Sequence[Pair]) -> Floats:
    """Return the cues of each pair. Shape: (n_pairs, n_cues)."""
    names = sorted({p for x in pairs for p in (x.a, x.b)})
    vectors = dict(zip(names, encoder.encode([phrase(n) for n in names]), strict=True))
    rows = [cues(parts(x.a), parts(x.b), float(vectors[x.a] @ vectors[x.b])) for x in pairs]
    return np.array(rows, np.float64)


def labels(pairs: Sequence[Pair]) -> Floats:
    """Return 1 for pairs that are the same."""
    return np.array([x.same for x in pairs], np.float64)


def fit(figures: Floats, gold: Floats, weights: Floats, ridge: float = 3.0) -> tuple[float, Floats]:
    """Return bias and weights of a logistic model, by Newton's method on scaled figures."""
    mean, scale = figures.mean(0), figures.std(0) + 1e-6
    rows = np.c_[(figures - mean) / scale, np.ones(len(figures))]
    found = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], ridge)
    penalty[-1] = 0.0
    for _ in range(20):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weights * (chance - gold)) + penalty * found
        curve = (rows * (weights * chance * (1 - chance) + 1e-9)[:, None]).T @ rows
        found -= np.linalg.solve(curve + np.diag(penalty), slope)
    of = found[:-1] / scale
    return float(found[-1] - of @ mean), of


def calibrated(scores: Floats, gold: Floats) -> tuple[float, float]:
    """Return slope and shift of Platt's scaling; the slope is never turned round."""
    shift, of = fit(scores[:, None], gold, np.ones(len(gold)), ridge=1.0)
    return max(float(of[0]), 0.05), shift


def threshold(chances: Floats, gold: Floats, least: int = 5) -> float:
    """Return the lowest chance from which the wanted precision holds; else the best F0.5's."""
    best, fallback = None, (-1.0, 0.5)
    for cut in sorted(set(np.round(chances, 3)), reverse=True):
        taken = chances >= cut
        right, n = float(gold[taken].sum()), int(taken.sum())
        precision, recall = right / n if n else 0.0, right / gold.sum()
        if n >= least and precision >= _PRECISION:
            best = float(cut)
        half = 1.25 * precision * recall / (0.25 * precision + recall) if right else 0.0
        if n >= least:
            fallback = max(fallback, (half, float(cut)))
    return best if best is not None else fallback[1]


def json_table(
    groups: Sequence[Group], words: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
) -> dict[str, list[list[str]] | list[list[int]]]:
    """Return groups and ties as they are written."""
    at = {g.name: n for n, g in enumerate(groups)}
    members = [list(g.predicates) for g in groups]
    inverse = [[at[g.name], at[o]] for g in groups for o in g.inverse]
    other = [[at[g.name], at[o]] for g in groups for o in (*g.opposite, *g.near)]
    for same, opposite in words:
        members.append(list(same))
        if opposite:
            other.append([len(members) - 1, len(members)])
            members.append(list(opposite))
    return {"groups": members, "inverse": inverse, "other": other}


def table_of(
    groups: Sequence[Group], words: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
) -> Table:
    """Return the table of some groups and words."""
    fields = json_table(groups, words)
    return make_table(fields["groups"], fields["inverse"], fields["other"])  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
