"""Postings: for each key the rows it occurs in, with a weight; append-only but for compaction."""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


class Postings:
    """A sparse key-by-row matrix stored by key.

    A packed base (CSR) holds what was loaded or compacted; additions go to small arrays per
    key beside it, so that appending is cheap and reading a key costs one concatenation.
    """

    def __init__(self) -> None:
        self._starts: NDArray[np.int64] = np.zeros(1, np.int64)
        self._rows: Ints = np.empty(0, np.int32)
        self._weights: Floats = np.empty(0, np.float32)
        self._new_rows: dict[int, array[int]] = {}
        self._new_weights: dict[int, array[float]] = {}

    def add(self, key: int, row: int, weight: float = 1.0) -> None:
        """Append a row to a key; rows of one key must come in ascending order, or see ``sort``."""
        if key not in self._new_rows:
            self._new_rows[key] = array("i")
            self._new_weights[key] = array("f")
        self._new_rows[key].append(row)
        self._new_weights[key].append(weight)

    def get(self, key: int) -> tuple[Ints, Floats]:
        """Return rows and weights of a key. Shapes: (n,), (n,)."""
        rows, weights = self._base(key)
        fresh = self._new_rows.get(key)
        if fresh is None:
            return rows, weights
        # Copies: a view would pin the array's buffer and make the next append fail.
        more = np.array(fresh, np.int32)
        more_weights = np.array(self._new_weights[key], np.float32)
        if not len(rows):
            return more, more_weights
        return np.concatenate((rows, more)), np.concatenate((weights, more_weights))

    def count(self, key: int) -> int:
        """Return how many rows a key has."""
        base = 0
        if key + 1 < len(self._starts):
            base = int(self._starts[key + 1] - self._starts[key])
        return base + len(self._new_rows.get(key, ()))

    def counts(self, keys: NDArray[np.integer]) -> NDArray[np.int64]:
        """Return how many rows each of some keys has. Shape: (n_keys,)."""
        starts, ends = self._bounds(keys)
        counts = ends - starts
        if self._new_rows:
            counts += np.array([len(self._new_rows.get(int(k), ())) for k in keys], np.int64)
        return counts

    def gather(self, keys: NDArray[np.integer]) -> tuple[NDArray[np.int64], Ints]:
        """Return the rows of many keys at once.

        Returns:
            For each row found the place of its key in ``keys``, and the row. Rows of one key
            are in order, but those added since the last packing come behind all others.
            Shapes: (n,), (n,).
        """
        starts, ends = self._bounds(keys)
        sizes = ends - starts
        owner = np.repeat(np.arange(len(keys)), sizes)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        rows = self._rows[np.repeat(starts, sizes) + within]
        if not self._new_rows:
            return owner, rows
        fresh = [
            (n, self._new_rows[int(k)]) for n, k in enumerate(keys) if int(k) in self._new_rows
        ]
        more = [np.full(len(found), n) for n, found in fresh]
        return (
            np.concatenate((owner, *more)),
            np.concatenate((rows, *(np.array(found, np.int32) for _, found in fresh))),
        )

    def packed(self, n_keys: int) -> tuple[NDArray[np.int64], Ints, Floats]:
        """Return everything as CSR arrays: starts (n_keys + 1,), rows (n,), weights (n,)."""
        if self._new_rows or len(self._starts) != n_keys + 1:
            self._pack(n_keys)
        return self._starts, self._rows, self._weights

    def load(self, starts: NDArray[np.int64], rows: Ints, weights: Floats) -> None:
        """Replace everything by CSR arrays."""
        self._starts, self._rows, self._weights = starts, rows, weights
        self._new_rows, self._new_weights = {}, {}

    def renumber_rows(self, n_keys: int, new_row: NDArray[np.int32]) -> None:
        """Move rows to new numbers; -1 drops them. Shape of new_row: (n_rows,)."""
        starts, rows, weights = self.packed(n_keys)
        keys = np.repeat(np.arange(n_keys), np.diff(starts))
        moved = new_row[rows]
        keep = moved >= 0
        self.load(_starts(keys[keep], n_keys), moved[keep], weights[keep])

    def renumber_keys(self, n_keys: int, new_key: NDArray[np.int32], n_new: int) -> None:
        """Move keys to new numbers, in the same order; -1 drops them. Shape: (n_keys,)."""
        starts, rows, weights = self.packed(n_keys)
        moved = new_key[np.repeat(np.arange(n_keys), np.diff(starts))]
        keep = moved >= 0
        self.load(_starts(moved[keep], n_new), rows[keep], weights[keep])

    def drop_rows(self, n_keys: int, rows: Ints) -> None:
        """Take rows from every key. Shape of rows: (n,)."""
        starts, held, weights = self.packed(n_keys)
        keys = np.repeat(np.arange(n_keys), np.diff(starts))
        keep = ~np.isin(held, rows)
        self.load(_starts(keys[keep], n_keys), held[keep], weights[keep])

    def drop_keys(self, n_keys: int, keys: Ints) -> None:
        """Take all rows from some keys. Shape of keys: (n,)."""
        starts, rows, weights = self.packed(n_keys)
        held = np.repeat(np.arange(n_keys), np.diff(starts))
        keep = ~np.isin(held, keys)
        self.load(_starts(held[keep], n_keys), rows[keep], weights[keep])

    def sort(self, n_keys: int) -> None:
        """Bring the rows of each key into order, after rows were added out of it."""
        starts, rows, weights = self.packed(n_keys)
        order = np.lexsort((rows, np.repeat(np.arange(n_keys), np.diff(starts))))
        self.load(starts, rows[order], weights[order])

    def _base(self, key: int) -> tuple[Ints, Floats]:
        if key + 1 >= len(self._starts):
            return self._rows[:0], self._weights[:0]
        part = slice(self._starts[key], self._starts[key + 1])
        return self._rows[part], self._weights[part]

    def _bounds(self, keys: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Start and end of each key in the packed base. Shapes: (n_keys,), (n_keys,)."""
        if len(keys) and int(keys.max()) + 1 < len(self._starts):
            return self._starts[keys], self._starts[keys + 1]
        known = keys + 1 < len(self._starts)
        places = np.where(known, keys, 0)
        ends = np.minimum(places + 1, len(self._starts) - 1)
        zero = np.zeros(len(keys), np.int64)
        return (
            np.where(known, self._starts[places], zero),
            np.where(known, self._starts[ends], zero),
        )

    def _pack(self, n_keys: int) -> None:
        old = np.diff(self._starts)
        keys = [np.repeat(np.arange(len(old)), old)]
        rows, weights = [self._rows], [self._weights]
        for key in sorted(self._new_rows):
            fresh = np.array(self._new_rows[key], np.int32)
            keys.append(np.full(len(fresh), key))
            rows.append(fresh)
            weights.append(np.array(self._new_weights[key], np.float32))
        all_keys = np.concatenate(keys)
        order = np.argsort(all_keys, kind="stable")
        self.load(
            _starts(all_keys, n_keys),
            np.concatenate(rows)[order],
            np.concatenate(weights)[order],
        )


def _starts(keys: NDArray[np.integer], n_keys: int) -> NDArray[np.int64]:
    counts = np.bincount(keys, minlength=n_keys) if len(keys) else np.zeros(n_keys, np.int64)
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)))
