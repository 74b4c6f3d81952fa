"""From cases of events and questions to regions: the engine's own write and read path."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import cast

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from graphmem import ids
from graphmem.clock import to_ms
from graphmem.ingest.rules.sentences import split_sentences
from graphmem.ingest.rules.times import find_times
from graphmem.instrumentation import Instrumentation
from graphmem.memory import Memory
from graphmem.psm.runtime import TextEncoder
from graphmem.recall.seed import Query, Scope, find_entities
from graphmem.settings import Settings
from graphmem.stores.graph import GraphStore
from graphmem.stores.index.user_index import UserIndex
from graphmem.stores.opening import open_backend
from graphmem.stores.pool import EncoderCard, UserPool
from graphmem.training.questions.case import Asked, RecallCase
from graphmem.training.questions.said import said_questions
from graphmem.training.recall.regions import Region, graph_of

_WRITTEN = 256  # events per call
_FETCHED = 1000  # rows whose event is looked up at once
_HELD_OUT = 8  # one question in so many, beside those that the cases hold out


@dataclass(frozen=True, slots=True)
class Held:
    """A memory in which questions are asked.

    Attributes:
        events: Number of each row's event in ``number``. Shape: (n_rows,).
        number: By the event's external id.
    """

    index: UserIndex
    events: NDArray[np.int64]
    number: dict[str, int]


def remember(memory: Memory, case: RecallCase) -> None:
    """Write a case's events under its name; what is there already is not written again."""
    events = list(case.events or ())
    for start in track(range(0, len(events), _WRITTEN), description=f"remember {case.name}"):
        memory.remember(events[start : start + _WRITTEN], user_id=case.name)


def with_said(memory: Memory, case: RecallCase, n: int) -> RecallCase:
    """Return a case with up to ``n`` more questions, in the words that its events say."""
    number_of = {
        str(ids.event_id(case.name, event.external_id)): event.external_id
        for event in case.events or ()
        if event.external_id is not None
    }
    rng = Random(case.name)  # noqa: S311  no secret
    said = said_questions(memory.to_networkx(case.name), number_of, rng, n)
    part = case.asked[0].part
    return replace(case, asked=(*case.asked, *(replace(asked, part=part) for asked in said)))


def hold(root: Path, user: str, encoder: TextEncoder, settings: Settings) -> Held:
    """Open a user's memory and return its search structures."""
    card = EncoderCard(encoder.version, encoder.dimension)
    pool = UserPool(open_backend(root, settings), settings.store, card, Instrumentation(()))
    try:
        with pool.user(user) as handle:
            index = pool.refresh(user, handle)
            return _held(index, handle.store)
    finally:
        pool.close()


def _held(index: UserIndex, store: GraphStore) -> Held:
    names: list[str] = []
    for start in range(0, len(index), _FETCHED):
        part = index.ids[start : start + _FETCHED]
        rows = store.items(part)
        names += [str(rows[i]["external_id"] or rows[i]["event_id"]) for i in part]
    number = {name: n for n, name in enumerate(dict.fromkeys(names))}
    return Held(index, np.array([number[name] for name in names], np.int64), number)


def regions(
    held: Held, asked: Sequence[Asked], encoder: TextEncoder, *, source: str
) -> Iterator[Region]:
    """Yield the regions of questions whose needed events are all there."""
    known = [a for a in asked if all(gold in held.number for gold in a.gold)]
    vectors = encoder.encode([a.text for a in known])
    for question, vector in zip(track(known, description=source), vectors, strict=True):
        at = question.asked_at or datetime.now(UTC)
        found = find_times(question.text, split_sentences(question.text), at)
        intervals = tuple((to_ms(t.start), to_ms(t.end)) for t in found)
        names = find_entities(held.index, question.text)
        query = Query(question.text, vector, names, intervals)
        as_of = None if question.asked_at is None else to_ms(question.asked_at)
        graph, scores = graph_of(held.index, query, Scope(as_of=as_of))
        yield Region(
            nodes=graph.nodes,
            ends=graph.ends.astype(np.int32),
            pairs=graph.pairs.astype(np.float16),
            events=held.events[graph.rows],
            gold=tuple(held.number[gold] for gold in question.gold),
            scores=cast("NDArray[np.float32]", scores),
            source=source,
            kind=question.kind,
            held_out=question.part == "validation" or _drawn(question.text),
        )


def _drawn(text: str) -> bool:
    """Tell whether a question is held out, by its text: with titles and without alike."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % _HELD_OUT == 0


def of_corpus(cases: Iterable[RecallCase], corpus: str) -> list[Asked]:
    """Return all questions about a shared corpus."""
    return [asked for case in cases if case.corpus == corpus for asked in case.asked]
