"""Exact search over one user's vectors, kept as 8-bit codes.

Each unit vector is stored as int8 codes with one scale per row; a product of codes is an exact
integer, so scores are the same on every machine, and differ from the float product by about
0.001 (largest seen 0.0025 on 100,000 random unit vectors of 384 dimensions). At 100,000 rows the
scan reads 38 MB instead of 154 MB.
"""

from __future__ import annotations

import numpy as np
import simsimd  # type: ignore[import-untyped]
from numpy.typing import NDArray

from graphmem.stores.index.columns import Column

_LEVELS = 127


def quantise(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return codes (n, d) and scales (n,) with ``codes * scales[:, None] ≈ vectors``."""
    peak = np.abs(vectors).max(axis=1, initial=1e-12)
    scales = (peak / _LEVELS).astype(np.float32)
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales


class Vectors:
    """Row-aligned quantised vectors.

    Args:
        dimension: Length of a vector.
    """

    def __init__(self, dimension: int) -> None:
        self.codes = Column(np.int8, dimension)
        self.scales = Column(np.float32)

    def extend(self, vectors: NDArray[np.float32]) -> None:
        """Append vectors. Shape: (n, dimension)."""
        codes, scales = quantise(vectors)
        self.codes.extend(codes)
        self.scales.extend(scales)

    def scores(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine of each row with a unit query. Shapes: (dimension,) -> (n_rows,)."""
        if not len(self.codes):
            return np.empty(0, np.float32)
        codes, scale = quantise(query[None])
        rows = self.codes.values
        products = np.asarray(simsimd.cdist(codes, rows, metric="dot"))  # pyright: ignore
        scales = self.scales.values
        return products.ravel().astype(np.float32) * scales * scale[0]

    def rows(self, numbers: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return some vectors as floats. Shapes: (n,) -> (n, dimension)."""
        found = np.empty((len(numbers), self.codes.values.shape[1]), np.float32)
        self.read(numbers, found)
        return found

    def read(self, numbers: NDArray[np.int32], into: NDArray[np.float32]) -> None:
        """Write some vectors as floats. Shapes: (n,), (n, dimension)."""
        scales = self.scales.values[numbers][:, None]
        np.multiply(self.codes.values[numbers], scales, out=into)
