"""Content-derived ids: the same input gives the same graph, a repeated write is a no-op."""

from __future__ import annotations

import unicodedata
from hashlib import blake2b
from typing import NewType

EventId = NewType("EventId", str)
SessionId = NewType("SessionId", str)
SentenceId = NewType("SentenceId", str)
EntityId = NewType("EntityId", str)
FactId = NewType("FactId", str)

_SIZE = 16  # bytes: 128 bits keep collisions out of reach of any number of memories


def digest(kind: str, *parts: str) -> str:
    """Hash length-prefixed parts, so that no two part lists read alike.

    Returns:
        32 hexadecimal characters.
    """
    state = blake2b(digest_size=_SIZE, person=kind.encode()[:16])
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def normalise_name(name: str) -> str:
    """Fold a name to the form under which entities are one: NFKC, case, blanks, possessive."""
    folded = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    for ending in ("'s", "’s"):
        folded = folded.removesuffix(ending)
    return folded.strip(" .,;:!?\"'“”‘’()[]")


def event_id(user_id: str, external_id: str) -> EventId:
    """Id of an event whose caller names it."""
    return EventId(digest("event-x", user_id, external_id))


def content_event_id(
    user_id: str, session: str, speaker: str, occurred_at: int, seq: int | None, text: str
) -> EventId:
    """Id of an event by its content; ``seq`` counts only when the caller gave one."""
    parts = (user_id, session, speaker, str(occurred_at), "" if seq is None else str(seq), text)
    return EventId(digest("event-c", *parts))


def session_id(user_id: str, external_id: str) -> SessionId:
    """Id of a session by the caller's name for it."""
    return SessionId(digest("session", user_id, external_id))


def sentence_id(event: EventId, start: int, end: int) -> SentenceId:
    """Id of a sentence by its place in its event (character offsets)."""
    return SentenceId(digest("sentence", event, str(start), str(end)))


def entity_id(user_id: str, name: str) -> EntityId:
    """Id of an entity by its normalised name."""
    return EntityId(digest("entity", user_id, normalise_name(name)))


def fact_id(
    user_id: str,
    subject: EntityId,
    predicate: str,
    value: str,
    *,
    polarity: bool,
    modality: str = "asserted",
) -> FactId:
    """Id of a fact; ``value`` is the object's id or the literal.

    What is not asserted is a fact of its own: a plan does not become true by being carried out.
    """
    meant = () if modality == "asserted" else (modality,)
    sign = "+" if polarity else "-"
    return FactId(digest("fact", user_id, subject, predicate, value, sign, *meant))


def pair_id(newer: str, older: str) -> str:
    """Id of what lies between two nodes: both ids, so that either end is found by it at once."""
    return f"{newer}-{older}"
