"""Words for a time, with the day they name, seen from the day they are said."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

_WORDS = ("two", "three", "four", "five", "six")


def past(rng: Random, at: date) -> tuple[str, date | None]:
    """Return words for a time before ``at``, and the day where they name one."""
    n = rng.randint(2, 6)
    day, weeks = at - timedelta(n), at - timedelta(weeks=n)
    exact: list[tuple[str, date | None]] = [
        ("yesterday", at - timedelta(1)),
        ("today", at),
        ("this morning", at),
        ("last night", at - timedelta(1)),
        (f"{rng.choice((str(n), _WORDS[n - 2]))} days ago", day),
        (f"last {day:%A}", day),
        (f"on {day:%A}", day),
        (f"on {weeks:%B} {weeks.day}", weeks),
        (f"on {weeks.day} {weeks:%B}, {weeks.year}", weeks),
    ]
    vague = ["last week", "last weekend", "last month", "last year", "a few weeks ago", "recently"]
    vague += ["the other day", f"in {weeks:%B}", f"back in {at.year - n}"]
    vague += [f"{_WORDS[n - 2]} weeks ago"]
    vague += ["last summer", "a while back", "over the weekend", f"in {at.year - 1}", "just now"]
    return _either(rng, exact, vague)


def future(rng: Random, at: date) -> tuple[str, date | None]:
    """Return words for a time after ``at``, and the day where they name one."""
    n = rng.randint(2, 6)
    day, weeks = at + timedelta(n), at + timedelta(weeks=n)
    exact: list[tuple[str, date | None]] = [
        ("tomorrow", at + timedelta(1)),
        ("tonight", at),
        (f"in {_WORDS[n - 2]} days", day),
        (f"this {day:%A}", day),
        (f"on {day:%A}", day),
        (f"on {weeks:%B} {weeks.day}", weeks),
    ]
    vague = ["next week", "next month", "next year", "this weekend", "soon", "this summer"]
    vague += [f"in {weeks:%B}", f"in {_WORDS[n - 2]} weeks", f"in {at.year + 1}", "in the spring"]
    vague += ["at the end of the month", "someday", "after the holidays"]
    return _either(rng, exact, vague)


def _either(
    rng: Random, exact: list[tuple[str, date | None]], vague: list[str]
) -> tuple[str, date | None]:
    return rng.choice(exact) if rng.random() < 0.5 else (rng.choice(vague), None)
