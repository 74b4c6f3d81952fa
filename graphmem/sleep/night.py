"""Sleep as methods: ``Memory`` inherits them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from graphmem.errors import EventError
from graphmem.sleep import cycle, undoing
from graphmem.sleep.house import House
from graphmem.sleep.rounds import Slept, sleep_over
from graphmem.sleep.runs import Runs
from graphmem.sleeping import SleepReport, SleepRun
from graphmem.stores.folders import check_user_id


class Night:
    """Consolidating a memory, and taking that back."""

    _house: House

    def sleep(
        self, user_id: str, *, dry_run: bool = False, now: datetime | None = None
    ) -> SleepReport:
        """Make memories of what was said again and again, and put away what they cover.

        What changed since the last sleep is looked at together with all that was ever said of the
        same things. A sleep over what was slept over already changes nothing; one that was cut
        short is finished by the next. Others may read and write meanwhile.

        Args:
            dry_run: Write nothing; tell what would change.
            now: The night it is, for what fades and moves; default: the present. Without a zone
                it is read in ``settings.ingest.timezone``.

        Raises:
            EventError: Nothing is remembered for the user.
            SleepingError: Another process sleeps over this memory now.
        """
        check_user_id(user_id)
        at_ms = None if now is None else self._house.instant(now)
        return cycle.sleep(self._house, user_id, dry_run=dry_run, at_ms=at_ms)

    def sleep_users(
        self,
        users: Sequence[str] | None = None,
        *,
        dry_run: bool = False,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[Slept]:
        """Sleep over several users, one after another, while other processes may do the same.

        A user whom another process holds is come back to, for as long as its lease may last.

        Args:
            users: Default: all users.
            dry_run: Write nothing.
            stopped: Asked between two users; True ends it.

        Yields:
            What became of each user; a failure of one stops no other.
        """
        wanted = self._house.pool.users() if users is None else users
        wait_s = self._house.settings.lease_s
        return sleep_over(self._house, wanted, dry_run=dry_run, wait_s=wait_s, stopped=stopped)

    def undo_sleep(self, run_id: str, user_id: str) -> SleepRun:
        """Take back what a sleep changed; nothing is deleted, and undoing twice changes nothing.

        What was promoted stands no longer, and comes back only when new episodes tell of it.

        Args:
            run_id: ``SleepReport.run_id``.

        Raises:
            EventError: There is no such sleep.
            SleepingError: Another process sleeps over this memory now.
        """
        check_user_id(user_id)
        return undoing.undo(self._house, run_id, user_id)

    def sleep_runs(self, user_id: str, *, limit: int = 20) -> list[SleepRun]:
        """Return the latest sleeps over a memory that changed something, newest first.

        Raises:
            EventError: ``limit`` is below 1.
        """
        check_user_id(user_id)
        if limit < 1:
            raise EventError("limit must be 1 or more")
        if not self._house.pool.exists(user_id):
            return []
        with self._house.room(user_id).opened() as engine:
            return Runs(user_id).latest(engine, limit)
