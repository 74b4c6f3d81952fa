"""The user's word on the command line, over the real engine and the shipped weights."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli import answer, call


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder in which Ana told of two homes, one after the other."""
    lines = [
        {"text": "I live in Lyon.", "speaker": "Ana", "at": "2024-03-01", "external_id": "e1"},
        {"text": "I live in Porto.", "speaker": "Ana", "at": "2024-03-05", "external_id": "e2"},
    ]
    file = tmp_path / "told.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = call("import", file, "-f", "jsonl", "-u", "ana", home=tmp_path)
    assert done.exit_code == 0, done.stderr
    return tmp_path


def only(home: Path, *args: str) -> Any:
    """Return the one conflict that is listed."""
    [found] = answer("conflicts", "-u", "ana", *args, home=home)["conflicts"]
    return found


def test_a_conflict_from_finding_to_undoing(home: Path):
    """Both sides with dates and sources, a decision by the id that the table shows, and back."""
    found = only(home)
    shown = call("conflicts", "-u", "ana", home=home)
    newer, _, older = found["id"].partition("-")
    short = f"{newer[:8]}-{older[:8]}"

    assert (found["status"], found["a"]["text"]) == ("open", "Ana lives in Lyon")
    assert found["b"]["since"] == "2024-03-05T00:00:00+00:00"
    assert [s["external_id"] for s in found["a"]["sources"]] == ["e1"]
    for said in (short, "Ana lives in Lyon", "Ana lives in Porto", "2024-03-05 Ana (e2)"):
        assert said in shown.stdout

    decided = answer("resolve", short, "--keep", "b", "--reason", "moved", "-u", "ana", home=home)
    assert decided["decisions"][0]["reason"] == "moved"
    assert "no conflicts that are open" in call("conflicts", "-u", "ana", home=home).stdout
    resolved = call("conflicts", "-u", "ana", "--status", "resolved", home=home)
    assert "by you: b" in resolved.stdout
    told = call("explain", "e1", "-u", "ana", home=home)
    assert "event, replaced: I live in Lyon." in told.stdout

    undone = call("undo", short, "-u", "ana", home=home)
    assert undone.stdout.startswith("value: open")
    assert only(home)["id"] == found["id"]


def test_corrections_and_feedback(home: Path):
    """Words from stdin correct; what is called wrong waits until it is corrected."""
    recall = answer("recall", "Where does Ana live?", "-u", "ana", home=home)
    event = recall["items"][0]["sources"][0]["event_id"]
    noted = call("feedback", recall["context_id"], event[:8], "wrong", "-u", "ana", home=home)
    doubted = [c for c in answer("conflicts", "-u", "ana", home=home)["conflicts"] if not c["b"]]

    done = answer("correct", event, "-", "-u", "ana", home=home, stdin="I live in Ghent.\n")
    told = answer("explain", done["event_id"], "-u", "ana", home=home)
    back = call("undo", done["event_id"], "-u", "ana", home=home)

    assert "graphmem conflicts" in noted.stdout
    assert [c["kind"] for c in doubted] == ["correction"]
    assert (done["facts"], len(done["replaced"])) == (["Ana lives in Ghent"], 1)
    assert "corrected" in {c["what"] for c in told["changes"]}
    assert "correction undone" in back.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["conflicts", "--status", "closed"], "status is one of open"),
        (["resolve", "zzzzzz", "--keep", "a"], "no conflict 'zzzzzz'"),
        (["resolve", "zzzzzz", "--keep", "c"], "keep is one of"),
        (["resolve", "zzzzzz", "--keep", "a", "--at", "noon"], "--at"),
        (["undo", "zzzzzz"], "no conflict, correction or merge 'zzzzzz'"),
        (["correct", "e9", "I live in Ghent."], "no event or fact 'e9'"),
        (["explain", "e9"], "no event, fact, entity, semantic memory or conflict 'e9'"),
        (["feedback", "zzzzzz", "e1", "helpful"], "has no recall 'zzzzzz'"),
        (["feedback", "zzzzzz", "e1", "good"], "feedback is one of"),
    ],
)
def test_mistakes_exit_with_2_and_one_line(home: Path, args: list[str], said: str):
    """The reason is on stderr, stdout is empty; an unknown user is named."""
    for user, message in (("ana", said), ("anna", "did you mean 'ana'")):
        done = call(*args, "-u", user, home=home)

        assert done.exit_code == 2
        assert message in done.stderr or "--at" in done.stderr
        assert (done.stdout, done.stderr.count("\n")) == ("", 1)


def test_what_was_never_compared_is_compared_on_demand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """As of a memory that an older version wrote; a second look finds nothing more."""
    monkeypatch.setenv("GRAPHMEM_INTERFERENCE__ENABLED", "false")
    for town in ("Lyon", "Porto"):
        said = ("remember", f"I live in {town}.", "-u", "ana", "--speaker", "Ana")
        assert call(*said, home=tmp_path).exit_code == 0
    monkeypatch.delenv("GRAPHMEM_INTERFERENCE__ENABLED")

    before = answer("conflicts", "-u", "ana", home=tmp_path)["conflicts"]
    looked = call("conflicts", "-u", "ana", "--detect", home=tmp_path)
    again = call("conflicts", "-u", "ana", "--detect", home=tmp_path)

    assert before == []
    assert "noted now: 1" in looked.stderr
    assert "Ana lives in Lyon" in looked.stdout
    assert "noted now: 0" in again.stderr
