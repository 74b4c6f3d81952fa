"""From what was understood to rows: every row points to rows that are there."""

from __future__ import annotations

import pytest

from graphmem import ids
from graphmem.stores.records import WriteSet, spoken
from graphmem.types import Event
from tests.toy import CONVERSATION, turn
from tests.unit.stores.seeding import NOW_MS, write_sets

LONG = " ".join(f"Clara sold {n} ovens in Kenya." for n in range(80))


@pytest.fixture(params=[0, 2, 3, "long"])
def written(request: pytest.FixtureRequest) -> WriteSet:
    """The rows of one event."""
    event = turn(9, LONG) if request.param == "long" else CONVERSATION[request.param]
    return write_sets([event])[0]


def test_rows_hold_together(written: WriteSet):
    """Mentions and statements start and end at rows of the same event."""
    units = {e.id for e in written.events} | {s.id for s in written.sentences}
    entities = {e.id for e in written.entities}
    facts = {f.id for f in written.facts}

    assert {m.unit_id for m in written.mentions} <= units
    assert {m.entity_id for m in written.mentions} <= entities
    assert {s.unit_id for s in written.statements} <= units
    assert {s.fact_id for s in written.statements} == facts
    assert {f.subject_id for f in written.facts} <= entities
    assert {f.object_id for f in written.facts if f.object_id} <= entities


def test_spans_point_into_the_text(written: WriteSet):
    """What a mention names stands where it says; a speaker's mention is of the whole."""
    text = written.events[0].text
    names = {e.id: {*map(ids.normalise_name, e.aliases)} for e in written.entities}

    for sentence in written.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
    for mention in written.mentions:
        if mention.role != "speaker":
            word = ids.normalise_name(text[mention.start : mention.end])
            assert word in names[mention.entity_id]


def test_long_text_is_searched_by_its_chunks():
    """The parent has no vector, the chunks have, and together they are the text."""
    [written] = write_sets([turn(9, LONG)])
    parent, *chunks = written.events

    assert not parent.searchable
    assert parent.embedding is None
    assert len(chunks) > 1
    assert all(c.searchable and c.parent_id == parent.id for c in chunks)
    assert all(c.embedding is not None and c.embedding.shape == (384,) for c in chunks)
    assert [c.part for c in chunks] == list(range(1, len(chunks) + 1))
    assert " ".join(c.text for c in chunks) == LONG
    assert parent.tokens == sum(c.tokens for c in chunks)
    for chunk in chunks:
        inside = [s for s in written.sentences if s.event_id == chunk.id]
        assert len(inside) > 1
        assert " ".join(s.text for s in inside) == chunk.text
        assert all(LONG[s.start : s.end] == s.text for s in inside)
    assert {m.unit for m in written.mentions} == {"event"}


def test_every_chunk_is_said_by_the_speaker():
    """A text is found under who said it by each of its parts."""
    [written] = write_sets([turn(9, LONG, speaker="Ana")])
    _, *chunks = written.events

    said = [m for m in written.mentions if m.role == "speaker"]

    assert [m.unit_id for m in said] == [c.id for c in chunks]
    assert [m.event_id for m in said] == [c.id for c in chunks]
    assert len({m.entity_id for m in said}) == 1


def test_names_that_fold_alike_are_one_entity():
    """All surface forms are its aliases."""
    [written] = write_sets([Event(text="Clara met Ben. Then Clara's dog met Ben.")])

    [clara] = [e for e in written.entities if e.key == "clara"]
    assert "Clara" in clara.aliases


def test_rows_carry_when_they_were_recorded(written: WriteSet):
    """Recording time is now, event time is the event's."""
    assert {e.recorded_at for e in written.events} == {NOW_MS}
    assert written.session.started_at == written.events[0].occurred_at


def test_spoken_names_the_speaker():
    """Who said it is part of what is searched."""
    assert spoken("Hello", "Ana") == "Ana: Hello"
    assert spoken("Hello", None) == "Hello"
