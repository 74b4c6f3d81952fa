"""Dates that name themselves: days, months, years, decades, seasons and feasts.

Conventions: 05/07/2023 is month first (day first when the first figure exceeds 12), 05.07.2023
is day first; a date without a year is the latest one not after now, or the next one when the
sentence speaks of the future.
"""

from __future__ import annotations

from dataclasses import replace

from graphmem.ingest.rules import time_atoms as atoms
from graphmem.ingest.rules.calendar import (
    Interval,
    date,
    month_at,
    season_at,
    years,
)
from graphmem.ingest.rules.time_rules import (
    Match,
    Moment,
    Rule,
    nearest,
    rule,
    word_after,
    word_before,
)
from graphmem.ingest.rules.words import wordset

_YEAR_CUES = wordset(
    """
    in since from to until till by of during around circa before after year
    """
)
_MONTH_CUES = _YEAR_CUES | wordset("early mid late last this next through between and")
_NAMES_TOO = wordset("may march mar august april june jan jun dec sep nov oct")
_MONTHS = " ".join(atoms.MONTHS)
_DAYS = " ".join(atoms.WEEKDAYS)
_ORDINALS = " ".join({word.split("-")[0] for word in atoms.ORDINALS})


def _fixed(year: str | None, month: int, day: int, moment: Moment) -> Interval | None:
    if year:
        return date(atoms.year(year), month, day)
    found = nearest(lambda y: date(y, month, day), moment)
    return found and replace(found, open_year=True)


def _ymd(m: Match, _: Moment) -> Interval | None:
    return date(int(m[1]), int(m[2]), int(m[3]))


def _slashed(m: Match, _: Moment) -> Interval | None:
    first, second, year = int(m[1]), int(m[2]), int(m[3])
    year = atoms.century(year) if len(m[3]) == 2 else year
    return date(year, second, first) if first > 12 else date(year, first, second)


def _dotted(m: Match, _: Moment) -> Interval | None:
    year = atoms.century(int(m[3])) if len(m[3]) == 2 else int(m[3])
    return date(year, int(m[2]), int(m[1]))


def _named(m: Match, moment: Moment) -> Interval | None:
    """A day of a named month, or the run of days to a second one."""
    month = atoms.month(m["month"])
    if not m["year"] and m["month"][0].islower() and m["month"] in ("may", "march", "mar", "dec"):
        return None
    first = _fixed(m["year"], month, atoms.day(m["day"]), moment)
    if first is None or not m["until"]:
        return first
    last = date(first.start.year, month, atoms.day(m["until"]))
    return replace(first, end=last.end) if last and last.end > first.end else None


def _month_year(m: Match, _: Moment) -> Interval | None:
    return month_at(atoms.year(m["year"]), atoms.month(m["month"]))


def _month_alone(m: Match, moment: Moment) -> Interval | None:
    word = m[0].rstrip(".")
    cued = word_before(m) in _MONTH_CUES
    if not word[0].isupper() or (not cued and (word.lower() in _NAMES_TOO or len(word) < 4)):
        return None
    found = nearest(lambda y: month_at(y, atoms.month(word)), moment)
    return found and replace(found, open_year=True)


def _year_alone(m: Match, _: Moment) -> Interval | None:
    before, after = word_before(m), word_after(m)
    cued = before in _YEAR_CUES or m.string[max(0, m.start() - 1) : m.start()] == "("
    if m.start() and m.string[m.start() - 1] in "$€£#/-–.":
        return None
    if after.endswith("s") and after.islower() and before not in ("in", "since", "by", "during"):
        return (
            years(int(m[0])) if before == "" and after in ("is", "was") and m.start() == 0 else None
        )
    modern = int(m[0]) >= 1900 and (before in ("a", "an", "the") or after == "")
    return years(int(m[0])) if cued or modern else None


def _years(m: Match, _: Moment) -> Interval | None:
    first, last = int(m[1]), int(m[2])
    last += first // 100 * 100 if len(m[2]) == 2 else 0
    stretch = years(first, last - first + 1) if first < last <= first + 200 else None
    return stretch and replace(stretch, unit="year")


def _decade(m: Match, _: Moment) -> Interval | None:
    digits = m["decade"]
    first = int(digits) if len(digits) == 4 else atoms.century(int(digits))
    return years(first, 100 if first % 100 == 0 and len(digits) == 4 and first < 2000 else 10)


def _century(m: Match, _: Moment) -> Interval | None:
    nth = atoms.day(m["nth"])
    return years((nth - 1) * 100 + 1, 100) if 1 <= nth <= 21 else None


def _season(m: Match, _: Moment) -> Interval | None:
    return season_at(atoms.year(m["year"]), m["season"].lower())


