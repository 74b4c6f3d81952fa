"""Where new links of a chain in time belong; pure.

Order is (occurred_at, seq, id); a late event is linked in where it belongs.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from graphmem.stores.base import Row


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Position of a node in its chain; compares in chain order (``at`` in epoch ms)."""

    at: int
    seq: int
    id: str


@dataclass(frozen=True, slots=True)
class ChainPlan:
    """Links to remove and links to make; each pair is (before, after)."""

    unlink: tuple[tuple[Place, Place], ...]
    link: tuple[tuple[Place, Place], ...]


def plan_chain(present: Iterable[Place], new: Iterable[Place]) -> ChainPlan:
    """Return how to put ``new`` places into the chain over ``present``.

    ``present`` may be just the tail of the chain when all of ``new`` come after it.
    """
    old = sorted(present)
    merged = sorted({*old, *new})
    before = set(itertools.pairwise(old))
    after = set(itertools.pairwise(merged))
    return ChainPlan(tuple(sorted(before - after)), tuple(sorted(after - before)))


def link_rows(pairs: Iterable[tuple[Place, Place]]) -> list[Row]:
    """Turn pairs into query rows, with the gap between them in milliseconds."""
    return [{"before": a.id, "after": b.id, "gap_ms": b.at - a.at} for a, b in pairs]
