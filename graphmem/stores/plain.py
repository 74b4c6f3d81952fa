"""What a free query finds, in one form whichever engine found it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from graphmem.stores.base import Row

#: What the embedded engine adds to a node or an edge: where it lies in its files.
_PLACES = frozenset({"@rid", "@in", "@out", "@cat"})
_CLOCK = re.compile(r"(?P<minutes>\d\d:\d\d):(?P<seconds>\d\d)(?:\.(?P<nanos>\d{9}))?(?P<zone>.*)")


def without_places(row: Mapping[str, object]) -> Row:
    """Return a row of the embedded engine without the addresses of its records."""
    return {key: _placeless(value) for key, value in row.items() if key not in _PLACES}


def _placeless(value: object) -> object:
    if isinstance(value, dict):
        return without_places(cast("Row", value))
    if isinstance(value, list):
        return [_placeless(v) for v in cast("list[object]", value)]
    return value


def time_text(iso: str, zone: str | None) -> str:
    """Return a time as the embedded engine writes it: no more digits than it has.

    Args:
        iso: ISO 8601 with seconds and nanoseconds.
        zone: IANA name of its zone, if it has one.
    """
    clock = _CLOCK.search(iso)
    if clock is None:  # a date
        return iso
    nanos = clock["nanos"] or ""
    while nanos.endswith("000"):
        nanos = nanos[:-3]
    fraction = f".{nanos}" if nanos else ""
    seconds = f":{clock['seconds']}{fraction}" if nanos or clock["seconds"] != "00" else ""
    offset = "Z" if clock["zone"] == "+00:00" else clock["zone"]
    named = f"[{zone}]" if zone not in {None, "UTC"} else ""  # "Z" says that already
    return f"{iso[: clock.start()]}{clock['minutes']}{seconds}{offset}{named}"
