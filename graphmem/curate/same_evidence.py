"""What the graph knows of names that may be one: read for the candidates alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from graphmem.dynamics.same import NameBook, Place, Seen
from graphmem.stores.base import Engine, Row
from graphmem.stores.queries import Query, load
from graphmem.stores.records import RETRACTED

_NAMES = load("entities.list_names_same")
_PLACES = load("entities.list_places_same")
_NEAR = load("entities.list_near_same")
_CONTEXTS = load("entities.list_contexts_same")
_PAGE = 2000  # names per query
_CHUNK = 100  # candidates per query
_MOST_PLACES = 256
_MOST_CONTEXTS = 8
_NO_NAMES = frozenset({"email", "url", "quantity"})


def read_names(engine: Engine, user_id: str) -> NameBook:
    """Return the names of a user's entities."""
    return NameBook(
        (str(row["id"]), str(row["name"]), str(row["kind"]))
        for row in _names(engine, user_id)
        if row["status"] != RETRACTED and row["kind"] not in _NO_NAMES
    )


def _names(engine: Engine, user_id: str) -> Iterator[Row]:
    after, page = "", list[Row]()
    while not after or len(page) == _PAGE:
        page = list(engine.read(_NAMES, {"user_id": user_id, "after": after, "limit": _PAGE}))
        yield from page
        after = str(page[-1]["id"]) if page else "-"


def read_seen(engine: Engine, user_id: str, book: NameBook, ids: Iterable[str]) -> dict[str, Seen]:
    """Return what is known of some entities."""
    wanted = sorted(set(ids))
    found: dict[str, Seen] = {}
    for start in range(0, len(wanted), _CHUNK):
        found |= _chunk(engine, user_id, book, wanted[start : start + _CHUNK])
    return found


def _chunk(engine: Engine, user_id: str, book: NameBook, ids: Sequence[str]) -> dict[str, Seen]:
    def read(query: Query, **more: object) -> Iterator[Row]:
        return engine.read(query, {"ids": list(ids), "user_id": user_id, **more})

    places: dict[str, list[Place]] = defaultdict(list)
    for row in read(_PLACES, limit=_MOST_PLACES):
        order = tuple(cast("int", row[key]) for key in ("occurred_at", "seq", "part", "start"))
        place = Place(str(row["session_id"]), str(row["unit_id"]), order)
        places[str(row["id"])].append(place)
    near: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in read(_NEAR):
        near[str(row["id"])][str(row["session_id"])].add(str(row["near_id"]))
    vectors: dict[str, list[NDArray[np.float32]]] = defaultdict(list)
    for row in read(_CONTEXTS, limit=_MOST_CONTEXTS):
        vectors[str(row["id"])].append(np.array(row["embedding"], np.float32))
    return {
        i: Seen(
            id=i,
            name=book.shown[i],
            kind=book.kinds[i],
            places=tuple(places[i]),
            near={session: frozenset(ids) for session, ids in near[i].items()},
            vector=_mean(vectors[i]),
        )
        for i in ids
    }


def _mean(vectors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32] | None:
    """Return the direction of some vectors. Shape: (dimension,)."""
    if not vectors:
        return None
    total = np.sum(vectors, axis=0)
    return np.asarray(total / max(1e-6, float(np.linalg.norm(total))), np.float32)
