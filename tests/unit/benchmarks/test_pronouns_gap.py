"""GAP's cases are read and counted: right, wrong, open, and not asked about."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import create_vocab

from benchmarks.pronouns_gap import PlacedDoc, count, read_cases, same_person

_HEAD = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL"
_TEXT = "Ana sang . She left ."


def _read(text: str) -> PlacedDoc:
    """Parse the one text; "She" can mean Ana."""
    words = text.split()
    doc = Doc(
        create_vocab("en", English.Defaults),
        words=words,
        pos=["PROPN", "VERB", "PUNCT", "PRON", "VERB", "PUNCT"],
        heads=[1, 1, 1, 4, 4, 4],
        deps=["nsubj", "ROOT", "punct", "nsubj", "ROOT", "punct"],
        lemmas=["Ana", "sing", ".", "she", "leave", "."],
        morphs=["Number=Sing", "", "", "Gender=Fem|Number=Sing|Person=3", "", ""],
        ents=["B-person", "O", "O", "O", "O", "O"],
    )
    return PlacedDoc(doc, tuple(t.idx for t in doc))


@pytest.mark.parametrize(
    ("offset", "first", "second", "expected"),
    [
        (11, "Ana Maria\t0\tTRUE", "Eva\t0\tFALSE", (1, 1.0)),
        (11, "Ana\t0\tFALSE", "Eva\t0\tTRUE", (1, 0.0)),
        (11, "Ana\t0\tFALSE", "Eva\t0\tFALSE", (1, 0.0)),
        (11, "Ida\t0\tFALSE", "Eva\t0\tFALSE", (0, 0.0)),
        (3, "Ana\t0\tTRUE", "Eva\t0\tFALSE", (0, 0.0)),
    ],
)
def test_a_case_is_counted(offset: int, first: str, second: str, expected: tuple[int, float]):
    """The pronoun of the case alone counts."""
    row = f"1\t{_TEXT}\tShe\t{offset}\t{first}\t{second}\tu"

    found = count(list(read_cases([_HEAD, row])), _read)

    assert (found["n"], found["resolved"], found["precision"]) == (1, *expected)


def test_a_part_of_a_name_is_the_same_person():
    """Two people who share one of two names are not."""
    assert same_person("Maria", "Ana Maria")
    assert not same_person("Eva Maria", "Ana Maria")
    assert not same_person("", "Ana")
