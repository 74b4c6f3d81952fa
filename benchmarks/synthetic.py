"""Events out of nothing: a seeded life of small facts, for size and speed, not for recall."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from graphmem.types import Event

_FIRST = (
    *("Ana", "Bram", "Chidi", "Dalia", "Emeka", "Farah", "Goran", "Hana"),
    *("Ilias", "Jun", "Kofi", "Lena", "Mateo", "Nadia", "Oskar", "Petra"),
)
_LAST = (
    *("Abara", "Berg", "Costa", "Dimitrov", "Eze", "Fontaine", "Gruber"),
    *("Haddad", "Ito", "Jansen", "Kaya", "Lindt", "Moreau"),
)
_PLACES = (
    *("Lisbon", "Turin", "Graz", "Leeds", "Tampere", "Ghent"),
    *("Porto", "Bergen", "Malmo", "Split", "Kyoto", "Quito"),
)
_THINGS = (
    *("kayak", "piano", "tent", "camera", "recipe", "novel"),
    *("bicycle", "garden", "vaccine", "passport", "violin", "map"),
)
_DAYS = ("yesterday", "last Friday", "two weeks ago", "this morning", "on 3 May", "in June")
_SAID = (
    "I met {person} in {place} {day}, and we talked about the {thing}.",
    "{person} moved to {place} and sold the {thing} {day}.",
    "Remind me to ask {person} about the {thing} when we are back in {place}.",
    "The {thing} from {place} broke {day}; {person} offered to repair it.",
    "{person} said the {thing} costs {number} euros in {place}.",
    "My sister lives near {person} in {place} and plays with a {thing} on weekends.",
    "We counted {number} people at the {thing} fair in {place}. {person} won a prize {day}.",
    "{person} does not like {place} any more because of the {thing}.",
)
_ASKED = (
    "What did {person} say about the {thing}?",
    "Who was in {place} with the {thing}?",
    "When did I meet {person} in {place}?",
    "How much does the {thing} in {place} cost?",
)
_PER_SESSION = 20  # events, as in a talk of some minutes


def events(count: int, *, seed: int) -> Iterator[Event]:
    """Yield ``count`` events in sessions of twenty, six hours apart; names grow with the count."""
    rng = random.Random(seed)  # noqa: S311 - no secrets
    start = datetime(2020, 1, 1, tzinfo=UTC)
    for i in range(count):
        session = i // _PER_SESSION
        at = start + timedelta(hours=6 * session, minutes=i % _PER_SESSION)
        yield Event(
            text=rng.choice(_SAID).format(**_words(rng, count)),
            speaker="Sam",
            session_id=f"s{session}",
            at=at,
            external_id=f"e{i}",
        )


def questions(count: int, size: int, *, seed: int) -> list[str]:
    """Return questions about the same people, places and things."""
    rng = random.Random(seed + 1)  # noqa: S311 - no secrets
    return [rng.choice(_ASKED).format(**_words(rng, size)) for _ in range(count)]


def _words(rng: random.Random, size: int) -> dict[str, str | int]:
    # A life with more events has more people in it; a fixed cast would grow hubs only.
    nth = rng.randrange(max(size // 500, 1))
    person = f"{rng.choice(_FIRST)} {rng.choice(_LAST)}" + (f" {_roman(nth)}" if nth else "")
    return {
        "person": person,
        "place": rng.choice(_PLACES),
        "thing": rng.choice(_THINGS),
        "day": rng.choice(_DAYS),
        "number": rng.randrange(2, 900),
    }


def _roman(number: int) -> str:
    signs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"))
    text = ""
    for value, sign in (*signs, (4, "IV"), (1, "I")):
        times, number = divmod(number, value)
        text += sign * times
    return text
