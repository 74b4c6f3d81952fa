"""Long texts are cut between sentences where that is possible."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from graphmem.ingest.chunks import Chunk, cut
from graphmem.ingest.extract import SentenceSpan

sizes = st.lists(st.integers(1, 25), min_size=1, max_size=8)


def _text(words_per_sentence: list[int]) -> tuple[str, list[SentenceSpan], list[tuple[int, int]]]:
    text, spans = "", []
    for number in words_per_sentence:
        start = len(text) + (1 if text else 0)
        text += (" " if text else "") + " ".join(f"w{n}" for n in range(number)) + "."
        spans.append(SentenceSpan(start, len(text)))
    return text, spans, [m.span() for m in re.finditer(r"\S+", text)]


@given(sizes, st.integers(1, 20))
def test_chunks_cover_every_word_once(words: list[int], most: int):
    """In order, without overlap, none over the limit, no word lost."""
    _, spans, pieces = _text(words)

    chunks = cut(spans, pieces, max_tokens=most)

    held = [[p for p in pieces if c.start <= p[0] < c.end] for c in chunks]
    assert [p for some in held for p in some] == pieces
    assert all(1 <= len(some) <= most for some in held)
    assert all(a.end <= b.start for a, b in itertools.pairwise(chunks))


@given(sizes)
def test_sentences_that_fit_are_not_cut(words: list[int]):
    """A border of a chunk is a border of a sentence where every sentence fits."""
    _, spans, pieces = _text(words)

    chunks = cut(spans, pieces, max_tokens=25)

    assert {c.start for c in chunks} <= {s.start for s in spans}
    assert {c.end for c in chunks} <= {s.end for s in spans}


def test_short_text_is_one_chunk():
    """Everything in one piece."""
    text, spans, pieces = _text([3, 4])

    assert cut(spans, pieces, max_tokens=10) == [Chunk(0, len(text))]
    assert cut([], [], max_tokens=10) == []
