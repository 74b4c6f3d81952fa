"""All search structures of one user, brought up to a revision of the graph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.base import Row
from graphmem.stores.index.bm25 import Bm25
from graphmem.stores.index.chains import Chains, Key
from graphmem.stores.index.columns import AnyColumn, Column
from graphmem.stores.index.entries import NO_SESSION, Changes, SessionEntry
from graphmem.stores.index.entries import TIERS as TIERS
from graphmem.stores.index.entries import searched_tiers as searched_tiers
from graphmem.stores.index.links import add_links
from graphmem.stores.index.names import Names
from graphmem.stores.index.postings import Ints, Postings
from graphmem.stores.index.pullable import Pullable
from graphmem.stores.index.removal import drop_empty_sessions, keep_entities, keep_rows, says_else
from graphmem.stores.index.same import Same
from graphmem.stores.index.units import Units
from graphmem.stores.index.vectors import Vectors, quantise
from graphmem.stores.records import RETRACTED, spoken

_COLUMNS = (
    "session", "occurred_at", "seq", "part", "recorded_at", "tier", "tokens", "tied",
    "strength", "decay_rate", "touched_at",
)  # fmt: skip
_GONE = frozenset(("archive", "demoted"))  # tiers that are not at hand


class UserIndex:
    """Row-aligned columns over searchable events, and postings from entities to rows.

    Attributes:
        revision: Revision of the graph that this equals.
        lineage: Which graph that is: a user that was erased may come back with another.
        ids: Event id of each row.
        topics: Entity -> rows that are about it (heading, opening subject).
        subjects: Entity -> rows that state a fact of it, and are not about it already.
        mentions: Entity -> rows that name it.
        speakers: Entity -> rows it said.
        tied: Rows that state a fact with ties to others, or are part of a correction; a row stays
            so when all of them were taken back. Only of such does recall ask what is current.
        row_entities: Row -> entities it is about or names.
        strength: As of ``touched_at`` (epoch ms), and fading by ``decay_rate`` a day from then on.
        deep: It holds what lies in the archive too.
        units: Sentences of rows that have several; ``unit_rows`` and so on are its parts.
        retracted: Entities that nothing speaks of any more: no name leads to them.
    """

    def __init__(self, dimension: int, lineage: str | None = None, *, deep: bool = False) -> None:
        self.revision = 0
        self.deep = deep
        self.lineage = lineage
        self.dimension = dimension
        self.ids: list[str] = []
        self.row_of: dict[str, int] = {}
        self.session = Column(np.int32)
        self.occurred_at = Column(np.int64)
        self.seq = Column(np.int64)  # one more than the largest that a caller may give
        self.part = Column(np.int32)
        self.recorded_at = Column(np.int64)
        self.tier = Column(np.int8)
        self.tokens = Column(np.int32)
        self.tied = Column(np.bool_)
        self.strength = Column(np.float32)
        self.decay_rate = Column(np.float32)
        self.touched_at = Column(np.int64)
        self.time_rows = Column(np.int32)
        self.time_starts = Column(np.int64)
        self.time_ends = Column(np.int64)
        self.vectors = Vectors(dimension)
        self.units = Units(dimension)
        self.unit_rows, self.unit_vectors = self.units.rows, self.units.vectors
        self.unit_entities = self.units.entities
        self.bm25 = Bm25()
        self.chains = Chains()
        self.entity_ids: list[str] = []
        self.entity_of: dict[str, int] = {}
        self.entity_names: list[tuple[str, ...]] = []
        self.names = Names()
        self.retracted: set[int] = set()
        self.same = Same()
        self.topics = Postings()
        self.subjects = Postings()
        self.mentions = Postings()
        self.speakers = Postings()
        self.row_entities = Postings()
        self.sessions: list[SessionEntry] = []
        self.session_of: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def columns(self) -> dict[str, AnyColumn]:
        """Return the row-aligned columns by name."""
        return {name: cast("AnyColumn", getattr(self, name)) for name in _COLUMNS}

    def times(self) -> dict[str, AnyColumn]:
        """Return the columns of time expressions by name; ``time_rows`` points to rows."""
        names = ("time_rows", "time_starts", "time_ends")
        return {name: cast("AnyColumn", getattr(self, name)) for name in names}

    def postings(self) -> dict[str, tuple[Postings, int]]:
        """Return the postings by name, each with its number of keys."""
        n = len(self.entity_ids)
        return {
            "topics": (self.topics, n),
            "subjects": (self.subjects, n),
            "mentions": (self.mentions, n),
            "speakers": (self.speakers, n),
            "row_entities": (self.row_entities, len(self.ids)),
            "unit_entities": (self.unit_entities, len(self.units)),
        }

    def by_entity(self) -> tuple[Postings, ...]:
        """Return the postings from entities to rows."""
        return self.topics, self.subjects, self.mentions, self.speakers

    def refresh(self, store: Pullable, revision: int) -> Changes:
        """Bring everything from ``self.revision`` to ``revision``, while others may write.

        Removals are pulled first and events last, window by window, so that whatever an event
        points to is there, or was erased since: the next refresh learns of it.
        """
        if revision == self.revision:
            return Changes()
        gone = store.pull_removed(self.revision)
        removed = self._drop(gone) if gone else 0
        for row in store.pull_sessions(self.revision):
            self._add_session(row)
        stale = [row for row in store.pull_entities(self.revision) if self._add_entity(row)]
        if stale:
            self.rebuild_names()
        since, added = self.revision, 0
        for window in store.pull_changes(self.revision, revision):
            here, gone_now = self._parted(window.events)
            removed += self._let_go(gone_now)
            known, fresh = len(self.ids), self._add_events(here)
            add_links(self, window.links, fresh)
            self.units.update(sorted(fresh), window, self.row_of, self.entity_of)
            added += len(self.ids) - known
            self.revision = window.until
        drop_empty_sessions(self)
        if self.chains.stale:
            self.rebuild_chains()
        for event_id in store.pull_tied(since):
            if event_id in self.row_of:
                self.tied.values[self.row_of[event_id]] = True
        self.revision = revision
        return Changes(added, removed)

    def row_key(self, row: int) -> Key:
        """Return a row's place in its session."""
        return (
            int(self.occurred_at.values[row]),
            int(self.seq.values[row]),
            int(self.part.values[row]),
            self.ids[row],
        )

    def entities_of(self, row: int) -> NDArray[np.int32]:
        """Return the entities a row is about or names. Shape: (n,)."""
        return self.row_entities.get(row)[0]

    def units_of(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return the sentences of rows, and for each its row's place; see ``Units.of``."""
        return self.units.of(rows)

    def _add_session(self, row: Row) -> None:
        session_id = str(row["id"])
        if session_id not in self.session_of:
            self.session_of[session_id] = len(self.sessions)
            entry = SessionEntry(session_id, str(row["external_id"]), bool(row["implicit"]))
            self.sessions.append(entry)

    def _add_entity(self, row: Row) -> bool:
        """Note an entity; return whether names are to be made anew, which takes some time."""
        entity_id = str(row["id"])
        if entity_id not in self.entity_of:
            self.entity_of[entity_id] = len(self.entity_ids)
            self.entity_ids.append(entity_id)
            self.entity_names.append(())
        number = self.entity_of[entity_id]
        names = (str(row["name"]), *cast("list[str]", row["aliases"] or []))
        before, self.entity_names[number] = self.entity_names[number], names
        was, retracted = number in self.retracted, row["status"] == RETRACTED
        (self.retracted.add if retracted else self.retracted.discard)(number)
        one = self.same.note(entity_id, cast("list[str]", row.get("same") or []))
        if not retracted:
            self.names.add(number, names)
            return one or not set(before) <= set(names)  # a form of the name was erased
        return one or (not was and bool(before))

    def rebuild_names(self) -> None:
        """Make the names anew that lead to entities."""
        self.names = self.same.names(self.entity_names, self.entity_of, self.retracted)

    def _parted(self, rows: Sequence[Row]) -> tuple[list[Row], list[int]]:
        """Return what is to be at hand, and the rows of what no longer is, or not as it was."""
        hidden = {"demoted"} if self.deep else _GONE
        old = [r for r in rows if r["tier"] in hidden or says_else(self, r)]
        gone = [self.row_of[str(r["id"])] for r in old if str(r["id"]) in self.row_of]
        return [r for r in rows if r["tier"] not in hidden], gone

    def _let_go(self, numbers: Sequence[int]) -> int:
        """Close up over some rows."""
        if numbers:
            keep = np.ones(len(self), bool)
            keep[np.asarray(numbers)] = False
            keep_rows(self, keep)
        return len(numbers)

    def _add_events(self, rows: Sequence[Row]) -> set[int]:
        """Append new events, bring known ones up to date; return all whose links are to be set."""
        if any(r["session_id"] == NO_SESSION for r in rows):
            self._add_session({"id": NO_SESSION, "external_id": "", "implicit": True})
        rows = [r for r in rows if str(r["session_id"]) in self.session_of]
        fresh = [r for r in rows if str(r["id"]) not in self.row_of]
        changed = self._update([r for r in rows if str(r["id"]) in self.row_of])
        if fresh:
            self._append(fresh)
        return changed | {self.row_of[str(r["id"])] for r in fresh}

    def _append(self, fresh: Sequence[Row]) -> None:
        first = len(self.ids)
        for number, row in enumerate(fresh, start=first):
            self._add_event(number, row)
        for name in ("occurred_at", "seq", "part", "recorded_at", "tokens"):
            self.columns()[name].extend([cast("int", r[name]) for r in fresh])
        self.tied.extend([False] * len(fresh))
        for name, values in _fading(fresh).items():
            self.columns()[name].extend(values)
        self.tier.extend([TIERS.index(str(r["tier"])) for r in fresh])
        self.session.extend([self.session_of[str(r["session_id"])] for r in fresh])
        self.vectors.extend(np.array([r["embedding"] for r in fresh], np.float32))
        self.bm25.extend(spoken(str(r["text"]), cast("str | None", r["speaker"])) for r in fresh)
        for number in range(first, len(self.ids)):
            self.chains.append(int(self.session.values[number]), self.row_key(number))

    def _add_event(self, number: int, row: Row) -> None:
        self.row_of[str(row["id"])] = number
        self.ids.append(str(row["id"]))
        self._add_times(number, row)

    def _add_times(self, number: int, row: Row) -> None:
        starts = cast("list[int]", row["time_starts"] or [])
        self.time_rows.extend([number] * len(starts))
        self.time_starts.extend(starts)
        self.time_ends.extend(cast("list[int]", row["time_ends"] or []))

    def _update(self, rows: Sequence[Row]) -> set[int]:
        """Give known rows their tier, vector and times, and take their links from them."""
        if not rows:
            return set()
        numbers = np.array([self.row_of[str(r["id"])] for r in rows], np.int32)
        codes, scales = quantise(np.array([r["embedding"] for r in rows], np.float32))
        self.vectors.codes.values[numbers] = codes
        self.vectors.scales.values[numbers] = scales
        self.tier.values[numbers] = [TIERS.index(str(r["tier"])) for r in rows]
        for name, values in _fading(rows).items():
            self.columns()[name].values[numbers] = values
        for postings in self.by_entity():
            postings.drop_rows(len(self.entity_ids), numbers)
        self.row_entities.drop_keys(len(self.ids), numbers)
        others = ~np.isin(self.time_rows.values, numbers)
        for column in self.times().values():
            column.replace(column.values[others])
        for number, row in zip(numbers.tolist(), rows, strict=True):
            self._add_times(number, row)
        return set(numbers.tolist())

    def rebuild_chains(self) -> None:
        """Make the chains anew from the rows' places in their sessions."""
        sessions = [int(s) for s in self.session.values]
        self.chains.rebuild(sessions, [self.row_key(row) for row in range(len(self.ids))])

    def _drop(self, removed: Callable[[str], bool]) -> int:
        """Close up over removed rows and entities, so that nothing of them stays in memory."""
        keep, keep_entity = (
            np.array([not removed(i) for i in ids], bool) for ids in (self.ids, self.entity_ids)
        )
        keep_rows(self, keep)
        keep_entities(self, keep_entity)
        return int((~keep).sum()) + int((~keep_entity).sum())


def _fading(rows: Sequence[Row]) -> dict[str, list[Any]]:
    """Return how strong rows are, and since when they fade; a touch may be yet to come."""
    moments = ("occurred_at", "recorded_at", "touched_at")
    return {
        "strength": [r.get("strength", 1.0) for r in rows],
        "decay_rate": [r.get("decay_rate", 0.0) for r in rows],
        "touched_at": [max(cast("int", r.get(m) or 0) for m in moments) for r in rows],
    }
