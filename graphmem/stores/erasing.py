"""Erasing events inside one transaction, with all that only they support."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from graphmem.stores.aftermath import settle
from graphmem.stores.barring import words_of
from graphmem.stores.base import Row
from graphmem.stores.cutting import Forms
from graphmem.stores.erasure import Touched, Work
from graphmem.stores.packing import unpack_text
from graphmem.stores.queries import load
from graphmem.stores.shrinking import shrink_sessions
from graphmem.types import Kept

_ENTITIES = tuple(load(f"erase.list_entities_of_{u}") for u in ("events", "sentences"))
_FACTS = tuple(load(f"erase.list_facts_of_{u}") for u in ("events", "sentences"))
_SEMANTICS = load("erase.list_semantics_of_events")
_SENTENCES = load("erase.list_sentences")
_WHOLES = load("erase.list_wholes")
_DELETE_SENTENCES = load("erase.delete_sentences")
_DELETE_EVENTS = load("erase.delete_events")
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
    """What an erasure did, by id.

    Attributes:
        redacted: Events that stay without some of their words: the id now, and the one before.
        kept: What lost support and stays.
        recomputed: What stays with other values.
        accesses: Recalls taken out of the access log (count).
        forms: Spellings of a name that was erased.
    """

    events: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    semantics: tuple[str, ...] = ()
    redacted: tuple[tuple[str, str], ...] = ()
    kept: tuple[Kept, ...] = ()
    recomputed: tuple[str, ...] = ()
    accesses: int = 0
    forms: Forms | None = None


@dataclass(frozen=True, slots=True)
class ForgetOutcome:
    """What an erasure did, and the revision it made."""

    revision: int
    erased: Erased


def erase_events(work: Work, event_ids: Collection[str]) -> Erased:
    """Remove events with their chunks and all that nothing else supports.

    Neither their ids nor their words may come back; small talk may, which many a text says.
    """
    families = [row for i in event_ids for row in work.run(_FAMILY, {"id": i})]
    whole = list(dict.fromkeys(str(row["id"]) for row in families))
    sessions = sorted({str(row["session_id"]) for row in families})
    ids = list(dict.fromkeys([*whole, *(str(c) for row in families for c in _chunks(row))]))
    wholes = work.run(_WHOLES, {"ids": whole})
    touched = Touched(
        facts=set(work.ids(_FACTS, ids)),
        entities=set(work.ids(_ENTITIES, ids)),
        semantics=set(work.ids((_SEMANTICS,), ids)),
        quoted={text_of(row) for row in wholes},
    )
    sentences = work.ids((_SENTENCES,), ids)
    work.run(_DELETE_SENTENCES, {"ids": sentences})
    for row in wholes:  # one after another: each may be the neighbour of the next
        _unchain(work, str(row["id"]), str(row["session_id"]))
        work.run(_DELETE_EVENTS, {"ids": [row["id"]]})
    work.run(_DELETE_EVENTS, {"ids": ids})
    settled = settle(work, touched)
    gone_sessions = _drop_sessions(work, sessions)
    shrink_sessions(work.tx, work.user_id, work.revision, sessions)
    accesses = scrub(work, ids)
    words = {words_of(text_of(row)) for row in wholes if row["tier"] != "sensory"}
    work.bury([*ids, *settled.entities, *settled.reworded], {*whole, *words, *settled.semantics})
    return Erased(
        tuple(ids),
        tuple(sentences),
        settled.facts,
        settled.entities,
        tuple(gone_sessions),
        settled.semantics,
        kept=settled.kept,
        recomputed=settled.recomputed,
        accesses=accesses,
    )


def text_of(row: Row) -> str:
    """Return an event's text, unpacked if it is archived."""
    return str(row["text"]) if row["packed"] is None else unpack_text(str(row["packed"]))


def scrub(work: Work, ids: Iterable[str]) -> int:
    """Take recalls that returned events out of the access log; return how many they were."""
    return sum(cast("int", row["n"]) for row in work.run(_SCRUB, {"ids": list(ids)}))


def _chunks(family: Row) -> Sequence[object]:
    return cast("Sequence[object]", family["chunks"])


def _unchain(work: Work, event_id: str, session_id: str) -> None:
    """Join the neighbours of an event that goes; move the session's tail if it was one."""
    row = work.run(_NEIGHBOURS, {"id": event_id})[0]
    before, after = row["before"], row["after"]
    if before is not None and after is not None:
        gap = cast("int", row["after_at"]) - cast("int", row["before_at"])
        work.run(_LINK, {"rows": [{"before": before, "after": after, "gap_ms": gap}]})
    if after is None:
        tail: Row = {
            "session_id": session_id,
            "tail_id": before,
            "tail_at": row["before_at"],
            "tail_seq": row["before_seq"],
        }
        work.run(_TAIL, {"rows": [tail]})


def _drop_sessions(work: Work, session_ids: Sequence[str]) -> list[str]:
    """Remove sessions that hold nothing any more and join those around them."""
    gone = work.ids((_EMPTY,), session_ids)
    for session in gone:
        ends = work.run(_SESSION_ENDS, {"id": session})[0]
        work.run(_DROP_SESSIONS, {"ids": [session]})
        if ends["before"] is not None and ends["after"] is not None:
            pair: Row = {"before": ends["before"], "after": ends["after"]}
            work.run(_LINK_SESSIONS, {"rows": [pair]})
    return gone
