"""Time expressions: what they resolve to, and what is none."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.ingest.rules.sentences import split_sentences
from graphmem.ingest.rules.times import find_times
from graphmem.types import ResolvedTime

NOW = datetime(2023, 6, 14, 10, 30, tzinfo=UTC)  # a Wednesday
ROWS = json.loads(
    (Path(__file__).parents[2] / "data" / "time_sentences.json").read_text(encoding="utf-8")
)


def resolve(text: str, now: datetime = NOW) -> tuple[ResolvedTime, ...]:
    """Find the times of a text."""
    return find_times(text, split_sentences(text), now)


@pytest.mark.parametrize("row", ROWS, ids=[row["sentence"] for row in ROWS])
def test_find_times_resolves_the_first_expression_of_each_sentence(row):
    """Each sentence yields the interval written beside it, or none."""
    found = resolve(row["sentence"], datetime.fromisoformat(row["reference"]))

    got = (found[0].start.isoformat(), found[0].end.isoformat()) if found else (None, None)
    assert got == (row["start"], row["end"])


def test_find_times_returns_all_expressions_in_order():
    """Several expressions of a text come in the order in which they stand."""
    found = resolve("I arrived yesterday. We leave next week, or on 3 July 2023.")

    assert [time.text for time in found] == ["yesterday", "next week", "3 July 2023"]


def test_find_times_takes_the_tense_of_the_sentence():
    """A lone weekday is the last one, or the next one when the sentence looks ahead."""
    past, ahead = resolve("We played on Friday."), resolve("We will play on Friday.")

    assert past[0].start.day == 9
    assert ahead[0].start.day == 16


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("I should hear back by Thursday.", [15]),
        ("My driving test is on June 19th.", [19]),
        ("I have a meeting on Friday.", [16]),
        ("I have met him on Friday.", [9]),
        ("I applied on Monday and I'll hear back on Friday.", [12, 16]),
        ("We went on Friday because I can't on Sunday.", [9, 18]),
        ("I had a good day at the market on Saturday, and I'm going again on Sunday.", [10, 18]),
        ("I'm still reading the book I bought on Friday.", [9]),
        ("On June 20th I'm going to Oslo.", [20]),
        ("Until Friday.", [16]),
    ],
)
def test_find_times_looks_where_the_nearest_verb_looks(text, days):
    """Each bare day takes the direction of the verb beside it; "by" and "until" look ahead."""
    assert [time.start.day for time in resolve(text)] == days


def test_find_times_never_begins_in_the_future():
    """Case: "I'm teaching since May" is told in June of a May that is over."""
    (time,) = resolve("I'm teaching a class since May.")

    assert time.start == datetime(2023, 5, 1, tzinfo=UTC)


def test_find_times_reads_the_wall_clock_of_the_speakers_zone():
    """Yesterday is the speaker's day, also where the clocks change."""
    zone = ZoneInfo("Europe/Lisbon")
    said = datetime(2023, 3, 27, 9, 0, tzinfo=zone)

    found = resolve("The clocks changed yesterday.", said)

    assert found[0].start == datetime(2023, 3, 26, tzinfo=zone)
    assert found[0].end == datetime(2023, 3, 27, tzinfo=zone)
    assert found[0].end.astimezone(UTC) - found[0].start.astimezone(UTC) != (
        found[0].end - found[0].start
    )


def test_find_times_lends_a_year_to_the_first_half_of_a_range():
    """In "from November to February 2021" November is of the year before."""
    found = resolve("He trained from November to February 2021.")

    assert (found[0].start.year, found[0].end.year, found[0].end.month) == (2020, 2021, 3)


def test_find_times_does_not_reach_into_the_next_sentence():
    """A month that ends a sentence does not take the number that opens the next."""
    found = resolve("We left in May. 7 people stayed.")

    assert [time.text for time in found] == ["May"]


def test_find_times_survives_the_ends_of_the_calendar():
    """An amount that leaves the calendar is no expression, and no error."""
    first, last = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)

    assert resolve("yesterday, 3 weeks ago and 900 years ago", first) == ()
    assert resolve("tomorrow, next week and in 900 years", last) == ()


@given(st.text(max_size=200), st.datetimes(timezones=st.just(UTC)))
def test_find_times_yields_spans_inside_any_text(text, now):
    """Whatever the text and the instant, spans lie inside it and intervals are not empty."""
    for time in resolve(text, now):
        assert 0 <= time.span[0] < time.span[1] <= len(text)
        assert text[slice(*time.span)] == time.text
        assert time.start < time.end


_WORDS = """
    last next this the week day before after since from to between and in of on at May 7 2021 12
    Friday two a few months ago years 3pm 10:30 early late summer Christmas yesterday , - . 31 29
    February century 1990s weekend end half past
"""
_PIECES = st.sampled_from(_WORDS.split())


@given(st.lists(_PIECES, max_size=12), st.datetimes(timezones=st.just(UTC)))
def test_find_times_survives_any_order_of_time_words(pieces, now):
    """Nonsense made of the grammar's own words raises nothing and yields no empty interval."""
    for time in resolve(" ".join(pieces), now):
        assert time.start < time.end
