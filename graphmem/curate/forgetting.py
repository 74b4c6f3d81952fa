"""Erasing and compacting, as methods: ``Memory`` inherits them."""

from __future__ import annotations

from collections.abc import Callable

from graphmem.curate import compact, erase
from graphmem.errors import EventError
from graphmem.stores.erasure import Embedder
from graphmem.stores.pool import UserPool
from graphmem.types import CompactReport, ForgetReport


class Forgetting:
    """The user's last word: what goes for good."""

    _pool: UserPool
    _embedder: Embedder
    flush: Callable[[str], None]
    _drop_log: Callable[[str], object]

    def forget(
        self,
        *,
        user_id: str,
        event_id: str | None = None,
        fact_id: str | None = None,
        entity_id: str | None = None,
        session_id: str | None = None,
        everything: bool = False,
    ) -> ForgetReport:
        """Remove something and what only it supports, or everything of a user, for good.

        It does not come back by itself: ``remember`` refuses what was forgotten, unless it is
        told with ``force``. Words may remain in the files of the database until ``compact``.

        Args:
            event_id: An event's id, or the ``external_id`` it was given.
            fact_id: A fact's id; the words that state it are cut out of their events.
            entity_id: An entity's id, or its name; it is cut out of every text, and facts about it
                are removed.
            session_id: A session's id, or the caller's name of it: all its events.

        Raises:
            EventError: Not exactly one is given, or there is no such thing.
        """
        target = erase.read_target(
            event=event_id, fact=fact_id, entity=entity_id, session=session_id
        )
        if (target is None) != everything:
            raise EventError(
                "forget takes one of event_id, fact_id, entity_id, session_id, or everything=True"
            )
        if not (self._pool.exists(user_id) or (everything and user_id in self._pool.users())):
            raise EventError(f"nothing is remembered for {user_id!r}")
        if target is None:
            self._drop_log(user_id)
            return erase.everything(self._pool, user_id)
        self.flush(user_id)
        return erase.forget(self._pool, user_id, target, self._embedder)

    def compact(self, user_id: str) -> CompactReport:
        """Make a user's database anew, so that its files hold nothing that was erased.

        Everything that is remembered is copied into new files and compared; then these take the
        place of the old ones, at once. Killed at any moment it loses nothing. Other threads wait.
        On a server nothing is done, and the report says what to run there.

        Raises:
            EventError: Nothing is remembered for the user.
            StoreLockedError: Another process holds the database.
            StoreError: The copy is not what was read; the old files stay.
        """
        if not self._pool.exists(user_id):
            raise EventError(f"nothing is remembered for {user_id!r}")
        self.flush(user_id)
        return compact.compact(self._pool, user_id)
