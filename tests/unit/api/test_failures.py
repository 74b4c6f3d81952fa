"""Failures at the door: one line, an exit code, a traceback only when asked for."""

from __future__ import annotations

import pytest
import typer

from graphmem import errors
from graphmem.api.failures import describe, door, exit_code, set_debug


@pytest.mark.parametrize(
    ("exc", "code"),
    [
        (errors.EventError("x"), 2),
        (errors.ImportFileError("x", line=1), 2),
        (errors.SettingsError("x"), 2),
        (errors.QueryRefusedError("x"), 2),
        (errors.QueryTimeoutError("x"), 2),
        (errors.StoreLockedError("x"), 3),
        (errors.StoreFullError("x"), 3),
        (errors.ModelError("x"), 4),
        (errors.ConvergenceError("x", steps=1, residual=1.0), 1),
        (errors.QueryFileError("x"), 1),
        (PermissionError(13, "Permission denied", "/there"), 3),
        (ZeroDivisionError("x"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_each_error_has_its_exit_code(exc: BaseException, code: int):
    """2 is the caller's mistake, 3 the store, 4 the model, 130 an interrupt, 1 anything else."""
    assert exit_code(exc) == code


def test_a_door_tells_one_line_on_stderr(capsys: pytest.CaptureFixture[str]):
    """The line says what failed, without line breaks; stdout stays empty."""

    @door
    def fails() -> None:
        raise errors.StoreError("the disk\nis gone", query="events.find")

    with pytest.raises(typer.Exit) as exit_:
        fails()

    told = capsys.readouterr()
    assert exit_.value.exit_code == 3
    assert told.err == "error: events.find: the disk is gone\n"
    assert told.out == ""


def test_the_unexpected_names_debug_and_debug_shows_the_traceback(
    capsys: pytest.CaptureFixture[str],
):
    """Without --debug one line that names it; with it the traceback before the line."""

    @door
    def fails() -> None:
        raise ZeroDivisionError("by nothing")

    with pytest.raises(typer.Exit):
        fails()
    plain = capsys.readouterr().err
    set_debug(value=True)
    with pytest.raises(typer.Exit):
        fails()
    set_debug(value=False)

    assert plain.count("\n") == 1
    assert "--debug" in plain
    assert "Traceback" not in plain
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("exc", [typer.Exit(5), typer.Abort(), BrokenPipeError()])
def test_what_is_typers_passes_through(exc: Exception):
    """A chosen exit code, an answer of no and a closed pipe are not failures of ours."""

    @door
    def leaves() -> None:
        raise exc

    with pytest.raises(type(exc)) as raised:
        leaves()
    assert raised.value is exc


def test_system_errors_name_the_file():
    """A refused file is told by its name."""
    assert describe(PermissionError(13, "Permission denied", "/there")) == (
        "/there: Permission denied"
    )
