"""What a text is about."""

import pytest

from graphmem.ingest.rules.entities import find_mentions
from graphmem.ingest.rules.sentences import split_sentences


def topics(text: str, speaker: str | None = None) -> list[str]:
    """Return the names of a text's topics."""
    found = find_mentions(text, split_sentences(text), speaker)
    return [m.name for m in found if m.role == "topic"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Blue Boat (film). Blue Boat is a 1987 film by Tove Lind.",
            ["Blue Boat (film)", "Blue Boat"],
        ),
        ("The Tin King. It is a play in two acts.", ["The Tin King", "Tin King"]),
        ("Dr. Weber. Dr. Weber was born in Bergen.", ["Dr. Weber"]),
        ("J. R. Olsen. John Rolf Olsen was a poet.", ["J. R. Olsen"]),
        ("St. Anne Rovers. The team plays in red.", ["St. Anne Rovers"]),
        ("Where Is My Hat?. Where Is My Hat? is a song.", ["Where Is My Hat?"]),
        ("List of lakes that are dry. The following lakes…", ["List of lakes that are dry"]),
        ("Copper trade. Most copper came by boat.", ["Copper trade"]),
    ],
)
def test_heading_is_the_topic(text, expected):
    """A first segment that reads as a title is the topic, also without qualifier and article."""
    assert sorted(topics(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bergen, the second city, is wet.", ["Bergen"]),
        ("Tove Lind (1901-1970) was a baker.", ["Tove Lind"]),
        ("The Tin King is a play.", ["The Tin King", "Tin King"]),
        ("Reseda nova is a plant of dry hills.", ["Reseda nova"]),
        ("I Can Wait is a 2018 film.", ["I Can Wait"]),
    ],
)
def test_the_name_that_a_text_defines_is_the_topic(text, expected):
    """Without a heading, the name that opens the text and is defined is the topic."""
    assert sorted(topics(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "I went home. It was late.",
        "However, the rain stopped. We left.",
        "In 2008, the band split up.",
        "Thanks a lot. That was kind.",
        "Is this it? I think so.",
        "",
    ],
)
def test_talk_and_loose_prose_have_no_topic(text):
    """Sentences that define nothing have no topic."""
    assert topics(text) == []


def test_a_speaker_does_not_speak_in_headings():
    """What a speaker says has a heading only if the text takes it up again."""
    assert topics("Bergen Harbour. That would be nice!", "Ana") == []
    assert topics("Bergen Harbour. Bergen Harbour is full.", "Ana") == ["Bergen Harbour"]
