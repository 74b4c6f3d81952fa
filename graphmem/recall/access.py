"""The buffered access log: a recall notes what it returned and writes nothing by itself.

Feedback on a recall goes the same way: it waits here and is written behind the recall it is of.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graphmem.recall.recurring import logged_id
from graphmem.stores.base import Row
from graphmem.types import Context, Feedback


@dataclass(frozen=True, slots=True)
class Access:
    """One recall: when (epoch ms), of what, what it returned, and from which graph of the user."""

    id: str
    at: int
    query: str
    event_ids: tuple[str, ...]
    scores: tuple[float, ...]
    lineage: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody said of an item of a recall, when (epoch ms), and of which graph."""

    context_id: str
    event_id: str
    verdict: Feedback
    at: int
    lineage: str | None


class AccessLog:
    """Buffers of all users; thread-safe. What is buffered when a process dies is lost."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._buffers: dict[str, list[Access | Judgement]] = defaultdict(list)

    def note(self, user_id: str, context: Context, *, at: int, lineage: str | None = None) -> int:
        """Append a recall; return how many entries of the user wait."""
        ids = tuple(logged_id(item) for item in context.items)
        scores = tuple(item.score for item in context.items)
        return self._append(user_id, Access(context.id, at, context.query, ids, scores, lineage))

    def judge(self, user_id: str, judgement: Judgement) -> int:
        """Append feedback; return how many entries of the user wait."""
        return self._append(user_id, judgement)

    def find(self, user_id: str, context_id: str) -> Access | None:
        """Return a recall that waits; None if it was written, or never made."""
        with self._lock:
            for entry in self._buffers.get(user_id, ()):
                if isinstance(entry, Access) and entry.id == context_id:
                    return entry
        return None

    def take(self, user_id: str) -> list[Access | Judgement]:
        """Return and forget what waits for a user."""
        with self._lock:
            return self._buffers.pop(user_id, [])

    def give_back(self, user_id: str, entries: Sequence[Access | Judgement]) -> None:
        """Put back what could not be written."""
        with self._lock:
            self._buffers[user_id][:0] = entries

    def users(self) -> list[str]:
        """Return the users for whom something waits."""
        with self._lock:
            return sorted(self._buffers)

    def _append(self, user_id: str, entry: Access | Judgement) -> int:
        with self._lock:
            waiting = self._buffers[user_id]
            waiting.append(entry)
            return len(waiting)


def to_rows(entries: Sequence[Access | Judgement]) -> tuple[list[Row], list[Row], list[Row]]:
    """Return rows of the log, how often and when last each event was recalled, and feedback."""
    accesses = [entry for entry in entries if isinstance(entry, Access)]
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
    judged: list[Row] = [
        {
            "context_id": j.context_id,
            "event_id": j.event_id,
            "verdict": j.verdict,
            "at": j.at,
            "lineage": j.lineage,
        }
        for j in entries
        if isinstance(j, Judgement)
    ]
    return log, recalls, judged
