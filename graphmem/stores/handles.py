"""An open user: its graph, its search structures, and the lock over both."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from graphmem.stores.base import Engine
from graphmem.stores.graph import GraphStore, UserState
from graphmem.stores.index.user_index import UserIndex
from graphmem.stores.regions import RegionReader


@dataclass(frozen=True, slots=True)
class EncoderCard:
    """What the store must know of the encoder: whose vectors, and of what length."""

    version: str
    dimension: int


@dataclass(slots=True)
class UserHandle:
    """An open user: the graph, its search structures, and the lock over both.

    Attributes:
        snapshot: Where the snapshot of the search structures lies; None: none is kept.
        lock: Held by every operation on this user.
        revision: Revision of the graph, as this process knows it.
        region: Reads parts of the graph.
        deep: Search structures over the archive too, while the graph is as it was (``deep``).
        large: The user has more events than are cached: recall asks ``region``.
        users: Operations that run on it or wait for its lock.
        erased: The database is gone; who waited for the lock finds nothing to work on.
        kept: What the write path knows of the user as long as it is open.
    """

    snapshot: Path | None
    store: GraphStore
    engine: Engine
    index: UserIndex
    revision: int
    region: RegionReader
    large: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)
    users: int = 0
    erased: bool = False
    snapshot_revision: int = 0
    snapshot_rows: int = 0
    kept: object = None
    deep: UserIndex | None = None


def is_other(index: UserIndex, state: UserState) -> bool:
    """Tell whether an index is ahead of the graph, or of a user that was erased since."""
    known = index.revision > 0 or index.lineage is not None  # a large user's index stays empty
    return known and (index.revision > state.revision or index.lineage != state.lineage)
