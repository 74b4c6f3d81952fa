"""In which order the items of a context stand."""

from __future__ import annotations

from collections.abc import Sequence

from graphmem.types import Order, Step


def arranged(
    order: Order, moments: Sequence[int], ids: Sequence[frozenset[str]], paths: Sequence[list[Step]]
) -> list[int]:
    """Return the places of items, which come best first, in the order asked for.

    Args:
        moments: When each was said (epoch ms).
        ids: Events of each item: its own and those that say the same.
        paths: How activation reached each, the strongest step first.
    """
    places = list(range(len(moments)))
    if order == "time":
        return sorted(places, key=lambda p: (moments[p], p))
    if order == "path":
        return _after(_parents(ids, paths))
    return places


def _parents(ids: Sequence[frozenset[str]], paths: Sequence[list[Step]]) -> list[int | None]:
    """Return the item that led to each, by its strongest step from another; none in a circle."""
    parents: list[int | None] = [None] * len(ids)
    for place, path in enumerate(paths):
        for step in path:
            source = next((n for n, own in enumerate(ids) if step.source in own), None)
            if source is not None and place not in _line(source, parents):
                parents[place] = source
                break
    return parents


def _line(place: int | None, parents: Sequence[int | None]) -> list[int]:
    """Return an item and those that led to it."""
    line: list[int] = []
    while place is not None:
        line.append(place)
        place = parents[place]
    return line


def _after(parents: Sequence[int | None]) -> list[int]:
    """Return each item followed by those it led to, the best first among equals."""
    done: list[int] = []
    waiting = [p for p, parent in enumerate(parents) if parent is None][::-1]
    while waiting:
        place = waiting.pop()
        done.append(place)
        waiting += [p for p, parent in enumerate(parents) if parent == place][::-1]
    return done
