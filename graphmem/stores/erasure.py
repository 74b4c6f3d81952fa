"""An erasure inside one transaction: what it runs with, what it found, what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.base import Row, Transaction
from graphmem.stores.cutting import Forms
from graphmem.stores.feed import tombstone_key
from graphmem.stores.queries import Query, load

_TOMBSTONES = load("erase.create_tombstones")


class Embedder(Protocol):
    """Makes the vectors of texts that changed."""

    @property
    def version(self) -> str:
        """Name stored with each vector."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text. Shape: (n_texts, dimension)."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of word pieces of each text."""
        ...


@dataclass(frozen=True, slots=True)
class Work:
    """An erasure inside an open transaction.

    Attributes:
        revision: Stamped on what changes.
        secret: Key of the user's tombstones.
        encoder: None: nothing that would need a new vector keeps its words.
    """

    tx: Transaction
    user_id: str
    revision: int
    now_ms: int
    secret: str
    encoder: Embedder | None = None

    def run(self, query: Query, params: Row) -> list[Row]:
        """Run a query over the user's graph."""
        return self.tx.run(query, {**params, "user_id": self.user_id})

    def change(self, query: Query, rows: Sequence[Row]) -> None:
        """Run a write with its rows and the revision, if there are some."""
        if rows:
            self.run(query, {"rows": list(rows), "revision": self.revision})

    def change_rows(self, query: Query, rows: Sequence[Row]) -> None:
        """The same for a write that stamps nothing."""
        if rows:
            self.run(query, {"rows": list(rows)})

    def ids(self, queries: Sequence[Query], ids: Iterable[str]) -> list[str]:
        """Return the ids that some queries find from others, sorted."""
        wanted = sorted(set(ids))
        if not wanted:
            return []
        return sorted({str(r["id"]) for q in queries for r in self.run(q, {"ids": wanted})})

    def bury(self, gone: Iterable[str], bars: Iterable[str] = ()) -> None:
        """Leave tombstones of ids that are gone, and of items that must not come back."""
        barring = set(bars)
        rows: list[Row] = []
        for item in sorted({*gone, *barring}):
            key = tombstone_key(self.secret, item)
            rows.append({"id": f"{self.user_id}:{key}", "key": key, "bars": item in barring})
        if rows:
            self.run(_TOMBSTONES, {"rows": rows, "revision": self.revision, "now": self.now_ms})


@dataclass(slots=True)
class Touched:
    """What lost some of its support, by id.

    Attributes:
        quoted: Texts that are erased; what quotes them gets other words.
        forms: A name that is erased; likewise.
    """

    facts: set[str] = field(default_factory=set[str])
    entities: set[str] = field(default_factory=set[str])
    semantics: set[str] = field(default_factory=set[str])
    quoted: set[str] = field(default_factory=set[str])
    forms: Forms | None = None
