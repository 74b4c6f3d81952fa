"""What a sleep works with, and how it reaches a user's graph: for one question at a time."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from graphmem.clock import instant, to_ms
from graphmem.conflicts import Merge
from graphmem.instrumentation import Instrumentation
from graphmem.psm.runtime import TextEncoder
from graphmem.settings import Settings, SleepSettings, TierSettings
from graphmem.sleep.mining import Bar
from graphmem.stores.base import Engine, T, Transaction
from graphmem.stores.pool import UserPool


@dataclass(frozen=True, slots=True)
class House:
    """What sleep needs of a memory.

    Attributes:
        flush: Writes a user's access log, with the feedback in it.
        resolve: Merges names that are one; with ``dry_run`` it only says which.
        unmerge: Takes a merge back.
    """

    pool: UserPool
    encoder: TextEncoder
    chosen: Settings
    hooks: Instrumentation
    flush: Callable[[str], None]
    resolve: Callable[[str, bool], list[Merge]]
    unmerge: Callable[[str, str], object]

    @property
    def settings(self) -> SleepSettings:
        """The settings of sleep."""
        return self.chosen.sleep

    @property
    def tiers(self) -> TierSettings:
        """The settings of tiers."""
        return self.chosen.tiers

    def instant(self, at: datetime) -> int:
        """Return a time in epoch ms; one without a zone is read in that of the settings."""
        local = ZoneInfo(self.chosen.ingest.timezone)
        return to_ms(instant(at, now=at, local=local))

    @property
    def bar(self) -> Bar:
        """From when on something repeated is a pattern."""
        s, declared = self.settings, self.chosen.interference.declared
        return Bar(s.min_support, s.min_sessions, s.min_fills, s.alike_at, declared)

    def room(self, user_id: str) -> Room:
        """Return one user's part of it."""
        return Room(self, user_id)


@dataclass(frozen=True, slots=True)
class Room:
    """One user's graph, reached through the pool; others are served between two questions."""

    house: House
    user_id: str

    @contextmanager
    def opened(self) -> Generator[Engine]:
        """Give the engine.

        Raises:
            StoreUnavailableError: The user was erased meanwhile; to open it would make it anew.
        """
        with self.house.pool.user(self.user_id) as handle:
            yield handle.engine

    def change(self, work: Callable[[Transaction, int], T], *, now_ms: int) -> T:
        """Run ``work`` in one transaction that raises the revision."""

        def stamped(tx: Transaction, revision: int) -> tuple[T, int]:
            return work(tx, revision), revision

        with self.house.pool.user(self.user_id) as handle:
            done, handle.revision = handle.store.change(stamped, now_ms=now_ms)
        return done

    def note(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one transaction of which no cache need know."""
        with self.opened() as engine:
            return engine.transaction(work)
