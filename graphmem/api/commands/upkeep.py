"""Commands that look after memories and the installation."""

from __future__ import annotations

import platform
from typing import Annotated

import typer

from graphmem.api import options, output
from graphmem.api.ending import end
from graphmem.api.failures import door


@door
def copy(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="A folder of memories, or a server's address.")
    ],
    target: Annotated[str, typer.Argument(metavar="TO", help="The same.")],
    *,
    user: options.Users = None,
    everyone: options.Everyone = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Erase what TO holds of these users first.")
    ] = False,
    yes: options.Yes = False,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Copy users' memories to another place, and compare. Can be interrupted."""
    from graphmem.api.copying import copy_with_progress

    users = options.read_users(user, everyone=everyone)
    result = copy_with_progress(source, target, users, replace=replace, yes=yes)
    end(result, as_json=as_json)


@door
def reembed(
    *,
    user: options.User,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Make a user's vectors anew, for a new encoder. Can be interrupted."""
    from graphmem.api.opening import memory_at, require_user

    done = 0
    with memory_at(home, check_encoder=False) as memory:
        require_user(memory, user)
        with output.progress() as bar:
            task = bar.add_task("embedding", total=None)
            for step in memory.reembed(user):
                done += step
                bar.update(task, completed=done)
    if as_json:
        output.write_json({"user": user, "events": done})
    else:
        output.say(f"{done} events embedded anew")


@door
def reextract(
    *,
    user: options.Users = None,
    everyone: options.Everyone = False,
    dry_run: options.DryRun = False,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Read events anew, with a new extractor. Can be interrupted."""
    from graphmem.api.reextracting import reextract_with_progress

    users = options.read_users(user, everyone=everyone)
    result = reextract_with_progress(home, users, dry_run=dry_run)
    end(result, as_json=as_json)


@door
def doctor(
    *,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Check the installation and the data folder. Each line says what to do if it is wrong."""
    from graphmem.api.doctor import FAIL, examine

    findings = list(examine(home))
    if as_json:
        output.write_json({"checks": findings})
    else:
        rows = [(f.status, f.check, f.detail, f.advice) for f in findings]
        output.table("graphmem doctor", ("", "check", "found", "what to do"), rows)
    if any(f.status == FAIL for f in findings):
        raise typer.Exit(1)


@door
def version(*, as_json: options.AsJson = False, _debug: options.Debug = False) -> None:
    """Show the versions of graphmem, its encoder and Python."""
    from graphmem import __version__
    from graphmem.psm.manifest import read_manifest, weights_folder

    found = {
        "graphmem": __version__,
        "encoder": read_manifest(weights_folder()).version,
        "python": platform.python_version(),
    }
    if as_json:
        output.write_json(found)
    else:
        output.say("\n".join(f"{name} {value}" for name, value in found.items()))
