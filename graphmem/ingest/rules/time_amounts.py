"""Times told from now by an amount: three weeks ago, in two days, the past month.

Conventions: an amount of weeks, months or years names the calendar week, month or year that it
leads to ("two weeks ago" is that week, Monday to Sunday); "a couple of" reaches from one to three
units, "a few" from two to five. "The past two weeks" ends now.
"""

from __future__ import annotations

from datetime import datetime

from graphmem.ingest.rules import time_atoms as atoms
from graphmem.ingest.rules.calendar import DAY, Interval, Unit, unit_of
from graphmem.ingest.rules.time_rules import Match, Moment, Rule, rule, word_before

_DAYS = {"day": 1, "week": 7, "month": 30}  # a vague amount of these is counted in days


def away(at: datetime, amount: str, unit: str, sign: int) -> Interval | None:
    """Return what lies ``amount`` units before (-1) or after (1) an instant."""
    vague = next((span for word, span in atoms.VAGUE.items() if word in amount.lower()), None)
    if vague is None:
        return unit_of(at, unit, sign * atoms.number(amount))
    steps, size = sorted(sign * n for n in vague), _DAYS.get(unit)
    if size:
        unit, steps = "day", [size * step for step in steps]
    first, last = (unit_of(at, unit, step) for step in steps)
    return Interval(first.start, last.end, first.unit) if first and last else None


def _ago(m: Match, moment: Moment) -> Interval | None:
    return away(moment.now, m["amount"], atoms.unit(m["unit"]), -1)


def _ahead(m: Match, moment: Moment) -> Interval | None:
    return away(moment.now, m["amount"], atoms.unit(m["unit"]), 1)


def _weekdays_ago(m: Match, moment: Moment) -> Interval | None:
    last = (moment.now.weekday() - atoms.weekday(m["name"]) - 1) % 7 + 1
    return unit_of(moment.now, "day", -last - 7 * (atoms.number(m["count"]) - 1))


def _ago_on(m: Match, moment: Moment) -> Interval | None:
    week = unit_of(moment.now, "week", -atoms.number(m["count"]))
    return week and unit_of(week.start, "day", atoms.weekday(m["name"]))


def _half_ago(m: Match, moment: Moment) -> Interval | None:
    if m[1].lower() == "year":
        return unit_of(moment.now, "month", -6)
    return unit_of(moment.now, "minute", -30)


def _rolling(m: Match, moment: Moment) -> Interval | None:
    """The past three weeks, the next two days: a stretch that touches now."""
    if m["amount"] is None and word_before(m) in ("", "this"):
        return None
    ahead = m["way"].lower() in ("next", "coming")
    count = _most(m["amount"]) if m["amount"] else 1
    unit, now = atoms.unit(m["unit"]), moment.now
    other = _shifted(now, unit, count if ahead else -count)
    if other is None:
        return None
    grain: Unit = "day" if unit in ("day", "weekend") else "hour" if unit == "hour" else "week"
    return Interval(now, other, grain) if ahead else Interval(other, now, grain)


def _most(amount: str) -> int:
    low = amount.lower()
    if "couple" in low:
        return 2
    vague = next((far for word, (_, far) in atoms.VAGUE.items() if word in low), 0)
    return vague or atoms.number(low)


def _shifted(now: datetime, unit: str, steps: int) -> datetime | None:
    if unit in ("month", "year", "decade", "century"):
        months = steps * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
        found = unit_of(now, "month", months)
        day = min(now.day, (found.end - DAY).day) if found else 1
        return found and found.start.replace(
            day=day, hour=now.hour, minute=now.minute, second=now.second
        )
    size = {"minute": DAY / 1440, "hour": DAY / 24, "week": DAY * 7, "weekend": DAY * 7}
    try:
        return now + size.get(unit, DAY) * steps
    except OverflowError:
        return None


_STARTS = "a an the couple few several # " + " ".join(atoms.NUMBERS)
_COUNTED = rf"(?P<amount>{atoms.AMOUNT})[ -]?(?P<unit>{atoms.UNIT})"

RULES: tuple[Rule, ...] = (
    rule(_STARTS, rf"(?:about |around )?{_COUNTED} (?:ago|back|earlier today)", _ago),
    rule("about around over", rf"(?:about|around|over) {_COUNTED} ago", _ago),
    rule(_STARTS, rf"{_COUNTED} from (?:now|today)", _ahead),
    rule("in within",
         rf"(?:in|within)(?: about| the next)? {_COUNTED}(?:['’]s? time)?(?! (?:ago|back)\b)",
         _ahead),
    rule(_STARTS, rf"(?P<count>{atoms.NUMBER}) (?P<name>{atoms.WEEKDAY})s? ago", _weekdays_ago),
    rule(_STARTS, rf"(?P<count>{atoms.NUMBER}) weeks? ago(?: on)? (?P<name>{atoms.WEEKDAY})",
         _ago_on),
    rule("a", "a fortnight ago", lambda _, moment: unit_of(moment.now, "week", -2)),
    rule("half", r"half an? (year|hour) ago", _half_ago),
    rule("the last past next coming",
         rf"(?:the )?(?P<way>last|past|next|coming) (?:(?P<amount>{atoms.AMOUNT}) )?"
         rf"(?P<unit>{atoms.UNIT})", _rolling),
)  # fmt: skip
