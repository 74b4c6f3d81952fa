"""Every failure of a command becomes one line on stderr and an exit code. Only doors do this."""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from typing import ParamSpec

import typer

from graphmem.api import output
from graphmem.errors import ConvergenceError, GraphMemError, ModelError, QueryFileError, StoreError

UNEXPECTED, USAGE, STORE, MODEL, INTERRUPTED = 1, 2, 3, 4, 130
_CODES: tuple[tuple[type[BaseException], int], ...] = (
    (StoreError, STORE),
    (ModelError, MODEL),
    (ConvergenceError, UNEXPECTED),
    (QueryFileError, UNEXPECTED),
    (GraphMemError, USAGE),
    (KeyboardInterrupt, INTERRUPTED),
    (OSError, STORE),
)
_debug: ContextVar[bool] = ContextVar("graphmem_debug", default=False)
P = ParamSpec("P")


def set_debug(value: bool) -> bool:
    """Remember whether tracebacks are wanted; the callback of ``--debug``."""
    _debug.set(value)
    return value


def door(command: Callable[P, None]) -> Callable[P, None]:
    """Wrap a command so that what it raises is told in one line and becomes its exit code."""

    @functools.wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (typer.Exit, typer.Abort, BrokenPipeError):
            raise  # these are for typer: a chosen exit code, an answer of no, a closed pipe
        except (Exception, KeyboardInterrupt) as exc:
            tell(exc)
            raise typer.Exit(exit_code(exc)) from exc

    return guarded


def exit_code(exc: BaseException) -> int:
    """Return 2 for a caller's mistake, 3 for the store, 4 for the model, else 1 or 130."""
    return next((code for kind, code in _CODES if isinstance(exc, kind)), UNEXPECTED)


def tell(exc: BaseException) -> None:
    """Write a failure to stderr: one line, or the traceback when it is wanted."""
    if _debug.get():
        sys.stderr.write("".join(traceback.format_exception(exc)))
    output.note(f"error: {describe(exc)}", style="bold red")


def describe(exc: BaseException) -> str:
    """Return one line that says what failed."""
    if isinstance(exc, KeyboardInterrupt):
        return "interrupted; what was stored stays"
    text = " ".join(str(exc).split())
    if isinstance(exc, GraphMemError):
        return text
    if isinstance(exc, OSError):
        place = f"{exc.filename}: " if exc.filename else ""
        return f"{place}{exc.strerror or text}"
    return f"unexpected {type(exc).__name__}: {text} (--debug shows the traceback)"
