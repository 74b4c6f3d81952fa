"""Commands that remove for good: from a memory, and from its files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from graphmem.api import options, output
from graphmem.api.failures import door

if TYPE_CHECKING:
    from graphmem.types import CompactReport, ForgetReport

_KINDS = ("events", "sentences", "facts", "entities", "sessions", "semantics", "redacted")
_MOST = 20  # lines of what stays


@door
def forget(
    *,
    user: options.User,
    event: Annotated[
        str | None, typer.Option("--event", help="Id or external id of the event to erase.")
    ] = None,
    fact: Annotated[
        str | None, typer.Option("--fact", help="Id of a fact; its words are cut out of texts.")
    ] = None,
    entity: Annotated[
        str | None, typer.Option("--entity", help="Id or name of whom no text shall name.")
    ] = None,
    session: Annotated[
        str | None, typer.Option("--session", help="Id or your name of a conversation to erase.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="Erase all that is remembered for the user.")
    ] = False,
    yes: options.Yes = False,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Erase something, or everything of a user, for good. What only it supports goes too."""
    from graphmem.api.opening import memory_of
    from graphmem.api.resume import forget_user
    from graphmem.curate.erase import read_target
    from graphmem.errors import EventError

    target = read_target(event=event, fact=fact, entity=entity, session=session)
    if (target is None) != everything:
        raise EventError("give one of --event, --fact, --entity and --session, or --everything")
    with memory_of(user, home) as memory:
        what = "everything" if target is None else f"{target.kind} {target.name}"
        if not yes:
            typer.confirm(f"Erase {what} of {user!r} for good?", abort=True, err=True)
        if everything:
            forget_user(home or memory.settings.home, user)
        report = memory.forget(
            user_id=user,
            event_id=event,
            fact_id=fact,
            entity_id=entity,
            session_id=session,
            everything=everything,
        )
    output.give(report, partial(_show, user), as_json=as_json)


def _show(user: str, report: ForgetReport) -> None:
    rows: list[tuple[str, object]] = [(kind, len(getattr(report, kind))) for kind in _KINDS]
    output.table(f"erased of {user}", ("", "count"), [*rows, ("recalls", report.accesses)])
    if report.kept:
        stays = [(k.kind, k.text, k.events) for k in report.kept[:_MOST]]
        output.table("stays", ("", "", "told by events"), stays)
    if len(report.kept) > _MOST:
        output.note(f"and {len(report.kept) - _MOST} more stay")
    if report.remains:
        output.note(f"the name still stands in: {', '.join(report.remains)}")
    if not report.everything:
        output.note("files may hold words of it until 'graphmem compact'")


@door
def compact(
    *,
    user: options.Users = None,
    everyone: options.Everyone = False,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Make users' files anew, without anything that was erased."""
    from graphmem.api.opening import memory_at, wanted_users

    users = options.read_users(user, everyone=everyone)
    reports: list[CompactReport] = []
    with memory_at(home) as memory, output.progress() as bar:
        wanted = wanted_users(memory, users)
        task = bar.add_task("compacting", total=len(wanted))
        for name in wanted:
            reports.append(memory.compact(name))
            bar.update(task, advance=1)
    if as_json:
        output.write_json({"users": reports})
        return
    rows = [(r.user_id, _size(r.before), _size(r.after)) for r in reports]
    output.table("graphmem compact", ("user", "before", "after"), rows)
    for advice in dict.fromkeys(r.advice for r in reports if r.advice):
        output.note(advice)


def _size(count: int | None) -> str:
    from graphmem.api.views import size

    return "on a server" if count is None else size(count)
