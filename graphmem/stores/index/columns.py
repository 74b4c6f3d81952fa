"""Growable numpy columns: append in amortised constant time, read as one array."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

N = TypeVar("N", bound=np.generic)


class Column(Generic[N]):
    """A 1-d or 2-d array that grows by rows.

    Args:
        dtype: Type of the elements.
        width: Columns of a 2-d array; None for 1-d.
    """

    def __init__(self, dtype: type[N], width: int | None = None) -> None:
        shape = (0,) if width is None else (0, width)
        self._data: NDArray[N] = np.empty(shape, dtype)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    @property
    def values(self) -> NDArray[N]:
        """The rows so far, without a copy. Shape: (n_rows,) or (n_rows, width)."""
        return self._data[: self._size]

    def extend(self, rows: ArrayLike) -> None:
        """Append rows."""
        new = np.asarray(rows, dtype=self._data.dtype)
        if not len(new):
            return
        need = self._size + len(new)
        if need > len(self._data):
            room = np.empty(
                (max(need, 2 * len(self._data), 64), *self._data.shape[1:]), self._data.dtype
            )
            room[: self._size] = self.values
            self._data = room
        self._data[self._size : need] = new
        self._size = need

    def replace(self, rows: NDArray[N]) -> None:
        """Put other rows in the place of all."""
        self._data = np.ascontiguousarray(rows, dtype=self._data.dtype)
        self._size = len(rows)


AnyColumn = Column[Any]  # where columns of several types are handled alike
