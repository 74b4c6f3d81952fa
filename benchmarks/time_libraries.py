"""Libraries that read English time expressions, each behind one function, where installed."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from graphmem.ingest.rules.calendar import day_of, unit_of
from graphmem.ingest.rules.sentences import split_sentences
from graphmem.ingest.rules.times import find_times

Interval = tuple[datetime, datetime]
Reader = Callable[[str, datetime], Interval | None]


def readers() -> dict[str, Reader]:
    """Return the readers that can run here; ours is first."""
    found: dict[str, Reader] = {"graphmem": _ours}
    for name, make in _MAKERS.items():
        with suppress(ImportError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found[name] = make()
    return found


def versions(names: list[str]) -> dict[str, str]:
    """Return the versions of the libraries among ``names``."""
    found = {}
    for name in names:
        with suppress(PackageNotFoundError):
            found[name] = version({"dateutil": "python-dateutil"}.get(name, name))
    return found


def _ours(text: str, now: datetime) -> Interval | None:
    found = find_times(text, split_sentences(text), now)
    return (found[0].start, found[0].end) if found else None


def _day(point: datetime | date | None, now: datetime) -> Interval | None:
    """Read a point as its day: the finest that these libraries promise."""
    if point is None:
        return None
    plain = datetime(point.year, point.month, point.day)
    day = day_of(plain)
    return day.start.replace(tzinfo=now.tzinfo), day.end.replace(tzinfo=now.tzinfo)


def _dateparser() -> Reader:
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    def read(text: str, now: datetime) -> Interval | None:
        settings: Any = {
            "RELATIVE_BASE": now.replace(tzinfo=None),
            "PREFER_DATES_FROM": "past",
            "RETURN_AS_TIMEZONE_AWARE": False,
        }
        found = search_dates(text, languages=["en"], settings=settings)
        if not found:
            return None
        words, point = found[0]
        data = DateDataParser(languages=["en"], settings=settings).get_date_data(words)
        unit = data.period if data.period in ("day", "week", "month", "year") else "day"
        whole = unit_of(point.replace(tzinfo=None), unit)
        if whole is None:
            return None
        return whole.start.replace(tzinfo=now.tzinfo), whole.end.replace(tzinfo=now.tzinfo)

    return read


def _dateutil() -> Reader:
    from dateutil import parser

    def read(text: str, now: datetime) -> Interval | None:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        try:
            return _day(parser.parse(text, fuzzy=True, default=midnight), now)
        except (ValueError, OverflowError, TypeError):
            return None

    return read


def _parsedatetime() -> Reader:
    import parsedatetime

    calendar = parsedatetime.Calendar()

    def read(text: str, now: datetime) -> Interval | None:
        found = calendar.nlp(text, sourceTime=now.replace(tzinfo=None))
        return _day(found[0][0], now) if found else None

    return read


def _recurrent() -> Reader:
    from recurrent.event_parser import RecurringEvent

    def read(text: str, now: datetime) -> Interval | None:
        found = RecurringEvent(now_date=now.replace(tzinfo=None)).parse(text)
        return _day(found, now) if isinstance(found, datetime) else None

    return read


def _timefhuman() -> Reader:
    from timefhuman import tfhConfig, timefhuman

    def read(text: str, now: datetime) -> Interval | None:
        found: Any = timefhuman(text, config=tfhConfig(now=now.replace(tzinfo=None)))
        while isinstance(found, list):
            found = found[0] if found else None
        if isinstance(found, tuple) and len(found) == 2:
            first, last = (_day(f if isinstance(f, date) else None, now) for f in found)
            return (first[0], last[1]) if first and last else None
        return _day(found, now) if isinstance(found, date) else None

    return read


def _ctparse() -> Reader:
    import logging

    from ctparse import ctparse

    logging.getLogger("ctparse").setLevel(logging.ERROR)

    def read(text: str, now: datetime) -> Interval | None:
        found = ctparse(text, ts=now.replace(tzinfo=None), timeout=1.0)
        parsed: Any = found.resolution if found else None
        if parsed is None:
            return None
        first, last = (getattr(parsed, side, None) for side in ("start", "end"))
        points = [getattr(side, "dt", None) for side in (first, last)]
        if points[0] is None:
            return None
        start, end = _day(points[0], now), _day(points[1] or points[0], now)
        return (start[0], end[1]) if start and end else None

    return read


_MAKERS: dict[str, Callable[[], Reader]] = {
    "dateparser": _dateparser,
    "dateutil": _dateutil,
    "parsedatetime": _parsedatetime,
    "recurrent": _recurrent,
    "timefhuman": _timefhuman,
    "ctparse": _ctparse,
}


def guarded(reader: Reader) -> Reader:
    """Read a failure inside a library as "nothing found": the benchmark counts it as such."""

    def read(text: str, now: datetime) -> Interval | None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return reader(text, now)
            except Exception:  # noqa: BLE001  libraries fail in any way on odd text
                return None

    return read
