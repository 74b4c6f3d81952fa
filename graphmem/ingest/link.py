"""From an understood event to rows of the graph."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graphmem.clock import to_ms
from graphmem.dynamics import decay
from graphmem.ingest.chunks import Chunk
from graphmem.ingest.derive import Origin, chunk_id, derive
from graphmem.ingest.events import DatedEvent, zone_name
from graphmem.ingest.extract import Extraction
from graphmem.ingest.gate import GateDecision
from graphmem.stores.records import EventRecord, SentenceRecord, SessionRecord, WriteSet

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Understood:
    """One event with all that the models said of it.

    Attributes:
        chunks: Pieces of a long text; empty when the event is searched whole.
        vectors: Of the event, or of each chunk. Shape of each: (dimension,).
        tokens: Word pieces of the event, or of each chunk.
        sentences: Of the event or its chunks, with their vectors.
        half_life_days: After which half of its strength is left; None: the prior of its kind.
    """

    dated: DatedEvent
    extraction: Extraction
    decision: GateDecision
    chunks: tuple[Chunk, ...]
    vectors: tuple[Vector, ...]
    tokens: tuple[int, ...]
    sentences: tuple[SentenceRecord, ...] = ()
    half_life_days: float | None = None


@dataclass(frozen=True, slots=True)
class Versions:
    """What made the derived parts; stored on them."""

    encoder: str
    extractor: str


def link(item: Understood, *, now_ms: int, versions: Versions) -> WriteSet:
    """Return the rows that an understood event adds to the graph."""
    dated = item.dated
    origin = Origin(dated.user_id, dated.event_id, dated.event.text, item.chunks)
    derived = derive(origin, item.extraction, model=versions.extractor, now_ms=now_ms)
    return WriteSet(
        events=tuple(_events(item, now_ms, versions)),
        session=SessionRecord(
            id=dated.session_id,
            external_id=dated.session,
            implicit=dated.implicit,
            started_at=dated.at_ms,
            ended_at=dated.at_ms,
        ),
        sentences=item.sentences,
        entities=derived.entities,
        mentions=derived.mentions,
        facts=derived.facts,
        statements=derived.statements,
        forced=dated.event.force,
    )


def _events(item: Understood, now_ms: int, versions: Versions) -> list[EventRecord]:
    """The event itself, then its chunks."""
    dated, event = item.dated, item.dated.event
    whole = not item.chunks
    start = decay.initial(item.decision.kind, item.decision.emotion, item.half_life_days)
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
        extractor=versions.extractor,
        zone=zone_name(dated.occurred_at),
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
        "extractor": None,
        "zone": None,
        "parent_id": parent.id,
    }
    return replace(parent, **changes)  # type: ignore[arg-type]
