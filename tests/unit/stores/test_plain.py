"""One form for what a free query finds: no addresses of records, times without idle digits."""

from __future__ import annotations

import pytest

from graphmem.stores.plain import time_text, without_places


@pytest.mark.parametrize(
    ("iso", "zone", "text"),
    [
        ("2024-03-01", None, "2024-03-01"),
        ("1970-01-01T00:00:00.000000000+00:00", "UTC", "1970-01-01T00:00Z"),
        ("2024-01-01T10:20:30.000000000+02:00", None, "2024-01-01T10:20:30+02:00"),
        ("2024-01-01T10:20:00.500000000", None, "2024-01-01T10:20:00.500"),
        ("2024-01-01T10:20:30.123456000+01:00", "Europe/Paris",
         "2024-01-01T10:20:30.123456+01:00[Europe/Paris]"),
        ("10:00:00.000000000", None, "10:00"),
    ],
)  # fmt: skip
def test_times_are_written_as_short_as_they_are(iso: str, zone: str | None, text: str):
    """Seconds and fractions stand only where there are any; Greenwich is Z."""
    assert time_text(iso, zone) == text


def test_addresses_of_records_are_left_out():
    """Nodes and edges come without them, however deep they lie."""
    row = {"n": {"@rid": "#1:2", "@type": "Event", "id": "x"}, "l": [{"@rid": "#1:3"}, 1]}

    assert without_places(row) == {"n": {"@type": "Event", "id": "x"}, "l": [{}, 1]}
