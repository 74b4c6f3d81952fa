"""How long a statement stays useful: a class, calibrated, and a half-life.

A linear model over cues (tense, kind, times and how far away they lie, words about lasting) and
the event's vector, which is there anyway, trained on labelled statements (``docs/decay.md``). The
probabilities of the six classes are calibrated; the half-life is the classes' mean on a logarithmic
scale, so that a doubtful statement lies between them. Strength that halves once per half-life is
the form of half-life regression (Settles and Meeder, ACL 2016).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import ModelError
from graphmem.psm.decay_cues import Statement, TimeSpan, cues
from graphmem.psm.manifest import weights_folder
from graphmem.psm.tables import read_table

__all__ = [
    "CLASSES",
    "HALF_LIVES",
    "DecayClass",
    "DecayDecision",
    "DecayHead",
    "Statement",
    "TimeSpan",
    "decision",
    "shipped_head",
    "softmax",
]

TABLE = "decay.json"
DecayClass = Literal["hours", "days", "weeks", "months", "years", "permanent"]
CLASSES: tuple[DecayClass, ...] = get_args(DecayClass)
#: Days after which half is left: about how long what is in a class stays useful.
HALF_LIVES = (0.5, 4.0, 24.0, 180.0, 1_800.0, 18_000.0)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DecayDecision:
    """What the head says of a statement.

    Attributes:
        decay_class: The most probable class.
        half_life_days: Geometric mean of the classes' half-lives under the probabilities.
        probabilities: Of the six classes, from ``hours`` to ``permanent``.
    """

    decay_class: DecayClass
    half_life_days: float
    probabilities: tuple[float, ...]

    @property
    def confidence(self) -> float:
        """Probability of the class chosen."""
        return max(self.probabilities)


@dataclass(frozen=True, slots=True)
class DecayHead:
    """The trained head.

    Attributes:
        version: Name and version of the weights.
        encoder: Name and version of the encoder whose vectors it reads.
        places: Row of each cue in ``weights``.
        weights: Of cues. Shape: (n_cues, 6).
        directions: Of the vector. Shape: (dimension, 6).
        bias: Shape: (6,).
    """

    version: str
    encoder: str
    places: dict[str, int]
    weights: Floats
    directions: Floats
    bias: Floats

    @classmethod
    def load(cls, folder: Path | None = None) -> DecayHead:
        """Read the weights of a folder, the shipped one by default.

        Raises:
            ModelError: They are missing, damaged or of another shape.
        """
        path = (folder or weights_folder()) / TABLE
        table = read_table(path)
        try:
            names = [str(name) for name in table.values["cues"]]
            arrays = [
                np.array(table.values[k], np.float64) for k in ("weights", "directions", "bias")
            ]
            encoder = str(table.values["encoder"])
        except (KeyError, TypeError, ValueError) as exc:
            raise ModelError(f"{path} holds no decay weights; reinstall the package") from exc
        weights, directions, bias = arrays
        shapes = (weights.shape, directions.shape[1:], bias.shape)
        if shapes != ((len(names), len(CLASSES)), (len(CLASSES),), (len(CLASSES),)):
            raise ModelError(f"{path} has weights of another shape; reinstall the package")
        places = {name: n for n, name in enumerate(names)}
        return cls(table.version, encoder, places, weights, directions, bias)

    def decide(self, statement: Statement, vector: NDArray[np.float32]) -> DecayDecision:
        """Return how long a statement stays useful.

        Args:
            vector: The encoder's, of the text as it is embedded. Shape: (dimension,).
        """
        scores = self.bias + vector.astype(np.float64) @ self.directions
        for name, value in cues(statement):
            if (place := self.places.get(name)) is not None:
                scores = scores + value * self.weights[place]
        return decision(softmax(scores))


@lru_cache(maxsize=1)
def shipped_head() -> DecayHead:
    """Return the shipped head, read once.

    Raises:
        ModelError: Its weights are missing or damaged.
    """
    return DecayHead.load()


def softmax(scores: Floats) -> Floats:
    """Return probabilities of scores, over the last axis."""
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return grown / grown.sum(axis=-1, keepdims=True)


def decision(probabilities: Sequence[float] | Floats) -> DecayDecision:
    """Return the class and the half-life that probabilities stand for."""
    shares = [float(p) for p in probabilities]
    logs = sum(p * math.log(h) for p, h in zip(shares, HALF_LIVES, strict=True))
    best = CLASSES[shares.index(max(shares))]
    return DecayDecision(best, math.exp(logs), tuple(shares))
