"""From an extraction to rows of the graph: sentences, entities, mentions, facts, statements."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graphmem import ids
from graphmem.clock import to_ms
from graphmem.ingest.chunks import Chunk
from graphmem.ingest.extract import Extraction, FactDraft, Mention, SentenceSpan
from graphmem.stores.records import (
    EntityRecord,
    FactRecord,
    MentionRecord,
    SentenceRecord,
    StatementRecord,
    UnitKind,
    caption,
    surer_kind,
)

T = TypeVar("T")
_MOST = 48  # sentences of a chunk; one of more is a list of scraps, and its own unit
#: Kind and id of a unit, and the event to search for it.
Place = tuple[UnitKind, str, str]


@dataclass(frozen=True, slots=True)
class Origin:
    """The event that something is derived from.

    Attributes:
        chunks: Pieces of a long text; empty when the event is searched whole.
    """

    user_id: str
    event_id: str
    text: str
    chunks: Sequence[Chunk] = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """The rows that an extraction gives; facts of one id are merged where they are stored."""

    sentences: tuple[SentenceRecord, ...]
    entities: tuple[EntityRecord, ...]
    mentions: tuple[MentionRecord, ...]
    facts: tuple[FactRecord, ...]
    statements: tuple[StatementRecord, ...]


def derive(origin: Origin, extraction: Extraction, *, model: str, now_ms: int) -> Derived:
    """Return the rows that an event's extraction adds to the graph.

    Args:
        model: Version of the extractor; stored on each derived edge.
    """
    units = _Units(origin, extraction)
    entities: dict[str, EntityRecord] = {}
    mentions = [
        _mention(origin.user_id, m, place, entities, model)
        for m in extraction.mentions
        for place in units.of(m)
    ]
    told = [(_fact(origin.user_id, draft, entities), draft) for draft in extraction.facts]
    statements = [_statement(fact, d, units, model, now_ms) for fact, d in told]
    return Derived(
        sentences=units.sentences,
        entities=tuple(entities.values()),
        mentions=_once(mentions, lambda m: (m.unit_id, m.entity_id, m.start, m.end, m.role)),
        facts=tuple(fact for fact, _ in told),
        statements=_once(statements, lambda s: (s.unit_id, s.fact_id, s.start, s.end, s.text)),
    )


def _once(records: Sequence[T], place: Callable[[T], object]) -> tuple[T, ...]:
    """Return records, the first of those that stand in one place."""
    kept: dict[object, T] = {}
    for record in records:
        kept.setdefault(place(record), record)
    return tuple(kept.values())


def chunk_id(event_id: str, chunk: Chunk) -> str:
    """Id of a chunk by its place in its event."""
    return ids.digest("chunk", event_id, str(chunk.start), str(chunk.end))


def sentences_of(origin: Origin, extraction: Extraction) -> tuple[SentenceRecord, ...]:
    """Return the sentences of an event, or of its chunks; none where there is but one."""
    event_id = ids.EventId(origin.event_id)
    whole = (origin.event_id, extraction.sentences)
    parts = [(chunk_id(event_id, c), _inside(c, extraction.sentences)) for c in origin.chunks]
    return tuple(
        SentenceRecord(
            id=ids.sentence_id(event_id, s.start, s.end),
            event_id=part,
            start=s.start,
            end=s.end,
            text=origin.text[s.start : s.end],
        )
        for part, spans in (parts or [whole])
        for s in (spans if len(spans) > 1 else ())
    )


def _inside(chunk: Chunk, spans: Sequence[SentenceSpan]) -> Sequence[SentenceSpan]:
    first = bisect_left(spans, chunk.start, key=lambda s: s.start)
    last = bisect_right(spans, chunk.end, lo=first, key=lambda s: s.end)
    return spans[first:last] if last - first <= _MOST else ()


def fact_text(draft: FactDraft) -> str:
    """Return a statement in words: the extractor's own, or its parts."""
    words = draft.predicate.replace("_", " ")
    verb = words if draft.positive else f"not {words}"
    return draft.text or f"{draft.subject} {verb} {draft.object}"


