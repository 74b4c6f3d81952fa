"""Hooks are called in order with frozen records."""

from __future__ import annotations

import logging
from dataclasses import FrozenInstanceError

import pytest

from graphmem.instrumentation import GateDecided, Instrumentation, Record, log_hook

RECORD = GateDecided("ana", "e1", "episodic", "kept")


def test_emit_calls_every_hook_in_order():
    """Each hook gets each record."""
    seen: list[tuple[int, Record]] = []
    hooks = Instrumentation((lambda r: seen.append((1, r)), lambda r: seen.append((2, r))))

    hooks.emit(RECORD)

    assert seen == [(1, RECORD), (2, RECORD)]


def test_records_are_frozen():
    """No hook can change what the next one sees."""
    with pytest.raises(FrozenInstanceError):
        RECORD.tier = "archive"  # type: ignore[misc]


def test_log_hook_logs_at_info(caplog: pytest.LogCaptureFixture):
    """The ready-made hook tells the package's logger."""
    with caplog.at_level(logging.INFO, logger="graphmem"):
        log_hook(RECORD)

    assert [r.levelname for r in caplog.records] == ["INFO"]
    assert "episodic" in caplog.text
