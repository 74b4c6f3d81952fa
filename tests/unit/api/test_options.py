"""Values given as text: instants, pairs, query parameters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from graphmem.api.options import read_instant, read_pairs
from graphmem.api.views import query_params
from graphmem.errors import EventError


def test_instants_are_iso_dates_and_times():
    """A date, a time with a zone and nothing are read; anything else is refused."""
    assert read_instant("2025-01-02", "--at") == datetime(2025, 1, 2)
    assert read_instant(" 2025-01-02T03:04Z ", "--at") == datetime(2025, 1, 2, 3, 4, tzinfo=UTC)
    offset = read_instant("2025-01-02T03:04+02:00", "--at")
    assert offset is not None
    assert offset.tzinfo == timezone(timedelta(hours=2))
    assert read_instant(None, "--at") is None
    for wrong in ("yesterday", "", "2025-13-01"):
        with pytest.raises(EventError, match="--at"):
            read_instant(wrong, "--at")


def test_pairs_need_a_key_and_an_equals_sign():
    """Values may hold the sign too; pairs without one are refused."""
    assert read_pairs(["a=b=c", "d="], "--param") == {"a": "b=c", "d": ""}
    for wrong in ("a", "=b", ""):
        with pytest.raises(EventError, match="--param"):
            read_pairs([wrong], "--param")


def test_query_params_are_scalars_lists_or_texts():
    """JSON values keep their type, other texts stay texts, objects are refused."""
    read = query_params({"n": "3", "t": "Ana", "l": '["a", 1]', "z": "null", "q": '"3"'})

    assert read == {"n": 3, "t": "Ana", "l": ["a", 1], "z": None, "q": "3"}
    for wrong in ('{"a": 1}', '[{"a": 1}]', "[[1]]"):
        with pytest.raises(EventError, match="--param x"):
            query_params({"x": wrong})
