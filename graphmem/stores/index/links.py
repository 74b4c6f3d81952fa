"""Linking rows of the search structures to the entities they are about, name or state facts of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from graphmem.stores.base import Row

if TYPE_CHECKING:
    from graphmem.stores.index.postings import Postings
    from graphmem.stores.index.user_index import UserIndex

#: Roles under which a row belongs to an entity, and the postings that hold it.
_SHELVES = {
    "topic": "topics",
    "subject": "subjects",
    "mention": "mentions",
    "speaker": "speakers",
}


def add_links(index: UserIndex, links: Iterable[Row], changed: set[int]) -> None:
    """Link rows that are new, or have lost their links."""
    first_new = len(index.ids) - len(changed)
    shelves: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for link in links:
        row = index.row_of.get(str(link["event_id"]), -1)
        entity = index.entity_of.get(str(link["entity_id"]))
        if row in changed and entity is not None:
            shelves[_SHELVES[str(link["role"])]].add((row, entity))
    # "I moved" is a fact about the speaker, but every turn of theirs would then be.
    shelves["subjects"] -= shelves["speakers"] | shelves["topics"]
    for shelf, pairs in shelves.items():
        postings = cast("Postings", getattr(index, shelf))
        for row, entity in sorted(pairs):
            postings.add(entity, row)
    for row, entity in sorted(shelves["topics"] | shelves["subjects"] | shelves["mentions"]):
        index.row_entities.add(row, entity)
    if changed and min(changed) < first_new:  # rows that others come behind already
        for postings in index.by_entity():
            postings.sort(len(index.entity_ids))
