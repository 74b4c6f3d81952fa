"""Which statements repeat each other: the same said again, in other clothes at most.

A repetition carries no news, so it costs tokens for nothing: it becomes a number beside the line
that says it first. What differs in a word that tells something stays apart: "at 10:00" and "at
11:00" are near in meaning and two different things. So meaning only proposes (vectors), words
decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.base import Row
from graphmem.stores.index.user_index import UserIndex

Floats = NDArray[np.float32]
NEAR = 0.9  # cosine from which two texts may say the same; 8-bit codes of one text reach 0.999
_LONGEST = 64  # words; what is longer is no remark whose parts are put in another order
#: Words, and the signs that change what a number says.
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[-+](?=\d)|[$€£¥₹%°]|(?<=\d)[.,/](?=\d)")
_START = re.compile(r"(?:^|[.!?…\n])[^\w]*$")
_EMPTY_WORDS = "a an the well oh ah hey hi hello yeah yes yep ok okay wow haha so"
_EMPHATIC_WORDS = """
really very totally absolutely definitely honestly actually truly simply still also
"""
_DENYING_WORDS = "not no never none nobody nothing neither nor without hardly"
_POINTING_WORDS = "he she they him her them his hers their theirs"
#: Of these a statement may have one more or less.
_EMPTY = frozenset(_EMPTY_WORDS.split())
#: These too, unless something is denied: "not really" is no "not".
_EMPHASIS = frozenset(_EMPHATIC_WORDS.split())
_DENIALS = frozenset(_DENYING_WORDS.split())
#: Someone who was named before: the same words may speak of another one.
_OTHERS = frozenset(_POINTING_WORDS.split())
_SPELT_OUT = {
    "can't": "can not", "won't": "will not", "shan't": "shall not", "cannot": "can not",
    "i'm": "i am", "you're": "you are", "we're": "we are", "they're": "they are",
    "i've": "i have", "you've": "you have", "we've": "we have", "they've": "they have",
    "i'll": "i will", "you'll": "you will", "we'll": "we will", "they'll": "they will",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A row worth returning, with rows that only repeat it."""

    row: int
    repeats: tuple[int, ...]

    @property
    def rows(self) -> tuple[int, ...]:
        """The row and its repeats."""
        return (self.row, *self.repeats)


def propose(rows: Sequence[int], vectors: Floats, *, limit: int) -> list[int]:
    """Return the rows whose words are needed to find ``limit`` distinct ones among them.

    These are the first ``limit`` that are near no better one, and all that are near one of them.

    Args:
        rows: Candidates, best first.
        vectors: Their unit vectors. Shape: (n_candidates, dimension).
    """
    similar = vectors @ vectors.T
    heads: list[int] = []
    wanted: list[int] = []
    for place, row in enumerate(rows):
        near = bool(heads) and float(similar[place, heads].max()) >= NEAR
        if not near and len(heads) < limit:
            heads.append(place)
        if near or place in heads[-1:]:
            wanted.append(row)
    return wanted


def merge(rows: Sequence[int], key_of: Callable[[int], Hashable]) -> list[Choice]:
    """Return distinct rows, best first, each with those that repeat it.

    Args:
        rows: Candidates, best first.
        key_of: What a row says; None: the row is left out.
    """
    groups: dict[Hashable, list[int]] = {}
    for row in rows:
        key = key_of(row)
        if key is not None:
            groups.setdefault(key, []).append(row)
    return [Choice(first, tuple(others)) for first, *others in groups.values()]


def statement(index: UserIndex, row: int, event: Row) -> Hashable:
    """Return what two events share if one only repeats the other.

    The speaker, the times that the words name (a "tomorrow" of another day is another day), what
    is asked or told, the words without those that say nothing, in their order or with the last
    ones first; where somebody is only "she", those whom the event is linked to.
    """
    text = str(event["text"])
    words = told_words(text)
    times = index.time_rows.values == row
    columns = (index.time_starts.values[times], index.time_ends.values[times])
    spans = ((int(start), int(end)) for start, end in zip(*columns, strict=True))
    linked = {int(e) for e in index.entities_of(row)} if _OTHERS & set(words) else set[int]()
    return (
        str(event["speaker"] or "").casefold(),
        frozenset(spans),
        frozenset(linked),
        "?" in text,
        _turned(words) or (text,),
    )


def told_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that tell something, contractions spelt out, in lower case."""
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match.group().replace("’", "'")
        named = word[:1].isupper() and not _START.search(text[: match.start()][-8:])
        folded = word.casefold()
        if named or folded not in _EMPTY:
            words += _spelt_out(folded)
    if not _DENIALS & set(words):
        words = [w for w in words if w not in _EMPHASIS]
    return tuple(words)


def _spelt_out(word: str) -> list[str]:
    if word in _SPELT_OUT:
        return _SPELT_OUT[word].split()
    return [word.removesuffix("n't"), "not"] if word.endswith("n't") else [word]


def _turned(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return one form for all in which the end of a remark stands in front ("on Mondays I run")."""
    if len(words) > _LONGEST:
        return words
    return min((words[n:] + words[:n] for n in range(len(words))), default=())
