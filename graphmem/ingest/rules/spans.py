"""Capitalised spans: the words of a sentence, joined where they make one name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graphmem.ingest.extract import SentenceSpan
from graphmem.ingest.rules.words import (
    ABBREVIATIONS,
    FOR_HEADS,
    LEADING_WORDS,
    STOP_WORDS,
    STRIPPED_HONORIFICS,
    TIME_NAMES,
    WORD,
    fold,
    wordset,
)

_CONNECTORS = wordset(
    """
    of de la le du del des da di do dos van von der den ter bin ibn al el y
    """
)
_MAX_WORDS = 12  # a longer run of capitals is a headline or shouting
_ARTICLES = wordset("the la las los le der den")

# Endings that a name seldom has; they count only where every word has a capital.
_COMMON_ENDING = re.compile(
    r"(?:ing|ly|n't|'ll|'ve|'re|'d|ness|tion|sion|ment|ship|ful|ous|able|ible|ity|ism|less|wards?"
    r"|.{3}(?:ated|ized|ised|sted|ined|ered|ssed|cked|oved|shed|ted)|in')$"
)
_CALL = re.compile(r"(?:\w*?(\w)\1\1\w*|[aeiou]+h*|[bcdfghjklmnpqrstvwxz]{1,3}|y'all|c'mon)$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at [start, end) with its folded form."""

    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        """Tell whether the word begins with a capital letter."""
        return self.text[:1].isupper() or (len(self.text) > 1 and self.text[1:2].isupper())


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A run of words that reads as one name.

    Attributes:
        honorific: The title that stood before it ("dr"), or an empty string.
        opens: It begins its sentence, so that its capital says little.
        before: The word before it, folded.
        after: The word after it, folded.
    """

    words: tuple[Word, ...]
    honorific: str
    opens: bool
    before: str
    after: str

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.words[-1].end


def words_of(text: str, span: SentenceSpan) -> list[Word]:
    """Return the words of a sentence; a possessive ending is no part of a word."""
    found: list[Word] = []
    for match in WORD.finditer(text, span.start, span.end):
        word = match[0]
        for ending in ("'s", "’s", "'S", "’S"):
            word = word.removesuffix(ending)
        if word:
            found.append(Word(match.start(), match.start() + len(word), word, fold(word)))
    return found


def name_spans(text: str, words: Sequence[Word]) -> list[NameSpan]:
    """Return the names among the words of one sentence, in order."""
    found: list[NameSpan] = []
    i = 0
    while i < len(words):
        if not words[i].capital:
            i += 1
            continue
        j = _extend(text, words, i)
        span = _trimmed(words, i, j)
        if span is not None:
            found.append(span)
        i = j
    return found


def _extend(text: str, words: Sequence[Word], i: int) -> int:
    """Return the index after the last word that belongs to the name begun at ``i``."""
    j = i + 1
    while j < min(len(words), i + _MAX_WORDS):
        if _joins(text, words, j) and (words[j].capital or _numeral(words, j)):
            j += 1
            continue
        k = _after_connectors(text, words, j)
        if k is None:
            break
        j = k + 1
    return j


def _joins(text: str, words: Sequence[Word], j: int) -> bool:
    """Tell whether nothing that parts two names stands before word ``j``."""
    before, gap = words[j - 1], text[words[j - 1].end : words[j].start]
    if gap in (" ", "\u00a0", "-", "–", " & ") or (before.text.endswith("&") and gap == " "):
        return True
    initial = len(before.text) == 1 and before.text.isupper() and before.low != "i"
    return gap in (". ", ".") and (initial or before.low in ABBREVIATIONS)


def _numeral(words: Sequence[Word], j: int) -> bool:
    """Tell whether a figure belongs to the name before it ("Apollo 11")."""
    word, before = words[j], words[j - 1]
    if not word.text.isdigit() or len(word.text) > 3 or before.low in TIME_NAMES | STOP_WORDS:
        return False
    return j + 1 == len(words) or words[j + 1].low in STOP_WORDS or words[j + 1].capital


def _after_connectors(text: str, words: Sequence[Word], j: int) -> int | None:
    """Return the index of the capital that small words lead to ("Lord of the Rings")."""
    head = words[j].low
    if not (head in _CONNECTORS or (head == "for" and words[j - 1].low in FOR_HEADS)):
        return None
    if words[j - 1].low in LEADING_WORDS | TIME_NAMES or not _plain(text, words, j):
        return None
    k = j + 1
    while k < len(words) and words[k].low in _ARTICLES and _plain(text, words, k):
        k += 1
    if k < len(words) and words[k].capital and _plain(text, words, k):
        return None if words[k].low in TIME_NAMES or words[k].low == "i" else k
    return None


def _plain(text: str, words: Sequence[Word], j: int) -> bool:
    return text[words[j - 1].end : words[j].start] == " "


def _trimmed(words: Sequence[Word], i: int, j: int) -> NameSpan | None:
    """Take off what opens a sentence but names nothing, times and honorifics."""
    first = i
    while i < j and _droppable(words, i, first, j):
        i += 1
    while j > i and (words[j - 1].low in TIME_NAMES or words[j - 1].low in ("i", "i'm")):
        j -= 1
    honorific = ""
    if i + 1 < j and words[i].low in STRIPPED_HONORIFICS:
        honorific, i = words[i].low, i + 1
    if i >= j or (j - i == 1 and not _stands_alone(words[i], opens=i == 0)):
        return None
    before = words[i - 1].low if i else ""
    after = words[j].low if j < len(words) else ""
    return NameSpan(tuple(words[i:j]), honorific, i == 0, before, after)


def _droppable(words: Sequence[Word], i: int, first: int, j: int) -> bool:
    low = words[i].low
    if low in TIME_NAMES:
        return True
    if i == 0 and j - i == 2 and len(low) > 5 and low.endswith("ing"):  # "Exploring Japan"
        return True
    if low == "the":  # it may belong to a title
        return j - i == 1
    return low in LEADING_WORDS and (i == 0 or i > first or j - i == 1 or low.startswith("i'"))


def _stands_alone(word: Word, *, opens: bool) -> bool:
    if word.low in STOP_WORDS or word.low in TIME_NAMES or len(word.text) < 2:
        return False
    if opens and (_COMMON_ENDING.search(word.low) or _CALL.match(word.low)):
        return False
    return not word.text.isdigit()
