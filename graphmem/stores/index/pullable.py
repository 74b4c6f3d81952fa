"""What search structures are filled from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from graphmem.stores.base import Row
from graphmem.stores.records import ChangeWindow


class Pullable(Protocol):
    """What a cache is filled from: the part of ``GraphStore``."""

    def pull_sessions(self, revision: int) -> Iterator[Row]:
        """Stream sessions changed since a revision."""
        ...

    def pull_entities(self, revision: int) -> Iterator[Row]:
        """Stream entities changed since a revision."""
        ...

    def pull_changes(self, revision: int, until: int) -> Iterator[ChangeWindow]:
        """Stream searchable events changed since a revision, some revisions at a time."""
        ...

    def pull_tied(self, revision: int) -> Iterator[str]:
        """Stream ids of events whose facts came to have ties to others since a revision."""
        ...

    def pull_removed(self, revision: int) -> Callable[[str], bool] | None:
        """Return a test for ids removed since a revision; None if none were."""
        ...
