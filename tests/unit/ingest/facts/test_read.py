"""Reading a text: its words are parsed by sentence, and spans lead back to the text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import spacy

from graphmem.ingest.extract import Mention
from graphmem.ingest.facts import find_facts
from graphmem.ingest.facts.drafts import drafts
from graphmem.ingest.facts.read import Parsed, read_text
from graphmem.ingest.rules.sentences import split_sentences
from graphmem.psm.parse import Parse
from graphmem.types import ResolvedTime
from tests.unit.ingest.facts.trees import TURN, docs

_TEXT = "I bought  a red bike.\n\nClara moved to Lyon last year.\nI might visit Rome."


class GoldParser:
    """Knows the hand-made trees by their words."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Return the tree with the same words."""
        by_words = {tuple(t.text for t in doc): doc for doc in docs().values()}
        return [self._parse(by_words[tuple(words)]) for words in sentences]

    @staticmethod
    def _parse(doc) -> Parse:
        return Parse(
            words=tuple(t.text for t in doc),
            heads=tuple(t.head.i for t in doc),
            relations=tuple(t.dep_ for t in doc),
            upos=tuple(t.pos_ for t in doc),
            feats=tuple(str(t.morph) for t in doc),
            lemmas=tuple(t.lemma_ for t in doc),
            entities=(),
        )


def _read(text: str = _TEXT) -> Parsed:
    return read_text(text, split_sentences(text), GoldParser(), spacy.blank("en").vocab)


def test_spans_lead_back_to_the_text() -> None:
    """Two blanks and line breaks shift nothing."""
    parsed = _read()
    facts = find_facts(parsed.doc, TURN).facts

    words = [_TEXT[slice(*parsed.span(f.object.start, f.object.end))] for f in facts]

    assert words == ["a red bike", "Lyon", "Rome"]


def test_a_draft_says_how_its_fact_is_meant() -> None:
    """Case: "I might visit Rome" is told from what is said to be so."""
    parsed = _read()

    found = list(drafts(find_facts(parsed.doc, TURN).facts, parsed, ()))

    assert [(d.subject, d.predicate, d.object, d.modality) for d in found] == [
        ("Eva", "buy", "red bike", "asserted"),
        ("Clara", "move_to", "Lyon", "asserted"),
        ("Eva", "visit", "Rome", "possible"),
    ]
    assert [d.object_is_entity for d in found] == [False, True, True]
    assert [d.text for d in found] == [
        "Eva bought a red bike",
        "Clara moved to Lyon last year",
        "Eva might visit Rome",
    ]
    assert [d.tense for d in found][:2] == ["past", "past"]
    assert _TEXT[found[1].start : found[1].end] == "Clara moved to Lyon"


def test_what_a_fact_is_about_has_the_kind_of_the_name_at_its_place() -> None:
    """A name elsewhere in the text, or one that is only a part of the phrase, says nothing."""
    parsed = _read()
    lyon, rome = _TEXT.index("Lyon"), _TEXT.index("Rome")
    names = [
        Mention(lyon, lyon + 4, "Lyon", "place", "mention", 0.9),
        Mention(rome, rome + 4, "Lyon", "work", "mention", 0.9),
    ]

    found = list(drafts(find_facts(parsed.doc, TURN).facts, parsed, (), names))

    assert [(d.subject_kind, d.object_kind) for d in found] == [
        ("person", "name"),
        ("name", "place"),
        ("person", "name"),
    ]


def test_a_verb_of_beginning_takes_the_time_of_its_sentence() -> None:
    """Clara lives in Lyon from last year on; a time elsewhere says nothing of it."""
    parsed = _read()
    start = datetime(2023, 1, 1, tzinfo=UTC)
    at = _TEXT.index("last year")
    times = [ResolvedTime("last year", (at, at + 9), start, datetime(2024, 1, 1, tzinfo=UTC))]

    found = list(drafts(find_facts(parsed.doc, TURN).facts, parsed, times))

    assert [d.valid_from for d in found] == [None, start, None]


def test_an_empty_text_has_no_words() -> None:
    """No sentences, no parse."""
    assert len(_read("").doc) == 0
