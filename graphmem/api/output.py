"""What a command says: JSON or tables on stdout, notes and progress on stderr.

rich is imported when something is drawn, so that ``graphmem --help`` does not wait for it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

T = TypeVar("T")
_KEPT_CONTROLS = "\n\t"


def safe(text: object) -> str:
    """Return a text without control characters: a memory must not steer the terminal."""
    return "".join(c if c in _KEPT_CONTROLS or c.isprintable() else "�" for c in str(text))


def console(*, stderr: bool = False) -> Console:
    """Return a console on today's stdout or stderr; markup in texts is never read."""
    from rich.console import Console

    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def say(text: str, *, style: str | None = None) -> None:
    """Write a line to stdout."""
    console().print(safe(text), style=style, soft_wrap=True)


def note(text: str, *, style: str | None = None) -> None:
    """Write a line to stderr."""
    console(stderr=True).print(safe(text), style=style, soft_wrap=True)


def table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, whole: int = 0
) -> None:
    """Draw a table on stdout, with a line above it and without a head if no column has a name.

    Args:
        whole: Columns from the left whose cells are never broken, so that they can be copied.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, show_header=any(columns), pad_edge=False)
    for place, column in enumerate(columns):
        drawn.add_column(column, overflow="fold", no_wrap=place < whole)
    for row in rows:
        drawn.add_row(*(Text(safe("" if cell is None else cell)) for cell in row))
    to = console()
    to.print(Text(safe(title), style="bold"), soft_wrap=True)
    to.print(drawn)


def give(found: T, draw: Callable[[T], object], *, as_json: bool) -> None:
    """Write what a command found: as JSON, or drawn for people."""
    if as_json:
        write_json(found)
    else:
        draw(found)


def write_json(value: object) -> None:
    """Write one JSON document to stdout."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    text = json.dumps(value, default=_plain, ensure_ascii=not plain, indent=2)
    sys.stdout.write(text + "\n")


def _plain(value: object) -> object:
    """Turn what graphmem returns into what JSON knows."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, object]", value))
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def progress() -> Progress:
    """Return a progress bar on stderr: share, count, rate, time left."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    from graphmem.api.rate import RateColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, RateColumn(), TimeLeft(), console=console(stderr=True))
