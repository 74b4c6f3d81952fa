"""The buffered access log: a recall notes what it returned and writes nothing by itself."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graphmem.stores.base import Row
from graphmem.types import Context


@dataclass(frozen=True, slots=True)
class Access:
    """One recall: when (epoch ms), of what, what it returned, and from which graph of the user."""

    id: str
    at: int
    query: str
    event_ids: tuple[str, ...]
    scores: tuple[float, ...]
    lineage: str | None


class AccessLog:
    """Buffers of all users; thread-safe. What is buffered when a process dies is lost."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._buffers: dict[str, list[Access]] = defaultdict(list)

    def note(self, user_id: str, context: Context, *, at: int, lineage: str | None = None) -> int:
        """Append a recall; return how many of the user wait."""
        ids = tuple(item.sources[0].event_id for item in context.items)
        scores = tuple(item.score for item in context.items)
        with self._lock:
            waiting = self._buffers[user_id]
            waiting.append(Access(context.id, at, context.query, ids, scores, lineage))
            return len(waiting)

    def take(self, user_id: str) -> list[Access]:
        """Return and forget what waits for a user."""
        with self._lock:
            return self._buffers.pop(user_id, [])

    def give_back(self, user_id: str, accesses: Sequence[Access]) -> None:
        """Put accesses back that could not be written."""
        with self._lock:
            self._buffers[user_id][:0] = accesses

    def users(self) -> list[str]:
        """Return the users for whom something waits."""
        with self._lock:
            return sorted(self._buffers)


def to_rows(accesses: Sequence[Access]) -> tuple[list[Row], list[Row]]:
    """Return rows of the log, and how often and when last each event was recalled."""
    log: list[Row] = [
        {
            "id": a.id,
            "at": a.at,
            "query": a.query,
            "event_ids": list(a.event_ids),
            "scores": list(a.scores),
            "lineage": a.lineage,
        }
        for a in accesses
    ]
    counts = Counter(i for a in accesses for i in a.event_ids)
    last = {i: a.at for a in accesses for i in a.event_ids}
    recalls: list[Row] = [
        {"id": i, "count": n, "recalled_at": last[i]} for i, n in sorted(counts.items())
    ]
    return log, recalls
