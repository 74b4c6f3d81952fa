"""Cut a text into sentences: spaCy's tokens, and a few rules on where a sentence may end."""

from __future__ import annotations

import re
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from graphmem.ingest.extract import SentenceSpan
from graphmem.ingest.rules.words import FUNCTION_WORDS, wordset

if TYPE_CHECKING:
    from spacy.language import Language

_TERMINAL = re.compile(r"(?:[.!?…。！？]+|[.!?]+[\"'”’)\]*]+)\Z")
_CLOSER = re.compile(r"[\"'”’»)\]}*_]+\Z")
_PICTOGRAM = re.compile(r"(?:[^\w\s!-/:-@\[-`{-~“”‘’–—…«»¿¡£€¥]+|[:;=8xX]-?[()DPpO3/|]+|<3)\Z")
_ABBREVIATED = re.compile(r"[^\W\d_].*\.\Z")
_BREAK = re.compile(r"\s*\n\s*|\s*\u2029\s*")
_BULLET = re.compile(r"(?:[-*•‣]|\(?\d{1,2}[.)])\s+")
_NEVER_LAST = wordset(
    """
    mr mrs ms dr prof rev fr capt col gen lt sgt st mt ft sr vs e.g i.e cf
    """
)
_BEFORE_NUMBER = wordset("no vol vols p pp fig art ch op nr ed")
_LONG_RUN = re.compile(r"\S{100,}")
_LOCK = Lock()  # the tokenizer's cache and string store are shared and not made for threads

Token = tuple[int, int, str]


@cache
def _pipeline() -> Language:
    import spacy

    return spacy.blank("en")


def tokenize(text: str) -> list[Token]:
    """Return spaCy's tokens as (start, end, text), blanks left out.

    A run of 100 characters without a blank is one token: spaCy takes time that grows with the
    square of such a run (minutes for a page of emoji).
    """
    runs = [(m.start(), m.end(), m[0]) for m in _LONG_RUN.finditer(text)]
    for start, end, _ in runs:
        text = text[:start] + " " * (end - start) + text[end:]
    with _LOCK:
        doc = _pipeline().tokenizer(text)
    tokens = [(t.idx, t.idx + len(t.text), t.text) for t in doc if not t.is_space]
    return sorted(tokens + runs) if runs else tokens


def split_sentences(text: str) -> tuple[SentenceSpan, ...]:
    """Cut a text into sentences; a line break always ends one, a bullet's mark is left out."""
    spans: list[SentenceSpan] = []
    start = 0
    for found in _BREAK.finditer(text):
        spans += _split_line(text, start, found.start())
        start = found.end()
    spans += _split_line(text, start, len(text))
    return tuple(spans)


def _split_line(text: str, start: int, end: int) -> list[SentenceSpan]:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    if bullet := _BULLET.match(text, start, end):
        start = bullet.end()
    line = text[start:end].rstrip()
    if not line:
        return []
    return _cut(start, tokenize(line))


def _cut(offset: int, tokens: list[Token]) -> list[SentenceSpan]:
    spans: list[SentenceSpan] = []
    first = i = 0
    while i < len(tokens):
        if not _ends(tokens, i):
            i += 1
            continue
        last = i
        while last + 1 < len(tokens) and _follows(tokens, last + 1):
            last += 1
        spans.append(SentenceSpan(offset + tokens[first][0], offset + tokens[last][1]))
        first = i = last + 1
    if first < len(tokens):
        spans.append(SentenceSpan(offset + tokens[first][0], offset + tokens[-1][1]))
    return spans


def _follows(tokens: list[Token], i: int) -> bool:
    """Tell whether token ``i`` still belongs to the sentence that ended before it."""
    word = tokens[i][2]
    glued = tokens[i][0] == tokens[i - 1][1]
    return bool(_TERMINAL.match(word) or _PICTOGRAM.match(word) or (glued and _CLOSER.match(word)))


def _ends(tokens: list[Token], i: int) -> bool:
    word = tokens[i][2]
    after = i + 1
    while after < len(tokens) and _glued(tokens, after - 1) and _CLOSER.match(tokens[after][2]):
        after += 1
    following = tokens[after][2] if after < len(tokens) else ""
    glued = after < len(tokens) and _glued(tokens, after - 1)
    if _PICTOGRAM.match(word):
        return following[:1].isupper() and not glued
    if _ABBREVIATED.match(word):  # "U.S." ends a sentence only before a word that opens one
        opens = following[:1].isupper() and following.lower() in FUNCTION_WORDS
        return opens and len(word) > 2 and word[:-1].lower() not in _NEVER_LAST
    if not _TERMINAL.match(word):
        return False
    if "!" in word or "?" in word or i == 0:
        return not following[:1].islower()
    return _full_stop_ends(tokens[i - 1][2].lower(), following, glued=glued)


def _glued(tokens: list[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1][0] == tokens[i][1]


def _full_stop_ends(before: str, following: str, *, glued: bool) -> bool:
    if following[:1].islower() or (glued and not following[:1].isupper()):
        return False
    if before in _NEVER_LAST or (len(before) == 1 and before.isalpha() and before != "i"):
        return False
    return not (before in _BEFORE_NUMBER and following[:1].isdigit())
