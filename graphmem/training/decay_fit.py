"""Fits the decay head's linear model, with numpy alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.decay import CLASSES, DecayHead, softmax
from graphmem.psm.decay_cues import cues
from graphmem.training.decay_data import Example

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FitOptions:
    """How a model is fitted.

    Attributes:
        spread: Share of a label's mass that goes to its neighbours: the classes are ordered.
        l2: Penalty of weights.
        zoom: Factor of the vectors, whose numbers are small.
        gold: Weight of a labelled statement; a generated one weighs 1 with its like.
        least: A cue must be in so many groups.
        temperature: Divides all scores: calibration, chosen by cross-validation.
    """

    spread: float = 0.15
    l2: float = 1.0
    zoom: float = 4.0
    gold: float = 3.0
    least: int = 2
    steps: int = 150
    temperature: float = 0.7


def fit(
    gold: Sequence[Example],
    made: Sequence[Example],
    options: FitOptions,
    version: str = "decay-0",
    encoder: str = "",
) -> DecayHead:
    """Return a head fitted to labelled and generated statements."""
    examples = [*gold, *made]
    names = vocabulary(examples, options.least)
    places = {name: n for n, name in enumerate(names)}
    vectors = np.stack([e.vector for e in examples]).astype(np.float64) * options.zoom
    inputs = np.c_[matrix(examples, places), vectors, np.ones(len(examples))]
    targets = soft_labels([e.label for e in examples], options.spread)
    weight = np.r_[np.full(len(gold), options.gold), _even(made)]
    penalty = np.r_[np.full(inputs.shape[1] - 1, options.l2), 0.0]
    found = _descend(inputs, targets, weight, penalty, options.steps) / options.temperature
    weights, directions, bias = found[: len(names)], found[len(names) : -1], found[-1]
    return DecayHead(version, encoder, places, weights, directions * options.zoom, bias)


def vocabulary(examples: Sequence[Example], least: int) -> list[str]:
    """Return the cues that are in at least so many topics or templates."""
    groups = {(name, e.group) for e in examples for name, _ in cues(e.statement)}
    counts = Counter(name for name, _ in groups)
    return sorted(name for name, n in counts.items() if n >= least)


def matrix(examples: Sequence[Example], places: dict[str, int]) -> Floats:
    """Return the cues of examples. Shape: (n_examples, n_cues)."""
    found = np.zeros((len(examples), len(places)))
    for row, example in enumerate(examples):
        for name, value in cues(example.statement):
            if (place := places.get(name)) is not None:
                found[row, place] = value
    return found


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
    inputs: Floats, targets: Floats, weight: Floats, penalty: Floats, steps: int
) -> Floats:
    """Minimise weighted cross entropy with an L2 penalty by Nesterov's accelerated gradient."""
    # The softmax's curvature is at most half that of the squares: the step that cannot overshoot.
    rate = 1 / (0.55 * _largest_eigenvalue(inputs * np.sqrt(weight)[:, None]) + penalty.max())
    here = np.zeros((inputs.shape[1], targets.shape[1]))
    before, momentum = here.copy(), 1.0
    for _ in range(steps):
        grown = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        look = here + (momentum - 1) / grown * (here - before)
        wrong = (softmax(inputs @ look) - targets) * weight[:, None]
        slope = inputs.T @ wrong + penalty[:, None] * look
        before, here, momentum = here, look - rate * slope, grown
    return here


def _largest_eigenvalue(rows: Floats, steps: int = 30) -> float:
    """Return that of ``rows.T @ rows``, by power iteration."""
    vector, size = np.full(rows.shape[1], 1 / np.sqrt(rows.shape[1])), 0.0
    for _ in range(steps):
        vector = rows.T @ (rows @ vector)
        size = float(np.linalg.norm(vector))
        vector /= size
    return size
