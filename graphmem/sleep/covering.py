"""Which episodes a semantic memory covers: it says all that they say.

Meaning proposes (vectors), words decide, as where recall merges repetitions. An episode with a
time, a number, a name or a denial of its own, or with a fact that no memory holds, is not covered:
whoever asks for that must find it. One that only shares a shape is not covered either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphmem.dynamics.remarks import DENIALS, told_words
from graphmem.sleep.wording import STYLE
from graphmem.sleep.worth import SILENT_KINDS, SILENT_ROLES

NEAR = 0.9  # cosine from which one word more may be a matter of style
_WORD = re.compile(r"\w+")
_LIGHT = STYLE | {"go", "goes"}  # who goes swimming swims; where to is among the facts
_ENDS = ".!?…"

Stem = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Episode:
    """An event that a semantic memory rests on.

    Attributes:
        facts: All that its text states, whatever is meant by it.
        timed: Its words name a time.
        nearness: To the nearest of these memories (cosine).
    """

    id: str
    text: str
    kind: str
    role: str | None
    important: bool
    facts: frozenset[str]
    timed: bool
    nearness: float = 0.0


@dataclass(frozen=True, slots=True)
class Said:
    """What a living statement or routine says.

    Attributes:
        facts: Ids of the facts it was made of.
        statements: The sentences that its text is made of; none: it is one.
    """

    text: str
    facts: frozenset[str]
    statements: tuple[str, ...] = ()


def covered(
    episodes: Iterable[Episode], memories: Mapping[str, Sequence[Said]], stem: Stem
) -> list[str]:
    """Return the ids of the episodes that need not be at hand any more, sorted.

    Args:
        memories: Event id -> the living statements and routines that rest on it.
        stem: Brings a word to its stem.
    """
    return sorted(e.id for e in episodes if _is_covered(e, memories.get(e.id, ()), stem))


def _is_covered(episode: Episode, memories: Sequence[Said], stem: Stem) -> bool:
    silent = episode.kind in SILENT_KINDS or episode.role in SILENT_ROLES
    if silent or episode.important or episode.timed or not episode.facts or not memories:
        return False
    if episode.facts - {fact for memory in memories for fact in memory.facts}:
        return any(_is_said(episode, memory, stem) for memory in memories)
    said = {stem(word) for memory in memories for word in told_words(memory.text)}
    extra = [w for w in told_words(episode.text) if w not in _LIGHT and stem(w) not in said]
    if not extra:
        return True
    return len(extra) == 1 and episode.nearness >= NEAR and _is_style(extra[0], episode.text)


def _is_said(episode: Episode, memory: Said, stem: Stem) -> bool:
    """Tell whether one statement of a memory has all words of an episode, in their order.

    Then it says whatever else was read from them ("rides to work": who rides, and who works).
    """
    told = _stems(episode.text, stem)
    return any(_is_within(told, _stems(said, stem)) for said in memory.statements or (memory.text,))


def _stems(text: str, stem: Stem) -> list[str]:
    return [stem(word) for word in told_words(text) if word not in _LIGHT]


def _is_within(some: Sequence[str], every: Sequence[str]) -> bool:
    """Tell whether some words stand among others in the same order."""
    left = iter(every)
    return bool(some) and all(word in left for word in some)


def _is_style(word: str, text: str) -> bool:
    """Tell whether a word that a memory lacks might add nothing: no number, name or denial."""
    return word.isalpha() and word not in DENIALS and word not in _named(text)


def _named(text: str) -> set[str]:
    """Return the words that are written as names, in small letters."""
    found: set[str] = set()
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip()
        if match.group()[0].isupper() and before and before[-1] not in _ENDS:
            found.add(match.group().casefold())
    return found
