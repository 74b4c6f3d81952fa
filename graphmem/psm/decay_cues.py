"""What in a statement tells how long it stays useful: tense, times and words about lasting.

Plain values only: the text, its kind, and time expressions as days from the moment of speaking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphmem.types import Kind

_YEAR = 365.25
_MAX_CHARS = 2000  # what lasts is told early


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time expression, seen from when the text was said.

    Attributes:
        text: Its words ("last Tuesday").
        at: Where it begins in the text (characters).
        start_days: When it begins, in days from the moment of speaking; negative: before it.
        end_days: When it ends, likewise.
    """

    text: str
    at: int
    start_days: float
    end_days: float


@dataclass(frozen=True, slots=True)
class Statement:
    """What the head is given.

    Attributes:
        kind: What sort of statement the gate says it is.
        times: Its resolved time expressions.
    """

    text: str
    kind: Kind
    times: tuple[TimeSpan, ...] = ()


_PAST_VERBS = (
    "was|were|had|did|went|came|got|met|took|made|bought|saw|ate|ran|won|lost|found|left|told|gave"
    "|said|spent|felt|slept|swam|wrote|read|broke|began|fell|flew|drove|sang|sold|sent|heard|kept"
    "|knew|thought|brought|caught|taught|grew|became|rode|wore|tore|forgot|chose|drank|held|built"
    "|fled|lent|hurt|paid|stood|understood|fought|sat|died|hid|threw|\\w{2,}(?<!ne)ed"
)
_AFTER_HAVE = r"(?:been|gone|done|got|had|\w+ed|\w+en|put|lost|found|made|left|bought|come|run)"
_CUES: dict[str, str] = {
    "past": rf"\b(?:{_PAST_VERBS})\b",
    "perfect": rf"\b(?:have|has|'ve|'s)(?: \w+ly| never| always| just| already)? {_AFTER_HAVE}\b",
    "have_been_ing": r"\b(?:have|has|'ve|'s) been \w+ing\b",
    "progressive": r"(?:\b(?:am|is|are|be|being)|'m|'re|'s)"
    r"(?: \w+ly| just| still| not| also)? \w+ing\b",
    "future": r"\b(?:will|won't|shall|gonna|going to|about to)\b|'ll\b",
    "wish": r"\b(?:want|wants|would like|hope|hopes|plan|plans|planning|intend|thinking of)\b"
    r"|'d like\b",
    "duty": r"\b(?:must|has to|have to|need to|needs to|should|don't forget|remind me|due"
    r"|deadline)\b",
    "used_to": r"\bused to\b",
    "is_a": r"(?:\b(?:am|is|are)|'m|'s|'re) (?:an?|the)\b",
    "now": r"\b(?:now|right now|at the moment|currently|just|already|here|about to)\b",
    "today": r"\b(?:today|tonight|this (?:morning|afternoon|evening)|later|in a minute)\b",
    "week": r"\b(?:this week|weekend|tomorrow|yesterday|last night|the other day)\b",
    "lately": r"\b(?:lately|these days|recently|this (?:year|term|season|winter|summer)|so far)\b",
    "lasting": r"\b(?:always|never|usually|ever|for good|for life|all my life|since childhood)\b",
    "as_child": r"\b(?:as a (?:child|boy|girl|kid)|grew up|when (?:i|he|she|we) (?:was|were)"
    r"|childhood)\b",
    "every": r"\b(?:every|each|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)\b",
    "still": r"\b(?:still|yet|again|any more|anymore)\b",
    "until": r"\b(?:until|till|by|ends?|valid|expires?|due|runs?|before|lasts?)\b",
    "first_person": r"\b(?:i|i'm|i've|i'd|i'll|we|we're|we've)\b",
    "my": r"\b(?:my|our)\b",
    "kin": r"\b(?:mum|mom|dad|mother|father|sister|brother|son|daughter|wife|husband|uncle"
    r"|aunt|cousin|niece|nephew|grand\w+|parents|twins|kids|children|boys|baby|child)\b",
    "please": r"\b(?:please|thanks|thank you|hi|hey|hello|bye|lol|haha|ok|okay|oh|oops)\b",
    "question": r"\?",
    "mark": r"!",
    "number": r"\d",
    "year_named": r"\b(?:1[5-9]\d\d|20\d\d)\b",
    "taste": r"\b(?:likes?|loves?|hates?|prefers?|favou?rite|can't stand|enjoys?)\b",
    "name_follows": r"\b(?:called|named|name)\b",
    "general": r"^(?:the|a|an) [^,]*\b\w+s\b",
}
_PATTERNS = {name: re.compile(cue, re.IGNORECASE) for name, cue in _CUES.items()}
_UNITS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0} | {
    "month": 30.4,
    "year": _YEAR,
}
_NUMBERS = {
    "a": 1.0, "an": 1.0, "another": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0,
    "five": 5.0, "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0,
    "twelve": 12.0, "half a": 0.5, "half an": 0.5, "a few": 3.0, "few": 3.0, "some": 3.0,
    "several": 4.0, "a couple of": 2.0, "two or three": 2.5,
}  # fmt: skip
_AMOUNT = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_DURATION = re.compile(
    rf"\b(\d+(?:\.\d+)?|{_AMOUNT})[ -](?:more |full |whole |other )?"
    r"(minute|hour|day|night|week|month|year)s?\b(?! ago| old|-old)",
    re.IGNORECASE,
)
#: Upper ends of the steps of distance, in days: as the classes have them.
STEPS = (0.8, 10.0, 60.0, 550.0)
_BARE = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?"
    r"|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?|christmas|easter|new year)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_FIXED = re.compile(r"\b(?:last|ago|past|since|this|next|previous|\d{4})\b", re.IGNORECASE)
