"""Moving events between tiers for a sleep, and back for one that is undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from graphmem.dynamics.tiers import Transition
from graphmem.sleep.house import Room
from graphmem.sleep.leases import Lease
from graphmem.sleep.tiering import TierPlan
from graphmem.stores.archive import Mover
from graphmem.stores.archiving import BATCH, Archiving
from graphmem.stores.base import T
from graphmem.stores.queries import load
from graphmem.types import Tier

_MOVES = load("sleep.list_run_moves")
BACK = "the sleep that moved it was undone"


def move(room: Room, lease: Lease, planned: TierPlan, run_id: str, *, now_ms: int) -> int:
    """Carry steps out, some in each transaction; return how many transactions there were."""
    mover = Mover("sleep", run_id)

    def steps(flow: Archiving, some: Sequence[Transition]) -> Iterator[int]:
        return flow.move(some, mover, now_ms=now_ms)

    def pack(flow: Archiving, some: Sequence[str]) -> Iterator[int]:
        return flow.pack(some, now_ms=now_ms)

    return _each(room, lease, planned.steps, steps) + _each(room, lease, planned.unpacked, pack)


def move_back(room: Room, lease: Lease, run_id: str, *, now_ms: int) -> None:
    """Bring events back to where they were before a sleep, unless something moved them since."""
    with room.opened() as engine:
        params = {"id": run_id, "user_id": room.user_id, "undone": BACK}
        rows = list(engine.read(_MOVES, params))
    steps = [
        Transition(str(r["id"]), cast("Tier", r["to_tier"]), cast("Tier", r["from_tier"]), BACK)
        for r in rows
    ]
    mover = Mover("sleep", run_id)
    _each(room, lease, steps, lambda flow, some: flow.move(some, mover, now_ms=now_ms))


def _each(
    room: Room,
    lease: Lease,
    items: Sequence[T],
    work: Callable[[Archiving, Sequence[T]], Iterator[int]],
) -> int:
    done = 0
    for first in range(0, len(items), BATCH):
        # The lease is held again before each transaction: one is far shorter than it.
        room.note(lease.renew)
        with room.house.pool.user(room.user_id) as handle:
            flow = Archiving(handle.store, handle.engine)
            for revision in work(flow, items[first : first + BATCH]):
                handle.revision = revision
                done += 1
    return done