class _Units:
    """Finds the unit, sentence or whole event, that a span belongs to.

    An event that is searched whole and has several sentences has nodes for them, and so has a
    chunk; but what a chunk says hangs on itself, which is small enough.
    """

    def __init__(self, origin: Origin, extraction: Extraction) -> None:
        event_id = ids.EventId(origin.event_id)
        self._event_id = event_id
        self._chunks = [(c.start, c.end, chunk_id(event_id, c)) for c in origin.chunks]
        self.sentences = sentences_of(origin, extraction)

    def of(self, mention: Mention) -> list[Place]:
        """Return the unit of a mention; for a speaker, who stands in no place, every chunk."""
        if mention.role == "speaker" and self._chunks:
            return [("event", chunk, chunk) for _, _, chunk in self._chunks]
        return [self.at(mention.start, mention.end)]

    def at(self, start: int, end: int) -> Place:
        """Return kind and id of the unit around a span, and the event to search for it."""
        for first, last, chunk in self._chunks:
            if first <= start < last:
                return "event", chunk, chunk
        for sentence in () if self._chunks else self.sentences:
            if sentence.start <= start < sentence.end and end > start:
                return "sentence", sentence.id, self._event_id
        return "event", self._searchable(), self._searchable()

    def _searchable(self) -> str:
        return self._chunks[0][2] if self._chunks else self._event_id


def _mention(
    user_id: str, mention: Mention, place: Place, entities: dict[str, EntityRecord], model: str
) -> MentionRecord:
    kind, unit_id, event_id = place
    return MentionRecord(
        unit=kind,
        unit_id=unit_id,
        event_id=event_id,
        entity_id=_entity(user_id, mention.name, mention.kind, entities),
        start=mention.start,
        end=mention.end,
        confidence=mention.confidence,
        role=mention.role,
        kind=mention.kind,
        model=model,
    )


def _entity(user_id: str, name: str, kind: str, entities: dict[str, EntityRecord]) -> str:
    """Note an entity under its normalised name and return its id."""
    key = ids.normalise_name(name)
    entity_id = ids.entity_id(user_id, name)
    seen = entities.get(entity_id)
    aliases = {name} if seen is None else {*seen.aliases, name}
    if seen is not None:
        kind = surer_kind(seen.kind, kind)
    entities[entity_id] = EntityRecord(
        id=entity_id,
        name=caption(aliases),
        key=key,
        kind=kind,
        aliases=tuple(sorted(aliases)),
        confidence=1.0,
    )
    return entity_id


def _fact(user_id: str, draft: FactDraft, entities: dict[str, EntityRecord]) -> FactRecord:
    subject = ids.EntityId(_entity(user_id, draft.subject, draft.subject_kind, entities))
    target = (
        _entity(user_id, draft.object, draft.object_kind, entities)
        if draft.object_is_entity
        else None
    )
    value = target if target is not None else ids.normalise_name(draft.object)
    return FactRecord(
        id=ids.fact_id(
            user_id,
            subject,
            draft.predicate,
            value,
            polarity=draft.positive,
            modality=draft.modality,
        ),
        subject_id=subject,
        predicate=draft.predicate,
        object_id=target,
        literal=None if target is not None else draft.object,
        text=fact_text(draft),
        polarity=draft.positive,
        modality=draft.modality,
        valid_from=None if draft.valid_from is None else to_ms(draft.valid_from),
        valid_to=None if draft.valid_to is None else to_ms(draft.valid_to),
        confidence=draft.confidence,
    )


def _statement(
    fact: FactRecord, draft: FactDraft, units: _Units, model: str, now_ms: int
) -> StatementRecord:
    kind, unit_id, event_id = units.at(draft.start, draft.end)
    return StatementRecord(
        unit=kind,
        unit_id=unit_id,
        event_id=event_id,
        fact_id=fact.id,
        start=draft.start,
        end=draft.end,
        text=fact.text,
        literal=fact.literal,
        tense=None if draft.tense == "none" else draft.tense,
        said_by=draft.said_by,
        confidence=draft.confidence,
        model=model,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        recorded_at=now_ms,
    )
