"""Settings of a training of the interference head, and an encoder that remembers."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.runtime import TextEncoder


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a run.

    Attributes:
        seed: Of every choice.
        folds: Into which predicates are put to score them unseen.
        predicate_penalty: Of the predicate tables.
        pair_penalty: Of the pair table.
        kind_penalty: Of the table of kinds.
        per_relation: Most pairs per relation and source.
        most_alarms: The threshold lets so many true pairs of held-out predicates be alarms.
        same_meaning: The similarity threshold joins other predicates in so few cases.
        scenes: Most pairs of SNLI that the table of sentences is fitted to.
        sentence_penalty: Of that table.
        too_near: When predicates are left out, sayings as near as this go with them.
    """

    seed: int
    folds: int
    predicate_penalty: float
    pair_penalty: float
    kind_penalty: float
    per_relation: int
    most_alarms: float
    same_meaning: float
    scenes: int
    sentence_penalty: float
    too_near: float


class Vectors:
    """An encoder that remembers: many pairs share their sayings and names."""

    def __init__(self, encoder: TextEncoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}
        self.version, self.dimension = encoder.version, encoder.dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text, also of none. Shape: (n, dimension)."""
        return self(texts) if len(texts) else np.empty((0, self.dimension), np.float32)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text. Shape: (n, dimension)."""
        new = [t for t in dict.fromkeys(texts) if t not in self._known]
        self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[t] for t in texts])


def read_config(path: Path) -> Config:
    """Read the settings."""
    return Config(**tomllib.loads(path.read_text(encoding="utf-8")))
