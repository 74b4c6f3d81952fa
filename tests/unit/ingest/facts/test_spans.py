"""Properties that hold for every fact and candidate of every tree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.tokens import Doc

from graphmem.ingest.facts import Fact, Turn, find_facts
from tests.unit.ingest.facts.trees import TURN, docs, found, only

_TURNS = (TURN, Turn(), Turn("Eva"))


def _candidates(doc: Doc) -> Iterator[Fact]:
    for turn in _TURNS:
        result = find_facts(doc, turn)
        yield from result.facts
        yield from (r.fact for r in result.rejected)


@pytest.mark.parametrize("name", sorted(docs()))
def test_spans_point_at_words(name: str) -> None:
    """Each part begins and ends with a token, inside its sentence, and holds its words."""
    doc = docs()[name]
    starts = {t.idx for t in doc}
    ends = {t.idx + len(t.text) for t in doc}
    for fact in _candidates(doc):
        for part in (fact.subject, fact.predicate, fact.object):
            assert part.start in starts
            assert part.end in ends
            assert fact.sentence[0] <= part.start < part.end <= fact.sentence[1]
        for phrase in (fact.subject, fact.object):
            assert doc.text[phrase.start : phrase.end] == phrase.words


@pytest.mark.parametrize("name", sorted(docs()))
def test_a_text_gives_the_same_facts_twice(name: str) -> None:
    """No state is kept between texts."""
    assert found(name) == found(name)


@pytest.mark.parametrize("name", sorted(docs()))
def test_facts_have_names_and_a_confidence(name: str) -> None:
    """Nothing empty comes out, and a predicate is one word for the graph."""
    for fact in found(name).facts:
        assert fact.subject.name
        assert fact.object.name
        assert fact.predicate.name
        assert not set(fact.predicate.name) & set(" .,")
        assert 0 < fact.confidence <= 1


def test_a_fact_reads_as_a_sentence() -> None:
    """With the speaker put in and the negation kept."""
    assert only("meat").text == "Eva does not eat meat"
    assert only("nolonger").text == "Eva no longer lives in Lyon"
    assert only("nodog").text == "Ana has no dog"
    assert only("bike").text == "Eva bought a red bike"


def test_two_sentences_keep_their_own_bounds() -> None:
    """Offsets count in the whole text."""
    doc = Doc.from_docs([docs()["bike"], docs()["moved"]])
    facts = find_facts(doc, TURN).facts

    assert [doc.text[slice(*f.sentence)].split()[0] for f in facts] == ["I", "Clara"]
