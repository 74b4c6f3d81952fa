"""From an extraction to rows: words, manner, tense and kinds are those of the drafts."""

from __future__ import annotations

from dataclasses import replace

from graphmem.ingest.chunks import Chunk
from graphmem.ingest.derive import (
    Derived,
    Origin,
    chunk_id,
    derive,
    fact_text,
    sentences_of,
)
from graphmem.ingest.extract import Extraction, FactDraft, Mention, SentenceSpan

TEXT = "I will move to Rome. Clara says that Ben moved to Rome."
PLAN = FactDraft(
    0, 19, "Ana", "move_to", "Rome", object_is_entity=True, positive=True, confidence=0.7,
    text="Ana will move to Rome", modality="planned", tense="future", subject_kind="person",
    object_kind="place",
)  # fmt: skip
HEARSAY = replace(
    PLAN, start=21, end=54, subject="Ben", text="", modality="reported", tense="past",
    said_by="Clara", object_kind="name",
)  # fmt: skip
DONE = replace(PLAN, text="Ana moved to Rome", modality="asserted", tense="none")


def derived(*facts: FactDraft, mentions: tuple[Mention, ...] = ()) -> Derived:
    """Return the rows of a text of two sentences."""
    spans = (SentenceSpan(0, 20), SentenceSpan(21, 55))
    found = Extraction(spans, mentions, (), facts)
    return derive(Origin("ana", "e" * 32, TEXT), found, model="m-1", now_ms=5)


def test_a_plan_is_no_fact_yet():
    """Two facts of the same words, each with its manner."""
    plan, done = derived(PLAN, DONE).facts

    assert (plan.modality, done.modality) == ("planned", "asserted")
    assert plan.id != done.id
    assert (plan.subject_id, plan.object_id) == (done.subject_id, done.object_id)


def test_a_statement_tells_its_words_tense_and_who_said_it():
    """As the extractor has them; no tense is none at all."""
    plan, hearsay, done = derived(PLAN, HEARSAY, DONE).statements

    assert (plan.text, plan.tense, plan.said_by) == ("Ana will move to Rome", "future", None)
    assert (hearsay.text, hearsay.tense, hearsay.said_by) == ("Ben move to Rome", "past", "Clara")
    assert done.tense is None
    assert {s.model for s in (plan, hearsay, done)} == {"m-1"}


def test_a_draft_without_words_is_worded_of_its_parts():
    """A denial says so."""
    assert fact_text(replace(HEARSAY, positive=False)) == "Ben not move to Rome"


def test_what_facts_are_about_has_the_kind_that_is_known():
    """Of a draft, or of the mention of the same name; "name" says nothing."""
    mention = Mention(37, 40, "Ben", "person", "mention", 0.9)

    kinds = {e.name: e.kind for e in derived(PLAN, HEARSAY, mentions=(mention,)).entities}

    assert kinds == {"Ana": "person", "Ben": "person", "Rome": "place"}


def test_what_is_found_twice_in_one_place_is_one():
    """The same statement, or mention, of the same span."""
    mention = Mention(37, 40, "Ben", "person", "mention", 0.9)

    rows = derived(PLAN, replace(PLAN, confidence=0.5), mentions=(mention, mention))

    assert [s.confidence for s in rows.statements] == [0.7]
    assert len(rows.mentions) == 1


def test_a_part_of_a_long_text_is_its_own_unit():
    """Statements of a chunk hang on it, and there are no sentences."""
    spans = (SentenceSpan(0, 20), SentenceSpan(21, 55))
    origin = Origin("ana", "e" * 32, TEXT, (Chunk(0, 20), Chunk(21, 55)))

    rows = derive(origin, Extraction(spans, (), (), (PLAN, HEARSAY)), model="m", now_ms=5)

    assert rows.sentences == ()
    assert {s.unit for s in rows.statements} == {"event"}
    assert len({s.unit_id for s in rows.statements} - {"e" * 32}) == 2


def test_sentences_of_a_part_lie_in_it():
    """Two to a part here; offsets are those of the whole text, and what a part says is its own."""
    spans = tuple(SentenceSpan(10 * n, 10 * n + 9) for n in range(5))
    origin = Origin("ana", "e" * 32, "I moved. " * 6, (Chunk(0, 19), Chunk(20, 39), Chunk(40, 49)))
    plan = replace(PLAN, start=20, end=29)

    rows = derive(origin, Extraction(spans, (), (), (plan,)), model="m", now_ms=5)

    parts = [chunk_id("e" * 32, c) for c in origin.chunks]
    assert [(s.event_id, s.start) for s in rows.sentences] == [
        (parts[0], 0), (parts[0], 10), (parts[1], 20), (parts[1], 30),
    ]  # fmt: skip
    assert [(s.unit, s.unit_id) for s in rows.statements] == [("event", parts[1])]


def test_a_part_of_many_scraps_has_no_sentences():
    """A text of nothing but short cries gives no thousands of nodes."""
    spans = tuple(SentenceSpan(4 * n, 4 * n + 3) for n in range(100))
    origin = Origin("ana", "e" * 32, "No! " * 100, (Chunk(0, 195), Chunk(196, 399)))

    few = replace(origin, chunks=(Chunk(0, 191), Chunk(192, 399)))

    assert sentences_of(origin, Extraction(spans, (), (), ())) == ()
    assert len(sentences_of(few, Extraction(spans, (), (), ()))) == 48
