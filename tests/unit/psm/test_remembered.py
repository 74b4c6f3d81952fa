"""A parser that remembers: the same parses, fewer runs."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from graphmem.psm.parse import Parse
from graphmem.psm.remembered import RememberingParser


class CountingParser:
    """Parses every sentence as a chain, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Return one parse per sentence."""
        self.asked += [tuple(words) for words in sentences]
        return [_chain(tuple(words)) for words in sentences]


def _chain(words: tuple[str, ...]) -> Parse:
    count = len(words)
    return Parse(
        words=words,
        heads=tuple(max(0, i - 1) for i in range(count)),
        relations=("dep",) * count,
        upos=("X",) * count,
        feats=("",) * count,
        lemmas=words,
        entities=(),
    )


def _sentences(*texts: str) -> list[list[str]]:
    return [text.split() for text in texts]


def test_a_sentence_is_parsed_once():
    """Within a call and over calls, and in the order that was asked for."""
    inner = CountingParser()
    parser = RememberingParser(inner)

    first = parser.parse(_sentences("a b", "c", "a b"))
    second = parser.parse(_sentences("c", "d e f"))

    assert [p.words for p in first] == [("a", "b"), ("c",), ("a", "b")]
    assert [p.words for p in second] == [("c",), ("d", "e", "f")]
    assert inner.asked == [("a", "b"), ("c",), ("d", "e", "f")]


def test_only_the_last_ones_are_kept():
    """What was used last stays; the rest is parsed anew."""
    inner = CountingParser()
    parser = RememberingParser(inner, size=2)

    parser.parse(_sentences("a", "b"))
    parser.parse(_sentences("a"))
    parser.parse(_sentences("c"))
    inner.asked.clear()
    parser.parse(_sentences("a", "b"))

    assert inner.asked == [("b",)]


def test_more_sentences_than_are_kept_are_all_parsed():
    """A long text is no exception."""
    parser = RememberingParser(CountingParser(), size=3)
    many = [[str(n)] for n in range(50)]

    assert [p.words for p in parser.parse(many)] == [(str(n),) for n in range(50)]


def test_callers_in_parallel_get_their_own_sentences():
    """The memory is shared, the answers are not."""
    parser = RememberingParser(CountingParser(), size=4)
    asked = [[[str(n % 7), str(n)], [str(n % 3)]] for n in range(200)]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(parser.parse, asked))

    assert [[list(p.words) for p in a] for a in answers] == asked
