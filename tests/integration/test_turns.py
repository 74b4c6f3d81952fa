"""The turns before an event come from the graph, the same on both engines."""

from __future__ import annotations

from datetime import UTC, datetime

from graphmem import Event, Memory
from graphmem.stores.turns import Turn


def _event(minute: int, session: str) -> Event:
    at = datetime(2024, 3, 1, 12, minute, tzinfo=UTC)
    speaker = "AB"[minute % 2]
    return Event(text=f"{session} {minute}.", at=at, speaker=speaker, session_id=session)


def test_the_last_turns_of_each_session_come_in_order(tmp_path):
    """Four at most; a late event stands where it belongs."""
    with Memory.open(tmp_path) as memory:
        memory.remember([_event(n, "long") for n in (1, 2, 4, 5, 6)], user_id="u")
        memory.remember([_event(3, "long"), _event(1, "short")], user_id="u")
        ids = [
            str(r["id"]) for r in memory.query("MATCH (s:Session) RETURN s.id AS id", user_id="u")
        ]
        with memory._pool.user("u") as handle:
            found = handle.store.turns([*ids, "unknown"])

    texts = sorted([turn.text for turn in turns] for turns in found.values())
    assert texts == [["long 3.", "long 4.", "long 5.", "long 6."], ["short 1."]]
    [short] = [turns for turns in found.values() if len(turns) == 1]
    assert short == [Turn("B", "short 1.", 1709294460000)]
