"""Options that several commands share, and how a value given as text is read."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, cast

import typer

from graphmem.api.failures import set_debug
from graphmem.errors import EventError

User = Annotated[str, typer.Option("--user", "-u", help="Whose memory.", show_default=False)]
Users = Annotated[
    list[str] | None,
    typer.Option("--user", "-u", help="Whose memory; any number of times.", show_default=False),
]
Everyone = Annotated[bool, typer.Option("--all", help="All users.")]
Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        help="Folder of the memories [default: GRAPHMEM_HOME, else the platform's data folder].",
        show_default=False,
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would change.")]
Reason = Annotated[str, typer.Option(help="Why; kept with it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON to stdout, all else to stderr.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
#: Takes effect when it is parsed; no command reads it.
Debug = Annotated[
    bool,
    typer.Option("--debug", help="Show tracebacks.", callback=set_debug, is_eager=True),
]


def read_users(users: list[str] | None, *, everyone: bool) -> list[str] | None:
    """Return whom a command is for; None is everyone.

    Raises:
        EventError: Neither is given, or both are.
    """
    if bool(users) == everyone:
        raise EventError("give --user ID, or --all")
    return users or None


def read_instant(text: str | None, option: str) -> datetime | None:
    """Read an ISO 8601 date or time; None stays None.

    Raises:
        EventError: It is neither.
    """
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError as exc:
        raise EventError(f"{option}: give a date or time like 2026-03-01T18:30+01:00") from exc


def read_text(text: str) -> str:
    """Return a text; ``-`` reads it from stdin."""
    return sys.stdin.read() if text == "-" else text


def read_pairs(pairs: list[str], option: str) -> dict[str, str]:
    """Read ``key=value`` texts.

    Raises:
        EventError: A text has no key or no ``=``.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        key, mark, value = pair.partition("=")
        if not mark or not key.strip():
            raise EventError(f"{option}: give key=value, not {pair!r}")
        found[key.strip()] = value
    return found


def read_value(text: str) -> object:
    """Read a query parameter: a JSON value where it is one, else the text itself."""
    try:
        return cast("object", json.loads(text))
    except ValueError:
        return text
