"""Working memory through the whole house: written, seen in its session, not met elsewhere."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graphmem.types import Event, RecallOptions
from tests.conftest import open_memory

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)
QUESTION = "What do you think about it?"
EVENTS = [
    Event(text="I moved to Bergen last week.", speaker="Ana", session_id="monday", at=AT, seq=0),
    Event(text=QUESTION, speaker="Ben", session_id="monday", at=AT, seq=1),
    Event(text="Thanks so much!", speaker="Ana", session_id="monday", at=AT, seq=2),
]


@pytest.mark.parametrize("cached_events", [1000, 1], ids=["cached", "regions"])
def test_a_question_is_found_in_its_session_only(tmp_path: Path, cached_events: int):
    """``working`` shows it, a recall in its session and a deep one find it, an ordinary not."""
    with open_memory(tmp_path, store={"cached_events": cached_events, "durable_flush": False}) as m:
        receipts = m.remember(EVENTS, user_id="ana")

        def found(**options: object) -> set[str]:
            chosen = RecallOptions(**options)  # type: ignore[arg-type]
            return {i.text for i in m.recall(QUESTION, user_id="ana", options=chosen).items}

        assert [r.tier for r in receipts] == ["episodic", "working", "sensory"]
        assert receipts[1].reason.startswith("for this session only: asks something")
        assert QUESTION in {i.text for i in m.working("monday", "ana").items}
        assert QUESTION not in found()
        assert QUESTION in found(session_id="monday")
        assert QUESTION in found(deep=True)
        assert "Thanks so much!" in found(deep=True) - found(session_id="monday")
