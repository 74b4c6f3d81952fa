"""Ninety days of one person, from a seed: what is told often, once, anew, and for nothing.

The same things are told at any repetition; only how often differs. So what a memory holds of a
life may grow with its things, and need not grow with how often they are told.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from graphmem.types import Event

RESERVED = 20268  # only for figures that are reported
DAYS = 90
USER = "noor"
Kind = Literal["repeated", "once", "corrected"]
_START = datetime(2025, 3, 1, 19, tzinfo=UTC)
_WEEKLY = """
swim|I swim at the {x} pool on {day}s.|I go swimming at the {x} pool every {day}.|Where do I swim?
yoga|I do yoga with {x} on {day}s.|Every {day} I do yoga with {x}.|Who do I do yoga with?
choir|I sing in the {x} choir.|I am a member of the {x} choir.|Which choir do I sing in?
lunch|I eat lunch at {x} on {day}s.|On {day}s I have lunch at {x}.|Where do I eat lunch?
walk|I walk the dog in {x} park.|I take the dog for a walk in {x} park.|Where do I walk the dog?
bread|I buy bread at the {x} bakery.|I get my bread at the {x} bakery.|Where do I buy bread?
chess|I play chess with {x} on {day}s.|Every {day} I play chess with {x}.|Who do I play chess with?
class|I study Italian with {x}.|I take Italian lessons with {x}.|Who do I study Italian with?
bus|I take the {x} bus to work.|I ride to work on the {x} bus.|Which bus do I take to work?
radio|I listen to {x} radio at breakfast.|At breakfast I listen to {x} radio.|What radio do I hear?
market|I shop at the {x} market on {day}s.|I go to the {x} market every {day}.|Where do I shop?
band|I play cello in the {x} quartet.|I am the cellist of the {x} quartet.|Where do I play cello?
"""
_ONCE = """
I lost my {x} umbrella on the tram.|What did I lose on the tram?
We saw a {x} heron by the canal today.|What did we see by the canal?
My neighbour {x} lent me a ladder.|Who lent me a ladder?
I broke the {x} vase in the hall.|What did I break in the hall?
{x} called about the flooded cellar.|Who called about the flooded cellar?
I bought a {x} lamp at the flea market.|What did I buy at the flea market?
The dentist pulled a tooth; {x} drove me home.|Who drove me home from the dentist?
I left my keys at the {x} library.|Where did I leave my keys?
{x} won the quiz at the pub.|Who won the quiz?
I signed the petition against the {x} tunnel.|Which tunnel did I sign a petition against?
The plumber {x} fixed the boiler.|Who fixed the boiler?
We got stuck in the lift with {x}.|Who were we stuck with in the lift?
I donated the old sofa to the {x} shelter.|Who did I give the old sofa to?
My cousin {x} passed the bar exam.|Who passed the bar exam?
I spilled coffee over the {x} report.|What did I spill coffee over?
"""
_CHANGED = """
My dentist is Doctor {x}.|My dentist is Doctor {x} now.|Who is my dentist?
I work at {x}.|I started a new job at {x}.|Where do I work?
I live in {x} street.|I moved to {x} street.|Which street do I live in?
My piano teacher is {x}.|My piano teacher is {x} now.|Who is my piano teacher?
I bank with {x}.|I switched to {x} bank.|Which bank do I use?
My locker is number {x}.|My locker is number {x} now.|What number is my locker?
"""
_TRIVIAL = """
Good morning!|Okay, thanks.|Ha, right.|Talk to you later.|Hm, let me think.|Never mind.|Sure.
Good night!|Sounds good.|One second.|Hello again.|Yes please.|No worries.|Great, thanks a lot!
"""
_NAMES = """
Anouk Basil Cleo Dario Edda Felix Gilda Hamid Irma Jonas Katya Lionel Mirte Noel Oda Pavel Rosa
Sander Tilda Urs Vanja Wouter Yusuf Zelda Aldo Brigit Ciaran Doreen Ewan Fabia
"""
_WORDS = """
Alder Birch Cedar Dahlia Elm Fern Garnet Hazel Indigo Juniper Kestrel Larch Maple Nettle Ochre
Poplar Quartz Rowan Sorrel Thistle Umber Violet Willow Yarrow Amber Bramble Copper Damson Ember
Flint
"""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OF_PERSONS = ("yoga", "chess", "class")  # whose value is a person


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to know of the person.

    Attributes:
        wordings: Ways to tell it; of a correction, the old value's and the new one's.
        question: Asked later.
    """

    id: str
    kind: Kind
    wordings: tuple[str, ...]
    question: str


@dataclass(frozen=True, slots=True)
class Day:
    """What is told on one day.

    Attributes:
        told: Of each event, the thing that it tells; None: nothing. In order.
    """

    at: datetime
    events: tuple[Event, ...]
    told: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Life:
    """Days, and what is asked after them.

    Attributes:
        asked: Questions with the external ids of the events that answer them, any of which will do.
    """

    days: tuple[Day, ...]
    asked: tuple[tuple[str, frozenset[str]], ...]


