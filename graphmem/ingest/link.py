"""From an extraction to rows of the graph: ids, names and aliases tied to known entities."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graphmem import ids
from graphmem.clock import to_ms
from graphmem.dynamics import decay
from graphmem.ingest.chunks import Chunk
from graphmem.ingest.events import DatedEvent
from graphmem.ingest.extract import Extraction, FactDraft, Mention
from graphmem.ingest.gate import GateDecision
from graphmem.stores.records import (
    EntityRecord,
    EventRecord,
    FactRecord,
    MentionRecord,
    SentenceRecord,
    SessionRecord,
    StatementRecord,
    UnitKind,
    WriteSet,
    caption,
    surer_kind,
)

Vector = NDArray[np.float32]
#: Kind and id of a unit, and the event to search for it.
Place = tuple[UnitKind, str, str]


@dataclass(frozen=True, slots=True)
class Understood:
    """One event with all that the models said of it.

    Attributes:
        chunks: Pieces of a long text; empty when the event is searched whole.
        vectors: Of the event, or of each chunk. Shape of each: (dimension,).
        tokens: Word pieces of the event, or of each chunk.
    """

    dated: DatedEvent
    extraction: Extraction
    decision: GateDecision
    chunks: tuple[Chunk, ...]
    vectors: tuple[Vector, ...]
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """What made the derived parts; stored on them."""

    encoder: str
    extractor: str


def link(item: Understood, *, now_ms: int, versions: Versions) -> WriteSet:
    """Return the rows that an understood event adds to the graph."""
    units = _Units(item)
    entities: dict[str, EntityRecord] = {}
    mentions = tuple(
        _mention(item, m, place, entities, versions)
        for m in item.extraction.mentions
        for place in units.of(m)
    )
    facts: list[FactRecord] = []
    statements: list[StatementRecord] = []
    for draft in item.extraction.facts:
        fact = _fact(item.dated.user_id, draft, entities)
        facts.append(fact)
        statements.append(_statement(fact, draft, units, now_ms, versions))
    return WriteSet(
        events=tuple(_events(item, now_ms, versions)),
        session=SessionRecord(
            id=item.dated.session_id,
            external_id=item.dated.session,
            implicit=item.dated.implicit,
            started_at=item.dated.at_ms,
            ended_at=item.dated.at_ms,
        ),
        sentences=units.sentences,
        entities=tuple(entities.values()),
        mentions=tuple(dict.fromkeys(mentions)),
        facts=tuple(facts),
        statements=tuple(statements),
    )


class _Units:
    """Finds the unit, sentence or whole event, that a span belongs to.

    An event that is searched whole and has several sentences has nodes for them. A chunk is
    small enough to be its own unit.
    """

    def __init__(self, item: Understood) -> None:
        event_id = ids.EventId(item.dated.event_id)
        text = item.dated.event.text
        self._event_id = event_id
        self._chunks = [
            (chunk.start, chunk.end, chunk_id(event_id, chunk)) for chunk in item.chunks
        ]
        several = len(item.extraction.sentences) > 1 and not item.chunks
        self.sentences = tuple(
            SentenceRecord(
                id=ids.sentence_id(event_id, s.start, s.end),
                event_id=event_id,
                start=s.start,
                end=s.end,
                text=text[s.start : s.end],
            )
            for s in (item.extraction.sentences if several else ())
        )

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
        for sentence in self.sentences:
            if sentence.start <= start < sentence.end and end > start:
                return "sentence", sentence.id, self._event_id
        return "event", self._searchable(), self._searchable()

    def _searchable(self) -> str:
        return self._chunks[0][2] if self._chunks else self._event_id


def chunk_id(event_id: str, chunk: Chunk) -> str:
    """Id of a chunk by its place in its event."""
    return ids.digest("chunk", event_id, str(chunk.start), str(chunk.end))


def _mention(
    item: Understood,
    mention: Mention,
    place: Place,
    entities: dict[str, EntityRecord],
    versions: Versions,
) -> MentionRecord:
    kind, unit_id, event_id = place
    return MentionRecord(
        unit=kind,
        unit_id=unit_id,
        event_id=event_id,
        entity_id=_entity(item.dated.user_id, mention.name, mention.kind, entities),
        start=mention.start,
        end=mention.end,
        confidence=mention.confidence,
        role=mention.role,
        model=versions.extractor,
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
    subject = ids.EntityId(_entity(user_id, draft.subject, "name", entities))
    target = _entity(user_id, draft.object, "name", entities) if draft.object_is_entity else None
    value = target if target is not None else ids.normalise_name(draft.object)
    words = draft.predicate.replace("_", " ")
    verb = words if draft.positive else f"not {words}"
    return FactRecord(
        id=ids.fact_id(user_id, subject, draft.predicate, value, polarity=draft.positive),
        subject_id=subject,
        predicate=draft.predicate,
        object_id=target,
        literal=None if target is not None else draft.object,
        text=f"{draft.subject} {verb} {draft.object}",
        polarity=draft.positive,
        valid_from=None if draft.valid_from is None else to_ms(draft.valid_from),
        valid_to=None if draft.valid_to is None else to_ms(draft.valid_to),
        confidence=draft.confidence,
    )


def _statement(
    fact: FactRecord, draft: FactDraft, units: _Units, now_ms: int, versions: Versions
) -> StatementRecord:
    kind, unit_id, event_id = units.at(draft.start, draft.end)
    return StatementRecord(
        unit=kind,
        unit_id=unit_id,
        event_id=event_id,
        fact_id=fact.id,
        start=draft.start,
        end=draft.end,
        confidence=draft.confidence,
        model=versions.extractor,
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
        recorded_at=now_ms,
    )


def _events(item: Understood, now_ms: int, versions: Versions) -> list[EventRecord]:
    """The event itself, then its chunks."""
    dated, event = item.dated, item.dated.event
    whole = not item.chunks
    start = decay.initial(item.decision.kind, item.decision.emotion)
    first = EventRecord(
        id=dated.event_id,
        external_id=event.external_id,
        session_id=dated.session_id,
        seq=event.seq,
        part=0,
        searchable=whole,
        role=event.role,
        speaker=event.speaker,
        text=event.text,
        media_type=event.media_type,
        uri=event.uri,
        kind=item.decision.kind,
        occurred_at=dated.at_ms,
        recorded_at=now_ms,
        tier=item.decision.tier,
        gate=item.decision.reason,
        important=event.important,
        tokens=sum(item.tokens),
        metadata=json.dumps(event.metadata, ensure_ascii=False, sort_keys=True),
        time_texts=tuple(t.text for t in item.extraction.times) if whole else (),
        time_starts=tuple(to_ms(t.start) for t in item.extraction.times) if whole else (),
        time_ends=tuple(to_ms(t.end) for t in item.extraction.times) if whole else (),
        embedding=item.vectors[0] if whole else None,
        model=versions.encoder if whole else None,
        strength=start.strength,
        decay_rate=start.decay_rate,
        emotion=item.decision.emotion,
        confidence=item.decision.confidence,
    )
    return [first, *(_chunk(item, first, n, versions) for n in range(len(item.chunks)))]


def _chunk(item: Understood, parent: EventRecord, number: int, versions: Versions) -> EventRecord:
    chunk = item.chunks[number]
    inside = [t for t in item.extraction.times if chunk.start <= t.span[0] < chunk.end]
    changes: Mapping[str, object] = {
        "id": chunk_id(parent.id, chunk),
        "external_id": None,
        "part": number + 1,
        "searchable": True,
        "text": parent.text[chunk.start : chunk.end],
        "tokens": item.tokens[number],
        "metadata": "{}",
        "time_texts": tuple(t.text for t in inside),
        "time_starts": tuple(to_ms(t.start) for t in inside),
        "time_ends": tuple(to_ms(t.end) for t in inside),
        "embedding": item.vectors[number],
        "model": versions.encoder,
        "parent_id": parent.id,
    }
    return replace(parent, **changes)  # type: ignore[arg-type]
