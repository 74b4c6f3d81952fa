"""What a text is about: its heading, or the name that opens its first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphmem.ingest.extract import EntityKind, Mention, SentenceSpan
from graphmem.ingest.rules.spans import NameSpan, Word
from graphmem.ingest.rules.words import (
    COPULAS,
    FINITE_VERBS,
    PRONOUNS,
    STOP_WORDS,
    WORD,
    fold,
    wordset,
)

_MAX_WORDS = 12
_STOP = re.compile(r"[.:](?=\s+\S)|\n+(?=\s*\S)")
_QUALIFIED = re.compile(r"^(?P<name>.*\S)\s*\((?P<qualifier>[^()]*)\)$")
_LISTS = ("list of ", "outline of ", "history of ", "timeline of ", "index of ")
_OPENING = re.compile(r"[\s\"“'‘(]*")
_SMALL = wordset(
    """
    of the a an and in on at to for from by with or de la le du van von der das vs al el y &
    part as into upon no
    """
)
_WORKS = ("film", "movie", "novel", "album", "song", "book", "series", "play", "band", "game")


def find_heading(text: str, *, told: bool) -> tuple[int, int] | None:
    """Return where the heading stands that a text begins with, or None.

    Args:
        text: The text.
        told: Somebody says it; then only a heading that the text takes up again counts.
    """
    start = len(text) - len(text.lstrip())
    fallback: tuple[int, int] | None = None
    for stop in _STOP.finditer(text, start, start + 160):
        head, rest = text[start : stop.start()], text[stop.end() :].lstrip()
        words = WORD.findall(head)
        if not words or len(words) > _MAX_WORDS or any(mark in head for mark in "?!\n"):
            break
        if _taken_up(head, rest):
            return start, stop.start()
        if fallback is None and not told and stop[0] != ":" and _title_like(head, words):
            fallback = None if _cut_short(words[-1], rest) else (start, stop.start())
    return fallback


def _taken_up(head: str, rest: str) -> bool:
    """Tell whether the text after a heading begins with it again."""
    if fold(head) in STOP_WORDS or not head[:1].isalnum():
        return False
    opening = _bare(rest)
    return any(
        len(name) > 1
        and opening.startswith(name)
        and not opening[len(name) : len(name) + 1].isalnum()
        for name in {_bare(head), _bare(_unqualified(head))}
    )


def _bare(text: str) -> str:
    low = fold(text[:200]).lstrip("\"“'‘( ")
    return low.removeprefix("the ")


def _unqualified(head: str) -> str:
    found = _QUALIFIED.match(head)
    return found["name"] if found else head


def _title_like(head: str, words: Sequence[str]) -> bool:
    lows = [fold(word) for word in words]
    if head.lower().startswith(_LISTS):
        return True
    if any(
        w in FINITE_VERBS | PRONOUNS and word[0].islower()
        for w, word in zip(lows, words, strict=True)
    ):
        return False
    if "," in head and lows[0] in STOP_WORDS:
        return False
    main = _unqualified(head)
    weighty = [w for w in WORD.findall(main) if fold(w) not in _SMALL]
    capital = sum(1 for w in weighty if w[0].isupper() or w[0].isdigit())
    if len(words) == 1:
        return words[0][0].isupper() and lows[0] not in STOP_WORDS
    opens_talk = lows[0] in STOP_WORDS - {"the", "a", "an"} and len(weighty) < 3
    return not opens_talk and capital >= 1 and capital >= 0.7 * len(weighty)


def _cut_short(last: str, rest: str) -> bool:
    """Tell whether the stop only marks an abbreviation ("St. Louis")."""
    return (len(last) == 1 and last.isalpha()) or rest[:1].islower() or fold(last) in (
        "st", "dr", "mr", "mrs", "ms", "vol", "no", "prof", "jr", "sr", "mt", "ft",
    )  # fmt: skip


def heading_topics(text: str, span: tuple[int, int]) -> list[Mention]:
    """Return the heading as topic, then its name without qualifier or leading article."""
    start, end = span
    name = text[start:end].rstrip()
    kind: EntityKind = "name"
    found = [(start, name, 1.0)]
    if qualified := _QUALIFIED.match(name):
        if any(word in qualified["qualifier"].lower() for word in _WORKS):
            kind = "work"
        found.append((start, qualified["name"], 0.9))
    found += [
        (at + 4, known[4:], 0.7) for at, known, _ in tuple(found) if known[:4] in ("The ", "the ")
    ]
    return [
        Mention(at, at + len(known), known, kind, "topic", score)
        for at, known, score in found
        if known
    ]


def opens_as_topic(
    text: str, sentence: SentenceSpan, name: NameSpan, words: Sequence[Word]
) -> bool:
    """Tell whether a name is the subject with which a sentence begins."""
    at = _OPENING.match(text, sentence.start)
    lead = at.end() if at else sentence.start
    if text[lead : lead + 4].lower() == "the ":
        lead += 4
    if text[lead : name.start].strip("\"“'‘ ") and not name.honorific:
        return False
    gap = text[name.end : sentence.end].lstrip("\"”'’")
    if gap.startswith((",", " (", "(")):
        return len(gap) > 12
    after = next((w.low for w in words if w.start >= name.end), "")
    return (
        after in COPULAS or after.endswith(("ed", "es")) or (after.endswith("s") and len(after) > 3)
    )
