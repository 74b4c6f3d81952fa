"""Times told from now by name: yesterday, last Tuesday, this summer, next month.

Conventions: "last Friday" is the latest one before today, "next Friday" the first after today; a
lone "Friday" is last Friday, or next Friday when the sentence speaks of the future.
"""

from __future__ import annotations

from datetime import timedelta

from graphmem.ingest.rules import time_atoms as atoms
from graphmem.ingest.rules.calendar import (
    Interval,
    month_at,
    season_at,
    unit_of,
)
from graphmem.ingest.rules.time_dates import FEAST, feast_in
from graphmem.ingest.rules.time_rules import Match, Moment, Rule, rule, word_after, word_before
from graphmem.ingest.rules.words import wordset

_BACK = wordset("last past previous")
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
_PARTS = {"morning": (5, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (18, 30)}
_DAY_CUES = wordset("on by until till before after since from this of every each")


def part_of_day(day: Interval, part: str | None) -> Interval:
    """Return the morning (5–12), afternoon (12–18), evening (18–24) or night (18–6) of a day."""
    if not part:
        return day
    first, last = _PARTS[part.lower()]
    hour = timedelta(hours=1)
    return Interval(day.start + hour * first, day.start + hour * last, "hour")


def _named_day(m: Match, moment: Moment) -> Interval | None:
    word = m["day"].lower()
    found = unit_of(moment.now, "day", _DAYS[word])
    return found and part_of_day(found, "night" if word == "tonight" else m["part"])


def _beyond(m: Match, moment: Moment) -> Interval | None:
    return unit_of(moment.now, "day", -2 if m[1].lower() == "before yesterday" else 2)


def _part(m: Match, moment: Moment) -> Interval | None:
    back = -1 if m[1].lower() in _BACK | {"yesterday"} else 0
    if back == 0 and m[1].lower() != "this":
        return None
    found = unit_of(moment.now, "day", back)
    return found and part_of_day(found, m[2])


def _direction(word: str) -> int:
    low = " ".join(word.lower().split())
    if low in ("this past", *_BACK):
        return -1
    return 0 if low in ("this", "later this", "earlier this") else 1


def _unit(m: Match, moment: Moment) -> Interval | None:
    """Last, this or next week, weekend, month, year, decade."""
    return unit_of(moment.now, atoms.unit(m[2]), _direction(m[1]))


def _before_last(m: Match, moment: Moment) -> Interval | None:
    if m[1].lower() in atoms.WEEKDAYS:
        return _weekday(moment, m[1], -1, skip=1)
    return unit_of(moment.now, atoms.unit(m[1]), -2)


def _weekday(moment: Moment, word: str, direction: int, skip: int = 0) -> Interval | None:
    """Return the latest (-1), this week's (0) or the first coming (1) day of that name."""
    today, wanted = moment.now.weekday(), atoms.weekday(word)
    if direction < 0:
        days = -((today - wanted - 1) % 7 + 1) - 7 * skip
    elif direction > 0:
        days = (wanted - today - 1) % 7 + 1 + 7 * skip
    else:
        days = (wanted - today) % 7 if moment.future or wanted >= today else wanted - today
    return unit_of(moment.now, "day", days)


def _led_weekday(m: Match, moment: Moment) -> Interval | None:
    found = _weekday(moment, m[2], _direction(m[1]))
    return found and part_of_day(found, m["part"])


def _lone_weekday(m: Match, moment: Moment) -> Interval | None:
    word = m["name"].rstrip(".")
    before = word_before(m)
    if before in ("every", "each", "most") or (len(word) < 6 and before != "on"):
        return None
    if not word[0].isupper() and before not in _DAY_CUES:
        return None
    if word_after(m)[:1].isupper() and before != "on":
        return None
    direction = 0 if before == "this" else 1 if moment.future else -1
    found = _weekday(moment, word, direction)
    return found and part_of_day(found, m["part"])


def _led_month(m: Match, moment: Moment) -> Interval | None:
    now, wanted, way = moment.now, atoms.month(m[2]), _direction(m[1])
    if m[2][0].islower() and m[2] in ("may", "march"):
        return None
    year = now.year
    if way < 0 and wanted >= now.month:
        year -= 1
    if way > 0 and wanted <= now.month:
        year += 1
    return month_at(year, wanted)


def _led_season(m: Match, moment: Moment) -> Interval | None:
    name, now, way = m[2].lower(), moment.now, _direction(m[1])
    years = range(now.year - 2, now.year + 3)
    found = [s for y in years if (s := season_at(y, name))]
    if way < 0:
        return next((s for s in reversed(found) if s.end <= now), None)
    if way > 0:
        return next((s for s in found if s.start > now), None)
    inside = next((s for s in found if s.start <= now < s.end), None)
    return inside or season_at(now.year, name)


def _led_feast(m: Match, moment: Moment) -> Interval | None:
    now, way = moment.now, _direction(m[1])
    found = [f for y in range(now.year - 2, now.year + 3) if (f := feast_in(m["feast"], y))]
    if way < 0:
        return next((f for f in reversed(found) if f.end <= now), None)
    return next((f for f in found if f.start > now or (way == 0 and f.end > now)), None)


_WAY = r"((?:this )?(?:last|past|previous|next|coming|upcoming)|(?:later |earlier )?this)"
_LEAD = "last past previous this next coming upcoming later earlier"
_WEEKDAYS = " ".join(atoms.WEEKDAYS)
_PART = rf"(?: (?P<part>{atoms.DAYPART}))?"

RULES: tuple[Rule, ...] = (
    rule("today yesterday tomorrow tonight earlier later",
         rf"(?:earlier |later )?(?P<day>today|yesterday|tomorrow|tonight){_PART}", _named_day),
    rule("the day", r"(?:the )?day (before yesterday|after tomorrow)", _beyond),
    rule("last this", r"(last|this) (night|morning|afternoon|evening)", _part),
    rule(_LEAD, _WAY + r" (weekend|week|month|year|decade|century)", _unit),
    rule("the " + _WEEKDAYS, rf"(?:the )?(week|weekend|month|year|{atoms.WEEKDAY}) before last",
         _before_last),
    rule(_LEAD, rf"{_WAY} ({atoms.WEEKDAY_ANY}){_PART}", _led_weekday),
    rule(_WEEKDAYS, rf"(?P<name>{atoms.WEEKDAY_ANY}){_PART}", _lone_weekday),
    rule(_LEAD, rf"{_WAY} ({atoms.MONTH})", _led_month),
    rule(_LEAD, rf"{_WAY} ({atoms.SEASON})", _led_season),
    rule(_LEAD, rf"{_WAY} {FEAST}", _led_feast),
)  # fmt: skip
