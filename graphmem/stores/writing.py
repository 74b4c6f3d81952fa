"""The write transaction: everything a batch of events adds, or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from graphmem.stores.base import Row
from graphmem.stores.chain import Place, link_rows, plan_chain
from graphmem.stores.deriving import DerivedWriter
from graphmem.stores.queries import load
from graphmem.stores.records import EventRecord, SessionRecord, WriteSet, to_row
from graphmem.stores.sessions import append, last_place, rechain
from graphmem.stores.settling import settle_facts
from graphmem.stores.stamped import StampedWriter

_UPSERT_SESSIONS = load("sessions.upsert_sessions")
_TAILS = load("sessions.find_tails")
_SET_TAILS = load("sessions.set_tails")
_CREATE_EVENTS = load("events.create_events")
_INTO_SESSION = load("events.link_session")
_PARTS = load("events.link_parts")
_ORDER = load("events.list_order")
_LINK = load("events.link_next")
_UNLINK = load("events.unlink_next")


@dataclass(frozen=True, slots=True)
class BatchWriter(StampedWriter):
    """Writes one batch inside an open transaction."""

    def write(self, batch: Sequence[WriteSet]) -> list[WriteSet]:
        """Store a batch of new events; return it with each ``seq`` filled in."""
        self._sessions([w.session for w in batch])
        batch = self._chain(batch)
        events = [e for w in batch for e in w.events]
        self.run(_CREATE_EVENTS, [to_row(e) for e in events], revision=True)
        whole = [e for e in events if e.parent_id is None]
        self.run(_INTO_SESSION, [{"session_id": e.session_id, "id": e.id} for e in whole])
        chunks = [{"id": e.id, "parent_id": e.parent_id} for e in events if e.parent_id]
        self.run(_PARTS, chunks)
        self._link_events(batch)
        derived = DerivedWriter(self.tx, self.user_id, self.revision)
        derived.sentences([s for w in batch for s in w.sentences])
        derived.entities([e for w in batch for e in w.entities])
        derived.mentions([m for w in batch for m in w.mentions])
        again = derived.facts([f for w in batch for f in w.facts])
        derived.statements([s for w in batch for s in w.statements])
        if again:
            settle_facts(self.tx, self.user_id, self.revision, again)
        return batch

    def _sessions(self, sessions: Sequence[SessionRecord]) -> None:
        """Upsert sessions, then repair the chain of sessions where their start moved."""
        rows = [to_row(s) for s in _widest(sessions)]
        ids = [row["id"] for row in rows]
        found = self.tx.run(_TAILS, {"ids": ids, "user_id": self.user_id})
        before = {str(r["session_id"]): r for r in found}
        known = all(row["id"] in before for row in rows)
        last = None if known else last_place(self.tx, self.user_id)
        self.run(_UPSERT_SESSIONS, rows, revision=True)
        moved = [s for s in rows if _starts_earlier(s, before.get(str(s["id"])))]
        if not moved:
            return
        places = sorted((cast("int", s["started_at"]), str(s["id"])) for s in moved)
        new = before.keys().isdisjoint(i for _, i in places)
        if new and (last is None or places[0] > last):
            append(self.tx, self.user_id, last and last[1], [i for _, i in places])
        else:
            rechain(self.tx, self.user_id)

    def _chain(self, batch: Sequence[WriteSet]) -> list[WriteSet]:
        """Give events without ``seq`` the next one of their instant."""
        tails = self._tails(batch)
        used: dict[tuple[str, int], int] = {}
        numbered: list[WriteSet] = []
        for item in batch:
            event = item.events[0]
            last = self._last_seq(event, tails, used)
            seq = event.seq if event.seq is not None else last + 1
            used[event.session_id, event.occurred_at] = max(seq, last)
            numbered.append(replace(item, events=tuple(replace(e, seq=seq) for e in item.events)))
        return numbered

    def _last_seq(
        self,
        event: EventRecord,
        tails: dict[str, Place],
        used: dict[tuple[str, int], int],
    ) -> int:
        """Return the highest ``seq`` of an event's instant so far, -1 for none."""
        key = (event.session_id, event.occurred_at)
        if key not in used:
            tail = tails.get(event.session_id)
            used[key] = -1
            if tail is not None and tail.at == event.occurred_at:
                used[key] = tail.seq
            elif tail is not None and tail.at > event.occurred_at:
                same = [p.seq for p in self._order(event.session_id) if p.at == event.occurred_at]
                used[key] = max(same, default=-1)
        return used[key]

    def _tails(self, batch: Sequence[WriteSet]) -> dict[str, Place]:
        ids = sorted({w.session.id for w in batch})
        rows = self.tx.run(_TAILS, {"ids": ids, "user_id": self.user_id})
        return {
            str(r["session_id"]): Place(
                cast("int", r["tail_at"]), cast("int", r["tail_seq"]), str(r["tail_id"])
            )
            for r in rows
            if r["tail_id"] is not None
        }

    def _order(self, session_id: str) -> list[Place]:
        params = {"session_id": session_id, "user_id": self.user_id}
        rows = self.tx.run(_ORDER, params)
        return [
            Place(cast("int", r["occurred_at"]), cast("int", r["seq"]), str(r["id"])) for r in rows
        ]

    def _link_events(self, batch: Sequence[WriteSet]) -> None:
        """Chain the new events; only a late one makes the whole order be read."""
        tails = self._tails(batch)
        new: dict[str, list[Place]] = defaultdict(list)
        for item in batch:
            e = item.events[0]
            new[e.session_id].append(Place(e.occurred_at, cast("int", e.seq), e.id))
        links: list[Row] = []
        unlinks: list[Row] = []
        ends: list[Row] = []
        for session_id, places in sorted(new.items()):
            present = self._present(session_id, tails.get(session_id), places)
            plan = plan_chain(present, places)
            links += link_rows(plan.link)
            unlinks += link_rows(plan.unlink)
            end = max([*present, *places])
            ends.append(
                {
                    "session_id": session_id,
                    "tail_id": end.id,
                    "tail_at": end.at,
                    "tail_seq": end.seq,
                }
            )
        self.run(_UNLINK, unlinks)
        self.run(_LINK, links)
        self.run(_SET_TAILS, ends)

    def _present(self, session_id: str, tail: Place | None, new: Sequence[Place]) -> list[Place]:
        if tail is None:
            return []
        if min(new) > tail:
            return [tail]
        added = {p.id for p in new}
        return [p for p in self._order(session_id) if p.id not in added]


def _widest(sessions: Sequence[SessionRecord]) -> list[SessionRecord]:
    spans: dict[str, SessionRecord] = {}
    for s in sessions:
        seen = spans.get(s.id, s)
        spans[s.id] = replace(
            seen,
            started_at=min(seen.started_at, s.started_at),
            ended_at=max(seen.ended_at, s.ended_at),
        )
    return list(spans.values())


def _starts_earlier(session: Row, before: Row | None) -> bool:
    if before is None:
        return True
    return cast("int", session["started_at"]) < cast("int", before["started_at"])
