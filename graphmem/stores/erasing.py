"""Erasure inside one transaction: an event, and what only it supports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from graphmem.stores.base import Row, Transaction
from graphmem.stores.queries import Query, load
from graphmem.stores.settling import settle_entities, settle_facts
from graphmem.stores.shrinking import shrink_entities, shrink_sessions

_ENTITIES = tuple(load(f"erase.list_entities_of_{u}") for u in ("events", "sentences"))
_FACTS = tuple(load(f"erase.list_facts_of_{u}") for u in ("events", "sentences"))
_SENTENCES = load("erase.list_sentences")
_DELETE_SENTENCES = load("erase.delete_sentences")
_DELETE_EVENTS = load("erase.delete_events")
_UNSTATED = load("erase.list_unstated_facts")
_LOSERS = load("facts.list_losers")
_DELETE_FACTS = load("erase.delete_facts")
_UNSEEN = load("erase.list_unseen_entities")
_DELETE_ENTITIES = load("erase.delete_entities")
_TOMBSTONES = load("erase.create_tombstones")
_SCRUB = load("erase.scrub_accesses")
_FAMILY = load("events.list_family")
_NEIGHBOURS = load("events.list_neighbours")
_LINK = load("events.link_next")
_TAIL = load("sessions.set_tails")
_EMPTY = load("sessions.list_empty")
_DROP_SESSIONS = load("sessions.delete_sessions")
_SESSION_ENDS = load("sessions.list_ends")
_LINK_SESSIONS = load("sessions.link_next")


@dataclass(frozen=True, slots=True)
class Erased:
    """Ids of what was removed."""

    events: tuple[str, ...]
    sentences: tuple[str, ...]
    facts: tuple[str, ...]
    entities: tuple[str, ...]
    sessions: tuple[str, ...]


def erase_events(
    tx: Transaction,
    user_id: str,
    event_ids: Sequence[str],
    *,
    revision: int,
    now_ms: int,
    key: Callable[[str], str],
) -> Erased:
    """Remove events with their chunks and all that nothing else supports.

    Args:
        key: Makes the keyed hash that a tombstone holds in place of the id.
    """
    eraser = _Eraser(tx, user_id)
    families = [row for i in event_ids for row in eraser.run(_FAMILY, {"id": i})]
    whole = [str(row["id"]) for row in families]
    ids = whole + [str(c) for row in families for c in cast("list[str]", row["chunks"])]
    entities = eraser.ids(_ENTITIES, ids)
    facts = eraser.ids(_FACTS, ids)
    sentences = eraser.ids((_SENTENCES,), ids)
    for row in families:
        eraser.unchain(str(row["id"]), str(row["session_id"]))
    eraser.run(_DELETE_SENTENCES, {"ids": sentences})
    eraser.run(_DELETE_EVENTS, {"ids": ids})
    unstated = eraser.run(_UNSTATED, {"ids": facts})
    gone_facts = [str(row["id"]) for row in unstated]
    entities += [str(e) for row in unstated for e in cast("list[str]", row["entities"])]
    losers = eraser.ids((_LOSERS,), gone_facts)  # they stand again
    eraser.run(_DELETE_FACTS, {"ids": gone_facts})
    gone_entities = eraser.ids((_UNSEEN,), sorted(set(entities)))
    eraser.run(_DELETE_ENTITIES, {"ids": gone_entities})
    sessions = eraser.drop_sessions(sorted({str(row["session_id"]) for row in families}))
    left = sorted(set(entities) - set(gone_entities))
    settle_facts(tx, user_id, revision, sorted({*facts, *losers} - set(gone_facts)))
    settle_entities(tx, user_id, revision, left)
    shrink_entities(tx, user_id, revision, left)
    shrink_sessions(tx, user_id, revision, sorted({str(r["session_id"]) for r in families}))
    eraser.run(_SCRUB, {"ids": ids})
    gone = [*ids, *gone_entities]
    stones: list[Row] = [{"id": f"{user_id}:{key(i)}", "key": key(i)} for i in gone]
    eraser.run(_TOMBSTONES, {"rows": stones, "revision": revision, "now": now_ms})
    return Erased(
        tuple(ids), tuple(sentences), tuple(gone_facts), tuple(gone_entities), tuple(sessions)
    )


@dataclass(frozen=True, slots=True)
class _Eraser:
    tx: Transaction
    user_id: str

    def run(self, query: Query, params: Row) -> list[Row]:
        return self.tx.run(query, {**params, "user_id": self.user_id})

    def ids(self, queries: Sequence[Query], ids: Sequence[str]) -> list[str]:
        found = {str(r["id"]) for q in queries for r in self.run(q, {"ids": list(ids)})}
        return sorted(found)

    def unchain(self, event_id: str, session_id: str) -> None:
        """Join the neighbours of an event that goes; move the session's tail if it was one."""
        row = self.run(_NEIGHBOURS, {"id": event_id})[0]
        before, after = row["before"], row["after"]
        if before is not None and after is not None:
            gap = cast("int", row["after_at"]) - cast("int", row["before_at"])
            self.run(_LINK, {"rows": [{"before": before, "after": after, "gap_ms": gap}]})
        if after is None:
            tail: Row = {
                "session_id": session_id,
                "tail_id": before,
                "tail_at": row["before_at"],
                "tail_seq": row["before_seq"],
            }
            self.run(_TAIL, {"rows": [tail]})

    def drop_sessions(self, session_ids: Sequence[str]) -> list[str]:
        """Remove sessions that hold nothing any more and join those around them."""
        gone = self.ids((_EMPTY,), session_ids)
        for session in gone:
            ends = self.run(_SESSION_ENDS, {"id": session})[0]
            self.run(_DROP_SESSIONS, {"ids": [session]})
            if ends["before"] is not None and ends["after"] is not None:
                pair: Row = {"before": ends["before"], "after": ends["after"]}
                self.run(_LINK_SESSIONS, {"rows": [pair]})
        return gone
