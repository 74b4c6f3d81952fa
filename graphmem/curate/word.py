"""What a user may say over the memory, as methods: ``Memory`` inherits them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from graphmem.conflicts import (
    Conflict,
    ConflictStatus,
    Correction,
    Explanation,
    Feedback,
    Keep,
    Merge,
)
from graphmem.curate import conflicts, correct, explain, resolve
from graphmem.curate.correct import Remember
from graphmem.curate.same_word import OneName
from graphmem.stores.folders import check_user_id
from graphmem.stores.pool import UserPool


class Judge(Protocol):
    """The access log, as ``feedback`` uses it."""

    def __call__(self, context_id: str, item_id: str, verdict: str, *, user_id: str) -> None:
        """Note what somebody says of an item of a recall."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What the user's word works with.

    Attributes:
        remember: Stores an event through the usual write path.
        judge: Notes feedback in the access log.
        flush: Writes a user's access log, so that the graph tells of every recall.
        local: Zone in which times without a zone are read.
    """

    pool: UserPool
    local: ZoneInfo
    remember: Remember
    judge: Judge
    flush: Callable[[str], None]


class UserWord(OneName):
    """Conflicts, decisions, corrections, explanations and feedback of one memory."""

    _desk: Desk

    def conflicts(
        self,
        user_id: str,
        *,
        status: ConflictStatus | Literal["all"] = "open",
        limit: int = 100,
    ) -> list[Conflict]:
        """Return pairs of claims that cannot both hold, the latest found first.

        Args:
            status: ``open``, ``resolved`` (one took the other's place, or somebody decided), or
                ``all``, with those that were undone.
            limit: Most conflicts to return.

        Raises:
            EventError: ``status`` or ``limit`` means nothing.
        """
        return conflicts.find(self._known(user_id), user_id, status=status, limit=limit)

    def resolve(
        self,
        conflict_id: str,
        *,
        user_id: str,
        keep: Keep = "a",
        reason: str = "",
        at: datetime | None = None,
    ) -> Conflict:
        """Decide a conflict; both claims stay in the graph, with what was decided between them.

        Args:
            conflict_id: A conflict's id, or the beginning of it that only one has.
            keep: The older claim ``a`` (the newer never held), the newer one ``b`` (the older
                ended when it began), or ``both``.
            at: From when the other no longer holds, where that is known.

        Raises:
            EventError: There is no such conflict, or an argument means nothing.
        """
        return resolve.decide(
            self._known(user_id),
            user_id,
            conflict_id,
            keep=keep,
            reason=reason,
            at=at,
            local=self._desk.local,
        )

    def undo(
        self, undone_id: str, *, user_id: str, reason: str = ""
    ) -> Conflict | Correction | Merge:
        """Take back the last decision on a conflict, a correction, or a merge.

        What that decision had set aside stands again. Nothing is deleted: the decision stays, with
        the time at which it was undone.

        Args:
            undone_id: Of a conflict, of a correction's event, or of a merge; its beginning will do.

        Raises:
            EventError: There is nothing of that id that could be undone.
        """
        return resolve.undo(self._known(user_id), user_id, undone_id, reason=reason)

    def correct(
        self, event_or_fact_id: str, text: str, *, user_id: str, reason: str = ""
    ) -> Correction:
        """Correct an event or a fact in the user's own words, which outweigh every rule.

        The words are remembered like any others; what they contradict no longer stands. The same
        words of the same thing twice are one correction.

        Args:
            event_or_fact_id: Of an event (its ``external_id`` will do) or of a fact; the beginning
                of an id will do.

        Raises:
            EventError: There is no such event or fact, or the text is none.
        """
        pool, remember = self._known(user_id), self._desk.remember
        return correct.correct(pool, remember, user_id, event_or_fact_id, text, reason=reason)

    def explain(self, explained_id: str, *, user_id: str) -> Explanation:
        """Tell what a memory rests on, and what changed it and when.

        Args:
            explained_id: Of an event (its ``external_id`` will do), a fact, an entity or a
                conflict; the beginning of an id will do.

        Raises:
            EventError: There is nothing of that id.
        """
        return explain.explain(self._known(user_id), user_id, explained_id)

    def feedback(self, context_id: str, item_id: str, verdict: Feedback, *, user_id: str) -> None:
        """Say what an item of a recall was worth; it is written with the access log.

        Args:
            context_id: ``Context.id``.
            item_id: ``event_id`` of the item's first source.
            verdict: ``helpful`` raises its strength, ``irrelevant`` lowers it, ``wrong`` opens a
                correction, see ``conflicts``.

        Raises:
            EventError: There was no such recall, or it did not return that item.
        """
        check_user_id(user_id)
        self._desk.judge(context_id, item_id, verdict, user_id=user_id)

    def _known(self, user_id: str) -> UserPool:
        """Return the users' memories, with this one's access log written."""
        check_user_id(user_id)
        self._desk.flush(user_id)
        return self._desk.pool
