"""Commands and their document agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from graphmem.api.cli import app

_TEXT = (Path(__file__).parents[3] / "docs" / "cli.md").read_text("utf-8")
_SECTIONS = {
    title.split()[1]: body
    for title, body in re.findall(
        r"^## (graphmem [^\n]+)\n(.*?)(?=^## |\Z)", _TEXT, re.MULTILINE | re.DOTALL
    )
}
_SHARED = _TEXT[_TEXT.index("## In all commands") : _TEXT.index("## graphmem demo")]
_OPTION = re.compile(r"`(--?[a-z][a-z-]*)[^`]*`")
_COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def written(text: str) -> set[str]:
    """Return the options in the first column of a text's tables."""
    rows = [line for line in text.splitlines() if line.startswith("| `-")]
    return {option for row in rows for option in _OPTION.findall(row.split("|")[1])}


def test_every_command_has_a_section_and_every_section_a_command():
    """No command is undocumented, and none is documented that is gone."""
    assert set(_SECTIONS) == set(_COMMANDS)


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_option_is_documented_and_exists(name: str):
    """A command's own options are in its section, the common ones in theirs, and nothing else."""
    options = {
        flag for param in _COMMANDS[name].params for flag in param.opts if flag.startswith("-")
    }

    assert options - written(_SHARED) == written(_SECTIONS[name])


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_and_option_has_help(name: str):
    """Help says what each does, in a line."""
    command = _COMMANDS[name]

    assert command.help
    assert all(getattr(p, "help", None) for p in command.params if p.name != "help")


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_answers_in_json(name: str):
    """A program can ask everything that a person can."""
    assert "--json" in {flag for param in _COMMANDS[name].params for flag in param.opts}
