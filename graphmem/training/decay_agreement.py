"""How far two readers agree."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphmem.training.decay_data import DATA

Labels = NDArray[np.int64]


def cohens_kappa(a: Labels, b: Labels, classes: int, *, quadratic: bool = False) -> float:
    """Return Cohen's kappa (1960), or the one weighted by squared distance (1968)."""
    seen = np.zeros((classes, classes))
    np.add.at(seen, (a, b), 1 / len(a))
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0))
    steps = np.arange(classes)
    apart = abs(steps[:, None] - steps)
    cost = apart**2 if quadratic else apart > 0
    return float(1 - (cost * seen).sum() / (cost * chance).sum())


def read_feelings(path: Path = DATA / "emotion.tsv") -> tuple[list[str], Labels, Labels]:
    """Return the texts and the labels, 0 to 3, of both readers."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    a, b = (np.array([int(row[name]) for row in rows]) for name in ("a", "b"))
    return [row["text"] for row in rows], a, b
