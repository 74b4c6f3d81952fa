"""The border of the write path: times and ids of events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from graphmem.errors import EventError, SettingsError
from graphmem.ingest.events import (
    as_items,
    check_text,
    date_event,
    make_event,
    zone,
)
from graphmem.types import Event

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "at",
    [
        datetime.min.replace(tzinfo=timezone(timedelta(hours=1))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))),
    ],
)
def test_time_outside_the_calendar_is_refused(at: datetime):
    """UTC has no year 0 and no year 10000."""
    with pytest.raises(EventError, match="years 1 to 9999"):
        date_event(Event(text="x", at=at, session_id="s"), user_id="a", now=NOW, local=BERLIN)


def test_a_day_is_one_session_in_its_own_zone():
    """Breakfast and lunch in Tokyo lie on two days of UTC, and on one there."""
    tokyo = ZoneInfo("Asia/Tokyo")
    naive = [datetime(2024, 5, 2, hour) for hour in (7, 12)]
    zoned = [at.replace(tzinfo=timezone(timedelta(hours=9))) for at in naive]
    events = [Event(text="x", at=at) for at in (*naive, *zoned)]

    found = [date_event(e, user_id="u", now=NOW, local=tokyo) for e in events]

    assert {dated.session for dated in found} == {"day:2024-05-02"}


def test_an_event_without_a_time_is_of_the_local_day():
    """It happens now, on the day that the settings' zone has by then."""
    evening = datetime(2024, 5, 1, 20, tzinfo=UTC)

    dated = date_event(Event(text="x"), user_id="u", now=evening, local=ZoneInfo("Asia/Tokyo"))

    assert dated.session == "day:2024-05-02"
    assert dated.occurred_at == evening
    assert dated.occurred_at.date().isoformat() == "2024-05-02"


def test_unknown_zone_names_the_setting():
    """Also where the name is no name at all."""
    for name in ("Mars/Olympus", "", "../etc/passwd"):
        with pytest.raises(SettingsError, match="timezone"):
            zone(name)


def test_same_external_id_is_one_event_whatever_the_text():
    """The caller's id decides; without one the content does."""
    events = [Event(text=t, external_id=x) for t, x in (("a", "1"), ("b", "1"), ("a", None))]

    found = [date_event(e, user_id="u", now=NOW, local=BERLIN).event_id for e in events]

    assert found[0] == found[1] != found[2]


def test_fields_fill_gaps_only():
    """What an event says of itself stands."""
    made = make_event(Event(text="x", speaker="Ana"), {"speaker": "Ben", "role": "user"})

    assert (made.speaker, made.role) == ("Ana", "user")
    assert make_event({"text": "x", "speaker": "Cleo"}, {"speaker": "Ben"}).speaker == "Cleo"
    assert make_event("x", {"speaker": "Ben"}).speaker == "Ben"
    assert make_event({"text": "x", "speaker": None}, {"speaker": "Ben"}).speaker == "Ben"
    assert make_event({"text": "x", "metadata": None}, {}).metadata == {}


@pytest.mark.parametrize(
    ("item", "items", "single"),
    [("a", ["a"], True), ({"text": "a"}, [{"text": "a"}], True), (["a", "b"], ["a", "b"], False),
     (("a",), ["a"], False), ([], [], False), (b"a", [b"a"], True)],
)  # fmt: skip
def test_as_items_tells_one_from_many(item: object, items: list[object], single: bool):
    """A string is one event, not a list of letters."""
    assert as_items(item) == (items, single)


@pytest.mark.parametrize("text", ["a", "1", "😀", "é", "中", "a\x07" + "b" * 40])
def test_check_text_lets_text_pass(text: str):
    """One letter, digit or symbol is enough; a stray control character is forgiven."""
    check_text(text, max_chars=100)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"), ("?!", "empty"), ("a" * 101, "101 characters"), ("a\x00", "NUL"),
        ("a\udc00", "surrogate"), ("a\x07\x08", "control"), (b"a", "string, not bytes"),
        (None, "string, not NoneType"),
    ],
)  # fmt: skip
def test_check_text_says_what_is_wrong(text: object, message: str):
    """Each reason has its own words."""
    with pytest.raises(EventError, match=message):
        check_text(text, max_chars=100)
