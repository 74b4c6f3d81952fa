"""More statements for the decay head, made from templates whose class is known.

``data_decay/templates.txt`` gives a class to each template; of those marked ``when`` the class is
the distance of the time that is filled in. The templates have the labelled statements' author and
were written after them, so the suite also judges without those that come near a judged one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graphmem.psm.decay import CLASSES
from graphmem.training.decay_data import DATA

_SLOT = re.compile(r"\{(\w+)\}")
_FIRST = date(2023, 1, 1).toordinal()
_DAYS = 1000
_MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]
_WEEKDAYS = [date(2001, 1, day).strftime("%A") for day in range(1, 8)]  # the 1st was a Monday
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
#: Distances in days that a date of a class has.
_REACH = {"days": (2, 6), "weeks": (12, 50), "months": (70, 330), "years": (760, 3300)}


@dataclass(frozen=True, slots=True)
class Made:
    """A generated statement."""

    text: str
    said_on: str
    label: str
    template: str


def generate(fills: int, seed: int = 0) -> Iterator[Made]:
    """Yield each template ``fills`` times (those of a time: so often per class)."""
    dice = random.Random(seed)  # noqa: S311
    slots = _slots()
    for line in (DATA / "templates.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        label, template = line.split(": ", 1)
        for chosen in CLASSES[:-1] if label == "when" else (label,):
            varied = "{" in template
            for _ in range(fills if varied else max(1, fills // 2)):
                yield _fill(template, chosen, slots, dice)


def _slots() -> dict[str, list[str]]:
    lines = (DATA / "slots.txt").read_text("utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines if line and not line.startswith("#"))
    return {name: fillers.split(" | ") for name, fillers in pairs}


def _fill(template: str, label: str, slots: dict[str, list[str]], dice: random.Random) -> Made:
    said = date.fromordinal(_FIRST + dice.randrange(_DAYS))

    def word(found: re.Match[str]) -> str:
        name = found[1]
        return _TIMES[name](label, said, dice) if name in _TIMES else dice.choice(slots[name])

    text = _SLOT.sub(word, template)
    text = _chatty(text[0].upper() + text[1:], dice)
    return Made(text, said.isoformat(), label, template)


def _chatty(text: str, dice: random.Random) -> str:
    """Write some texts as chats are written."""
    way = dice.random()
    if way < 0.1:
        return text.lower()
    if way < 0.2:
        return text.rstrip(".")
    if way < 0.25:
        return text.rstrip(".") + "!"
    return text


def _at(label: str, said: date, dice: random.Random) -> str:
    """Return a time whose distance is of a class."""
    if label == "hours":
        return dice.choice(_TODAY)
    if label == "days":
        return dice.choice(
            [*_SOON, f"on {_day(said, label, dice)}", f"by {_day(said, label, dice)}"]
        )
    amount = dice.choice(_NUMBERS)
    if label == "weeks":
        amount = dice.choice(_NUMBERS[:5])
        return dice.choice([f"in {amount} weeks", "next month", _dated(said, label, dice)])
    if label == "months":
        return dice.choice([f"in {amount} months", "next year", *_far(said, label, dice)])
    return dice.choice([f"in {amount} years", f"in {_then(said, label, dice).year}"])


def _far(said: date, label: str, dice: random.Random) -> list[str]:
    then = _then(said, label, dice)
    month = _MONTHS[then.month - 1]
    named = [f"in {month}", f"at the end of {month}", f"on {then.day} {month} {then.year}"]
    return [*named, _dated(said, label, dice)]


def _until(label: str, said: date, dice: random.Random) -> str:
    """Return an end whose distance is of a class."""
    if label == "hours":
        return dice.choice(
            ["until tonight", "until noon", "until five o'clock", "until this evening"]
        )
    if label == "days":
        return dice.choice(["until tomorrow", f"until {_day(said, label, dice)}"])
    then = _then(said, label, dice)
    month = _MONTHS[then.month - 1]
    if label == "years":
        return dice.choice([f"until {then.year}", f"until {month} {then.year}"])
    ends = [
        f"until the end of {month}",
        f"until {then.day} {month}",
        f"until {_dated(said, label, dice)[3:]}",
    ]
    return dice.choice([*ends, f"until {month}"] if label == "months" else ends)


def _span(label: str, said: date, dice: random.Random) -> str:  # noqa: ARG001  as the others
    """Return a length of time that is of a class."""
    units = {
        "hours": ["an hour", "two hours", "half an hour", "20 minutes"],
        "days": ["two days", "three days", "a week", "a few days", "five days"],
        "weeks": [
            "two weeks",
            "three weeks",
            "six weeks",
            "a month",
            "a few weeks",
            "10 days more",
        ],
        "months": [
            "three months",
            "half a year",
            "five months",
            "a year",
            "ten months",
            "eight months",
        ],
        "years": ["two years", "three years", "five years", "ten years", "four more years"],
    }
    return dice.choice(units[label])


def _then(said: date, label: str, dice: random.Random) -> date:
    return said + timedelta(days=dice.randint(*_REACH[label]))


def _day(said: date, label: str, dice: random.Random) -> str:
    return _WEEKDAYS[_then(said, label, dice).weekday()]


def _dated(said: date, label: str, dice: random.Random) -> str:
    then = _then(said, label, dice)
    month = _MONTHS[then.month - 1]
    ending = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(then.day, "th")
    return dice.choice(
        [
            f"on the {then.day}{ending} of {month}",
            f"on {month} {then.day}{ending}",
            f"on {then.day} {month}",
        ]
    )


_TODAY = (
    "today", "tonight", "this afternoon", "in an hour", "in twenty minutes", "at six",
    "later today", "at half past three today", "in ten minutes", "this evening",
)  # fmt: skip
_SOON = (
    "tomorrow", "the day after tomorrow", "tomorrow at nine", "this weekend", "in three days",
    "at the weekend", "later this week", "tomorrow evening",
)  # fmt: skip
_TIMES: dict[str, Callable[[str, date, random.Random], str]] = {
    "at": _at,
    "until": _until,
    "span": _span,
}
