"""Lemmas by edit script: take the word in some case, cut an ending off, put another on.

A script is (case, ending to cut, ending to add); case is ``l`` lower, ``k`` as written, ``t``
with a capital. ``("l", "ies", "y")`` turns "Cities" into "city".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Script = tuple[str, str, str]


def cased(word: str, case: str) -> str:
    """Return a word in the case of a script."""
    if case == "k":
        return word
    lower = word.lower()
    return lower if case == "l" else lower[:1].upper() + lower[1:]


def script_of(word: str, lemma: str) -> Script:
    """Return the script that turns a word into its lemma and cuts the least off."""
    best: tuple[int, int, Script] | None = None
    for rank, case in enumerate("lkt"):
        base = cased(word, case)
        same = _common_start(base, lemma)
        found = (len(base) - same, rank, (case, base[same:], lemma[same:]))
        best = found if best is None else min(best, found)
    assert best is not None  # noqa: S101 - the loop has three rounds
    return best[2]


def apply(word: str, scripts: Iterable[Script]) -> str:
    """Return the lemma by the first script that fits the word, else the word in lower case."""
    for case, cut, add in scripts:
        base = cased(word, case)
        if base.endswith(cut) and (len(cut) < len(base) or add):
            return base[: len(base) - len(cut)] + add
    return word.lower()


def _common_start(one: str, other: Sequence[str]) -> int:
    n = 0
    while n < min(len(one), len(other)) and one[n] == other[n]:
        n += 1
    return n
