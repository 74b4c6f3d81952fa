"""Find time expressions and resolve them against the time of speaking.

A word table says which rules may start at a word; each is tried there, the longest reading wins,
and two readings are composed where the words between them say so ("from May to July 2021", "the
week before 9 June", "tomorrow at 3pm", "since 2016").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from graphmem.ingest.extract import SentenceSpan
from graphmem.ingest.rules import (
    time_amounts,
    time_atoms,
    time_clock,
    time_dates,
    time_relative,
)
from graphmem.ingest.rules.calendar import Interval, month_at, third, unit_of
from graphmem.ingest.rules.time_direction import Direction
from graphmem.ingest.rules.time_joins import Reading, from_anchor, is_year, joined, middle
from graphmem.ingest.rules.time_rules import Moment, Rule
from graphmem.ingest.rules.words import wordset
from graphmem.types import ResolvedTime

_WORD = re.compile(r"[A-Za-z]+|\d+")
_BETWEEN = re.compile(r"(?:from|between)\s+", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|–|—|\b(?:to|until|till|through|thru|and)\b)\s*", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:-|–|—|\b(?:to|until|till|through|thru)\b)\s*", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(\d\d)(?![\d\w])")
_OFFSET = re.compile(
    rf"(?:the\s+)?(?:(?P<amount>{time_atoms.AMOUNT})\s+)?(?P<unit>{time_atoms.UNIT}"
    rf"|{time_atoms.WEEKDAY})\s+(?P<way>before|after|from|prior\s+to|following|of)\s+",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:the\s+)?(?P<which>early|mid|middle|late|beginning|start|end|first\s+half|second\s+half)"
    r"[\s-]+(?:(?:in|of)\s+)?",
    re.IGNORECASE,
)
_SINCE = re.compile(r"since\s+", re.IGNORECASE)
_AT = re.compile(r"(?:,?\s+(?:at|@|around|about|by)?\s*|,\s*)", re.IGNORECASE)
_ON = re.compile(r",?\s+(?:on\s+)?", re.IGNORECASE)
_LEADS = wordset(
    """
    from between since early mid middle late beginning start end the
    """
)

_TABLE: dict[str, list[Rule]] = defaultdict(list)
for _rule in (
    *time_clock.RULES,
    *time_dates.RULES,
    *time_relative.RULES,
    *time_amounts.RULES,
):
    for _first in _rule.first:
        _TABLE[_first].append(_rule)


def find_times(
    text: str, sentences: Sequence[SentenceSpan], occurred_at: datetime
) -> tuple[ResolvedTime, ...]:
    """Return the time expressions of a text, in order.

    Args:
        text: The text.
        sentences: Where its sentences are; no expression crosses from one to the next.
        occurred_at: When it was said, with a zone; wall-clock times are of that zone.
    """
    zone, now = occurred_at.tzinfo, occurred_at.replace(tzinfo=None)
    found: list[ResolvedTime] = []
    for span in sentences:
        scan = _Scan(text, span.end, now, Direction(text, span.start, span.end))
        for start, end, interval in scan.all(span.start):
            found.append(
                ResolvedTime(
                    text=text[start:end],
                    span=(start, end),
                    start=interval.start.replace(tzinfo=zone),
                    end=interval.end.replace(tzinfo=zone),
                )
            )
    return tuple(found)


class _Scan:
    """One sentence, read from left to right."""

    def __init__(self, text: str, end: int, now: datetime, direction: Direction) -> None:
        self.text, self.end, self.direction = text, end, direction
        self.moment = Moment(now, future=False)

    def all(self, start: int) -> list[tuple[int, int, Interval]]:
        found: list[tuple[int, int, Interval]] = []
        done = start
        for word in _WORD.finditer(self.text, start, self.end):
            if word.start() < done or not self._at_word(word.start()):
                continue
            reading = self.expression(word.start(), word[0].lower())
            if reading and reading[0].start < reading[0].end:
                done = reading[1]
                found.append((word.start(), self._bare_end(done), reading[0]))
        return found

    def _bare_end(self, end: int) -> int:
        """Leave out the full stop of a short form ("last Fri.") where it ends the sentence too."""
        last = end == self.end and self.text[end - 1] == "." and self.text[end - 3] != "."
        return end - 1 if last else end

    def _at_word(self, at: int) -> bool:
        return at == 0 or not (self.text[at - 1].isalnum() or self.text[at - 1] in "_@#/\\")

    def expression(self, at: int, word: str) -> Reading | None:
        """Return the longest reading that starts here, composed ones first."""
        key = "#" if word.isdigit() else word
        if key not in _TABLE and key not in _LEADS and key not in time_atoms.UNIT_WORDS:
            return None
        self.moment = replace(self.moment, future=self.direction.ahead(at))
        return self._composed(at, key) or self._ranged(at, strict=True)

    def _composed(self, at: int, key: str) -> Reading | None:
        if key in ("from", "between"):
            return self._between(at)
        if key == "since":
            return self._since(at)
        return self._part(at) or self._offset(at)

    def _point(self, at: int) -> Reading | None:
        """Return the longest single reading, a time of day after it included."""
        word = _WORD.match(self.text, at, self.end)
        if word is None:
            return None
        best: Reading | None = None
        for candidate in _TABLE.get("#" if word[0].isdigit() else word[0].lower(), ()):
            match = candidate.pattern.match(self.text, at, self.end)
            if match is None or (best and match.end() <= best[1]):
                continue
            interval = candidate.resolve(match, self.moment)
            if interval is not None:
                best = (interval, match.end())
        return best and self._with_clock(best)

    def _with_clock(self, reading: Reading) -> Reading:
        interval, end = reading
        if interval.unit == "day":
            gap = _AT.match(self.text, end, self.end)
            clock = gap and time_clock.CLOCK_AT.match(self.text, gap.end(), self.end)
            placed = time_clock.clock_on(clock, interval) if clock else None
            return (placed, clock.end()) if clock and placed else reading
        if interval.unit in ("hour", "minute") and (gap := _ON.match(self.text, end, self.end)):
            clock = time_clock.CLOCK_AT.search(self.text, end - 12 if end > 12 else 0, end)
            day = self._point(gap.end()) if clock and clock.end() == end else None
            if clock and day and day[0].unit == "day":
                placed = time_clock.clock_on(clock, day[0])
                return (placed, day[1]) if placed else reading
        return reading

    def _ranged(self, at: int, *, strict: bool) -> Reading | None:
        """Return a reading with the one it reaches to; "and" joins only after "between"."""
        first = self._point(at)
        if first is None:
            return self._bare_range(at)
        joint = (_DASH if strict else _TO).match(self.text, first[1], self.end)
        if joint is None:
            return first
        if (short := _SHORT_YEAR.match(self.text, joint.end(), self.end)) and is_year(first[0]):
            year = first[0].start.year // 100 * 100 + int(short[1])
            last = unit_of(datetime(year, 1, 1), "year")
            second: Reading | None = (last, short.end()) if last else None
        else:
            second = self._point(joint.end())
        return (second and joined(first, second)) or first

    def _bare_range(self, at: int) -> Reading | None:
        """Return "2001 and 2005" or "May to July 2021", whose first half needs the second."""
        match = _BARE.match(self.text, at, self.end)
        second = self._point(match.end()) if match else None
        if match is None or second is None:
            return None
        month, year = match["month"], match["year"]
        if month:
            first = month_at(second[0].start.year, time_atoms.month(month))
        else:
            first = unit_of(datetime(int(year), 1, 1), "year")
        return joined((first, match.end()), second) if first else None

    def _between(self, at: int) -> Reading | None:
        lead = _BETWEEN.match(self.text, at, self.end)
        if lead is None:
            return None
        point, whole = self._point(lead.end()), self._ranged(lead.end(), strict=False)
        # Without a second end "from" is no part of the expression.
        return whole if whole and (point is None or whole[1] > point[1]) else None

    def _since(self, at: int) -> Reading | None:
        lead = _SINCE.match(self.text, at, self.end)
        self.moment = replace(self.moment, future=False)  # "I'm here since May"
        point = self._point(lead.end()) if lead else None
        if point is None:
            return None
        interval, end = point
        if interval.start >= self.moment.now:
            return point
        return Interval(interval.start, self.moment.now, interval.unit), end

    def _part(self, at: int) -> Reading | None:
        lead = _PART.match(self.text, at, self.end)
        point = self._point(lead.end()) if lead else None
        if lead is None or point is None or point[0].unit in ("hour", "minute", "day"):
            return None
        word = " ".join(lead["which"].lower().split())
        which = {"beginning": "early", "start": "early", "end": "late"}.get(word, word)
        interval = point[0]
        if which.endswith("half"):
            cut = middle(interval)
            first = which.startswith("first")
            halves = (interval.start, cut) if first else (cut, interval.end)
            return Interval(*halves, interval.unit), point[1]
        return third(interval, which), point[1]

    def _offset(self, at: int) -> Reading | None:
        lead = _OFFSET.match(self.text, at, self.end)
        if lead is None:
            return None
        anchor = self._point(lead.end())
        if anchor is None or anchor[0].unit in ("hour", "minute"):
            return None
        found = from_anchor(lead, anchor[0])
        return (found, anchor[1]) if found else None


_BARE = re.compile(
    rf"(?:(?P<month>{time_atoms.MONTH})|(?P<year>(?:1\d|20)\d\d))"
    r"\s*(?:-|–|—|\bto\b|\buntil\b|\band\b|\bthrough\b)\s*",
    re.IGNORECASE,
)
