"""What a parser gets wrong again and again is put right."""

from __future__ import annotations

import pytest

from graphmem.ingest.facts.mend import mended
from graphmem.psm.parse import Parse


def _parse(words: str, heads: tuple[int, ...], relations: str, upos: str) -> Parse:
    count = len(heads)
    return Parse(
        words=tuple(words.split()),
        heads=heads,
        relations=tuple(relations.split()),
        upos=tuple(upos.split()),
        feats=("Mood=Imp",) * count,
        lemmas=tuple(words.lower().split()),
        entities=(),
    )


def test_a_name_beside_its_noun_is_no_second_subject():
    """The rest of the tree stays."""
    parse = _parse(
        "My sister Clara left", (1, 3, 3, 3), "nmod:poss nsubj nsubj root", "PRON NOUN PROPN VERB"
    )

    found = mended(parse)

    assert found.heads == (1, 3, 1, 3)
    assert found.relations == ("nmod:poss", "nsubj", "appos", "root")


@pytest.mark.parametrize(
    ("relations", "upos"),
    [
        ("det nsubj nsubj root", "DET NOUN PROPN VERB"),
        ("nmod:poss nsubj nsubj root", "PRON NOUN NOUN VERB"),
        ("nmod:poss nsubj obj root", "PRON NOUN PROPN VERB"),
    ],
)
def test_what_may_be_right_stays(relations: str, upos: str):
    """Without an owner, without a name, or with another relation."""
    parse = _parse("My sister Clara left", (1, 3, 3, 3), relations, upos)

    assert mended(parse) == parse


def test_gonna_is_no_command():
    """The words "I am" were left out."""
    parse = _parse("Gon na start", (0, 2, 0), "root mark xcomp", "VERB PART VERB")

    found = mended(parse)

    assert found.feats == ("Tense=Pres|VerbForm=Part", "Mood=Imp", "Mood=Imp")
    assert found.lemmas == ("go", "na", "start")


@pytest.mark.parametrize("relation", ["nmod", "flat"])
def test_what_stands_behind_the_verb_is_the_verbs(relation: str):
    """The parser hung "for Ajax" on Ana Roth, over the verb."""
    parse = _parse(
        "Ana Roth plays for Ajax",
        (2, 0, 2, 4, 0),
        f"nsubj flat root case {relation}",
        "PROPN PROPN VERB ADP PROPN",
    )

    found = mended(parse)

    assert found.heads == (2, 0, 2, 4, 2)
    assert found.relations == ("nsubj", "flat", "root", "case", "obl")


def test_what_stands_before_the_verb_stays_with_the_subject():
    """So does a name without a preposition."""
    parse = _parse(
        "Ana of Ajax plays chess",
        (3, 2, 0, 3, 3),
        "nsubj case nmod root obj",
        "PROPN ADP PROPN VERB NOUN",
    )

    assert mended(parse) == parse
