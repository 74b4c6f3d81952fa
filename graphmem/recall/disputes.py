"""Facts of a context that cannot both hold, or of which one took the other's place.

The edges between facts are evidence; nothing is decided here. Both sides are shown, next to each
other, each with its date, what is current first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphmem.contexts import Stance
from graphmem.recall.repeats import Choice
from graphmem.recall.standing import Pair


@dataclass(frozen=True, slots=True)
class Side:
    """One item's side of a dispute.

    Attributes:
        other: Place of the other item.
        fact, against: What this item states, and what the other does.
    """

    stance: Stance
    other: int
    fact: str
    against: str


def sides(choices: Sequence[Choice], pairs: Sequence[Pair]) -> list[tuple[Side, ...]]:
    """Return each item's sides.

    Where one fact took the other's place, that they are in conflict is no news.

    Args:
        choices: The items.
        pairs: Rows that tell otherwise; those of no item do not count.
    """
    found: dict[int, dict[tuple[int, str, str], Stance]] = {n: {} for n in range(len(choices))}
    for one, other, pair in _placed(choices, pairs):
        stances: tuple[Stance, Stance] = ("disputed", "disputed")
        if pair.replaces:
            stances = ("replaces", "replaced")
        keys = (one, (other, pair.fact, pair.against)), (other, (one, pair.against, pair.fact))
        for (place, key), stance in zip(keys, stances, strict=True):
            if found[place].get(key, "disputed") == "disputed":
                found[place][key] = stance
    return [
        tuple(Side(stance, *key) for key, stance in sorted(known.items()))
        for known in found.values()
    ]


def left_alone(kept: Sequence[int], choices: Sequence[Choice], pairs: Sequence[Pair]) -> list[int]:
    """Return the items to keep without those whose replacement there was no room for.

    What was replaced, without what took its place, would look like what holds.
    """
    newer: dict[int, set[int]] = {}
    for one, other, pair in _placed(choices, pairs):
        if pair.replaces:
            newer.setdefault(other, set()).add(one)
    left = list(kept)
    while True:  # two that replace each other are both kept, or both left out
        there = set(left)
        some = [place for place in left if place not in newer or newer[place] & there]
        if len(some) == len(left):
            return left
        left = some


def _placed(choices: Sequence[Choice], pairs: Sequence[Pair]) -> Iterator[tuple[int, int, Pair]]:
    """Yield pairs with the places of two items."""
    places = {row: place for place, choice in enumerate(choices) for row in choice.rows}
    for pair in pairs:
        one, other = places.get(pair.one), places.get(pair.other)
        if one is not None and other is not None and one != other:
            yield one, other, pair


def side_by_side(
    order: Sequence[int],
    found: Mapping[int, Sequence[Side]],
    moments: Sequence[int],
    *,
    by_time: bool = False,
) -> list[int]:
    """Return an order of items in which those that tell otherwise follow each other.

    What was said last comes first: where nobody decided, it is the likelier one.

    Args:
        order: Places of the items.
        found: Sides by place.
        moments: When each item was said (epoch ms).
        by_time: Oldest first; not even what replaces others stands before them.
    """
    done: list[int] = []
    known: set[int] = set()
    for place in order:
        if place not in known:
            group = sorted(_group(place, found), key=lambda p: (moments[p], p))
            done += group if by_time else _current_first(group[::-1], found)
            known.update(group)
    return done


def _current_first(group: Sequence[int], found: Mapping[int, Sequence[Side]]) -> list[int]:
    """Return a group with what was replaced behind all that replaces it."""
    waiting, done = list(group), list[int]()
    while waiting:
        ready = (
            place
            for place in waiting
            if not any(s.stance == "replaced" and s.other in waiting for s in found.get(place, ()))
        )
        place = next(ready, waiting[0])  # where they replace each other, the newest
        waiting.remove(place)
        done.append(place)
    return done


def _group(place: int, found: Mapping[int, Sequence[Side]]) -> set[int]:
    """Return an item with all that it is in dispute with, directly or through others."""
    group, waiting = {place}, [place]
    while waiting:
        others = {side.other for side in found.get(waiting.pop(), ())} - group
        group |= others
        waiting += sorted(others)
    return group