def life(seed: int, *, times: int) -> Life:
    """Return a life in which whatever is repeated is told ``times`` times.

    Args:
        times: How often each of the repeated things is told, on as many days.
    """
    rng = random.Random(seed)  # noqa: S311 - no secrets
    known = list(things(rng))
    told: list[list[tuple[Thing, str]]] = [[] for _ in range(DAYS)]
    for thing in known:
        for day, words in _tellings(rng, thing, times):
            told[day].append((thing, words))
    days = tuple(_day(rng, number, said) for number, said in enumerate(told))
    return Life(days, tuple(_asked(known, days)))


def things(rng: random.Random) -> Iterator[Thing]:
    """Yield all there is to know."""
    names, words = _NAMES.split(), _WORDS.split()
    for number in range(5):
        person, place = names[number], rng.sample(words, len(words))
        for row, line in enumerate(_WEEKLY.strip().splitlines()):
            name, first, second, question = line.split("|")
            value = rng.choice(names[5:]) if name in _OF_PERSONS else place[row]
            bound = {"x": value, "day": rng.choice(_WEEKDAYS)}
            lines = [text.format(**bound) for text in (first, second, question)]
            told = [of_other(person, text) for text in lines] if number else lines
            yield Thing(f"{name}-{number}", "repeated", tuple(told[:2]), told[2])
    for number in range(4):
        for row, line in enumerate(_ONCE.strip().splitlines()):
            lines = [text.format(x=rng.choice([*names[5:], *words])) for text in line.split("|")]
            told = [of_other(names[number], text) for text in lines] if number else lines
            if not number or told[1] != lines[1]:  # nobody is asked for by name: told but once
                yield Thing(f"once-{row}-{number}", "once", (told[0],), told[1])
    for row, line in enumerate(_CHANGED.strip().splitlines()):
        old, new, question = line.split("|")
        values = rng.sample(words, 2)
        wordings = (old.format(x=values[0]), new.format(x=values[1]))
        yield Thing(f"changed-{row}", "corrected", wordings, question)


_VERBS = {
    "swim": "swims", "go": "goes", "do": "does", "sing": "sings", "am": "is", "eat": "eats",
    "have": "has", "walk": "walks", "take": "takes", "buy": "buys", "get": "gets",
    "play": "plays", "study": "studies", "ride": "rides", "listen": "listens", "shop": "shops",
}  # fmt: skip


def of_other(person: str, text: str) -> str:
    """Return what a line says of the speaker, told of somebody else."""
    asks, done, before = text.endswith("?"), list[str](), ""
    for word in text.split(" "):
        plain = word.strip(".,?")
        if plain in {"I", "me", "we", "We"}:
            done.append(word.replace(plain, person))
        elif plain in {"my", "My"}:
            done.append(f"{person}'s")
        elif before == "I" and not asks:
            done.append(_VERBS.get(plain, plain))
        else:
            done.append(word)
        before = plain
    return " ".join(done).replace(f" do {person} ", f" does {person} ")


def _tellings(rng: random.Random, thing: Thing, times: int) -> Iterator[tuple[int, str]]:
    """Yield when a thing is told, and in which words."""
    if thing.kind == "once":
        yield rng.randrange(DAYS), thing.wordings[0]
    elif thing.kind == "corrected":
        yield rng.randrange(DAYS // 3), thing.wordings[0]
        yield rng.randrange(DAYS // 2, DAYS), thing.wordings[1]
    else:
        days = [rng.randrange(DAYS) for _ in range(times)]
        for number, day in enumerate(days):
            yield day, thing.wordings[number % 2]


def _day(rng: random.Random, number: int, said: Sequence[tuple[Thing, str]]) -> Day:
    lines: list[tuple[str | None, str]] = [(thing.id, words) for thing, words in said]
    trivial = [text for line in _TRIVIAL.strip().splitlines() for text in line.split("|")]
    lines += [(None, text) for text in rng.sample(trivial, 2)]
    rng.shuffle(lines)
    at = _START + timedelta(days=number)
    events = tuple(
        Event(
            text=text,
            speaker="Noor",
            role="user",
            session_id=f"day-{number}",
            at=at + timedelta(minutes=place),
            external_id=f"d{number}-{place}",
        )
        for place, (_, text) in enumerate(lines)
    )
    return Day(at, events, tuple(told for told, _ in lines))


def _asked(known: Sequence[Thing], days: Sequence[Day]) -> Iterator[tuple[str, frozenset[str]]]:
    for thing in known:
        right = thing.wordings[-1:] if thing.kind == "corrected" else thing.wordings
        gold = frozenset(
            str(event.external_id)
            for day in days
            for event, told in zip(day.events, day.told, strict=True)
            if told == thing.id and event.text in right
        )
        yield thing.question, gold
