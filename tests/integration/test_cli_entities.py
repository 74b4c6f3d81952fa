"""Names of one entity on the command line, over the real engine and the shipped weights."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli import answer, call


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one woman is called by two names."""
    root = tmp_path_factory.mktemp("names")
    lines = [
        {"text": "Maria Lopez moved to Porto with Ben.", "session_id": "s"},
        {"text": "Maria works with Ben in Porto.", "session_id": "s"},
    ]
    file = root / "told.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = call("import", file, "-f", "jsonl", "-u", "ana", home=root)
    assert done.exit_code == 0, done.stderr
    return root


def test_names_from_finding_to_taking_apart(home: Path):
    """A dry run writes nothing; what is merged is listed, taken apart, and merged by hand."""
    planned = answer("entities", "--dry-run", "-u", "ana", home=home)["merges"]
    assert answer("entities", "-u", "ana", home=home) == {"merges": []}

    [merge] = answer("entities", "--merge", "-u", "ana", home=home)["merges"]
    shown = call("entities", "-u", "ana", home=home)

    assert [m["id"] for m in planned] == [merge["id"]]
    assert {merge["a"], merge["b"]} == {"Maria", "Maria Lopez"}
    assert merge["id"][:8] in shown.stdout

    apart = answer("unmerge", merge["id"][:8], "-u", "ana", "--reason", "two", home=home)
    assert apart["retracted_at"] is not None
    assert answer("entities", "--merge", "-u", "ana", home=home) == {"merges": []}
    assert len(answer("entities", "--all", "-u", "ana", home=home)["merges"]) == 1

    said = answer("merge", "maria", "Maria Lopez", "-u", "ana", home=home)
    assert (said["id"], said["by"], said["rule"]) == (merge["id"], "user", "said")
    undone = call("undo", said["id"], "-u", "ana", home=home)
    assert "two again" in undone.stdout


def test_what_cannot_be_merged_is_told(home: Path):
    """An unknown name is named."""
    done = call("merge", "Maria", "Nobody", "-u", "ana", home=home)

    assert done.exit_code != 0
    assert "Nobody" in done.stderr
