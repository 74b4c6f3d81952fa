"""Which other messages a new one is compared with: the nearest in meaning of the same voice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graphmem import ids
from graphmem.ingest.messages.message import Message
from graphmem.stores.index.user_index import UserIndex
from graphmem.stores.pool import UserHandle
from graphmem.stores.queries import load

_NEAR = load("region.find_by_vector")
_TIERS = ("sensory", "working", "episodic")
_LATEST = 2**53  # no message is later (epoch ms)
_WIDER = (64, 512, 4096)  # neighbours asked of an index on the graph, which knows no users


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

    def of(self, message: Message) -> list[str]:
        """Return the ids of events that may be compared with a message, the nearest first.

        What lies on the graph only may be of another voice, and less alike than asked.
        """
        if self.handle.large:
            return self._on_graph(message)
        index = self.handle.index
        row = index.row_of.get(message.id)
        return [] if row is None else [index.ids[i] for i in self._in_index(index, row, message)]

    def _in_index(self, index: UserIndex, row: int, message: Message) -> Iterator[int]:
        entity = index.entity_of.get(ids.entity_id(self.user_id, message.speaker))
        if entity is None:
            return
        voice = index.speakers.get(entity)[0]
        voice = voice[voice != row]
        if not len(voice):
            return
        own = index.vectors.rows(np.array([row], np.int32))[0]
        scores = index.vectors.scores(own)[voice]
        order = np.lexsort((-voice, -scores))[: self.most]
        yield from (int(voice[i]) for i in order if scores[i] >= self.least)

    def _on_graph(self, message: Message) -> list[str]:
        if message.vector is None:
            return []
        found: list[str] = []
        for k in _WIDER:
            scope = {"user_id": self.user_id, "vector": message.vector.tolist(), "k": k}
            scope |= {"as_of": _LATEST, "known_at": _LATEST, "session_id": None}
            scope |= {"tiers": list(_TIERS), "limit": self.most + 1}
            rows = self.handle.engine.read(_NEAR, scope)
            found = [str(row["id"]) for row in rows if row["id"] != message.id]
            if len(found) >= self.most:
                break
        return found
