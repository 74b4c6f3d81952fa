"""What the writers of a transaction share: queries over rows, stamped with its revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphmem.stores.base import Row, Transaction
from graphmem.stores.queries import Query


@dataclass(frozen=True, slots=True)
class StampedWriter:
    """Writes rows of one user inside an open transaction.

    Attributes:
        revision: Stamped on all that changes.
    """

    tx: Transaction
    user_id: str
    revision: int

    def run(
        self, query: Query, rows: Sequence[Mapping[str, object]], *, revision: bool = False
    ) -> None:
        """Run a query over rows, if there are any.

        Args:
            revision: The query stamps what it writes.
        """
        if rows:
            stamp: Row = {"revision": self.revision} if revision else {}
            self.tx.run(query, {"rows": rows, "user_id": self.user_id, **stamp})
