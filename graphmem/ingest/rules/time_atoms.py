"""The words of the time grammar as pattern pieces, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
VAGUE = {"couple": (1, 3), "few": (2, 5), "several": (3, 7)}  # days back, both ends included
_MONTH_NAMES = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
_WEEKDAY_NAMES = (
    "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri",
    "saturday sat", "sunday sun",
)  # fmt: skip
_ORDINAL_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third",
    "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth",
    "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip
MONTHS = {
    name: i
    for i, names in enumerate(
        _MONTH_NAMES,
        1,
    )
    for name in names.split()
}
WEEKDAYS = {name: i for i, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
ORDINALS = {
    word: i
    for i, word in enumerate(
        _ORDINAL_WORDS,
        1,
    )
}
_UNITS = {
    "minute": "minutes? mins?", "hour": "hours? hrs?", "day": "days? nights?",
    "week": "weeks? wks?", "weekend": "weekends? week-ends?",
    "month": "months? mons?", "year": "years? yrs?",
    "decade": "decades?", "century": "century centuries",
}  # fmt: skip

_FORMS = {
    name: {f.replace("?", "") for f in forms.split()} | {f[:-2] for f in forms.split() if "?" in f}
    for name, forms in _UNITS.items()
}
UNIT_WORDS = frozenset(form for forms in _FORMS.values() for form in forms)


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def _named(names: Iterable[str]) -> str:
    """Match a name or its short form, which may end in a full stop."""
    whole = {"may", "june", "july"}
    long = [n for n in names if len(n) > 4 or n in whole]
    short = [n for n in names if len(n) <= 4 and n not in whole]
    return rf"(?:{_either(long)}|{_either(short)}\b\.?)"


UNIT = _either([form for forms in _UNITS.values() for form in forms.split()])
NUMBER = r"(?:\d{1,3}(?![\d.,]\d)|" + _either(list(NUMBERS))[3:]
AMOUNT = rf"(?:(?:a |the )?couple(?: of)?|(?:a |the )?few|several|{NUMBER})"
MONTH = _named(MONTHS)
WEEKDAY = _either([day for day in WEEKDAYS if day.endswith("day")])
WEEKDAY_ANY = _named(WEEKDAYS)
ORDINAL = _either(list(ORDINALS))
DAY = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%])|{ORDINAL})"
YEAR = r"(?:(?:1\d|20)\d\d(?![\d%:]|[.,]\d|\s?(?:bce?|b\.c)\b)|['’]\d\d\b)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
DAYPART = r"(?:morning|afternoon|evening|night)"


def number(words: str) -> int:
    """Read "3", "three" or "a"."""
    word = words.lower().strip()
    return int(word) if word.isdigit() else NUMBERS[word]


def unit(word: str) -> str:
    """Return the unit that a word such as "wks" stands for."""
    low = word.lower()
    return next(name for name, forms in _FORMS.items() if low in forms)


def month(word: str) -> int:
    """Return the number of a month, from 1."""
    return MONTHS[word.lower().rstrip(".")]


def weekday(word: str) -> int:
    """Return the number of a weekday, Monday being 0."""
    return WEEKDAYS[word.lower().rstrip(".")]


def day(words: str) -> int:
    """Read "7", "7th" or "seventh"."""
    low = words.lower()
    return ORDINALS[low] if low in ORDINALS else int(re.sub(r"\D", "", low))


def year(words: str) -> int:
    """Read "1994" or "'94"; two figures up to 69 are of this century."""
    figures = int(words.lstrip("'’"))
    return figures if figures > 99 else century(figures)


def century(two_figures: int) -> int:
    """Place a two-figure year: up to 69 in the 2000s, else in the 1900s."""
    return two_figures + (2000 if two_figures < 70 else 1900)
