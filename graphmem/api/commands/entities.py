"""Commands for names that are one entity: showing, merging, taking apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from graphmem.api import options, output
from graphmem.api.failures import door

if TYPE_CHECKING:
    from graphmem.types import Merge

_SHORT = 8  # characters of an id that are shown


@door
def entities(
    *,
    user: options.User,
    merge_found: Annotated[
        bool, typer.Option("--merge", help="Merge the names that are one by the measured chance.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what --merge would do; change nothing.")
    ] = False,
    undone: Annotated[
        bool, typer.Option("--all", help="Show merges that were undone, too.")
    ] = False,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Show names that are taken as one, or find and merge more."""
    from graphmem.api.opening import memory_of

    with memory_of(user, home) as memory:
        if merge_found or dry_run:
            title = "would be merged" if dry_run else "merged"
            found = memory.resolve_entities(user, dry_run=dry_run)
        else:
            title = "taken as one"
            found = memory.merges(user, status="all" if undone else "standing")
    if as_json:
        output.write_json({"merges": found})
    else:
        _show(f"{title}: {len(found)}", found)


@door
def merge(
    a: Annotated[str, typer.Argument(help="A name, or an entity's id or its beginning.")],
    b: Annotated[str, typer.Argument(help="The same.")],
    *,
    user: options.User,
    reason: options.Reason = "",
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Take two names as one entity; no entity is changed."""
    from graphmem.api.opening import memory_of

    with memory_of(user, home) as memory:
        done = memory.merge(a, b, user_id=user, reason=reason)
    output.give(done, partial(_show_one, "taken as one"), as_json=as_json)


@door
def unmerge(
    merged: Annotated[str, typer.Argument(metavar="ID", help="The merge's id, or its beginning.")],
    *,
    user: options.User,
    reason: options.Reason = "",
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Undo a merge. Both names are two from now on, and no rule joins them again."""
    from graphmem.api.opening import memory_of

    with memory_of(user, home) as memory:
        done = memory.unmerge(merged, user_id=user, reason=reason)
    output.give(done, partial(_show_one, "two again"), as_json=as_json)


def _show_one(title: str, merge: Merge) -> None:
    _show(title, [merge])


def _show(title: str, merges: Sequence[Merge]) -> None:
    columns = ("id", "name", "name", "chance", "by", "stands")
    rows = [
        (m.id[:_SHORT], m.a, m.b, f"{m.score:.2f}", m.by, "yes" if m.retracted_at is None else "no")
        for m in merges
    ]
    output.table(title, columns, rows)
