"""The sentences of a region's events, and which of them names what ties two events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.recall.joins import Named
from graphmem.recall.seed import Floats
from graphmem.stores.index.user_index import UserIndex

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Vectors of a region's events and of their sentences.

    Attributes:
        vectors: Of the events, then of the sentences. Shape: (n_events + n_sentences, dimension).
        bridge: For each naming of ``Named`` the sentence that names the entity and is nearest to
            the question, as a row of ``vectors``; -1 where the event is one sentence. Shape:
            (n_namings,).
    """

    vectors: Floats
    bridge: Ints

    def naming(self, named: Named, place: Ints, entity: Ints) -> Ints:
        """Return the sentence in which each event names an entity, as a row of ``vectors``.

        An event stands in for its only sentence.

        Args:
            place: Events, as places in the region. Shape: (n,).
            entity: Entities that they name, as places in ``named.entities``. Shape: (n,).

        Returns:
            Shape: (n,).
        """
        if not len(self.bridge):
            return place
        at = named.find(place, entity)
        # An event can be about what none of its sentences names: it has no naming of it.
        there = (named.place[at] == place) & (named.entity[at] == entity) & (self.bridge[at] >= 0)
        return np.where(there, self.bridge[at], place)


def find_sentences(
    index: UserIndex, rows: NDArray[np.int32], named: Named, question: Floats
) -> Sentences:
    """Gather the vectors of some rows and their sentences. Shape of question: (dimension,)."""
    units, owner = index.units_of(rows)
    n_rows = len(rows)
    vectors = np.empty((n_rows + len(units), index.dimension), np.float32)
    index.vectors.read(rows, vectors[:n_rows])
    index.unit_vectors.read(units, vectors[n_rows:])
    bridge = np.full(len(named.place), -1, np.int64)
    unit, entities = index.unit_entities.gather(units)
    if not len(unit) or not len(bridge):
        return Sentences(vectors, bridge)
    entity = np.minimum(np.searchsorted(named.entities, entities), len(named.entities) - 1)
    known = named.entities[entity] == entities
    unit, entity = unit[known], entity[known].astype(np.int64)
    at = named.find(owner[unit].astype(np.int64), entity)
    right = (named.place[at] == owner[unit]) & (named.entity[at] == entity)
    unit, at = unit[right], at[right]
    near = vectors[n_rows:] @ question
    order = np.argsort(near[unit], kind="stable")  # the nearest is set last
    bridge[at[order]] = unit[order] + n_rows
    return Sentences(vectors, bridge)
