"""The log of what was recalled."""

from __future__ import annotations

from graphmem.recall.access import AccessLog, Judgement, to_rows
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
    rows, recalls, _ = to_rows(waiting)

    assert log.take("ana") == []
    assert [r["id"] for r in rows] == ["c1", "c2"]
    assert recalls == [
        {"id": "e1", "count": 2, "recalled_at": 7},
        {"id": "e2", "count": 1, "recalled_at": 5},
    ]
    log.note("ana", _context("c3"), at=9)
    log.give_back("ana", waiting)
    assert [row["id"] for row in to_rows(log.take("ana"))[0]] == ["c1", "c2", "c3"]


def test_feedback_waits_behind_the_recall_it_is_of():
    """It is taken and given back with the recalls, in order, and tells which graph it is of."""
    log = AccessLog()
    log.note("ana", _context("c1", "e1"), at=5, lineage="l")
    waiting = log.find("ana", "c1")
    said = Judgement("c1", "e1", "helpful", 6, "l")

    assert log.judge("ana", said) == 2
    assert waiting is not None
    assert waiting.event_ids == ("e1",)
    assert (log.find("ana", "c2"), log.find("ben", "c1")) == (None, None)

    taken = log.take("ana")
    assert log.find("ana", "c1") is None
    log.give_back("ana", taken)
    assert log.take("ana") == taken
    assert to_rows(taken)[2] == [
        {"context_id": "c1", "event_id": "e1", "verdict": "helpful", "at": 6, "lineage": "l"}
    ]
