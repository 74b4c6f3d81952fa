"""Commands that fill a memory: from a file, or with the demonstration."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from graphmem.api import options
from graphmem.api.ending import end
from graphmem.api.failures import USAGE, door

_Format = Literal["jsonl", "chat", "locomo", "longmemeval", "text"]


@door
def import_file(
    file: Annotated[Path, typer.Argument(help="The file; .xz, .gz and .bz2 are unpacked.")],
    *,
    format_: Annotated[_Format, typer.Option("--format", "-f", help="What the file holds.")],
    user: Annotated[
        str | None,
        typer.Option("--user", "-u", help="Whose memory; a prefix for locomo and longmemeval."),
    ] = None,
    session: Annotated[str | None, typer.Option(help="Session of events that name none.")] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="Speaker by role, as user=Ana (chats).")
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if anything was refused.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Store what was forgotten too.")] = False,
    home: options.Home = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Import a file of events. A repeated or interrupted import adds nothing twice."""
    from graphmem.api.importer import Job
    from graphmem.api.importing import import_with_progress
    from graphmem.ingest.formats import ReadOptions

    names = options.read_pairs(name or [], "--name")
    job = Job(file, format_, user, ReadOptions(session=session, names=names), force=force)
    result = import_with_progress(job, home)
    end(result, as_json=as_json)
    if result.nothing_read:
        raise typer.Exit(USAGE)
    if strict and result.tally.refused:
        raise typer.Exit(1)


@door
def demo(
    *,
    keep: Annotated[
        Path | None, typer.Option("--keep", help="Put the demo's memory into this folder.")
    ] = None,
    as_json: options.AsJson = False,
    _debug: options.Debug = False,
) -> None:
    """Remember a sample conversation, and ask five questions about it."""
    from graphmem.api.demo import run_demo

    run_demo(keep, as_json=as_json)
