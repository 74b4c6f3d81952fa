"""Times are read in the zone that they were told in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from graphmem.ingest.events import read_zone, zone_name
from tests.conftest import USER
from tests.readers import OtherRules, reopened
from tests.unit.stores.comparing import graph_of

Fresh = Callable[[], Path]


@pytest.mark.parametrize(
    "zone", [ZoneInfo("Asia/Tokyo"), timezone(timedelta(hours=-9, minutes=-30)), UTC]
)
def test_times_are_read_in_the_zone_they_were_told_in(fresh: Fresh, zone: timezone):
    """Case: "yesterday", said just after midnight there, is the same day as before."""
    root, at = fresh(), datetime(2024, 3, 9, 0, 30, tzinfo=zone)
    with reopened(root) as memory:
        memory.remember("I moved to Porto yesterday.", user_id=USER, speaker="Ana", at=at)
    before = graph_of(root, ignore=("model", "extractor"))

    with reopened(root, OtherRules()) as memory:
        assert len(list(memory.reextract(USER))) == 1

    assert graph_of(root, ignore=("model", "extractor")) == before


@pytest.mark.parametrize("name", ["Europe/Lisbon", "+00:00", "-09:30", "+05:53:28"])
def test_a_zone_comes_back_as_it_was_named(name: str):
    """By its name, or its distance from UTC."""
    local = ZoneInfo("UTC")

    assert zone_name(datetime(2024, 7, 1, tzinfo=read_zone(name, local))) == name


@pytest.mark.parametrize("name", [None, "", "Atlantis/Capital", "../../etc/passwd", "+1:0"])
def test_a_zone_that_is_not_known_is_the_settings_one(name: str | None):
    """An older graph has none; another machine may know others."""
    local = ZoneInfo("Asia/Tokyo")

    assert read_zone(name, local) is local
