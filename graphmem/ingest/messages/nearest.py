"""Which earlier messages a new one is compared with: the nearest in meaning of the same voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem import ids
from graphmem.stores.base import Engine
from graphmem.stores.index.user_index import UserIndex
from graphmem.stores.pool import UserHandle
from graphmem.stores.queries import load

_NEAR = load("region.find_by_vector")
_TIERS = ("sensory", "working", "episodic")
_LATEST = 2**53  # no message is later (epoch ms)
_OTHERS = 8  # neighbours asked of a server's index, which knows no voices, per one that is wanted
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Nearest:
    """Finds neighbours of messages in the search structures; of a large user, on the graph.

    Attributes:
        most: Neighbours of a message (count).
        least: Cosine below which two messages speak of different things.
    """

    handle: UserHandle
    user_id: str
    most: int
    least: float

    def of(self, event_id: str, speaker: str, vector: Vector | None) -> list[str]:
        """Return the ids of what a message is to be compared with, the nearest first.

        Args:
            vector: Its own, as the graph has it.
        """
        if self.handle.large:
            return [] if vector is None else self._on_graph(event_id, vector)
        index = self.handle.index
        row = index.row_of.get(event_id)
        return [] if row is None else [index.ids[i] for i in self._in_index(index, row, speaker)]

    def _in_index(self, index: UserIndex, row: int, speaker: str) -> Iterator[int]:
        entity = index.entity_of.get(ids.entity_id(self.user_id, speaker))
        if entity is None:
            return
        voice = index.speakers.get(entity)[0]
        voice = voice[voice != row]
        if not len(voice):
            return
        scores = index.vectors.scores(index.vectors.rows(np.array([row], np.int32))[0])[voice]
        order = np.lexsort((-voice, -scores))[: self.most]
        yield from (int(voice[i]) for i in order if scores[i] >= self.least)

    def _on_graph(self, event_id: str, vector: Vector) -> list[str]:
        engine: Engine = self.handle.engine
        asked = self.most * _OTHERS
        rows = engine.read(
            _NEAR,
            {
                "user_id": self.user_id,
                "vector": vector.tolist(),
                "k": asked,
                "limit": asked,
                "as_of": _LATEST,
                "known_at": _LATEST,
                "session_id": None,
                "tiers": list(_TIERS),
            },
        )
        return [str(row["id"]) for row in rows if row["id"] != event_id]


def as_vector(value: object) -> Vector | None:
    """Return an embedding as the graph gives it; None: it has none."""
    if not isinstance(value, Sequence) or not value:
        return None
    return np.asarray(value, np.float32)
