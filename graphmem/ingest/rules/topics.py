"""What a text is about: its heading, or the name that opens its first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphmem.ingest.extract import EntityKind, Mention, SentenceSpan
from graphmem.ingest.rules.spans import NameSpan, Word
from graphmem.ingest.rules.words import (
    COPULAS,
    FINITE_VERBS,
    FUNCTION_WORDS,
    LEADING_WORDS,
    PRONOUNS,
    STOP_WORDS,
    WORD,
    fold,
    wordset,
)

_MAX_WORDS = 12
_STOP = re.compile(r"[.:](?=\s+\S)|\n+(?=\s*\S)")
_CUT = re.compile(r"\n|[?!]\s+[^\s(]")  # a heading holds no two sentences
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?;:]\s")
_QUALIFIED = re.compile(r"^(?P<name>.*\S)\s*\((?P<qualifier>[^()]*)\)$")
_ARTICLES = wordset("the a an")
_LISTS = ("list of ", "outline of ", "history of ", "timeline of ", "index of ")
_OPENING = re.compile(r"[\s\"“'‘(]*")
_SMALL = wordset(
    """
    of the a an and in on at to for from by with or de la le du van von der das vs al el y &
    part as into upon no
    """
)
_WORKS = ("film", "movie", "novel", "album", "song", "book", "series", "play", "band", "game")


# What ends the name with which a definition opens: a bracket, a comma, "is a" and the like.
_DEFINED = re.compile(
    r"\s*(?:[Tt]he\s+)?(?P<quote>[\"“'‘`]*)(?P<name>[^(),\n]{2,90}?)[\"”'’`]*"
    r"(?P<stop>\s*\((?!s\))|,\s|\s+(?:is|was|are|were|refers|may refer)\s+"
    r"(?:an?|the|one|any|also|some|to|considered|located|among)\b)"
)


def find_heading(text: str, *, told: bool) -> tuple[int, int] | None:
    """Return where the heading stands that a text begins with, or None.

    Args:
        text: The text.
        told: Somebody says it; then only a heading that the text takes up again counts.
    """
    start = len(text) - len(text.lstrip())
    fallback: tuple[int, int] | None = None
    weak: tuple[int, int] | None = None  # it ends like an initial ("Master P")
    for stop in _STOP.finditer(text, start, start + 160):
        head, rest = text[start : stop.start()], text[stop.end() :].lstrip()
        words = WORD.findall(head)
        if not words or len(words) > _MAX_WORDS or _CUT.search(head):
            break
        if _taken_up(head, rest):
            return start, stop.start()
        if told or fallback or stop[0] == ":" or not _reads_as_title(head, words, rest):
            continue
        if not _cut_short(words[-1], rest):
            fallback = (start, stop.start())
        elif weak is None and len(words) > 1 and not rest[:1].islower():
            weak = (start, stop.start())
    return fallback or weak


def _taken_up(head: str, rest: str) -> bool:
    """Tell whether the text after a heading begins with it again."""
    if fold(head) in LEADING_WORDS or not head[:1].isalnum():
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


def _reads_as_title(head: str, words: Sequence[str], rest: str) -> bool:
    """Tell whether a first segment without a verb reads as a heading."""
    lows = [fold(word) for word in words]
    if head.lower().startswith(_LISTS) or (_QUALIFIED.match(head) and head[0].isupper()):
        return True
    verbal = FINITE_VERBS | PRONOUNS
    if any(low in verbal and word[0].islower() for low, word in zip(lows, words, strict=True)):
        return False
    if head[-1] in "?!" or not (head[0].isupper() or head[0].isdigit()):
        return False
    if len(words) == 1:
        return lows[0] not in STOP_WORDS or words[0].isupper()
    talk = lows[0] in LEADING_WORDS - FUNCTION_WORDS
    if (talk and len(words) < 4) or (lows[0] in LEADING_WORDS - _ARTICLES and "," in head):
        return False
    return title_case(head) or (lows[0] not in LEADING_WORDS and _echoed(words, rest))


def title_case(head: str) -> bool:
    """Tell whether most words that carry weight are capitalised or figures."""
    weighty = [w for w in WORD.findall(_unqualified(head)) if fold(w) not in _SMALL]
    capital = sum(1 for w in weighty if w[0].isupper() or w[0].isdigit())
    return capital >= 1 and capital >= 0.7 * len(weighty)


def _echoed(words: Sequence[str], rest: str) -> bool:
    """Tell whether the text takes up a word of weight of its heading."""
    opening = fold(rest[:400])
    return any(len(w) > 3 and fold(w) not in STOP_WORDS and fold(w)[:6] in opening for w in words)


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


def defined_topics(text: str) -> list[Mention]:
    """Return what a text opens by defining ("Reseda alba is a plant"), with and without "The"."""
    span = _defined(text)
    if span is None:
        return []
    start, end = span
    found = [Mention(start, end, text[start:end], "name", "topic", 0.9)]
    if text[max(0, start - 4) : start].lower() == "the ":
        found.insert(0, Mention(start - 4, end, text[start - 4 : end], "name", "topic", 0.8))
    return found


def _defined(text: str) -> tuple[int, int] | None:
    found = _DEFINED.match(text)
    if found is None:
        return None
    name, quoted, comma = found["name"], bool(found["quote"]), found["stop"][:1] == ","
    words = WORD.findall(name)
    lows = [fold(word) for word in words]
    if not words or len(words) > _MAX_WORDS or not (name[0].isupper() or name[0].isdigit()):
        return None
    if _TWO_SENTENCES.search(name):
        return None
    if comma and not quoted and (lows[0] in FUNCTION_WORDS or lows[-1] in FUNCTION_WORDS):
        return None
    if len(words) == 1 and not quoted:
        return found.span("name") if lows[0] not in STOP_WORDS else None
    short = len(words) <= 3 and not comma and lows[0] not in STOP_WORDS
    return found.span("name") if title_case(name) or short else None


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
