"""What a language model says is taken only where the text bears it out."""

import pytest

from graphmem.ingest.extract import Before
from tests.unit.ingest.scripted import answer, extract, fact, triples


@pytest.mark.parametrize(
    ("invented", "why"),
    [
        (fact("I", "move to", "Porto"), "object"),
        (fact("Clara", "move to", "Lisbon"), "subject"),
        (fact("I", "marry", "Per"), "predicate"),
        (fact("I", "move to", "Lisbon", positive=False), "denial"),
        (fact("Per", "eat", "fish"), "denied there"),
        (fact("I", "eat", "Lisbon"), "two sentences"),
        (fact("she", "move to", "Lisbon"), "unresolved"),
        (fact("I", "move to", "it"), "unresolved"),
        (fact("I", "move to", "isbon"), "half a word"),
        (fact("I", "move to", "Lisbon", said_by="Clara"), "sayer"),
        (fact("you", "move to", "Lisbon"), "nobody is spoken to"),
        (fact("Per", "eat", "Per"), "of itself"),
        (fact("Per", "be", "fish"), "no copula"),
        (fact("Per", "have", "fish"), "no having"),
    ],
)
def test_what_is_not_in_the_text_is_left_out_and_counted(invented, why):
    """A fact stands only on words that are there, together."""
    found = extract(answer(invented, fact("I", "move to", "Lisbon"), Lisbon="place"))

    assert triples(found) == [("Ana", "move_to", "Lisbon", True)], why
    assert found.warnings == ("language model: 1 item left out: what it said is not in the text",)


def test_an_entity_that_is_not_in_the_text_is_left_out():
    """A name must be there as a word; pronouns are no names."""
    found = extract(answer(Lisbon="place", Porto="place", Lis="place", I="person"))

    assert [m.name for m in found.mentions] == ["Ana", "Lisbon"]
    assert "3 items left out" in found.warnings[0]


def test_what_is_only_asked_or_supposed_is_no_fact():
    """Questions, orders and conditions state nothing; plans do, as plans."""
    text = "I want to visit Rome. Go to Oslo if you like Norway!"

    found = extract(
        answer(
            fact("I", "want to visit", "Rome", modality="wanted"),
            fact("you", "go to", "Oslo", modality="commanded"),
            fact("you", "like", "Norway", modality="conditional"),
            Rome="place",
        ),
        text,
        before=(Before("Ben", "Hi."),),
    )

    assert [(f.predicate, f.object, f.modality) for f in found.facts] == [
        ("visit", "Rome", "wanted")
    ]
    assert found.warnings == ()


def test_you_is_who_spoke_before():
    """The other speaker of the session is spoken to, if there is only one."""
    text = "You gave me a lamp. Your dog likes tea."
    written = answer(
        fact("you", "give", "lamp", tense="past"),
        fact("you", "give lamp to", "me"),
        fact("Your dog", "like", "tea"),
    )

    found = extract(written, text, before=(Before("Ben", "Hi."), Before("Ana", "Hi!")))
    crowd = extract(written, text, before=(Before("Ben", "Hi."), Before("Cleo", "Hi!")))

    assert triples(found) == [
        ("Ben", "give", "lamp", True),
        ("Ben's dog", "like", "tea", True),
    ]  # "to" does not stand in "gave me a lamp"
    assert not any("dog" in f.subject or f.predicate == "give" for f in crowd.facts)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Just moved to Lund!", True),
        ("I'm here: moved to Lund.", True),
        ("Ben and his family moved to Lund.", False),
        ("I am glad. Ben finally, at last, moved to Lund.", False),
    ],
)
def test_the_speaker_is_left_out_only_where_a_sentence_opens_with_its_verb(text, stated):
    """Else a sentence must say "I" for the speaker to be meant."""
    written = answer(fact("I", "move to", "Lund"), fact("Ana", "move to", "Lund"), Lund="place")

    assert triples(extract(written, text)) == [("Ana", "move_to", "Lund", True)] * stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Clara called. She moved to Lund.", True),
        ("Clara called. Ben moved to Lund.", False),
    ],
)
def test_a_subject_of_another_sentence_needs_a_pronoun(text, stated):
    """Else the sentence speaks of somebody else."""
    found = extract(answer(fact("Clara", "move to", "Lund"), Clara="person"), text)

    assert (("Clara", "move_to", "Lund", True) in triples(found)) is stated


@pytest.mark.parametrize(
    ("text", "predicate", "name", "positive"),
    [
        ("Ben does not eat fish.", "do not eat", "eat", False),
        ("Ben never ate fish.", "never eat", "eat", False),
        ("Ben used to eat fish.", "used to eat", "eat", False),
        ("Ben quit fish.", "quit", "quit", True),
        ("Ben is allergic to fish.", "be allergic to", "allergic_to", True),
        ("Ben was given fish.", "was given", "given", True),
        ("Ben's into fish.", "be into", "be_into", True),
    ],
)
def test_a_predicate_has_the_name_that_the_rules_give_it(text, predicate, name, positive):
    """Denials are told by the polarity, copulas and participles as the rules over trees do."""
    found = extract(answer(fact("Ben", predicate, "fish"), Ben="person"), text)

    assert triples(found) == [("Ben", name, "fish", positive)]


def test_my_brother_per_is_per():
    """A phrase that ends with a name is the name."""
    text = "My brother Per likes tea."

    named = extract(answer(fact("My brother Per", "like", "tea"), Per="person"), text)
    unnamed = extract(answer(fact("My brother Per", "like", "tea")), text)

    assert triples(named) == [("Per", "like", "tea", True)]
    assert triples(unnamed) == [("Ana's brother Per", "like", "tea", True)]


def test_my_things_are_the_speakers():
    """Nobody's "my" is resolved without a speaker."""
    written = answer(fact("My old car", "be", "red"), fact("I", "have", "My old car"))

    assert triples(extract(written, "My old car is red.")) == [
        ("Ana's old car", "is_a", "red", True)
    ]
    assert triples(extract(written, "My old car is red.", speaker=None)) == []
