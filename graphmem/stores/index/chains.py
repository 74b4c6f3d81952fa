"""Neighbours in time: for each row the row before and after it in its session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.index.columns import Column

#: Place of a row in its session: (occurred_at, seq, part, id).
Key = tuple[int, int, int, str]


class Chains:
    """Doubly linked rows of each session; -1 ends a chain."""

    def __init__(self) -> None:
        self.before = Column(np.int32)
        self.after = Column(np.int32)
        self._tails: dict[int, tuple[Key, int]] = {}
        self.stale = False

    def append(self, session: int, key: Key) -> None:
        """Link the next row; a late one only marks the chains stale."""
        row = len(self.before)
        tail = self._tails.get(session)
        self.before.extend([-1 if tail is None else tail[1]])
        self.after.extend([-1])
        if tail is not None:
            self.stale = self.stale or key < tail[0]
            self.after.values[tail[1]] = row
        if tail is None or key > tail[0]:
            self._tails[session] = (key, row)

    def rebuild(self, sessions: Sequence[int], keys: Sequence[Key]) -> None:
        """Link all rows anew."""
        order = sorted(range(len(keys)), key=lambda i: (sessions[i], keys[i]))
        before = np.full(len(keys), -1, np.int32)
        after = np.full(len(keys), -1, np.int32)
        for a, b in pairwise(order):
            if sessions[a] == sessions[b]:
                before[b], after[a] = a, b
        self.restore(before, after, sessions, keys.__getitem__)

    def renumber(self, new: NDArray[np.int32]) -> None:
        """Give sessions other numbers; one of -1 has no rows. Shape of new: (n_sessions,)."""
        self._tails = {int(new[n]): tail for n, tail in self._tails.items() if new[n] >= 0}

    def restore(
        self,
        before: NDArray[np.int32],
        after: NDArray[np.int32],
        sessions: Sequence[int],
        key: Callable[[int], Key],
    ) -> None:
        """Take links as they are, and find the end of each session's chain."""
        self.before.replace(before)
        self.after.replace(after)
        ends = np.flatnonzero(after == -1)
        self._tails = {sessions[row]: (key(row), row) for row in map(int, ends)}
        self.stale = False
