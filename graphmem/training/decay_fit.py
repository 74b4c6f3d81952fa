"""Fits the decay head's linear model, with numpy alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.decay import CLASSES, DecayHead, features, softmax
from graphmem.training.decay_data import Example

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sparse:
    """A matrix of few entries: each in ``rows``, which ascend, ``columns`` and ``values``."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Floats
    width: int

    def times(self, dense: Floats) -> Floats:
        """Return the product with a dense matrix; every row has an entry."""
        starts = np.flatnonzero(np.diff(self.rows, prepend=-1))
        return np.add.reduceat(dense[self.columns] * self.values[:, None], starts, axis=0)

    def transposed_times(self, dense: Floats) -> Floats:
        """Return the transposed matrix's product with a dense one."""
        entries = dense[self.rows] * self.values[:, None]
        sums = [np.bincount(self.columns, e, minlength=self.width) for e in entries.T]
        return np.stack(sums, axis=1)

    def largest_eigenvalue(self, weight: Floats, steps: int = 30) -> float:
        """Return that of the weighted squares, by power iteration."""
        vector, size = np.full((self.width, 1), 1 / np.sqrt(self.width)), 0.0
        for _ in range(steps):
            vector = self.transposed_times(self.times(vector) * weight[:, None])
            size = float(np.linalg.norm(vector))
            vector /= size
        return size


@dataclass(frozen=True, slots=True)
class FitOptions:
    """How a model is fitted.

    Attributes:
        spread: Share of a label's mass that goes to its neighbours: the classes are ordered.
        l2: Penalty of cues; of word stems ``l2_words``.
        gold: Weight of a labelled statement; a generated one weighs 1.
        least: A feature must be in so many groups.
        temperature: Divides all scores: calibration.
    """

    spread: float = 0.15
    l2: float = 1.0
    l2_words: float = 2.0
    gold: float = 5.0
    least: int = 2
    steps: int = 300
    temperature: float = 1.0


def fit(
    gold: Sequence[Example], made: Sequence[Example], options: FitOptions, version: str = "decay-0"
) -> DecayHead:
    """Return a head fitted to labelled and generated statements."""
    examples = [*gold, *made]
    names = vocabulary(examples, options.least)
    places = {name: n for n, name in enumerate(names)}
    targets = soft_labels([e.label for e in examples], options.spread)
    weight = np.r_[np.full(len(gold), options.gold), _even(made)]
    penalty = [options.l2_words if n.startswith("w:") else options.l2 for n in names]
    inputs = sparse(examples, places)
    weights = _descend(inputs, targets, weight, np.array([*penalty, 0.0]), options.steps)
    weights /= options.temperature
    return DecayHead(version, places, weights[:-1], weights[-1])


def vocabulary(examples: Sequence[Example], least: int) -> list[str]:
    """Return the features that are in at least so many topics or templates."""
    groups = {(name, e.group) for e in examples for name, _ in features(e.statement)}
    counts = Counter(name for name, _ in groups)
    return sorted(name for name, n in counts.items() if n >= least)


def sparse(examples: Sequence[Example], places: dict[str, int]) -> Sparse:
    """Return the features of examples, and a last one that is always 1."""
    rows, columns, values = [], [], []
    for row, example in enumerate(examples):
        for name, value in [*features(example.statement), ("", 1.0)]:
            place = len(places) if name == "" else places.get(name)
            if place is not None:
                rows.append(row)
                columns.append(place)
                values.append(value)
    return Sparse(np.array(rows), np.array(columns), np.array(values), len(places) + 1)


def soft_labels(labels: Sequence[int], spread: float) -> Floats:
    """Return targets that give neighbours a share. Shape: (n_examples, 6)."""
    n = len(CLASSES)
    smooth = np.eye(n) * (1 - spread)
    for here in range(n):
        beside = [p for p in (here - 1, here + 1) if 0 <= p < n]
        for place in beside:
            smooth[here, place] += spread / len(beside)
    return smooth[np.array(labels, int)]


def _even(made: Sequence[Example]) -> Floats:
    """Let each template and class weigh 1, however often it was filled."""
    counts = Counter((e.group, e.label) for e in made)
    return np.array([1 / counts[e.group, e.label] for e in made])


def _descend(
    inputs: Sparse, targets: Floats, weight: Floats, penalty: Floats, steps: int
) -> Floats:
    """Minimise weighted cross entropy with an L2 penalty by Nesterov's accelerated gradient."""
    # The softmax's curvature is at most half that of the squares: the step that cannot overshoot.
    rate = 1 / (0.55 * inputs.largest_eigenvalue(weight) + penalty.max())
    here = np.zeros((inputs.width, targets.shape[1]))
    before, momentum = here.copy(), 1.0
    for _ in range(steps):
        grown = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        look = here + (momentum - 1) / grown * (here - before)
        wrong = (softmax(inputs.times(look)) - targets) * weight[:, None]
        slope = inputs.transposed_times(wrong) + penalty[:, None] * look
        before, here, momentum = here, look - rate * slope, grown
    return here
