"""Moving events between tiers, and with that into the archive and out of it.

In the archive an event has neither words nor vector where the engine's own indexes see them: both
are packed (``packing``), those of its chunks and sentences too. All else stays where it was: who is
named, what is stated, and which sentence says it. A sentence's words are cut out of the event's
again when it wakes; what cannot be cut out so is left as it is.

Each transaction takes some whole events with all of their parts. What is in the tier already, or
was erased meanwhile, is passed over, so that a plan may be applied again from its beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphmem.dynamics.tiers import FOUND, Transition
from graphmem.stores.archive import Mover, OpenArchive, tier_of
from graphmem.stores.base import Engine, Row, T, Transaction
from graphmem.stores.graph import GraphStore
from graphmem.stores.queries import Query, load

_FOUND = load("archive.find_archived")
_PACKED = load("archive.find_packed")
_LIST_MOVES = load("archive.list_moves")
BATCH = 32  # whole events of one transaction


@dataclass(frozen=True, slots=True)
class Archiving:
    """One user's tiers and archive."""

    store: GraphStore
    engine: Engine

    def move(
        self, steps: Sequence[Transition], mover: Mover | None, *, now_ms: int
    ) -> Iterator[int]:
        """Move whole events between tiers, some in each transaction; those there already stay.

        Yields:
            The user's revision after each transaction.
        """

        def work(archive: OpenArchive, some: Sequence[Transition]) -> None:
            _move(archive, some, mover, now_ms)

        return self._in_batches(steps, work, now_ms)

    def wake(self, found: Mapping[str, tuple[int, str]], *, now_ms: int) -> int | None:
        """Bring events out of the archive that were recalled there, not those recalled before.

        Args:
            found: Event id -> when it was recalled last (epoch ms), and the id of that recall.

        Returns:
            The user's revision after it; None: none of them was in the archive.
        """
        rows: list[Row] = [{"id": i, "at": at} for i, (at, _) in sorted(found.items())]
        asked: Row = {"rows": rows, "user_id": self.store.user_id}
        asleep = [str(row["id"]) for row in self.engine.read(_FOUND, asked)] if rows else []
        steps = [Transition(i, "archive", "episodic", FOUND) for i in asleep]
        recalls = {i: found[i][1] for i in asleep}
        return _last(self.move(steps, Mover("recall", recalls), now_ms=now_ms))

    def bring_to_hand(self, event_ids: Sequence[str], *, now_ms: int) -> int | None:
        """Unpack events that are to be read or made anew; they stay in their tier.

        Sleep packs again what lies unpacked in the archive.

        Args:
            event_ids: Of events or chunks.

        Returns:
            The user's revision after it; None: none of them was packed.
        """
        packed = self._ids(_PACKED, event_ids)
        return _last(self._in_batches(packed, OpenArchive.unpack, now_ms))

    def pack(self, event_ids: Sequence[str], *, now_ms: int) -> Iterator[int]:
        """Pack those of some whole events that lie unpacked in the archive.

        Yields:
            The user's revision after each transaction.
        """
        return self._in_batches(event_ids, _pack_archived, now_ms)

    def moves(self, event_id: str) -> list[Row]:
        """Return the ways of an event between tiers, oldest first (``archive.list_moves``)."""
        return list(self.engine.read(_LIST_MOVES, {"id": event_id, "user_id": self.store.user_id}))

    def _in_batches(
        self, items: Sequence[T], work: Callable[[OpenArchive, Sequence[T]], None], now_ms: int
    ) -> Iterator[int]:
        for first in range(0, len(items), BATCH):
            some = items[first : first + BATCH]

            def done(tx: Transaction, revision: int, some: Sequence[T] = some) -> int:
                work(OpenArchive(tx, self.store.user_id, revision), some)
                return revision

            yield self.store.change(done, now_ms=now_ms)

    def _ids(self, query: Query, ids: Sequence[str]) -> list[str]:
        if not ids:
            return []
        rows = self.engine.read(query, {"ids": list(ids), "user_id": self.store.user_id})
        return [str(row["id"]) for row in rows]


def _move(
    archive: OpenArchive, steps: Sequence[Transition], mover: Mover | None, now_ms: int
) -> None:
    families = archive.families([s.id for s in steps])
    due = [s for s in steps if s.id in families and tier_of(families[s.id]) == s.source]
    archive.set_tiers(due, families, now_ms)
    if mover is not None:
        archive.note(due, mover, now_ms)
    archive.pack([s.id for s in due if s.to == "archive"])
    archive.unpack([s.id for s in due if s.source == "archive"])


def _pack_archived(archive: OpenArchive, whole_ids: Sequence[str]) -> None:
    families = archive.families(whole_ids)
    archive.pack([i for i, parts in families.items() if tier_of(parts) == "archive"])


def _last(revisions: Iterable[int]) -> int | None:
    last = None
    for last in revisions:  # noqa: B007
        pass
    return last
