"""Covered: a semantic memory says all that an episode says, word for word or nearly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphmem.sleep.covering import Episode, Said, covered

BASE = Episode(
    id="e1", text="I really love playing tennis!", kind="preference", role=None, important=False,
    facts=frozenset({"f1"}), timed=False,
)  # fmt: skip
MEMORY = Said("Ana loves playing tennis.", frozenset({"f1"}))


def stem(word: str) -> str:
    """Cut what verbs end in."""
    return word.removesuffix("s").removesuffix("ing")


def is_covered(episode: Episode, *memories: Said) -> bool:
    """Tell whether an episode is covered."""
    return covered([episode], {"e1": memories}, stem) == ["e1"]


def test_the_same_statement_is_covered():
    """Style and the speaker's own name make no difference."""
    assert is_covered(BASE, MEMORY)


@pytest.mark.parametrize(
    "episode",
    [
        replace(BASE, text="I do not love playing tennis"),
        replace(BASE, text="I love playing tennis with Ben", nearness=0.99),
        replace(BASE, text="I love playing 2 tennis", nearness=0.99),
        replace(BASE, text="I love playing tennis badly barefoot", nearness=0.99),
        replace(BASE, text="I love playing tennis outdoors", nearness=0.8),
        replace(BASE, timed=True),
        replace(BASE, important=True),
        replace(BASE, kind="question"),
        replace(BASE, role="assistant"),
        replace(BASE, text="Playing tennis I love", facts=frozenset({"f1", "f2"})),
        replace(BASE, facts=frozenset()),
    ],
    ids=lambda e: f"{e.text[-12:]}",
)
def test_what_says_more_is_not_covered(episode):
    """A time, a name, a number, a denial or a fact of its own keeps an episode at hand."""
    assert not is_covered(episode, MEMORY)


def test_one_word_of_style_may_be_missing_where_meaning_is_near():
    """Vectors propose, words decide."""
    assert is_covered(replace(BASE, text="I love playing tennis outdoors", nearness=0.95), MEMORY)


def test_several_memories_cover_together():
    """A text of two statements is covered when each has a memory."""
    both = replace(BASE, text="I love tennis and I eat fish.", facts=frozenset({"f1", "f2"}))
    fish = Said("Ana eats fish.", frozenset({"f2"}))
    assert not is_covered(both, MEMORY)
    assert is_covered(both, MEMORY, fish)


def test_whatever_else_was_read_from_the_same_words_is_said_too():
    """Reading may take one statement for two facts, of which one is no memory of its own."""
    more = replace(BASE, facts=frozenset({"f1", "f2"}))
    assert is_covered(more, MEMORY)
    assert is_covered(more, replace(MEMORY, statements=("Ana swims.", "Ana loves playing tennis.")))
    assert not is_covered(more, replace(MEMORY, statements=("Ana loves.", "Ana plays tennis.")))


def test_no_memory_covers_nothing():
    """Without a living memory an episode stays."""
    assert not is_covered(BASE)
