"""Use the installed package as a stranger would; run by scripts/wheel_test.py."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import graphmem
from graphmem import Memory, RecallOptions


def main() -> None:
    """Remember two things, find the right one after reopening, forget it."""
    home = Path(graphmem.__file__)
    assert "site-packages" in home.parts, f"not the installed package: {home}"
    assert not {"torch", "onnxruntime"} & set(sys.modules), "importing graphmem loads too much"
    with tempfile.TemporaryDirectory() as folder:
        at = datetime(2025, 3, 3, 10, tzinfo=UTC)
        with Memory.open(folder) as memory:
            memory.remember("I moved to Lisbon in March.", user_id="u", speaker="Ana", at=at)
            last = memory.remember("My cat is called Miso.", user_id="u", speaker="Ana", at=at)
        with Memory.open(folder) as memory:
            found = memory.recall(
                "What is the cat's name?", user_id="u", options=RecallOptions(explain=True)
            )
            assert "Miso" in found.items[0].text, found.text
            assert found.items[0].path, "explain gives no path"
            rows = memory.query("MATCH (e:Event) RETURN count(e) AS n", user_id="u")
            assert rows == [{"n": 2}], rows
            gone = memory.forget(user_id="u", event_id=last.event_id)
            assert last.event_id in gone.events, gone
            assert "Miso" not in memory.recall("cat", user_id="u").text
    assert "torch" not in sys.modules, "recall loads torch"


if __name__ == "__main__":
    main()