def _quarter(m: Match, _: Moment) -> Interval | None:
    first, last = month_at(int(m[2]), int(m[1]) * 3 - 2), month_at(int(m[2]), int(m[1]) * 3)
    return Interval(first.start, last.end, "season") if first and last else None


def _thanksgiving(year: int) -> Interval | None:
    first = date(year, 11, 1)
    return first and date(year, 11, 22 + (3 - first.start.weekday()) % 7)


FEASTS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "xmas": (12, 25),
    "boxing day": (12, 26), "new year's eve": (12, 31), "new year's day": (1, 1),
    "new year's": (1, 1), "new years eve": (12, 31), "halloween": (10, 31),
    "valentine's day": (2, 14), "valentines day": (2, 14), "independence day": (7, 4),
    "st. patrick's day": (3, 17), "saint patrick's day": (3, 17), "thanksgiving": (0, 0),
}  # fmt: skip


def feast_in(name: str, year: int) -> Interval | None:
    """Return the day of a feast in a year."""
    month, day = FEASTS[" ".join(name.lower().replace("’", "'").split())]
    return date(year, month, day) if month else _thanksgiving(year)


def _feast(m: Match, moment: Moment) -> Interval | None:
    if m["year"]:
        return feast_in(m["feast"], atoms.year(m["year"]))
    found = nearest(lambda y: feast_in(m["feast"], y), moment)
    return found and replace(found, open_year=True)


def _day_of_month(m: Match, moment: Moment) -> Interval | None:
    if word_before(m) not in ("on", "by", "until", "from", "since") or word_after(m)[:1].islower():
        return None
    now, day = moment.now, int(m[1])
    found = [i for k in range(-2, 3) if (mo := month_at(now.year, now.month + k))
             and (i := date(mo.start.year, mo.start.month, day))]  # fmt: skip
    if moment.future:
        return next((i for i in found if i.end > now), None)
    return next((i for i in reversed(found) if i.start <= now), None)


FEAST = "(?P<feast>" + "|".join(
    sorted((f.replace("'", "['’]").replace(".", r"\.?") for f in FEASTS), key=len, reverse=True)
) + ")"  # fmt: skip
_WD = rf"(?:(?P<weekday>{atoms.WEEKDAY_ANY}),? (?:the )?)?"
_MONTH = rf"(?P<month>{atoms.MONTH})"
_OPT_YEAR = rf"(?:(?: of|,)?(?:\s+|(?<=,))(?P<year>{atoms.YEAR}))?"
_UNTIL = rf"(?:\s*(?:-|–|—|to |through |until |till )\s*(?P<until>{atoms.DAY}))?"

RULES: tuple[Rule, ...] = (
    rule("#", r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)", _ymd),
    rule("#", r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?![\d/])", _slashed),
    rule("#", r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?![\d.])", _dotted),
    rule("# the " + _ORDINALS + " " + _DAYS,
         rf"{_WD}(?:the )?(?P<day>{atoms.DAY}){_UNTIL}(?: of)? {_MONTH}{_OPT_YEAR}", _named),
    rule(_MONTHS + " " + _DAYS,
         rf"{_WD}{_MONTH} (?:the )?(?P<day>{atoms.DAY}){_UNTIL}{_OPT_YEAR}", _named),
    rule(_MONTHS, rf"{_MONTH},?(?: of)? (?P<year>{atoms.YEAR})", _month_year),
    rule(_MONTHS, atoms.MONTH, _month_alone),
    rule("#", r"(?:1[0-9]|20)\d\d(?![\d:%$]|-\d|[.,]\d|\s?(?:BCE?|B\.C)\b)", _year_alone),
    rule("#", r"((?:1\d|20)\d\d)\s*[-–—]\s*((?:1\d|20)?\d\d)(?![-/.,]\d)", _years),
    rule("# the", r"(?:the )?['’]?(?P<decade>(?:1\d|20)\d0|[2-9]0)['’]?s", _decade),
    rule("the # " + _ORDINALS, rf"(?:the )?(?P<nth>{atoms.DAY}|21st) century", _century),
    rule("spring summer autumn fall winter the",
         rf"(?:the )?(?P<season>{atoms.SEASON})(?: of|,)? (?P<year>{atoms.YEAR})", _season),
    rule("q", r"q([1-4])(?: of)? ((?:19|20)\d\d)", _quarter),
    rule("christmas xmas boxing new halloween valentine valentines independence st saint "
         "thanksgiving",
         FEAST + _OPT_YEAR, _feast),
    rule("the #", r"(?:the )(\d{1,2})(?:st|nd|rd|th)", _day_of_month),
)  # fmt: skip
