"""Which statements a sentence makes."""

from datetime import UTC, datetime

import pytest

from graphmem.ingest.rules import RuleExtractor

NOW = datetime(2023, 6, 14, 10, 30, tzinfo=UTC)
EXTRACTOR = RuleExtractor()


def facts(text: str, speaker: str | None = "Ana"):
    """Return the facts of a text."""
    return EXTRACTOR.extract(text, occurred_at=NOW, speaker=speaker).facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I live in Bergen now.", ("Ana", "live_in", "Bergen", True)),
        ("We moved to Oslo with two cats.", ("Ana", "move_to", "Oslo", True)),
        ("I've been working at Acme for years.", ("Ana", "work_at", "Acme", True)),
        ("I work as a nurse.", ("Ana", "work_as", "nurse", True)),
        ("I no longer work for Acme.", ("Ana", "work_at", "Acme", False)),
        ("I used to live in Turku.", ("Ana", "live_in", "Turku", False)),
        ("I don't like olives anymore.", ("Ana", "like", "olives", False)),
        ("Honestly, I love green tea.", ("Ana", "love", "green tea", True)),
        ("I'm allergic to peanuts.", ("Ana", "allergic_to", "peanuts", True)),
        ("My favourite colour is blue.", ("Ana", "favourite_colour", "blue", True)),
        ("Ben's favorite food is ramen.", ("Ben", "favourite_food", "ramen", True)),
        ("My younger sister Tove called.", ("Ana", "have_sister", "Tove", True)),
        ("My cat is called Luna.", ("Ana", "have_cat", "Luna", True)),
        ("We adopted a dog named Rex.", ("Ana", "have_dog", "Rex", True)),
        ("My name is Ana Lind.", ("Ana", "name_is", "Ana Lind", True)),
        ("Ben is married to Tove.", ("Ben", "marry", "Tove", True)),
        ("Ben studied at Uppsala.", ("Ben", "study_at", "Uppsala", True)),
        ("Tove loves climbing.", ("Tove", "love", "climbing", True)),
        ("Tove Lind was born in Bergen.", ("Tove Lind", "born_in", "Bergen", True)),
        ("Tove Lind was born on 7 May 1901.", ("Tove Lind", "born_on", "7 May 1901", True)),
        ("Blue Boat is a Danish film by Tove Lind.", ("Blue Boat", "is_a", "Danish film", True)),
    ],
)
def test_find_facts_reads_plain_statements(text, expected):
    """Each sentence states one fact, with its polarity."""
    found = [(f.subject, f.predicate, f.object, f.positive) for f in facts(text)]

    assert found == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Do you live in Bergen?",
        "If I lived in Rome I would eat well.",
        "I wish I worked at Acme.",
        "Maybe I love Oslo.",
        "I love it when it rains.",
        "I'd like a coffee.",
        "The things I love makes me glad.",
        "We are like a family.",
        "My girlfriend, Tove and I left.",
        "I love the Bergen weather.",
    ],
)
def test_find_facts_leaves_questions_wishes_and_vague_words(text):
    """What is asked, wished, conditional or vague states nothing."""
    assert facts(text) == ()


def test_find_facts_skips_the_first_person_of_nobody():
    """Without a speaker "I" is nobody; a named subject still is somebody."""
    found = facts("I live in Oslo. Ben lives in Bergen.", speaker=None)

    assert [(f.subject, f.object) for f in found] == [("Ben", "Bergen")]


def test_find_facts_dates_what_began():
    """Since and the time of a move say from when a fact holds."""
    worked, moved = facts("I have worked at Acme since 2016. We moved to Oslo in May 2020.")

    assert worked.valid_from == datetime(2016, 1, 1, tzinfo=UTC)
    assert moved.valid_from == datetime(2020, 5, 1, tzinfo=UTC)


def test_find_facts_points_into_the_text():
    """A fact's span covers subject, verb and object."""
    text = "Hello. I live in Bergen, mostly."

    found = facts(text)[0]

    assert text[found.start : found.end] == "I live in Bergen"
    assert found.object_is_entity
