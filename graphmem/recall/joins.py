"""Links between the events of a region: over what they name, and in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.recall.diffuse import MAX_FANOUT, in_named_session, rarities
from graphmem.recall.region import FEW_NAMING
from graphmem.recall.seed import Query
from graphmem.stores.index.postings import Postings
from graphmem.stores.index.user_index import UserIndex

Ints = NDArray[np.int64]
#: What ties two events: the second is about, or states a fact of, what the first names; both name
#: it; the second comes after, or before, the first in its session.
KINDS = ("topic", "subject", "co_mention", "next", "previous")
_IN_TIME = KINDS.index("next")
_MOST_PASSING = 60  # an entity that more events of the region name ties none of them


@dataclass(frozen=True, slots=True)
class Named:
    """Which entities the events of a region name; "place" is a place in the region.

    Attributes:
        entities: Distinct entities, ascending. Shape: (n_entities,).
        place: Event of each naming. Shape: (n_namings,).
        entity: Its entity, as a place in ``entities``; sorted by (place, entity). Same shape.
        naming: Events of the whole memory that name an entity. Shape: (n_entities,).
        leading: Events that are about it or state a fact of it. Shape: (n_entities,).
        rarity: How specific it is, in [0, 1]. Shape: (n_entities,).
        asked: Whether the question names it. Shape: (n_entities,).
    """

    entities: NDArray[np.int32]
    place: Ints
    entity: Ints
    naming: Ints
    leading: Ints
    rarity: NDArray[np.float32]
    asked: NDArray[np.bool_]

    def find(self, place: Ints, entity: Ints) -> Ints:
        """Return which naming a pair of event and entity is; they must be there. Shape: (n,)."""
        width = max(len(self.entities), 1)
        keys = self.place * width + self.entity
        return np.minimum(np.searchsorted(keys, place * width + entity), max(len(keys) - 1, 0))


@dataclass(frozen=True, slots=True)
class Joins:
    """Directed links between places of a region, at most one for each pair and direction.

    Attributes:
        ends: First and second event of each. Shape: (2, n_links).
        kind: Place in ``KINDS``. Shape: (n_links,).
        via: Entity that ties them, as a place in ``Named.entities``; -1 in time. Shape: (n_links,).
        shared: How many ties the two have. Shape: (n_links,).
    """

    ends: Ints
    kind: Ints
    via: Ints
    shared: Ints

    @property
    def over_entities(self) -> NDArray[np.bool_]:
        """Links over an entity. Shape: (n_links,)."""
        return self.kind < _IN_TIME


def find_named(index: UserIndex, query: Query, rows: NDArray[np.int32]) -> Named:
    """Return what the events of a region name."""
    owner, found = index.row_entities.gather(rows)
    entities, entity = np.unique(found, return_inverse=True)
    order = np.lexsort((entity, owner))
    naming = index.mentions.counts(entities)
    return Named(
        entities=entities,
        place=owner[order],
        entity=entity[order].astype(np.int64),
        naming=naming,
        leading=index.topics.counts(entities) + index.subjects.counts(entities),
        rarity=rarities(naming, len(index)).astype(np.float32),
        asked=np.isin(entities, np.array(query.entities, np.int32)),
    )


def find_joins(index: UserIndex, rows: NDArray[np.int32], named: Named) -> Joins:
    """Return the links between the events of a region."""
    place = np.full(len(index), -1, np.int64)
    place[rows] = np.arange(len(rows))
    links = [
        _over(named, *_shelf(index.topics, named, place, MAX_FANOUT), kind=0),
        _over(named, *_shelf(index.subjects, named, place, MAX_FANOUT), kind=1),
        _over(named, named.entity, named.place, kind=2, rare=True),
    ]
    over = _rarest(np.concatenate(links, axis=1), named, len(rows))
    return _with_time(index, rows, place, over)


def _shelf(postings: Postings, named: Named, place: Ints, most: int) -> tuple[Ints, Ints]:
    """Return entities, and events of the region that they lead to."""
    few = np.flatnonzero(postings.counts(named.entities) <= most)
    owner, rows = postings.gather(named.entities[few])
    inside = place[rows] >= 0
    return few[owner[inside]], place[rows[inside]]


def _over(named: Named, entity: Ints, second: Ints, *, kind: int, rare: bool = False) -> Ints:
    """Link every event that names an entity to those it leads to.

    Returns:
        Rows: first, second, entity, kind. Shape: (4, n_links).
    """
    if rare:
        keep = named.naming[entity] <= FEW_NAMING
        entity, second = entity[keep], second[keep]
    order = np.argsort(named.entity, kind="stable")
    by_entity = named.entity[order]
    starts = np.searchsorted(by_entity, entity, "left")
    sizes = np.searchsorted(by_entity, entity, "right") - starts
    sizes = np.where(sizes <= _MOST_PASSING, sizes, 0)
    each = np.repeat(np.arange(len(entity)), sizes)
    within = np.arange(len(each)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    first = named.place[order[np.repeat(starts, sizes) + within]]
    links = np.stack((first, second[each], entity[each], np.full(len(each), kind)))
    return links[:, first != second[each]].astype(np.int64)


def _rarest(links: Ints, named: Named, n_places: int) -> Joins:
    """Keep one link of each pair: the best kind, of the rarest entity."""
    first, second, entity, kind = links
    # One key instead of five: first, second, kind, rarity, entity.
    rank = np.empty(len(named.entities), np.int64)
    rank[np.argsort(-named.rarity, kind="stable")] = np.arange(len(rank))
    pair = first * n_places + second
    order = np.argsort((pair * len(KINDS) + kind) * max(len(rank), 1) + rank[entity])
    links, pair = links[:, order], pair[order]
    starts = np.flatnonzero(np.diff(pair, prepend=-1))
    shared = np.diff(np.append(starts, len(pair)))
    first, second, entity, kind = links[:, starts]
    return Joins(np.stack((first, second)), kind, entity, shared)


def _with_time(index: UserIndex, rows: NDArray[np.int32], place: Ints, over: Joins) -> Joins:
    """Add the links between neighbours in a session, both ways."""
    after = index.chains.after.values[rows]
    there = (after >= 0) & in_named_session(index)[rows]
    later = np.where(there, place[np.maximum(after, 0)], -1)
    one = np.flatnonzero(later >= 0)
    two = later[one]
    size = 2 * len(one)
    kinds = np.repeat((_IN_TIME, _IN_TIME + 1), len(one))
    ends = np.stack((np.concatenate((one, two)), np.concatenate((two, one))))
    return Joins(
        np.concatenate((over.ends, ends), axis=1),
        np.concatenate((over.kind, kinds)),
        np.concatenate((over.via, np.full(size, -1))),
        np.concatenate((over.shared, np.ones(size, np.int64))),
    )
