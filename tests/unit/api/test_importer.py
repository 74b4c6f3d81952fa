"""Importing: batches, refusals, repeats and going on after a stop."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from graphmem.api.importer import Importer, Job, Tally
from graphmem.api.resume import Resume
from graphmem.errors import EventError, ImportFileError
from graphmem.ingest.formats import ReadOptions
from graphmem.memory import Memory
from graphmem.settings import IngestSettings
from tests.conftest import open_memory

SMALL = IngestSettings(batch_events=4, max_chars=50)


@pytest.fixture
def root(fresh: Callable[[], Path]) -> Path:
    """A root in which ``ana`` and ``ben`` have empty memories."""
    return fresh()


def write_lines(folder: Path, texts: list[str]) -> Path:
    """Write events as JSON Lines."""
    path = folder / "events.jsonl"
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8")
    return path


def run(
    memory: Memory, root: Path, job: Job, *, stop_after: int | None = None
) -> tuple[Tally, list[Tally], list[ImportFileError]]:
    """Import, and stop after so many batches; return tally, steps and refusals."""
    steps: list[int] = []
    refused: list[ImportFileError] = []
    importer = Importer(
        memory,
        root,
        job,
        on_step=lambda tally: steps.append(tally.seen),
        on_refusal=refused.append,
        stopped=lambda: len(steps) == stop_after,
    )
    return importer.run(), steps, refused  # type: ignore[return-value]


def count(memory: Memory, user: str) -> int:
    """Count a user's events."""
    return memory.stats(user).nodes["Event"]


def test_import_counts_added_refused_and_repeated(root: Path, tmp_path: Path):
    """Good lines are stored in batches, bad ones told with their line, a repeat adds nothing."""
    texts = ["one", "two", "x" * 60, "three", "\x00", "four", "five", "six"]
    job = Job(write_lines(tmp_path, texts), "jsonl", "ana")

    with open_memory(root, ingest=SMALL) as memory:
        tally, steps, refused = run(memory, root, job)
        again, _, _ = run(memory, root, job)
        stored = count(memory, "ana")

    assert (tally.added, tally.repeated, tally.refused) == (6, 0, 2)
    assert [error.line for error in refused] == [3, 5]
    assert steps == [4, 8]
    assert (again.added, again.repeated, again.refused) == (0, 6, 2)
    assert stored == 6


def test_import_goes_on_where_it_was_stopped(root: Path, tmp_path: Path):
    """A stopped import leaves its place; the next run starts there and then forgets it."""
    texts = [f"number {n}" for n in range(10)]
    job = Job(write_lines(tmp_path, texts), "jsonl", "ana")

    with open_memory(root, ingest=SMALL) as memory:
        first, _, _ = run(memory, root, job, stop_after=1)
        second, _, _ = run(memory, root, job)
        stored = count(memory, "ana")

    assert (first.added, first.seen) == (4, 4)
    assert (second.resumed_at, second.added, second.repeated) == (4, 6, 0)
    assert stored == 10
    assert not list((root / "imports").glob("*"))


def test_import_starts_over_when_a_user_was_erased_meanwhile(root: Path, tmp_path: Path):
    """What was acknowledged and then erased is imported again."""
    job = Job(write_lines(tmp_path, [f"number {n}" for n in range(10)]), "jsonl", "ana")

    with open_memory(root, ingest=SMALL) as memory:
        run(memory, root, job, stop_after=1)
        memory.forget(user_id="ana", everything=True)
        tally, _, _ = run(memory, root, job)

    assert (tally.resumed_at, tally.added) == (0, 10)


def test_import_of_a_changed_file_or_for_another_user_starts_over(root: Path, tmp_path: Path):
    """The place belongs to the file's bytes, the format, the user and the options."""
    path = write_lines(tmp_path, ["one", "two"])
    ids = {
        Job(path, "jsonl", "ana").id(),
        Job(path, "jsonl", "ben").id(),
        Job(path, "text", "ana").id(),
        Job(path, "jsonl", "ana", ReadOptions(session="s")).id(),
        Job(write_lines(tmp_path, ["one", "three"]), "jsonl", "ana").id(),
    }

    assert len(ids) == 5


def test_import_for_several_users_keeps_them_apart(root: Path, tmp_path: Path):
    """Formats that name users write to each one's memory, under the prefix if there is one."""
    path = tmp_path / "talks.json"
    talk = {
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "session_1": [{"speaker": "Ana", "dia_id": "D1:1", "text": "Hi"}],
    }
    samples = [{"sample_id": name, "conversation": talk} for name in ("a", "b")]
    path.write_text(json.dumps(samples), encoding="utf-8")

    with open_memory(root) as memory:
        plain, _, _ = run(memory, root, Job(path, "locomo", None))
        run(memory, root, Job(path, "locomo", "set"))
        users = memory.users()

    assert plain.users == {"a", "b"}
    assert users == ["a", "ana", "b", "ben", "set/a", "set/b"]


def test_an_event_that_remember_refuses_costs_itself(root: Path, tmp_path: Path):
    """A bad user id refuses its events one by one and raises nothing."""
    path = tmp_path / "talks.json"
    talk = {
        "session_1_date_time": "1:56 pm on 8 May, 2023",
        "session_1": [{"speaker": "Ana", "text": "Hi"}, {"speaker": "Ben", "text": "Ho"}],
    }
    path.write_text(json.dumps([{"sample_id": "x" * 600, "conversation": talk}]))

    with open_memory(root) as memory:
        tally, _, refused = run(memory, root, Job(path, "locomo", None))

    assert (tally.added, tally.refused) == (0, 2)
    assert "user id" in str(refused[0])


def test_a_format_without_users_needs_one(tmp_path: Path):
    """Without a user, or with one that has no name, there is nobody whose memory it is."""
    with pytest.raises(EventError, match="--user"):
        Job(tmp_path / "file", "text", None)
    with pytest.raises(EventError, match="user id"):
        Job(tmp_path / "file", "text", "")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"done": "x", "users": []}', '{"done": 3}'])
def test_a_damaged_state_starts_over(tmp_path: Path, text: str):
    """The state only saves time: whatever is in its file, an import can start."""
    state = Resume(tmp_path, "job", str)
    state.path.parent.mkdir()
    state.path.write_text(text)

    assert Resume.find(tmp_path, "job", str).done == 0
