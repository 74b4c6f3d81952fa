"""Deciding conflicts on the user's word, and undoing decisions."""

from __future__ import annotations

from datetime import datetime
from typing import Never, get_args
from zoneinfo import ZoneInfo

from graphmem.clock import instant, now_ms, to_ms
from graphmem.conflicts import Conflict, Correction, Keep, Merge
from graphmem.curate import correct, same
from graphmem.curate.checks import check_words, refuse_unknown
from graphmem.curate.conflicts import seen
from graphmem.curate.decisions import Decider, Verdict
from graphmem.curate.doubts import Doubt, reopened, to_doubts
from graphmem.curate.names import between, find_conflict
from graphmem.curate.pairs import USER, Pair
from graphmem.curate.sources import Statements
from graphmem.errors import EventError
from graphmem.stores.base import Row, Transaction
from graphmem.stores.pool import UserHandle, UserPool
from graphmem.stores.queries import load

_STATEMENTS = load("curate.list_statements")
_CLOSE = load("curate.close_doubts")
_REOPEN = load("curate.restore_doubts")
_DOUBTS = load("curate.find_doubts")


def decide(
    pool: UserPool,
    user_id: str,
    conflict_id: str,
    *,
    keep: Keep,
    reason: str,
    at: datetime | None,
    local: ZoneInfo,
) -> Conflict:
    """Decide a conflict; see ``Memory.resolve``.

    Args:
        local: Zone in which times without a zone are read.

    Raises:
        EventError: There is no such conflict, or an argument means nothing.
    """
    if keep not in get_args(Keep):
        raise EventError(f"keep is one of {', '.join(get_args(Keep))}, not {keep!r}")
    if keep == "both" and at is not None:
        raise EventError("at says from when one claim no longer holds: keep='both' takes none")
    check_words(reason, "a reason")
    moment = None if at is None else to_ms(instant(at, now=at, local=local))
    refuse_unknown(pool, user_id)
    with pool.user(user_id) as handle:
        found = find_conflict(handle, conflict_id)
        if isinstance(found, Doubt):
            return _close(handle, found, keep, reason)
        write_decision(handle, found, keep, moment, reason)
        return again(handle, found)


def write_decision(handle: UserHandle, pair: Pair, keep: Keep, at: int | None, reason: str) -> None:
    """Write what the user decided between two facts."""

    def work(tx: Transaction, revision: int) -> int:
        decider = Decider(tx, handle.store.user_id, revision)
        now = decider.pair(pair.newer, pair.older)
        if now is None:
            _gone(handle, pair)
        facts: Row = {"ids": [pair.newer, pair.older], "user_id": handle.store.user_id}
        said = Statements.of(tx.run(_STATEMENTS, facts))
        decider.decide([_verdict(now, said, keep, at, reason)])
        return revision

    handle.revision = handle.store.change(work, now_ms=now_ms())


def _verdict(pair: Pair, said: Statements, keep: Keep, at: int | None, reason: str) -> Verdict:
    if keep == "both":
        return Verdict(pair.newer, pair.older, both=True, reason=reason)
    if keep == "a":
        return Verdict(pair.older, pair.newer, at=at, reason=reason)
    # What was said of the older claim meanwhile must not bring it back: the user has decided.
    ended = max([said.since(pair.newer), *said.starts(pair.older)])
    return Verdict(pair.newer, pair.older, at=ended if at is None else at, reason=reason)


def undo(pool: UserPool, user_id: str, given: str, *, reason: str) -> Conflict | Correction | Merge:
    """Undo the last decision on a conflict, a correction, or a merge; see ``Memory.undo``.

    Raises:
        EventError: There is nothing of that id that could be undone.
    """
    check_words(reason, "a reason")
    refuse_unknown(pool, user_id)
    with pool.user(user_id) as handle:
        corrected = correct.find_correction(handle, given)
        if corrected is not None:
            return correct.undo(handle, corrected, reason)
        if (merged := same.find(handle, given)) is not None:
            return same.take_apart(pool, handle, merged, reason)
        found = find_conflict(handle, given, sought="conflict, correction or merge")
        if isinstance(found, Doubt):
            return _reopen(handle, found)
        take_back(handle, found, reason)
        return again(handle, found)


def take_back(handle: UserHandle, pair: Pair, reason: str) -> None:
    """Undo the last decision that stands between two facts."""

    def work(tx: Transaction, revision: int) -> int:
        decider = Decider(tx, handle.store.user_id, revision)
        now = decider.pair(pair.newer, pair.older)
        if now is None:
            _gone(handle, pair)
        if not now.standing:
            raise EventError(f"conflict {now.id!r} has no decision that stands: nothing to undo")
        decider.take_back([(now, now.standing[-1])], reason)
        return revision

    handle.revision = handle.store.change(work, now_ms=now_ms())


def again(handle: UserHandle, conflict: Pair | Doubt) -> Conflict:
    """Return a conflict as it is now."""
    one, _, other = conflict.id.partition("-")
    found = between(handle.engine, handle.store.user_id, one, other)
    return seen(handle.engine, handle.store.user_id, found)[0]


def _close(handle: UserHandle, doubt: Doubt, keep: Keep, reason: str) -> Conflict:
    if keep != "a":
        raise EventError(
            f"conflict {doubt.id!r} asks for a correction: correct({doubt.event!r}, text) says "
            "what is right; keep='a' says that the event was right after all"
        )

    def work(tx: Transaction, revision: int) -> int:
        row: Row = {
            "event_id": doubt.event, "access_id": doubt.access, "closed_by": USER, "reason": reason,
        }  # fmt: skip
        stamp: Row = {"user_id": handle.store.user_id, "revision": revision}
        now = max(now_ms(), _now(tx, handle, doubt).changed_at)
        tx.run(_CLOSE, {"rows": [row], **stamp, "now": now})
        return revision

    if doubt.status == "resolved":
        raise EventError(f"conflict {doubt.id!r} is closed already: undo opens it again")
    handle.revision = handle.store.change(work, now_ms=now_ms())
    return again(handle, doubt)


def _reopen(handle: UserHandle, doubt: Doubt) -> Conflict:
    """Undo the closing of a correction that was asked for."""

    def work(tx: Transaction, revision: int) -> int:
        now = _now(tx, handle, doubt)
        if now.status == "open":
            raise EventError(f"conflict {now.id!r} has no decision that stands: nothing to undo")
        rows = [reopened(now, max(now_ms(), now.changed_at))]
        stamp: Row = {"user_id": handle.store.user_id, "revision": revision}
        tx.run(_REOPEN, {"rows": rows, **stamp})
        return revision

    last = str(doubt.rows[-1]["closed_by"] or USER)
    if doubt.status == "resolved" and last != USER:
        raise EventError(
            f"conflict {doubt.id!r} was closed by a correction: undo({last!r}) takes that back"
        )
    handle.revision = handle.store.change(work, now_ms=now_ms())
    return again(handle, doubt)


def _now(tx: Transaction, handle: UserHandle, doubt: Doubt) -> Doubt:
    rows = tx.run(_DOUBTS, {"ids": [doubt.event], "user_id": handle.store.user_id})
    found = [d for d in to_doubts(rows) if d.access == doubt.access]
    if not found:
        raise EventError(f"conflict {doubt.id!r} is gone: its event was erased meanwhile")
    return found[0]


def _gone(handle: UserHandle, pair: Pair) -> Never:
    raise EventError(
        f"{handle.store.user_id!r} has no conflict {pair.id!r} any more: one of its facts was "
        "erased or taken back meanwhile"
    )
