"""Half-open intervals of the calendar, on wall-clock time without a zone.

Weeks begin on Monday; seasons are the meteorological ones of the northern hemisphere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Unit = Literal["minute", "hour", "day", "week", "weekend", "month", "season", "year", "decade"]
DAY = timedelta(days=1)
MAX_YEAR = 9998  # an end one year later must still be a datetime
_FIRST_MONTH = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Interval:
    """[start, end) on the wall clock; ``unit`` is how finely it was named.

    Attributes:
        open_year: The year was inferred, so that a later "2021" may still set it.
    """

    start: datetime
    end: datetime
    unit: Unit
    open_year: bool = False


def midnight(at: datetime) -> datetime:
    """Return the first instant of the day of ``at``."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def day_of(at: datetime) -> Interval:
    """Return the day of ``at``."""
    start = midnight(at)
    return Interval(start, start + DAY, "day")


def date(year: int, month: int, day: int) -> Interval | None:
    """Return a day, or None when the calendar has no such day."""
    try:
        return day_of(datetime(year, month, day))
    except (ValueError, OverflowError):
        return None


def week_of(at: datetime) -> Interval:
    """Return the Monday-to-Sunday week of ``at``."""
    start = midnight(at) - DAY * at.weekday()
    return Interval(start, start + DAY * 7, "week")


def weekend_of(at: datetime) -> Interval:
    """Return Saturday and Sunday of the week of ``at``."""
    start = midnight(at) + DAY * (5 - at.weekday())
    return Interval(start, start + DAY * 2, "weekend")


def month_at(year: int, month: int) -> Interval | None:
    """Return a month; ``month`` may lie outside 1 to 12 and carries into the year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    following = (year + month // 12, month % 12 + 1)
    if not (year >= 1 and following[0] <= MAX_YEAR):
        return None
    return Interval(datetime(year, month, 1), datetime(*following, 1), "month")


def years(first: int, count: int = 1) -> Interval | None:
    """Return ``count`` whole years from ``first`` on."""
    if not (first >= 1 and first + count <= MAX_YEAR):
        return None
    unit: Unit = "year" if count == 1 else "decade"
    return Interval(datetime(first, 1, 1), datetime(first + count, 1, 1), unit)


def season_at(year: int, name: str) -> Interval | None:
    """Return a season by the year it begins in (the winter of 2022 ends in 2023)."""
    first, last = month_at(year, _FIRST_MONTH[name]), month_at(year, _FIRST_MONTH[name] + 2)
    return Interval(first.start, last.end, "season") if first and last else None


def unit_of(at: datetime, unit: str, steps: int = 0) -> Interval | None:
    """Return the calendar unit that lies ``steps`` units after the one of ``at``.

    Args:
        at: An instant within the unit that counts as 0.
        unit: minute, hour, day, week, weekend, month, year, decade or century.
        steps: How far to go; negative is back.
    """
    try:
        return _unit_of(at, unit, steps)
    except OverflowError:
        return None


def _unit_of(at: datetime, unit: str, steps: int) -> Interval | None:
    if unit in ("minute", "hour"):
        length = timedelta(minutes=1) if unit == "minute" else timedelta(hours=1)
        start = at.replace(second=0, microsecond=0) + length * steps
        start = start if unit == "minute" else start.replace(minute=0)
        return Interval(start, start + length, "minute" if unit == "minute" else "hour")
    if unit in ("day", "week", "weekend"):
        shifted = at + DAY * steps * (1 if unit == "day" else 7)
        return {"day": day_of, "week": week_of, "weekend": weekend_of}[unit](shifted)
    if unit == "month":
        return month_at(at.year, at.month + steps)
    if unit == "year":
        return years(at.year + steps)
    size = 10 if unit == "decade" else 100
    return years((at.year // size + steps) * size, size)


def third(whole: Interval, which: str) -> Interval:
    """Return the early, mid or late third of an interval, on whole days.

    A month parts at the 11th and the 21st, a year at May and September.
    """
    days = (whole.end - whole.start).days
    cuts = [0, days // 3, days * 2 // 3, days]
    if whole.unit == "month":
        cuts = [0, 10, 20, days]
    index = {"early": 0, "mid": 1, "middle": 1, "late": 2}[which]
    edges = [whole.start + DAY * cut for cut in cuts]
    if whole.unit == "year":
        edges = [whole.start.replace(month=m) for m in (1, 5, 9)] + [whole.end]
    return Interval(edges[index], edges[index + 1], whole.unit)
