"""How long a statement stays useful: a class, calibrated, and a half-life.

A linear model over cues (tense, kind, times and how far away they lie, words about lasting) and
word stems, trained on labelled statements (``docs/decay.md``). Probabilities of the six classes
are calibrated; the half-life is their mean on a logarithmic scale, so that a doubtful statement
lies between the classes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from Stemmer import Stemmer

from graphmem.errors import ModelError
from graphmem.psm.decay_cues import Statement, TimeSpan, cues
from graphmem.psm.manifest import weights_folder
from graphmem.psm.tables import read_table

__all__ = ["CLASSES", "HALF_LIVES", "DecayClass", "DecayDecision", "DecayHead", "Statement"]
__all__ += ["TimeSpan", "features"]

TABLE = "decay.json"
DecayClass = Literal["hours", "days", "weeks", "months", "years", "permanent"]
CLASSES: tuple[DecayClass, ...] = get_args(DecayClass)
#: Days after which half is left: about how long what is in a class stays useful.
HALF_LIVES = (0.5, 4.0, 24.0, 180.0, 1_800.0, 18_000.0)
_MAX_CHARS = 2000
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
Probabilities = NDArray[np.float64]


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
        places: Row of each feature in ``weights``.
        weights: Shape: (n_features, 6).
        bias: Shape: (6,).
    """

    version: str
    places: dict[str, int]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]

    @classmethod
    def load(cls, folder: Path | None = None) -> DecayHead:
        """Read the weights of a folder, the shipped one by default.

        Raises:
            ModelError: They are missing, damaged or of another shape.
        """
        path = (folder or weights_folder()) / TABLE
        table = read_table(path)
        try:
            names = [str(name) for name in table.values["features"]]
            weights = np.array(table.values["weights"], np.float64) / float(table.values["scale"])
            bias = np.array(table.values["bias"], np.float64)
        except (KeyError, TypeError, ValueError) as exc:
            raise ModelError(f"{path} holds no decay weights; reinstall the package") from exc
        if weights.shape != (len(names), len(CLASSES)) or bias.shape != (len(CLASSES),):
            raise ModelError(f"{path} has weights of another shape; reinstall the package")
        return cls(table.version, {name: n for n, name in enumerate(names)}, weights, bias)

    def decide(self, statement: Statement) -> DecayDecision:
        """Return how long a statement stays useful."""
        scores = self.bias.copy()
        for name, value in features(statement):
            if (place := self.places.get(name)) is not None:
                scores += value * self.weights[place]
        return decision(softmax(scores))


@lru_cache(maxsize=1)
def shipped_head() -> DecayHead:
    """Return the shipped head, read once.

    Raises:
        ModelError: Its weights are missing or damaged.
    """
    return DecayHead.load()


def features(statement: Statement) -> Iterator[tuple[str, float]]:
    """Yield the name and value of each feature of a statement."""
    yield from cues(statement)
    stems = _stems(statement.text[:_MAX_CHARS])
    weight = 1 / math.sqrt(max(1, len(stems)))  # a long text is no surer than a short one
    for stem in sorted(set(stems)):
        yield f"w:{stem}", weight


def _stems(text: str) -> list[str]:
    words = _WORD.findall(text.replace("’", "'").lower())
    # A stemmer holds state: each call makes its own, which costs microseconds.
    return Stemmer("english").stemWords(words)


def softmax(scores: Probabilities) -> Probabilities:
    """Return probabilities of scores, over the last axis."""
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return grown / grown.sum(axis=-1, keepdims=True)


def decision(probabilities: Sequence[float] | Probabilities) -> DecayDecision:
    """Return the class and the half-life that probabilities stand for."""
    shares = [float(p) for p in probabilities]
    logs = sum(p * math.log(h) for p, h in zip(shares, HALF_LIVES, strict=True))
    best = CLASSES[shares.index(max(shares))]
    return DecayDecision(best, math.exp(logs), tuple(shares))
