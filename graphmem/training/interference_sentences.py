"""SNLI for the interference head: reading it, its held-out part, and the table of sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.interference_sentences import sentence_features
from graphmem.training.interference_config import Config, Vectors
from graphmem.training.interference_fit import fit_logistic
from graphmem.training.read_files import lines

_PARTS = 10  # of which the first is for evaluation
_LABELS = ("entailment", "neutral", "contradiction")
_FILE = Path("nli") / "snli_validation.tsv"


@dataclass(frozen=True, slots=True)
class Scene:
    """Two sentences and how the second stands to the first.

    Attributes:
        label: ``entailment``, ``neutral`` or ``contradiction``.
    """

    first: str
    second: str
    label: str

    @property
    def pair(self) -> tuple[str, str]:
        """Both sentences."""
        return self.first, self.second

    @property
    def contradicts(self) -> bool:
        """Whether they cannot both be true."""
        return self.label == "contradiction"


def read_scenes(folder: Path) -> tuple[list[Scene], list[Scene]]:
    """Return SNLI's pairs for training and those for evaluation; a premise is in one part only.

    Args:
        folder: Of the training data.
    """
    parts: tuple[list[Scene], list[Scene]] = [], []
    for line in list(lines(folder / _FILE))[1:]:
        first, second, label = line.rstrip("\n").split("\t")
        digest = int(sha256(first.encode()).hexdigest()[:8], 16)
        parts[digest % _PARTS == 0].append(Scene(first, second, _LABELS[int(label)]))
    return parts


def fit_sentences(scenes: Sequence[Scene], vectors: Vectors, config: Config) -> NDArray[np.float64]:
    """Return the table of sentences. Shape: (2 * dimension + PLAIN + 1,).

    Args:
        scenes: SNLI's pairs for training; the first ``config.scenes`` of them are used.
        vectors: The encoder.
        config: Settings.
    """
    used = scenes[: config.scenes]
    first, second = vectors([s.first for s in used]), vectors([s.second for s in used])
    features = sentence_features([s.pair for s in used], first, second)
    labels = np.array([s.contradicts for s in used], np.float64)
    return fit_logistic(features, labels, penalty=config.sentence_penalty)
