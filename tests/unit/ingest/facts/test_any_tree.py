"""A parser errs: no tree, however odd, may break the rules or give a span beside the words."""

from __future__ import annotations

import random

import pytest
import spacy
from spacy.tokens import Doc

from graphmem.ingest.facts import find_facts
from graphmem.ingest.facts import labels as ud
from tests.unit.ingest.facts.trees import TURN, docs, triple

_LABELS = sorted(
    {str(v) for name, v in vars(ud).items() if name.isupper() and isinstance(v, str)}
    | ud.NOT_IN_PHRASE
    | ud.OBLIQUES
)


def _scrambled(doc: Doc, seed: int) -> Doc:
    """Return the words of a tree with other heads and labels, still a tree."""
    chance = random.Random(seed)
    order = list(range(len(doc)))
    chance.shuffle(order)
    heads = [0] * len(doc)
    for place, word in enumerate(order):
        heads[word] = order[chance.randrange(place)] if place else word
    return Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        heads=heads,
        deps=["ROOT" if h == i else chance.choice(_LABELS) for i, h in enumerate(heads)],
        pos=[chance.choice([t.pos_ for t in doc]) for _ in doc],
        lemmas=[t.lemma_ for t in doc],
        morphs=[str(chance.choice(list(doc)).morph) for _ in doc],
        sent_starts=[i == 0 for i in range(len(doc))],
    )


@pytest.mark.parametrize("seed", range(20))
def test_scrambled_trees_are_read_without_an_error(seed: int) -> None:
    """Each hand-made sentence with random heads, labels, parts of speech and features."""
    for doc in docs().values():
        scrambled = _scrambled(doc, seed)
        result = find_facts(scrambled, TURN)
        for fact in (*result.facts, *(r.fact for r in result.rejected)):
            for phrase in (fact.subject, fact.object):
                assert scrambled.text[phrase.start : phrase.end] == phrase.words
                assert phrase.words


def test_a_root_may_be_named_as_spacy_does() -> None:
    """Case: "ROOT" and "root" give the same facts."""
    for doc in docs().values():
        named = doc.copy()
        for token in named:
            token.dep_ = "ROOT" if token.dep_ == "root" else token.dep_

        assert [triple(f) for f in find_facts(named, TURN).facts] == [
            triple(f) for f in find_facts(doc, TURN).facts
        ]


def test_a_text_without_words_has_no_facts() -> None:
    """An empty document is no error."""
    assert find_facts(Doc(spacy.blank("en").vocab)).facts == ()
