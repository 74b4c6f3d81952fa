"""Times of day: "at 3pm" is that hour, "10:30" that minute, "noon" the hour from twelve."""

from __future__ import annotations

import re
from datetime import timedelta

from graphmem.ingest.rules.calendar import Interval, date, unit_of
from graphmem.ingest.rules.time_rules import Match, Moment, Rule, rule

_NAMED = {"noon": 12, "midday": 12, "midnight": 0}
CLOCK = (
    r"(?:(?P<hour>[01]?\d|2[0-3])(?::(?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s*(?P<half>[ap]\.?m\b\.?)"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?"
    r"|(?P<clock>1[0-2]|[1-9]) ?o['’]clock|(?P<named>noon|midday|midnight))"
)
CLOCK_AT = re.compile(CLOCK + r"(?![\w:%])", re.IGNORECASE)


def clock_on(m: Match, day: Interval) -> Interval | None:
    """Return the hour or minute that a clock time names on a day."""
    hour, minute = _read(m)
    if hour is None:
        return None
    length = timedelta(hours=1) if minute is None else timedelta(minutes=1)
    start = day.start + timedelta(hours=hour, minutes=minute or 0)
    return Interval(start, start + length, "hour" if minute is None else "minute")


def _read(m: Match) -> tuple[int | None, int | None]:
    if m["named"]:
        return _NAMED[m["named"].lower()], None
    if m["clock"]:
        hour = int(m["clock"])
        return hour + 12 if hour < 8 else hour, None  # "at 5 o'clock" is seldom at dawn
    if m["hour24"]:
        return int(m["hour24"]), int(m["minute24"])
    hour = int(m["hour"])
    if not 1 <= hour <= 12:
        return None, None
    hour = hour % 12 + (12 if m["half"].lower().startswith("p") else 0)
    return hour, int(m["minute"]) if m["minute"] else None


def _today(m: Match, moment: Moment) -> Interval | None:
    today = unit_of(moment.now, "day")
    return clock_on(m, today) if today else None


def _stamp(m: Match, _: Moment) -> Interval | None:
    day = date(int(m[1]), int(m[2]), int(m[3]))
    if day is None or int(m[4]) > 23 or int(m[5]) > 59:
        return None
    start = day.start + timedelta(hours=int(m[4]), minutes=int(m[5]))
    return Interval(start, start + timedelta(minutes=1), "minute")


RULES: tuple[Rule, ...] = (
    rule("#", r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?Z?", _stamp),
    rule("# noon midday midnight at", rf"(?:at )?{CLOCK}(?![:%])", _today),
)
