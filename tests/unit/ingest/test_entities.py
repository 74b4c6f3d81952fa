"""What a text mentions."""

import pytest

from graphmem.ingest.rules.entities import find_mentions
from graphmem.ingest.rules.sentences import split_sentences


def mentions(text: str, speaker: str | None = None):
    """Return the mentions of a text."""
    return find_mentions(text, split_sentences(text), speaker)


def names(text: str, speaker: str | None = "Ana") -> list[str]:
    """Return the names in a text, the speaker aside."""
    return [m.name for m in mentions(text, speaker) if m.role != "speaker"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hey Ben! Wow, thanks.", ["Ben"]),
        ("I read The Lord of the Rings in Bergen.", ["The Lord of the Rings", "Bergen"]),
        ("She studied at the University of Oslo.", ["University of Oslo"]),
        ("We played Ludwig van Beethoven all day.", ["Ludwig van Beethoven"]),
        ("We drove Jean-Luc's van to St. John's.", ["Jean-Luc", "St. John"]),
        ("He left AT&T for NASA.", ["AT&T", "NASA"]),
        ("I saw Dr. Weber and Prof. Lind.", ["Weber", "Lind"]),
        ("When Ana and I met Ben in May, it rained.", ["Ana", "Ben"]),
        ("On Monday we rest.", []),
        ("Painting is fun. Sure, I agree. Yeah!", []),
        ("J. R. Olsen wrote it.", ["J. R. Olsen"]),
        ("They watched Apollo 11 land.", ["Apollo 11"]),
    ],
)
def test_find_mentions_reads_capitalised_names(text, expected):
    """Connectors, initials and figures join a name; talk, times, honorifics do not."""
    assert names(text) == expected


def test_find_mentions_knows_addresses_amounts_and_titles():
    """Patterns give their kind; a number without a unit is no amount."""
    text = (
        'Mail a.b@example.org or see https://example.org/x?y. "Blue Boat" took $40, 12 km, 3 days.'
    )

    found = {m.name: m.kind for m in mentions(text) if m.kind != "name"}

    assert found == {
        "a.b@example.org": "email",
        "https://example.org/x?y": "url",
        "Blue Boat": "work",
        "$40": "quantity",
        "12 km": "quantity",
    }


def test_find_mentions_puts_the_speaker_first():
    """The speaker is a mention without a place in the text."""
    first = mentions("I am tired.", "Ana")[0]

    assert (first.name, first.role, first.start, first.end) == ("Ana", "speaker", 0, 0)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I saw Dr. Weber.", "person"),
        ("Yesterday Tove said no.", "person"),
        ("I joined Acme Corp today.", "organisation"),
        ("We met in Bergen.", "place"),
        ("We crossed Trout River.", "place"),
        ("I like Zorv.", "name"),
    ],
)
def test_find_mentions_guesses_kinds_from_cues(text, kind):
    """Honorifics, verbs of speech, suffixes and prepositions tell the kind."""
    assert [m.kind for m in mentions(text, "Ana") if m.role != "speaker"] == [kind]
