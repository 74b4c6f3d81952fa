"""Sleeping over many users: one after another, while others may do the same.

There is no coordinator. Each worker goes through all users in an order of its own; whoever holds a
user's lease (or database, in a folder) sleeps, the others come back to that user later, find that
nothing is new, or take over what a dead worker left.
"""

from __future__ import annotations

import os
import random
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graphmem.errors import GraphMemError, SleepingError, StoreLockedError
from graphmem.sleep import cycle
from graphmem.sleep.house import House
from graphmem.sleeping import SleepReport

_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.05, 1.0


@dataclass(frozen=True, slots=True)
class Slept:
    """What became of one user.

    Attributes:
        report: Of the sleep; None where there was none.
        error: Why not: another process holds the user, or the store failed.
    """

    user_id: str
    report: SleepReport | None
    error: GraphMemError | None = None

    @property
    def busy(self) -> bool:
        """True when another process held the user all the time."""
        return isinstance(self.error, SleepingError | StoreLockedError)


def sleep_over(
    house: House,
    users: Sequence[str],
    *,
    dry_run: bool,
    wait_s: float,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Slept]:
    """Sleep over users, one after another; yield each when it is done.

    Args:
        wait_s: How long a user is waited for whom another process holds, once all others are done.
        stopped: Asked between two users; True ends it.
    """
    waiting = deque(_own_order(users))
    refused: dict[str, GraphMemError] = {}
    since, pause = time.monotonic(), _FIRST_WAIT_S
    while waiting and not stopped():
        user = waiting.popleft()
        done = _once(house, user, dry_run=dry_run)
        house.pool.let_go(user)
        if not done.busy or done.error is None:
            since, pause = time.monotonic(), _FIRST_WAIT_S
            refused.pop(user, None)
            yield done
            continue
        again = user in refused
        refused[user] = done.error
        if again and time.monotonic() - since > wait_s:
            yield done
            continue
        waiting.append(user)
        if again and len(waiting) <= len(refused):  # nobody else is left to go on with
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_WAIT_S)


def _once(house: House, user: str, *, dry_run: bool) -> Slept:
    try:
        return Slept(user, cycle.sleep(house, user, dry_run=dry_run))
    except GraphMemError as exc:
        return Slept(user, None, exc)


def _own_order(users: Sequence[str]) -> list[str]:
    """Return the users in an order that other workers do not have: they seldom meet."""
    order = list(users)
    random.Random(os.urandom(8)).shuffle(order)  # noqa: S311 - no secrets
    return order
