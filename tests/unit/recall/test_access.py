"""The log of what was recalled."""

from __future__ import annotations

from graphmem.recall.access import AccessLog, to_rows
from graphmem.types import Context, ContextItem, Source
from tests.toy import day


def _context(name: str, *events: str) -> Context:
    items = tuple(
        ContextItem("t", 0.5, {}, (Source(e, None, "s", None, None, day(1)),), (), 1)
        for e in events
    )
    return Context(name, "q", items, "", 0, 0.5)


def test_access_log_counts_recalls():
    """What was recalled how often and when last; taken once, given back if need be."""
    log = AccessLog()
    assert log.note("ana", _context("c1", "e1", "e2"), at=5) == 1
    assert log.note("ana", _context("c2", "e1"), at=7) == 2

    waiting = log.take("ana")
    rows, recalls = to_rows(waiting)

    assert log.take("ana") == []
    assert [r["id"] for r in rows] == ["c1", "c2"]
    assert recalls == [
        {"id": "e1", "count": 2, "recalled_at": 7},
        {"id": "e2", "count": 1, "recalled_at": 5},
    ]
    log.note("ana", _context("c3"), at=9)
    log.give_back("ana", waiting)
    assert [a.id for a in log.take("ana")] == ["c1", "c2", "c3"]
