"""A kernel logistic model: known sayings vote for how many values a predicate has, by nearness.

Its kernel is linear plus Gaussian: the linear part carries over to predicates that were never
seen, the Gaussian one remembers those that were (Rasmussen and Williams, 2006, Gaussian Processes
for Machine Learning, chapters 3.4 and 4.2).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_STEP = 1 / 400  # of stored components; those of a unit vector are within 127 steps
_GAUSSIAN, _WIDTH = 2.0, 1.0  # chosen on predicates held out


@dataclass(frozen=True, slots=True)
class Memory:
    """Features of the known sayings as bytes.

    Attributes:
        stored: In steps of ``_STEP``. Shape: (sayings, features).
    """

    stored: NDArray[np.int8]

    @property
    def features(self) -> Floats:
        """The features. Shape: (sayings, features)."""
        return self.stored.astype(np.float32) * np.float32(_STEP)

    @classmethod
    def of(cls, features: Floats) -> Memory:
        """Store features; what is beyond the range of a byte is cut off."""
        return cls(np.clip(np.rint(features / _STEP), -127, 127).astype(np.int8))

    def packed(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return {
            "shape": list(self.stored.shape),
            "bytes": base64.b64encode(self.stored.tobytes()).decode("ascii"),
        }

    @classmethod
    def unpacked(cls, packed: dict[str, Any]) -> Memory:
        """Read what ``packed`` returned.

        Raises:
            ValueError: The bytes do not fill the shape.
        """
        data = base64.b64decode(packed["bytes"], validate=True)
        rows, columns = (int(n) for n in packed["shape"])
        return cls(np.frombuffer(data, np.int8).reshape(rows, columns))


def kernel(features: Floats, known: Floats) -> tuple[Floats, Floats]:
    """Return how near features are to known ones.

    Args:
        features: Shape: (n, features).
        known: Shape: (sayings, features).

    Returns:
        The kernel and its Gaussian part alone, in (0, 1]. Shapes: (n, sayings) each.
    """
    dot = features @ known.T
    lengths = (features**2).sum(1)[:, None] + (known**2).sum(1)[None]
    gaussian = np.exp(-_WIDTH * np.maximum(lengths - 2 * dot, 0))
    return dot + _GAUSSIAN * gaussian, gaussian
