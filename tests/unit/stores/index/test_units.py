"""Sentences of rows, whatever came, changed and went in between."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.stores.base import Row
from graphmem.stores.index.user_index import UserIndex
from tests.fakes import FakeGraph
from tests.toy import entity_row, event_row, link_row, sentence_row, session_row

ENTITIES = [entity_row(50 + n, f"Name {n}") for n in range(4)]
#: Event -> its sentences, each the entities that it mentions.
Told = dict[int, list[set[int]]]


def graph(told: Told) -> FakeGraph:
    """Return a graph in which events say sentences of ten characters each."""
    made = FakeGraph(sessions=[session_row()], entities=ENTITIES)
    for event, sentences in told.items():
        made.events.append(event_row(event, "x" * 10 * len(sentences)))
        for n, named in enumerate(sentences):
            if len(sentences) > 1:
                made.sentences.append(sentence_row(event, 10 * n, f"s{event:03d}{n:05d}"))
            made.links += [link_row(event, 50 + e, "mention", 10 * n + 3) for e in sorted(named)]
            made.links.append(link_row(event, 53, "speaker"))
    made.sentences.reverse()  # they come in no order
    return made


def sentences_in(index: UserIndex) -> dict[str, list[tuple[Row, list[str]]]]:
    """Return vectors and entities of the sentences of each row, by event."""
    rows = np.arange(len(index), dtype=np.int32)
    units, owner = index.units_of(rows)
    vectors = index.unit_vectors.rows(units)
    found: dict[str, list[tuple[Row, list[str]]]] = {}
    for unit, vector, row in zip(units.tolist(), vectors, owner.tolist(), strict=True):
        held = [index.entity_ids[e] for e in index.unit_entities.get(unit)[0]]
        found.setdefault(index.ids[row], []).append((vector, sorted(held)))
    return found


def assert_told(index: UserIndex, told: Told) -> None:
    """Fail unless the sentences are those of the events, in the order of the text."""
    found = sentences_in(index)
    several = {f"{e:032x}": said for e, said in told.items() if len(said) > 1}
    assert found.keys() == several.keys()
    assert len(index.unit_rows) == sum(map(len, several.values()))
    for event, said in told.items():
        if len(said) < 2:
            continue
        for n, ((vector, held), named) in enumerate(zip(found[f"{event:032x}"], said, strict=True)):
            expected = np.array(sentence_row(event, 10 * n, f"s{event:03d}{n:05d}")["embedding"])
            np.testing.assert_allclose(vector, expected, atol=0.01)
            assert held == [f"{50 + e:032x}" for e in sorted(named)]


_SAID = st.lists(st.sets(st.integers(0, 2), max_size=2), min_size=1, max_size=4)
_STEPS = st.lists(
    st.tuples(st.dictionaries(st.integers(1, 9), _SAID, max_size=4), st.sets(st.integers(1, 9))),
    min_size=1,
    max_size=5,
)


@given(steps=_STEPS)
def test_sentences_are_those_of_the_events(steps: list[tuple[Told, set[int]]]):
    """New events, events read anew into other sentences, and erased ones."""
    index, told = UserIndex(384), Told()
    for revision, (said, gone) in enumerate(steps, start=1):
        source = graph(said)
        source.removed = {f"{e:032x}" for e in gone}
        told = {e: s for e, s in told.items() if e not in gone} | said
        index.refresh(source, revision)
        assert_told(index, told)


def test_some_rows_are_asked_in_any_order():
    """Each sentence comes with the place of its row among those asked for."""
    index = UserIndex(384)
    index.refresh(graph({1: [{0}, {1}], 2: [{0}], 3: [{2}, set(), {1}]}), 1)

    units, owner = index.units_of(np.array([2, 1, 0, 2], np.int32))
    nothing = index.units_of(np.array([1], np.int32))

    assert units.tolist() == [2, 3, 4, 0, 1, 2, 3, 4]
    assert owner.tolist() == [0, 0, 0, 2, 2, 3, 3, 3]
    assert [part.tolist() for part in nothing] == [[], []]


def test_rows_of_one_sentence_take_no_room():
    """A user whose turns are short has no units at all."""
    index = UserIndex(384)
    index.refresh(graph({n: [{0}] for n in range(1, 40)}), 1)

    assert all(len(column) == 0 for column in index.units.columns().values())
    assert index.unit_entities.packed(0)[1].size == 0


@pytest.mark.parametrize("role", ["speaker", "subject"])
def test_who_stands_in_no_sentence_is_of_none(role: str):
    """Who speaks is nowhere in the text, and a fact's subject may be what "it" means."""
    source = graph({1: [set(), set()]})
    source.links = [{**link_row(1, 51, role), "start": None if role == "subject" else 0}]
    index = UserIndex(384)
    index.refresh(source, 1)

    assert index.unit_entities.packed(2)[1].size == 0


def test_an_erased_name_leaves_the_sentences():
    """The others keep theirs, under other numbers."""
    index = UserIndex(384)
    index.refresh(graph({1: [{0, 2}, {1}], 2: [{1}, {2}]}), 1)
    source = graph({})
    source.removed = {f"{50:032x}"}
    source.entities = []
    index.refresh(source, 2)

    assert_told(index, {1: [{2}, {1}], 2: [{1}, {2}]})
