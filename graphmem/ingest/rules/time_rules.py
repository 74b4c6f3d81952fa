"""What a rule of the time grammar is, and the instant it is read at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from graphmem.ingest.rules.calendar import Interval

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant at which a sentence is said.

    Attributes:
        now: Wall-clock time in the speaker's zone, without a zone.
        future: The sentence speaks of what is to come, so that "on Friday" is the next one.
    """

    now: datetime
    future: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, tried where a word of ``first`` stands ("#" is any number), and its meaning."""

    first: frozenset[str]
    pattern: re.Pattern[str]
    resolve: Callable[[Match, Moment], Interval | None]


def rule(first: str, pattern: str, resolve: Callable[[Match, Moment], Interval | None]) -> Rule:
    """Compile a rule; a blank in the pattern stands for any run of blanks."""
    body = pattern.replace(" ", r"\s+")
    return Rule(frozenset(first.split()), re.compile(body + r"(?!\w)", re.IGNORECASE), resolve)


def nearest(build: Callable[[int], Interval | None], moment: Moment) -> Interval | None:
    """Return the occurrence in the year that the tense asks for: last past or first to come."""
    year = moment.now.year
    found = [i for y in range(year - 4, year + 5) if (i := build(y)) is not None]
    if moment.future:
        return min((i for i in found if i.end > moment.now), key=_start, default=None)
    return max((i for i in found if i.start <= moment.now), key=_start, default=None)


def _start(interval: Interval) -> datetime:
    return interval.start


def word_before(match: Match) -> str:
    """Return the word that stands before a match in its line, lower case."""
    found = re.search(r"([\w'’]+)[ \t]+$", match.string[max(0, match.start() - 24) : match.start()])
    return found[1].lower() if found else ""


def word_after(match: Match) -> str:
    """Return the word that follows a match, as written."""
    found = re.match(r"[ \t]+([\w'’]+)", match.string[match.end() : match.end() + 24])
    return found[1] if found else ""
