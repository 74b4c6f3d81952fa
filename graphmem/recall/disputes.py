"""Facts of a context that cannot both hold, or of which one took the other's place.

The edges ``CONFLICTS_WITH`` and ``SUPERSEDES`` between facts are evidence; nothing is decided
here and nothing is left out. Both sides are shown, next to each other, each with its date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphmem.contexts import Stance
from graphmem.recall.repeats import Choice
from graphmem.stores.base import Row


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


def sides(
    choices: Sequence[Choice], ids: Sequence[str], rows: Sequence[Row]
) -> list[tuple[Side, ...]]:
    """Return each item's sides, from the rows of ``recall.find_disputes``.

    Where one fact took the other's place, that they are in conflict is no news.

    Args:
        choices: The items.
        ids: Event of each row of the index.
        rows: The query's rows; both ends are events of these items.
    """
    places = {ids[row]: place for place, choice in enumerate(choices) for row in choice.rows}
    found: dict[int, dict[tuple[int, str, str], Stance]] = {n: {} for n in range(len(choices))}
    for row in rows:
        one, other = places[str(row["id"])], places[str(row["other_id"])]
        if one == other:
            continue
        fact, against = str(row["fact"]), str(row["against"])
        stances: tuple[Stance, Stance] = ("disputed", "disputed")
        if row["replaces"]:
            stances = ("replaces", "replaced")
        keys = (one, (other, fact, against)), (other, (one, against, fact))
        for (place, key), stance in zip(keys, stances, strict=True):
            if found[place].get(key, "disputed") == "disputed":
                found[place][key] = stance
    return [
        tuple(Side(stance, *key) for key, stance in sorted(known.items()))
        for known in found.values()
    ]


def side_by_side(
    order: Sequence[int], found: Mapping[int, Sequence[Side]], moments: Sequence[int]
) -> list[int]:
    """Return an order of items in which those in dispute follow each other, oldest first.

    Args:
        order: Places of the items.
        found: Sides by place.
        moments: When each item was said (epoch ms).
    """
    done: list[int] = []
    for place in order:
        if place not in done:
            group = _group(place, found)
            done += sorted(group, key=lambda p: (moments[p], p))
    return done


def _group(place: int, found: Mapping[int, Sequence[Side]]) -> set[int]:
    """Return an item with all that it is in dispute with, directly or through others."""
    group, waiting = {place}, [place]
    while waiting:
        others = {side.other for side in found.get(waiting.pop(), ())} - group
        group |= others
        waiting += sorted(others)
    return group
