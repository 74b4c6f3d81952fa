"""How likely a context holds everything that a question needs, from the recall network's chances.

A logistic line over what the network expects to be there and to be missing (Platt, 1999,
"Probabilistic outputs for support vector machines"), fitted on held-out questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import ModelError
from graphmem.psm.manifest import weights_folder
from graphmem.psm.tables import read_table

Floats = NDArray[np.float32]
TABLE = "confidence.json"
FEATURES = ("best", "taken", "left", "largest_left", "share", "constant")
_TINY = 1e-4
_BINS = 10


def confidence_features(chances: Floats, taken: NDArray[np.bool_]) -> Floats:
    """Return what confidence is read from. Shape: (n_features,).

    Args:
        chances: Chance of each event of the region that it is needed. Shape: (n_events,).
        taken: Whether the context holds it. Shape: (n_events,).
    """
    inside, outside = chances[taken], chances[~taken]
    expected, missing = float(inside.sum()), float(outside.sum())
    values = (
        _log_odds(float(inside.max(initial=0))),
        np.log(expected + _TINY),
        np.log(missing + _TINY),
        _log_odds(float(outside.max(initial=0))),
        _log_odds(expected / max(expected + missing, _TINY)),
        1.0,
    )
    return np.array(values, np.float32)


def _log_odds(chance: float) -> float:
    kept = min(max(chance, _TINY), 1 - _TINY)
    return float(np.log(kept / (1 - kept)))


def calibration_error(chances: NDArray[np.floating[Any]], came: NDArray[np.bool_]) -> float:
    """Return the expected calibration error over ten bins (Guo et al., 2017, eq. 3).

    Args:
        chances: What was said, in [0, 1]. Shape: (n,).
        came: What came true. Shape: (n,).
    """
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    error = 0.0
    for number in range(_BINS):
        inside = bins == number
        if inside.any():
            error += inside.mean() * abs(float(chances[inside].mean()) - float(came[inside].mean()))
    return error


@dataclass(frozen=True, slots=True)
class Confidence:
    """The fitted line.

    Attributes:
        weights: In the order of ``FEATURES``. Shape: (n_features,).
        version: Name and version.
    """

    weights: Floats
    version: str

    @classmethod
    def load(cls, folder: Path | None = None) -> Confidence:
        """Read the line of a weights folder (default: the shipped one).

        Raises:
            ModelError: It is missing, malformed or not what its checksum says.
        """
        path = (folder or weights_folder()) / TABLE
        table = read_table(path)
        try:
            weights = np.array([float(table.values[name]) for name in FEATURES], np.float32)
        except (KeyError, TypeError, ValueError) as exc:
            raise ModelError(f"{path} holds no weights of confidence") from exc
        return cls(weights, table.version)

    def of(self, chances: Floats, taken: NDArray[np.bool_]) -> float:
        """Return the chance that all that is needed is taken, in [0, 1]; shapes as above."""
        if not taken.any():
            return 0.0
        score = float(confidence_features(chances, taken) @ self.weights)
        return float(1 / (1 + np.exp(-np.clip(score, -30, 30))))
