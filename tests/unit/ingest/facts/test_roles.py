"""Roles of several words, classes before names, and nouns that a clause tells, as they are read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from graphmem.ingest.extract import Said
from graphmem.ingest.model_extractor import ModelExtractor

_AT = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def extractor() -> ModelExtractor:
    """Return the shipped extractor."""
    return ModelExtractor.load(threads=1)


def _read(extractor: ModelExtractor, text: str) -> set[tuple[str, str, str]]:
    (found,) = extractor.extract_all([Said(text, _AT, "Ana")])
    return {(f.subject, f.predicate, f.object) for f in found.facts}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("The head of state of Norway is Harald.", ("Norway", "have_head_of_state", "Harald")),
        (
            "The name of the head of state of Norway is Harald.",
            ("Norway", "have_head_of_state", "Harald"),
        ),
        (
            "The official language of Norway is Norwegian.",
            ("Norway", "have_official_language", "Norwegian"),
        ),
        (
            "The prime minister of Norway is Erna Solberg.",
            ("Norway", "have_prime_minister", "Erna Solberg"),
        ),
        (
            "The country of origin of Dark Harbor is France.",
            ("Dark Harbor", "have_country_of_origin", "France"),
        ),
        ("The head of state in Norway is Harald.", ("Norway", "have_head_of_state", "Harald")),
        ("The CEO at Zentrix is Carla Weber.", ("Zentrix", "have_ceo", "Carla Weber")),
        ("The capital of Norway is Oslo.", ("Norway", "have_capital", "Oslo")),
        ("Mia Brandt was born in the city of Vienna.", ("Mia Brandt", "born_in", "Vienna")),
        ("Mia Brandt plays the sport of golf.", ("Mia Brandt", "play", "golf")),
        ("Carla Weber was employed by Zentrix.", ("Zentrix", "employ", "Carla Weber")),
    ],
)
def test_a_role_is_its_owners(
    extractor: ModelExtractor, text: str, fact: tuple[str, str, str]
) -> None:
    """Not "state of Norway has head Harald", nor "city of Vienna", which is Vienna."""
    assert fact in _read(extractor, text)


@pytest.mark.parametrize(
    ("text", "fact", "bare"),
    [
        ("The sport played by Mia Brandt is golf.", ("Mia Brandt", "play_sport", "golf"), "sport"),
        (
            "The instrument that Mia Brandt plays is the violin.",
            ("Mia Brandt", "play_instrument", "violin"),
            "instrument",
        ),
        (
            "The type of music that Mia Brandt plays is jazz.",
            ("Mia Brandt", "play_music", "jazz"),
            "type of music",
        ),
        (
            "The university where Mia Brandt studied is Oxford.",
            ("Mia Brandt", "study_at", "Oxford"),
            "university",
        ),
        (
            "The company that produced Windows 7 is Microsoft.",
            ("Microsoft", "produce", "Windows 7"),
            "",
        ),
    ],
)
def test_what_a_clause_tells_is_said_of_whom_it_names(
    extractor: ModelExtractor, text: str, fact: tuple[str, str, str], bare: str
) -> None:
    """Else golf would be the one sport of everybody."""
    found = _read(extractor, text)
    assert fact in found
    assert not [f for f in found if f[0] == bare]


def test_a_state_of_mind_is_no_state_of_that_name(extractor: ModelExtractor) -> None:
    """A class gives way to a name alone."""
    found = _read(extractor, "Mia Brandt wrote about the state of the economy.")
    assert all(f[2] != "economy" for f in found)
