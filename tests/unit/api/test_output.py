"""What is written: plain JSON, tables that a memory cannot steer, notes on stderr."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graphmem.api import output
from graphmem.types import ResolvedTime


def test_json_holds_what_graphmem_returns(capsys: pytest.CaptureFixture[str]):
    """Dataclasses, instants and paths become JSON; letters stay letters."""
    at = datetime(2025, 1, 2, tzinfo=UTC)
    output.write_json({"time": ResolvedTime("März", (0, 4), at, at), "home": Path("there")})

    written = capsys.readouterr().out
    assert "März" in written
    assert json.loads(written)["time"]["start"] == "2025-01-02T00:00:00+00:00"


def test_json_is_ascii_where_the_terminal_is_not_utf8(monkeypatch: pytest.MonkeyPatch):
    """An old terminal's encoding costs no command its answer."""
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", stdout)

    output.write_json({"text": "猫"})
    stdout.flush()

    assert json.loads(raw.getvalue()) == {"text": "猫"}


def test_a_memory_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]):
    """Escape sequences and markup are shown, never obeyed."""
    hostile = "\x1b[31m[bold]red[/bold] \x9b2J \u202eabc"

    output.table("title " + hostile, ("memory",), [(hostile,)])
    output.say(hostile)
    output.note(hostile)

    told = capsys.readouterr()
    for text in (told.out, told.err):
        assert "[bold]red[/bold]" in text
        assert not set("\x1b\x9b\u202e") & set(text)


def test_a_whole_column_can_be_copied(capsys: pytest.CaptureFixture[str]):
    """An id stays on its line, however long what stands beside it is."""
    wide = "word " * 60

    output.table("runs", ("run", "text"), [("0" * 32, wide)], whole=1)
    whole = capsys.readouterr().out
    output.table("runs", ("text", "run"), [(wide, "0" * 60)])

    assert "0" * 32 in whole
    assert "0" * 60 not in capsys.readouterr().out


def test_a_note_goes_to_stderr(capsys: pytest.CaptureFixture[str]):
    """Stdout is for answers alone."""
    output.note("done")

    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "done\n")


def test_progress_goes_to_stderr(capsys: pytest.CaptureFixture[str]):
    """A bar shows count and rate beside the answers, not among them."""
    with output.progress() as bar:
        task = bar.add_task("job", total=3)
        bar.update(task, completed=3)

    told = capsys.readouterr()
    assert told.out == ""
    assert "3/3" in told.err
