"""Tell cheaply whether the English rules apply to a text."""

from __future__ import annotations

from graphmem.ingest.rules.words import ENGLISH_MARKS, WORD, fold

_MIN_WORDS = 8
_MIN_MARKS = 0.08  # English prose has some 40 % of these words, lists of names about 10 %


def foreign(text: str) -> str | None:
    """Return why the rules do not apply ("script", "words"), or None when they do."""
    sample = text[:2000]
    letters = [c for c in sample if c.isalpha()]
    if letters and sum(c < "\u0250" for c in letters) < 0.6 * len(letters):
        return "script"
    words = WORD.findall(sample)
    if len(words) < _MIN_WORDS:
        return None
    lower = [w for w in words if not w[0].isupper() and w[0].isalpha()]
    if len(lower) < _MIN_WORDS // 2:
        return None
    marks = sum(fold(w) in ENGLISH_MARKS for w in lower)
    return "words" if marks < _MIN_MARKS * len(lower) else None
