"""Two readings made one: stretches, and what lies before or after an anchor."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from graphmem.ingest.rules import time_atoms
from graphmem.ingest.rules.calendar import DAY, Interval, month_at, unit_of
from graphmem.ingest.rules.time_amounts import away

Reading = tuple[Interval, int]  # what it means, and where it ends


def is_year(interval: Interval) -> bool:
    """Tell whether an interval was named as a year."""
    return interval.unit == "year"


def middle(interval: Interval) -> datetime:
    """Return where the second half of an interval begins."""
    if interval.unit == "year":
        return interval.start.replace(month=7)
    return interval.start + DAY * ((interval.end - interval.start).days // 2)


def joined(first: Reading, second: Reading) -> Reading | None:
    """Return the stretch from one reading through another, years lent where one lacks its own."""
    one, two = first[0], second[0]
    if one.open_year and not two.open_year and two.unit in ("day", "month"):
        one = _in_year(one, two.start.year)
    if two.start < one.start and two.open_year:
        two = _in_year(two, one.start.year)
    if two.start < one.start and (two.open_year or first[0].open_year):
        if first[0].open_year and not two.open_year:
            one = _in_year(one, two.start.year - 1)
        else:
            two = _in_year(two, one.start.year + 1)
    if two.end <= one.start:
        return None
    return Interval(one.start, two.end, one.unit), second[1]


def _in_year(interval: Interval, year: int) -> Interval:
    try:
        moved = interval.start.replace(year=year)
    except ValueError:  # 29 February
        return interval
    if interval.unit == "month":
        return month_at(year, moved.month) or interval
    return replace(interval, start=moved, end=moved + (interval.end - interval.start))


def from_anchor(lead: re.Match[str], anchor: Interval) -> Interval | None:
    """Return what lies before, after or around an anchor ("the week before 9 June")."""
    way, unit = lead["way"].lower(), lead["unit"].lower()
    back = way.startswith(("before", "prior"))
    if unit in time_atoms.WEEKDAYS:
        return _weekday_from(unit, anchor, way, back=back)
    name = time_atoms.unit(unit)
    if way == "of":
        return unit_of(anchor.start, name) if not lead["amount"] else None
    if name in ("minute", "hour"):
        return None
    amount = lead["amount"] or "one"
    return away(anchor.start if back else anchor.end - DAY, amount, name, -1 if back else 1)


def _weekday_from(word: str, anchor: Interval, way: str, *, back: bool) -> Interval | None:
    """Return what lies before, after or around an anchor ("the week before 9 June")."""
    """Return where the second half of an interval begins."""
    """Tell whether an interval was named as a year."""
    wanted = time_atoms.weekday(word)
    if back:
        return unit_of(anchor.start, "day", -((anchor.start.weekday() - wanted - 1) % 7 + 1))
    if way in ("after", "following"):
        last = anchor.end - DAY
        return unit_of(last, "day", (wanted - last.weekday() - 1) % 7 + 1)
    return (
        unit_of(anchor.start, "day", (wanted - anchor.start.weekday()) % 7) if way == "of" else None
    )