_AIMS = re.compile(r"\b(?:by|until|till|before|from|due|for)\s+(?:the\s+)?\W*$", re.IGNORECASE)
_PRESENT = re.compile(
    r"\b(?:am|is|are|has|have|must|will|can|should|may|might|wants?|comes?|leaves?|starts?|begins?"
    r"|arrives?|ends?|closes?|opens?|meets?|play|fly|pick|returns?|needs?|don't|let's|be|due)\b"
    r"|'(?:m|re|s|ll|ve|d)\b",
    re.IGNORECASE,
)


def cues(statement: Statement) -> Iterator[tuple[str, float]]:
    """Yield the name and value of each cue that is there."""
    text = statement.text[:_MAX_CHARS].replace("’", "'")
    yield f"kind={statement.kind}", 1.0
    seen = {name for name, pattern in _PATTERNS.items() if pattern.search(text)}
    for name in sorted(seen):
        yield name, 1.0
    yield from times(text, statement.times, seen)
    durations = [days(*found.groups()) for found in _DURATION.finditer(text)]
    if durations:
        step = step_of(max(durations))
        yield f"lasts={step}", 1.0
        if "perfect" in seen:
            yield f"has_lasted={step}", 1.0
    words = len(text.split())
    yield f"words={'few' if words < 5 else 'some' if words < 15 else 'many'}", 1.0


def times(text: str, spans: Sequence[TimeSpan], seen: set[str]) -> Iterator[tuple[str, float]]:
    """Yield how far ahead and how far back the time expressions lie."""
    turned = [toward(text, span) for span in spans]
    ahead = [end for _, end in turned if end > 0]
    behind = [-start for start, end in turned if end <= 0]
    if ahead:
        step = step_of(max(ahead))
        yield f"ahead={step}", 1.0
        if "until" in seen:
            yield f"until={step}", 1.0
    if behind:
        step = step_of(min(behind))
        yield f"behind={step}", 1.0
    if not turned:
        yield "timeless", 1.0
        if "past" in seen and "perfect" not in seen:
            yield "timeless_past", 1.0
        elif not seen & {
            "past",
            "perfect",
            "progressive",
            "future",
            "duty",
            "wish",
            "now",
            "today",
        }:
            yield "timeless_present", 1.0


def toward(text: str, span: TimeSpan) -> tuple[float, float]:
    """Return a time's start and end (days), turned ahead where the verb asks for it.

    A bare "Friday" or "June 12th" may be the last or the next one. A resolver that takes the last
    one when in doubt is set right here by the word before it and by the nearest verb.
    """
    bare = _BARE.search(span.text) and not _FIXED.search(span.text)
    if span.end_days > 0 or not bare or not _points_ahead(text, span):
        return span.start_days, span.end_days
    cycle = 7.0 if _WEEKDAY.search(span.text) else _YEAR
    turns = -(span.end_days // cycle)
    return span.start_days + turns * cycle, span.end_days + turns * cycle


def _points_ahead(text: str, span: TimeSpan) -> bool:
    before = text[: span.at]
    if _AIMS.search(before):
        return True
    past = max((m.end() for m in _PATTERNS["past"].finditer(before)), default=-1)
    present = max((m.end() for m in _PRESENT.finditer(before)), default=-1)
    if past < 0 and present < 0:  # "On Saturday we saw a heron"
        after = text[span.at + len(span.text) :]
        return _PATTERNS["past"].search(after) is None
    return present >= past


def days(amount: str, unit: str) -> float:
    """Return the length in days of "three weeks"."""
    number = _NUMBERS.get(amount.lower())
    return (float(amount) if number is None else number) * _UNITS[unit.lower()]


def step_of(distance_days: float) -> int:
    """Return 0 for hours, up to 4 for years."""
    return sum(distance_days > step for step in STEPS)
