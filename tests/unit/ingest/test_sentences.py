"""Where sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.ingest.rules.sentences import split_sentences


def cut(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi there! How are you?", ["Hi there!", "How are you?"]),
        ("I met Dr. Weber at noon. He smiled.", ["I met Dr. Weber at noon.", "He smiled."]),
        ("J. K. Olsen ran 3.5 km. Wow.", ["J. K. Olsen ran 3.5 km.", "Wow."]),
        ("We live in the U.S. It is big.", ["We live in the U.S.", "It is big."]),
        ("The U.S. Army moved.", ["The U.S. Army moved."]),
        ("Well... maybe not. Fine.", ["Well... maybe not.", "Fine."]),
        ("Great! 😀 I went home.", ["Great! 😀", "I went home."]),
        ('"Why?" she asked. "Because."', ['"Why?" she asked.', '"Because."']),
        ("first line\nsecond line", ["first line", "second line"]),
        ("- milk\n- eggs\n2. bread", ["milk", "eggs", "bread"]),
        ("See no. 4 of vol. 2 there.", ["See no. 4 of vol. 2 there."]),
        ("The Duel (film). The Duel is a film.", ["The Duel (film).", "The Duel is a film."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_split_sentences_cuts_talk_and_prose(text, expected):
    """Sentences end at stops, not at abbreviations, initials or decimals; lines end them too."""
    assert cut(text) == expected


def test_split_sentences_stays_fast_on_a_page_of_emoji():
    """A long run without blanks costs no more than other text; it belongs to what it follows."""
    emoji = "😀" * 100_000

    assert cut(f"Look! {emoji} Done.") == [f"Look! {emoji}", "Done."]


@given(st.text(max_size=300))
def test_split_sentences_covers_any_text_in_order(text):
    """Spans are inside the text, ordered, without overlap, and lose no letter or figure."""
    spans = split_sentences(text)

    ends = [0, *(span.end for span in spans)]
    assert all(end <= span.start < span.end for end, span in zip(ends, spans, strict=False))
    assert all(span.end <= len(text) for span in spans)
    kept = {i for span in spans for i in range(span.start, span.end)}
    lost = [c for i, c in enumerate(text) if i not in kept and c.isalpha()]
    assert lost == []
