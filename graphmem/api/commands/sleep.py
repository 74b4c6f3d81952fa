"""The command that lets memories sleep, and takes a sleep back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from graphmem.api import options, output
from graphmem.api.ending import end
from graphmem.api.failures import STORE, door

if TYPE_CHECKING:
    from graphmem.types import SleepRun


@door
def sleep(
    *,
    user: options.Users = None,
    everyone: options.Everyone = False,
    dry_run: options.DryRun = False,
    workers: Annotated[
        int, typer.Option("--workers", "-w", min=1, max=256, help="Processes that share the users.")
    ] = 1,
    runs: Annotated[bool, typer.Option("--runs", help="List the latest sleeps instead.")] = False,
    undo: Annotated[
        str | None, typer.Option("--undo", metavar="RUN", help="Take a sleep back instead.")
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="Write a line of JSON for each user, as it is done.")
    ] = False,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Make memories of what was said repeatedly. Events that they cover are put away."""
    users = options.read_users(user, everyone=everyone)
    if runs or undo is not None:
        _look_back(users, undo, home, as_json=as_json)
        return
    from graphmem.api.sleeping import sleep_in_lines, sleep_with_progress

    if lines:
        sleep_in_lines(home, users, dry_run=dry_run)
        return
    result = sleep_with_progress(home, users, dry_run=dry_run, workers=workers)
    end(result, as_json=as_json)
    if result.failed:
        raise typer.Exit(STORE)


def _look_back(
    users: list[str] | None, undo: str | None, home: options.Home, *, as_json: bool
) -> None:
    """List the sleeps of one user, or take one back."""
    from graphmem.api.opening import memory_of
    from graphmem.errors import EventError

    if users is None or len(users) != 1:
        raise EventError("give one --user ID")
    user = users[0]
    with memory_of(user, home) as memory:
        found = memory.sleep_runs(user) if undo is None else [memory.undo_sleep(undo, user)]
    if as_json:
        output.write_json({"user": user, "runs": found})
        return
    rows = [(run.id, f"{run.started_at:%Y-%m-%d %H:%M}", run.state, _changes(run)) for run in found]
    output.table(f"sleeps over {user}", ("run", "started", "", "changes"), rows, whole=2)


def _changes(run: SleepRun) -> str:
    counts = {
        "promoted": len(run.promoted),
        "reinforced": len(run.reinforced),
        "demoted": len(run.demoted),
        "merged": len(run.merged),
        "moved": run.moved,
    }
    return ", ".join(f"{n} {what}" for what, n in counts.items() if n)
