"""Two statements read and judged as a memory judges them, without a store: quick, for a look.

What only a graph knows is left out: how many values others have, and who is one with whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graphmem.clock import to_ms
from graphmem.dynamics.families import held_by_one, normalised, shared
from graphmem.dynamics.interference import FACTUAL
from graphmem.dynamics.objects import words
from graphmem.dynamics.statements import Pair
from graphmem.dynamics.turned import done_to_many, from_object
from graphmem.ingest.comparable import ComparablePredicates
from graphmem.ingest.derive import Origin, derive
from graphmem.ingest.extract import Extraction, Said
from graphmem.ingest.model_extractor import ModelExtractor
from graphmem.ingest.sides import Said as Side
from graphmem.ingest.sides import Turn, read_sides, turns, worth
from graphmem.psm.interference import Interference, Verdict
from graphmem.psm.predicate_table import read_predicates
from graphmem.psm.predicates import PredicateSpace
from graphmem.psm.runtime import Encoder
from graphmem.settings import InterferenceSettings
from graphmem.stores.base import Row
from graphmem.types import Event

_SAID_SO = 0.1  # as ``ingest/comparing`` has it


@dataclass(frozen=True, slots=True)
class Judged:
    """Two events as they are read and judged.

    Attributes:
        cause: ``no fact of the old``, ``no fact of the new``, ``not comparable``, ``below``
            (the threshold), ``found``.
        words: Their facts, and what the head says of the two that it thinks least compatible.
    """

    cause: str
    conflict: float
    words: str


class Pairs:
    """Reads and judges pairs of events; the models load when first needed."""

    @cached_property
    def _extractor(self) -> ModelExtractor:
        return ModelExtractor.load()

    @cached_property
    def _encoder(self) -> Encoder:
        return Encoder.load()

    @cached_property
    def _head(self) -> Interference:
        return Interference.load(encoder=self._encoder)

    @cached_property
    def _predicates(self) -> ComparablePredicates:
        return ComparablePredicates(PredicateSpace.load(self._encoder), read_predicates()[0])

    def judge(self, older: Event, newer: Event) -> Judged:
        """Return what is read of two events, and whether they are found to conflict."""
        said = [Said(e.text, e.at, e.speaker) for e in (older, newer) if e.at]
        drafts = self._extractor.extract_all(said)
        olds, news = (
            _sides(number, event, draft)
            for number, (event, draft) in enumerate(zip((older, newer), drafts, strict=True))
        )
        told = f"{_words(drafts[0])}  >>  {_words(drafts[1])}"
        if not olds or not news:
            return Judged("no fact of the old" if not olds else "no fact of the new", 0.0, told)
        found = [t for a in olds for b in news for t in turns([a], [b]) if self._comparable(t)]
        found = [t for t in found if worth(t) and not _listed(t)]
        verdicts = self._head.judge([_pair(turn) for turn in found])
        best = max(verdicts, key=_surely, default=None)
        if best is None:
            return Judged("not comparable", 0.0, told)
        told += f"\n  {best.kind} {', '.join(best.reasons)}"
        at = InterferenceSettings().conflict_at
        return Judged("found" if _surely(best) >= at else "below", best.conflict, told)

    def _comparable(self, turn: Turn) -> bool:
        """Tell whether a memory would look at both together."""
        older, newer = turn.older.statement, turn.newer.statement
        names = older.predicate.replace(" ", "_"), newer.predicate.replace(" ", "_")
        if turn.older.subject_id == turn.newer.subject_id:
            self._predicates.add(names)
            return names[0] in self._predicates.of(names[1])
        if all(map(held_by_one, names)):
            return words(older.object) == words(newer.object)
        turned = [from_object(name) for name in names]
        one, other = (t or n for t, n in zip(turned, names, strict=True))
        same = normalised(one) == normalised(other) or shared(one, other) is not None
        return any(turned) and same


def _sides(number: int, event: Event, extraction: Extraction) -> list[Side]:
    return [side for rows in read_sides(_rows(number, event, extraction)).values() for side in rows]


def _rows(number: int, event: Event, extraction: Extraction) -> Iterator[Row]:
    """Yield the statements of an event as ``conflicts.list_sides`` gives them."""
    at = to_ms(event.at) if event.at else 0
    found = derive(Origin("u", f"e{number}", event.text), extraction, model="", now_ms=number)
    facts = {f.id: f for f in found.facts if f.modality in FACTUAL}
    entities = {e.id: e for e in found.entities}
    sentences = {s.id: s for s in found.sentences}
    for said in (s for s in found.statements if s.fact_id in facts):
        fact, sentence = facts[said.fact_id], sentences.get(said.unit_id)
        target = entities.get(fact.object_id or "")
        yield {
            "id": fact.id,
            "predicate": fact.predicate,
            "polarity": fact.polarity,
            "modality": fact.modality,
            "subject_id": fact.subject_id,
            "subject": entities[fact.subject_id].name,
            "subject_kind": entities[fact.subject_id].kind,
            "object": target.name if target else fact.literal,
            "object_kind": target.kind if target else None,
            "text": said.text,
            "tense": said.tense,
            "valid_from": said.valid_from,
            "valid_to": said.valid_to,
            "recorded_at": number,
            "said": sentence.text if sentence else event.text,
            "place": said.start,
            "offset": sentence.start if sentence else 0,
            "speaker": event.speaker,
            "event_id": f"e{number}",
            "occurred_at": at,
            "seq": number,
        }


def _listed(turn: Turn) -> bool:
    """Tell what one does to many, each of which has it done by one ("wrote")."""
    said = turn.newer.statement
    plain = turn.older.statement.positive and said.positive
    return plain and not turn.turned and done_to_many(said.predicate, said.object)


def _pair(turn: Turn) -> Pair:
    held = "one_at_a_time" if turn.held else None
    pair = turn.pair
    return Pair(pair.older, pair.newer, declared=held, same_subject=True)


def _surely(verdict: Verdict) -> float:
    """Return how sure a conflict is; what says that it changed needs less to be noted."""
    changed = verdict.supersedes > verdict.contradicts
    return verdict.conflict + (_SAID_SO if changed else 0)


def _words(extraction: Extraction) -> str:
    return "; ".join(
        f"{'' if f.positive else '!'}{f.subject}|{f.predicate}|{f.object}|{f.tense}|{f.modality}"
        f"|{f.object_kind if f.object_is_entity else ''}"
        for f in extraction.facts
    )
