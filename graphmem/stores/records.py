"""What a write transaction stores: plain rows, made by ``ingest/link``, read by ``stores``.

Times are integer epoch milliseconds UTC, as in the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.base import Row

_CHOICES: dict[str, Callable[[list[Any]], object]] = {
    "text": min,
    "literal": min,
    "valid_from": min,
    "valid_to": max,
    "confidence": max,
}
UnitKind = Literal["event", "sentence"]
#: Status of facts and entities: something that stands speaks of them, or nothing does any more.
ACTIVE, RETRACTED = "active", "retracted"


def to_row(record: object) -> Row:
    """Return a record's fields as query parameters; vectors become lists of numbers."""
    row: Row = {}
    for item in fields(record):  # type: ignore[arg-type]
        value = getattr(record, item.name)
        row[item.name] = value.tolist() if isinstance(value, np.ndarray) else value
    return row


def caption(forms: Iterable[str]) -> str:
    """Return the surface form an entity is shown by, whichever came first.

    Mixed case before capitals before small letters, then the shortest.
    """
    return min(forms, key=lambda form: (form.islower(), form.isupper(), len(form), form))


def surer_kind(one: str, other: str) -> str:
    """Return the kind that says more; of two that say something the same one in any order."""
    return min(one, other, key=lambda kind: (kind == "name", kind))


def merged_fact(one: Row | None, other: Row) -> Row:
    """Return what two statements say together of one fact, the same in any order.

    The widest time that is known, the higher confidence, and of two spellings the smaller.
    """
    if one is None:
        return dict(other)
    merged = {**other, **one}
    for key, choose in _CHOICES.items():
        known = [row[key] for row in (one, other) if row[key] is not None]
        merged[key] = choose(known) if known else None
    return merged


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as one event sees it; the graph keeps the widest span."""

    id: str
    external_id: str
    implicit: bool
    started_at: int
    ended_at: int


@dataclass(frozen=True, slots=True)
class SentenceRecord:
    """A sentence of an event or chunk; offsets are characters of the whole event's text.

    Attributes:
        event_id: Of the event, or chunk, that is searched.
        embedding: Unit vector. Shape: (dimension,). None: not made yet.
        model: Version of the encoder that made it.
    """

    id: str
    event_id: str
    start: int
    end: int
    text: str
    embedding: NDArray[np.float32] | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class EntityRecord:
    """An entity as seen in one batch."""

    id: str
    name: str
    key: str
    kind: str
    aliases: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class MentionRecord:
    """A mention edge from an event or a sentence."""

    unit: UnitKind
    unit_id: str
    event_id: str
    entity_id: str
    start: int
    end: int
    confidence: float
    role: str
    kind: str
    model: str


@dataclass(frozen=True, slots=True)
class FactRecord:
    """A fact; ``object_id`` is None when its value is the literal."""

    id: str
    subject_id: str
    predicate: str
    object_id: str | None
    literal: str | None
    text: str
    polarity: bool
    modality: str
    valid_from: int | None
    valid_to: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A STATES edge: who said a fact when, for which time, in which words.

    Attributes:
        start: Offset in the event's text at which the statement begins; ``end`` likewise.
        literal: The object's words, where it is no entity.
        said_by: Who is said to have said it, when that is not the speaker.
        model: Version of the extractor that found it.
    """

    unit: UnitKind
    unit_id: str
    event_id: str
    fact_id: str
    start: int
    end: int
    text: str
    literal: str | None
    tense: str | None
    said_by: str | None
    confidence: float
    model: str
    valid_from: int | None
    valid_to: int | None
    recorded_at: int


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event, or a chunk of one.

    Attributes:
        seq: Order among events of one instant; None: the store counts on from what is there.
        part: 0 for a whole event, 1.. for the chunks of a long one.
        searchable: False for the parent of chunks, which recall reaches through them.
        tokens: Word pieces of the text (count).
        embedding: Unit vector. Shape: (dimension,). None for a parent of chunks.
        extractor: Version of the extractor that read it; None for a chunk, like ``zone``.
        zone: Time zone in which its words tell times ("Europe/Lisbon", "+02:00").
        parent_id: The whole event, for a chunk.
    """

    id: str
    external_id: str | None
    session_id: str
    seq: int | None
    part: int
    searchable: bool
    role: str | None
    speaker: str | None
    text: str
    media_type: str | None
    uri: str | None
    kind: str
    occurred_at: int
    recorded_at: int
    tier: str
    gate: str
    important: bool
    tokens: int
    metadata: str
    time_texts: tuple[str, ...]
    time_starts: tuple[int, ...]
    time_ends: tuple[int, ...]
    embedding: NDArray[np.float32] | None
    model: str | None
    strength: float
    decay_rate: float
    emotion: float
    confidence: float
    extractor: str | None = None
    zone: str | None = None
    parent_id: str | None = None


@dataclass(frozen=True, slots=True)
class WriteSet:
    """Everything one event adds to the graph; a batch is a sequence of these.

    ``events[0]`` is the event itself, the rest are its chunks.

    Attributes:
        forced: Stored even if it was forgotten before.
    """

    events: tuple[EventRecord, ...]
    session: SessionRecord
    sentences: tuple[SentenceRecord, ...] = ()
    entities: tuple[EntityRecord, ...] = ()
    mentions: tuple[MentionRecord, ...] = ()
    facts: tuple[FactRecord, ...] = ()
    statements: tuple[StatementRecord, ...] = ()
    forced: bool = False


@dataclass(frozen=True, slots=True)
class ChangeWindow:
    """What changed in some revisions.

    Attributes:
        until: The last of the revisions.
        events: Rows of ``events.pull_events``.
        links: (event_id, entity_id, role, start) of these events; start where a mention stands.
        sentences: Rows of ``events.pull_sentences``; a stream, which can be read once.
    """

    until: int
    events: tuple[Row, ...]
    links: tuple[Row, ...]
    sentences: Iterable[Row] = ()


def spoken(text: str, speaker: str | None) -> str:
    """Return the text that is embedded and searched: with its speaker, who is often asked for."""
    return f"{speaker}: {text}" if speaker else text
