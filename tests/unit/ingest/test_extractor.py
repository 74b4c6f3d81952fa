"""The rule extractor as a whole."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.ingest.extract import Extraction
from graphmem.ingest.rules import RuleExtractor

NOW = datetime(2023, 6, 14, 10, 30, tzinfo=UTC)
EXTRACTOR = RuleExtractor()


def extract(text: str, speaker: str | None = "Ana") -> Extraction:
    """Extract from a text said now."""
    return EXTRACTOR.extract(text, occurred_at=NOW, speaker=speaker)


def test_extract_returns_all_parts():
    """One text yields sentences, mentions, times and facts, without a warning."""
    found = extract("I moved to Bergen last week. My sister Tove lives in Bergen.")

    assert len(found.sentences) == 2
    assert [m.name for m in found.mentions] == ["Ana", "Bergen", "Tove", "Bergen"]
    assert [t.text for t in found.times] == ["last week"]
    assert {f.predicate for f in found.facts} == {"move_to", "have_sister", "live_in"}
    assert found.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "Вчера мы ездили в Москву к нашей бабушке",
        "Gestern sind wir mit unserem Bruder nach Bergen gefahren und haben dort gegessen",
        "昨日は友達と東京へ行きました。",
    ],
)
def test_extract_says_that_a_text_is_not_english(text):
    """Another language yields sentences and names, a warning, and no time or fact."""
    found = extract(text)

    assert found.warnings[0].startswith("language: ")
    assert found.sentences
    assert (found.times, found.facts) == ((), ())


def test_extract_takes_short_or_named_english_for_english():
    """A few words or a list of names are too little to call a text foreign."""
    assert extract("ok cool").warnings == ()
    assert extract("Tove Lind, Ben Olsen, Ana Weber, Jo Berg, Kim Moe").warnings == ()


def test_extract_refuses_a_time_without_a_zone():
    """Relative times need the speaker's zone."""
    naive = NOW.replace(tzinfo=None)

    with pytest.raises(ValueError, match="zone"):
        EXTRACTOR.extract("hi", occurred_at=naive, speaker=None)


def test_extract_gives_threads_the_same_answer():
    """One extractor serves many threads and always answers alike."""
    texts = [f"I met Ben{i} in Bergen {i + 1} days ago. It was fun." for i in range(40)]
    alone = [extract(text) for text in texts]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(extract, texts))

    assert together == alone


@given(st.text(max_size=400), st.none() | st.text(min_size=1, max_size=10))
def test_extract_points_into_any_text(text, speaker):
    """Whatever the text, nothing is raised, spans lie inside it and names are as they stand."""
    found = extract(text, speaker)

    for mention in found.mentions:
        if mention.role != "speaker":
            assert 0 <= mention.start < mention.end <= len(text)
            assert text[mention.start : mention.end] == mention.name
        assert 0 < mention.confidence <= 1
    for fact in found.facts:
        assert 0 <= fact.start < fact.end <= len(text)


_WORDS = """
    I we my Ben Tove Bergen live lives in moved to love the a dog named sister , . ? ! is favourite
    food not don't The Lind (film) since 2016 Dr. and of " ' :) 😀 if you
"""
_TALK = st.sampled_from([*_WORDS.split(), "\n"])


@given(st.lists(_TALK, max_size=25))
def test_extract_survives_any_order_of_its_own_words(words):
    """Nonsense made of the rules' own words raises nothing and keeps spans inside the text."""
    text = " ".join(words)

    found = extract(text)

    for fact in found.facts:
        assert text[fact.start : fact.end].strip()
    for mention in found.mentions:
        assert text[mention.start : mention.end] == mention.name or mention.role == "speaker"
