"""Which names are one entity on the user's word, and taking merges back.

A merge is an edge, no entity is changed or destroyed. The standing merges of a group form a tree,
so that undoing one of them parts the group in two. What the user said never yields to a rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from graphmem.clock import now_ms
from graphmem.conflicts import Merge
from graphmem.curate import same_edges as edges
from graphmem.curate.checks import check_words, refuse_unknown
from graphmem.curate.same_edges import USER, Step, both, ends, to_merge
from graphmem.errors import EventError
from graphmem.stores.base import Row
from graphmem.stores.pool import UserHandle, UserPool

_SAID = "said"  # the rule of what the user merged

Status = Literal["standing", "all"]


def merges(pool: UserPool, user_id: str, *, status: Status) -> list[Merge]:
    """Return merges, oldest first; see ``Memory.merges``.

    Raises:
        EventError: ``status`` means nothing.
    """
    if status not in {"standing", "all"}:
        raise EventError(f"status is {status!r}: it is 'standing' or 'all'")
    if not pool.exists(user_id):
        return []
    with pool.user(user_id) as handle:
        found = [to_merge(row) for row in edges.all_merges(handle)]
    return [m for m in found if status == "all" or m.retracted_at is None]


def merge(pool: UserPool, user_id: str, a: str, b: str, *, reason: str) -> Merge:
    """Take two names as one on the user's word; see ``Memory.merge``.

    Raises:
        EventError: A name is unknown, both are one name, or the user said that members of both
            groups are two.
    """
    check_words(reason, "a reason")
    refuse_unknown(pool, user_id)
    with pool.user(user_id) as handle:
        one, other = sorted((edges.find_name(handle, a), edges.find_name(handle, b)))
        if one == other:
            raise EventError(f"{a!r} and {b!r} are one name already")
        group, second = edges.members(handle, one), edges.members(handle, other)
        tied = edges.path(edges.among(handle, group), one, other) if other in group else []
        said = [edge for edge in tied if edge["by"] == USER]
        if tied and len(said) == len(tied):
            return to_merge(said[0])
        _refuse_parted(handle, group, second, one, other)
        now = now_ms()
        weakest = sorted(
            (e for e in tied if e["by"] != USER),
            key=lambda e: (cast("float", e["score"]), e["a_id"]),
        )
        row = edges.edge_row(one, other, 1.0, _SAID, USER, reason, now)
        edges.write(
            pool,
            handle,
            [
                Step(edges.RETRACT, [ends(e) | {"retracted_at": now} for e in weakest[:1]]),
                Step(edges.UNPART, [{"a_id": one, "b_id": other, "retracted_at": now}]),
                Step(edges.CREATE, [row]),
            ],
        )
        return to_merge(row | {"a": edges.shown(handle, one), "b": edges.shown(handle, other)})


def unmerge(pool: UserPool, user_id: str, merge_id: str, *, reason: str) -> Merge:
    """Undo a merge, and note that both names are two; see ``Memory.unmerge``.

    Raises:
        EventError: No standing merge has that id, or several begin with it.
    """
    check_words(reason, "a reason")
    check_words(merge_id, "an id")
    refuse_unknown(pool, user_id)
    with pool.user(user_id) as handle:
        row = find(handle, merge_id)
        if row is None:
            raise EventError(f"{merge_id!r} is no standing merge: ids are in the list of merges")
        return take_apart(pool, handle, row, reason)


def find(handle: UserHandle, given: str) -> Row | None:
    """Return the standing merge that is meant by its id, or by the beginning of it; None: none is.

    Raises:
        EventError: Several begin so.
    """
    standing = (row for row in edges.all_merges(handle) if row["retracted_at"] is None)
    rows = [row for row in standing if edges.means(given, row)]
    if len(rows) > 1:
        raise EventError(f"{given!r} begins the ids of {len(rows)} merges: give more of the id")
    return rows[0] if rows else None


def take_apart(pool: UserPool, handle: UserHandle, row: Row, reason: str) -> Merge:
    """Undo a standing merge, and note that both names are two."""
    now = now_ms()
    parted: Row = {"by": USER, "reason": reason, "recorded_at": now}
    steps = [
        Step(edges.RETRACT, [ends(row) | {"retracted_at": now}]),
        Step(edges.PART, [ends(row) | parted]),
    ]
    edges.write(pool, handle, steps)
    return to_merge(row | {"retracted_at": now})


def _refuse_parted(
    handle: UserHandle, group: Sequence[str], second: Sequence[str], one: str, other: str
) -> None:
    """Refuse a merge through which two names become one that the user called two."""
    for row in edges.different(handle):
        a, b = both(row)
        crossing = (a in group and b in second) or (b in group and a in second)
        if crossing and (a, b) != (one, other):
            raise EventError(
                f"{row['a']!r} and {row['b']!r} are two on your word, and this would make them "
                "one: merge those first"
            )
