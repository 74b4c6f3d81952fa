"""How two objects of one predicate stand to each other, by their words alone."""

from __future__ import annotations

import re
from typing import Literal
from unicodedata import combining, normalize

from graphmem.dynamics.countries import country, lies_in

#: ``older_finer``: the older object says the same more exactly; ``newer_finer``: the newer.
Relation = Literal["same", "alias", "older_finer", "newer_finer", "overlap", "different"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "their", "my", "our", "its"})
_SPLIT = re.compile(r"\s*(?:,|;|/|&|\band\b|\bor\b|\bas well as\b)\s*")
_JOINED_LIST = re.compile(r",|;|/|&|\band\b|\bor\b|\bas well as\b")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sep sept", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_DATE_WORDS = frozenset({"of", "in", "on", "since", "around", "about", "year"})
_NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
}  # fmt: skip
_YEAR = re.compile(r"\b(1\d{3}|20\d{2})\b")
_DAY = re.compile(r"\b([0-3]?\d)(?:st|nd|rd|th)?\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SHORT_INITIALS = 2

Date = tuple[int | None, int | None, int | None]


def is_owned(name: str) -> bool:
    """Tell whether a name says whose the thing is ("Sam's phone"; "McDonald's" does not)."""
    return "'s " in name or "’s " in name


def compare(older: str, newer: str, *, kind: str = "") -> Relation:
    """Say how two objects stand to each other.

    Args:
        older: Object of the older statement.
        newer: Object of the newer statement.
        kind: Their kind, where it is known: a date is read as one, and a name of a person may be
            shortened.
    """
    a, b = words(older), words(newer)
    if a == b:
        return "same"
    lands = country(older), country(newer)
    if all(lands):
        return _lands(*lands)
    dated = _dates(older, newer, kind)
    if dated is not None:
        return dated
    numbers = _numbers(older, newer)
    if numbers is not None:
        return numbers
    return (
        _lists(older, newer) or _names(a, b, kind) or _initials(a, b, older, newer) or "different"
    )


def words(text: str) -> tuple[str, ...]:
    """Return the words that identify an object: lower case, without articles and accents."""
    plain = "".join(c for c in normalize("NFKD", text) if not combining(c))
    found = [w.casefold().removesuffix("'s").removesuffix("’s") for w in _WORD.findall(plain)]
    kept = tuple(w for w in found if w not in _ARTICLES)
    return kept or tuple(found)


def _lands(older: str, newer: str) -> Relation:
    """Compare two countries by their canonical names."""
    if lies_in(older, newer):
        return "older_finer"
    if lies_in(newer, older):
        return "newer_finer"
    return "alias" if older == newer else "different"


def _dates(older: str, newer: str, kind: str) -> Relation | None:
    a, b = _date(older), _date(newer)
    if a is None or b is None or (kind not in {"date", ""} and not (a[1] and b[1])):
        return None
    if any(x is not None and y is not None and x != y for x, y in zip(a, b, strict=True)):
        return "different"
    known_a, known_b = (sum(x is not None for x in date) for date in (a, b))
    shared = any(x is not None and y is not None for x, y in zip(a, b, strict=True))
    if not shared or known_a == known_b:
        return "same" if a == b else None
    return "older_finer" if known_a > known_b else "newer_finer"


def _date(text: str) -> Date | None:
    """Read year, month and day, as far as they are there; None where nothing is a date."""
    iso = _ISO.search(text)
    if iso:
        return int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None
    plain = text.casefold()
    month = next((_MONTHS[w] for w in words(plain) if w in _MONTHS), None)
    year = _YEAR.search(plain)
    if (month is None and year is None) or not all(_of_a_date(w) for w in words(plain)):
        return None
    day = _DAY.search(_YEAR.sub(" ", plain)) if month else None
    return int(year[1]) if year else None, month, int(day[1]) if day else None


def _of_a_date(word: str) -> bool:
    return word in _MONTHS or word in _DATE_WORDS or word.rstrip("stndrh").isdigit()


def _numbers(older: str, newer: str) -> Relation | None:
    """Compare amounts: the same figure with other words around it, or another figure."""
    a, b = _figures(older), _figures(newer)
    if len(a) != 1 or len(b) != 1:
        return None
    if a != b:
        return "different"
    units_a, units_b = (
        set(words(_NUMBER.sub(" ", text))) - set(_NUMBERS) for text in (older, newer)
    )
    return "same" if not units_a or not units_b or units_a & units_b else None


def _figures(text: str) -> list[float]:
    found = [float(n.replace(",", "")) for n in _NUMBER.findall(text) if n.count(".") <= 1]
    return found or [float(_NUMBERS[w]) for w in words(text) if w in _NUMBERS]


def _lists(older: str, newer: str) -> Relation | None:
    """Compare lists: one that holds all of the other says more, not something else."""
    if not (_JOINED_LIST.search(older) or _JOINED_LIST.search(newer)):
        return None
    a, b = ({words(part) for part in _SPLIT.split(text) if words(part)} for text in (older, newer))
    if a < b:
        return "newer_finer"
    if b < a:
        return "older_finer"
    return "overlap" if a & b else None


def _names(a: tuple[str, ...], b: tuple[str, ...], kind: str) -> Relation | None:
    """Compare names of which one holds all words of the other."""
    if not a or not b or not (set(a) <= set(b) or set(b) <= set(a)):
        return None
    if kind in {"person", "organisation", "place", "work", "event", "product", "name", ""}:
        return "alias"
    return "older_finer" if len(a) > len(b) else "newer_finer"


def _initials(a: tuple[str, ...], b: tuple[str, ...], older: str, newer: str) -> Relation | None:
    """Compare "NYC" with "New York City", and "J. Smith" with "John Smith"."""
    for short, long, said in ((a, b, older), (b, a, newer)):
        letters = "".join(short)
        initials = "".join(w[0] for w in long)
        if len(letters) >= _SHORT_INITIALS and letters == initials and said.isupper():
            return "alias"
        if len(short) == len(long) > 1 and short[-1] == long[-1]:
            pairs = zip(short, long, strict=True)
            if all(x == y or (len(x) == 1 and y.startswith(x)) for x, y in pairs):
                return "alias"
    return None
