"""The trained gate at run time: features -> how likely an event is asked for, and of which kind.

Two linear models over standardised features, a few thousand numbers in ``gate.json``; what the
features are is the caller's business, and their names are compared when the file is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import ModelError
from graphmem.psm.manifest import weights_folder
from graphmem.psm.tables import read_table

GATE = "gate.json"
_LIMIT = 8.0  # standard deviations: nothing counts more than what is already very much


@dataclass(frozen=True, slots=True)
class GateScores:
    """What the model says of one event.

    Attributes:
        worth: Chance in [0, 1] that a question will be asked which the event answers.
        kind: The likeliest kind.
        kind_probability: Its probability.
    """

    worth: float
    kind: str
    kind_probability: float


@dataclass(frozen=True, slots=True)
class GateModel:
    """The weights, ready to use.

    Attributes:
        mean, scale: Of each feature in training. Shape: (n_features,).
        worth: Weights of the chance, the bias last. Shape: (n_features + 1,).
        kinds: Names of the kinds.
        kind_weights: Shape: (n_features + 1, n_kinds).
        drop_below: An event that is worth less than this is not worth keeping.
        session_below: One that is worth less than this serves its session only.
    """

    version: str
    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    worth: NDArray[np.float32]
    kinds: tuple[str, ...]
    kind_weights: NDArray[np.float32]
    drop_below: float
    session_below: float

    @classmethod
    def load(cls, features: Sequence[str], folder: Path | None = None) -> Self:
        """Load the shipped weights, or those of another folder.

        Args:
            features: Names of the features that will be given, in their order.

        Raises:
            ModelError: The file is missing, damaged, or made for other features.
        """
        path = (folder or weights_folder()) / GATE
        table = read_table(path)
        if table.values.get("features") != list(features):
            raise ModelError(
                f"{path} was made for other features than this version computes; reinstall the"
                " package, or train it anew: python -m graphmem.training.gate"
            )
        try:
            return cls(table.version, **_parse(table.values))
        except (KeyError, TypeError, ValueError) as exc:
            raise ModelError(f"{path} is malformed ({exc}); reinstall the package") from exc

    def score(self, features: NDArray[np.float32]) -> GateScores:
        """Return what the model says of an event. Shape of ``features``: (n_features,)."""
        x = np.append(np.clip((features - self.mean) / self.scale, -_LIMIT, _LIMIT), 1.0)
        logits = x @ self.kind_weights
        odds = np.exp(logits - logits.max())
        best = int(odds.argmax())
        worth = 1 / (1 + np.exp(-float(x @ self.worth)))
        return GateScores(float(worth), self.kinds[best], float(odds[best] / odds.sum()))


def _parse(values: dict[str, Any]) -> dict[str, Any]:
    """Make arrays of parsed JSON, which may be anything, and check that they fit together."""
    n = len(values["features"])
    kinds = tuple(map(str, values["kinds"]))
    found: dict[str, Any] = {"kinds": kinds}
    shapes = {"mean": (n,), "scale": (n,), "worth": (n + 1,), "kind_weights": (n + 1, len(kinds))}
    for name, shape in shapes.items():
        array = np.array(values[name], np.float32)
        if array.shape != shape or not np.isfinite(array).all():
            raise ValueError(f"{name} is not {shape} numbers")
        found[name] = array
    return found | {k: float(values[k]) for k in ("drop_below", "session_below")}
