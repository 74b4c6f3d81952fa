"""Instants: zones, clock changes and milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.clock import from_ms, instant, to_ms

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (None, NOW),
        (datetime(2024, 1, 1, 12), datetime(2024, 1, 1, 11, tzinfo=UTC)),
        (datetime(2024, 7, 1, 12), datetime(2024, 7, 1, 10, tzinfo=UTC)),
        (datetime(2024, 10, 27, 2, 30), datetime(2024, 10, 27, 0, 30, tzinfo=UTC)),
        (datetime(2024, 10, 27, 2, 30, fold=1), datetime(2024, 10, 27, 1, 30, tzinfo=UTC)),
        (datetime(2024, 3, 31, 2, 30), datetime(2024, 3, 31, 1, 30, tzinfo=UTC)),
        (datetime(2024, 3, 31, 2, 30, fold=1), datetime(2024, 3, 31, 0, 30, tzinfo=UTC)),
        (
            datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=5, minutes=45))),
            datetime(2023, 12, 31, 18, 15, tzinfo=UTC),
        ),
        (datetime(9000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)),
    ],
)
def test_instant_reads_a_time_in_its_zone(at: datetime | None, expected: datetime):
    """Naive times are local, a repeated hour goes by ``fold``, a skipped one by PEP 495."""
    assert to_ms(instant(at, now=NOW, local=BERLIN)) == to_ms(expected)


@given(st.datetimes(timezones=st.just(UTC)))
def test_milliseconds_are_exact(at: datetime):
    """Every instant there is survives, rounded down to its millisecond."""
    back = from_ms(to_ms(at))

    assert timedelta(0) <= at - back < timedelta(milliseconds=1)
    assert to_ms(back) == to_ms(at)
