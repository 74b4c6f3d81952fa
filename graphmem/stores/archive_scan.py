"""Looking through a large user's archive: no index holds it, so all of it is read.

That takes a second for some ten thousand events, and no memory to speak of: a deep recall is the
exception, and an index over what nobody asks for would cost every user room every day.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.base import Row
from graphmem.stores.index.bm25 import tokens as stems
from graphmem.stores.packing import unpack_event
from graphmem.stores.queries import Query, load
from graphmem.stores.records import spoken

_SCAN = load("archive.scan_events")
_BOUNDS = ("as_of", "known_at", "session_id")


def look_through(
    read: Callable[[Query, Row], Iterable[Row]],
    user_id: str,
    text: str,
    vector: NDArray[np.float32],
    bounds: Row,
    *,
    limit: int,
) -> list[list[str]]:
    """Return ids of archived events, best first: the nearest, and those that share most words.

    Args:
        vector: Unit vector of the question; an event is as near as its nearest sentence. Shape:
            (dimension,).
        bounds: ``as_of``, ``known_at`` and ``session_id``, as parameters.
        limit: Most of each (count).
    """
    wanted = frozenset(stems(text))
    near: list[tuple[float, str]] = []
    sharing: list[tuple[float, str]] = []
    for row in read(_SCAN, {"user_id": user_id, **{name: bounds[name] for name in _BOUNDS}}):
        sentences = unpack_event(row)
        found = [s["embedding"] for s in (row, *sentences) if s["embedding"] is not None]
        event_id = str(row["id"])
        if found:
            _keep(near, float((np.array(found, np.float32) @ vector).max()), event_id, limit)
        speaker = None if row["speaker"] is None else str(row["speaker"])
        shared = len(wanted.intersection(stems(spoken(str(row["text"]), speaker))))
        if shared:
            _keep(sharing, shared, event_id, limit)
    return [_best(near), _best(sharing)]


def _keep(heap: list[tuple[float, str]], score: float, event_id: str, limit: int) -> None:
    """Put an event among the best so far; of equal ones the smaller id stays."""
    entry = (score, _turned(event_id))
    if len(heap) < limit:
        heapq.heappush(heap, entry)
    else:
        heapq.heappushpop(heap, entry)


def _best(heap: list[tuple[float, str]]) -> list[str]:
    return [_turned(entry[1]) for entry in sorted(heap, reverse=True)]


def _turned(event_id: str) -> str:
    """Return an id whose order is the other way round; done twice, the id itself."""
    return event_id.translate(_OPPOSITE)


_OPPOSITE = str.maketrans("0123456789abcdef", "fedcba9876543210")
