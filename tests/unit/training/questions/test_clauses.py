"""Statements are turned into questions and descriptions."""

import pytest

from graphmem.training.questions.clauses import ask_of, fragment, plain_clauses, slots, stranded
from graphmem.training.questions.texts import Passage
from graphmem.training.questions.words import kind_of, lemma, sort_of


@pytest.mark.parametrize(
    ("rest", "asked"),
    [
        ("played for the Rockets", "did Feitl play for the Rockets"),
        ("was born", "was Feitl born"),
        ("owns a bakery", "does Feitl own a bakery"),
        ("wrote two books", "did Feitl write two books"),
        ("later moved to Rome", "did Feitl move to Rome"),
    ],
)
def test_a_statement_is_put_in_the_order_of_a_question(rest: str, asked: str):
    """Without an auxiliary one is added, and the verb loses its ending."""
    assert ask_of("Feitl", rest) == asked


def test_a_clause_begins_with_what_the_passage_is_about():
    """A pronoun that opens a sentence means it; another subject does not."""
    text = "Mara Feld was a Swiss pianist. She recorded for Orbit Records. Critics praised her."
    clauses = list(plain_clauses(Passage("p", "Mara Feld", text)))
    assert [(c.main, c.rest) for c in clauses if c.main] == [
        (True, "was a Swiss pianist"),
        (True, "recorded for Orbit Records"),
    ]


def test_what_leads_to_a_name_is_its_nearest_verb():
    """Not the first verb of the sentence."""
    rest = "is a 1951 film directed by Edna Vole"
    assert fragment(rest, rest.index("Edna")) == "was directed by"
    assert stranded("was directed by")
    assert not stranded("is a film")


def test_dates_numbers_and_names_can_be_asked_for():
    """Each is found with its kind."""
    found = {s.sort for s in slots("sold nine albums in 1994 to Orbit Records")}
    assert found == {"when", "many", "name"}


@pytest.mark.parametrize(
    ("verb", "plain"),
    [("released", "release"), ("won", "win"), ("carried", "carry"), ("joined", "join")],
)
def test_verbs_lose_their_endings(verb: str, plain: str):
    """Regular and irregular ones."""
    assert lemma(verb) == plain


def test_what_a_passage_is_about_is_of_a_sort():
    """By the last word of what it is called."""
    kind, head = kind_of("Ys is a French rock band from Brest.")
    assert (kind, head, sort_of("", head)) == ("French rock band", "band", "org")
