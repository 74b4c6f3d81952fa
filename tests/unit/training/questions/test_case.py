"""Cases are written to files and read back."""

from datetime import UTC, datetime
from pathlib import Path

from graphmem.training.questions.case import Asked, RecallCase, read_cases, write_cases
from graphmem.types import Event


def test_cases_come_back_from_their_file(tmp_path: Path):
    """Defaults, times and gold included."""
    at = datetime(2024, 5, 1, 9, tzinfo=UTC)
    cases = [
        RecallCase(
            "one",
            (Event(text="I moved.", speaker="Ana", at=at, external_id="D1:1"),),
            None,
            (Asked("When did Ana move?", ("D1:1",), "when", at, 1, "validation"),),
        ),
        RecallCase("two", None, "musique", (Asked("Who?", ("a", "b"), "bridge", None, 2),)),
    ]
    write_cases(tmp_path / "cases.jsonl", cases)
    assert list(read_cases(tmp_path / "cases.jsonl")) == cases
