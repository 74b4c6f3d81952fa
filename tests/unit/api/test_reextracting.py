"""The command that reads events anew: whose, what it tells, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from graphmem.api.cli import app
from graphmem.memory import Memory
from tests.readers import OtherRules


def call(*arguments: str, home: Path) -> Result:
    """Run the command over a home."""
    return CliRunner().invoke(app, ["reextract", *arguments, "--home", str(home)])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two users' memories that another extractor has read."""
    with Memory.open(tmp_path, extractor=OtherRules()) as memory:
        for user in ("ana", "ben"):
            memory.remember(["Clara lives in Lyon.", "Ben lives in Porto."], user_id=user)
    return tmp_path


def test_all_users_are_read_anew_once(home: Path):
    """A dry run changes nothing; the second run finds nothing left to do."""
    runs = [
        json.loads(call("--all", "--json", *more, home=home).stdout)
        for more in (["--dry-run"], [], [])
    ]

    assert [[u["events"] for u in run["users"]] for run in runs] == [[2, 2], [2, 2], [0, 0]]
    assert [run["dry_run"] for run in runs] == [True, False, False]
    assert {**runs[0], "dry_run": False} == runs[1]
    assert not any(run["interrupted"] for run in runs)


def test_whose_memory_has_to_be_said(home: Path):
    """One or more users or all of them, and users that there are."""
    assert call(home=home).exit_code == 2
    assert call("--all", "-u", "ana", home=home).exit_code == 2
    assert call("-u", "nobody", home=home).exit_code == 2
