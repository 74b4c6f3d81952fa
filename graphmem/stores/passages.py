"""A whole event as it lies, with all that was read in it: what words are cut out of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from graphmem.stores.base import Row
from graphmem.stores.cutting import Span
from graphmem.stores.erasing import text_of
from graphmem.stores.erasure import Work
from graphmem.stores.queries import load

_WHOLES = load("erase.list_wholes")
_PIECES = load("erase.list_pieces")
_SPANS = load("erase.list_spans")
_MENTIONS = load("erase.list_mentions")
_SAYINGS = load("erase.list_sayings")


@dataclass(frozen=True, slots=True)
class Passage:
    """A whole event as it lies, with its chunks, sentences, mentions and statements."""

    row: Row
    text: str
    pieces: tuple[Row, ...]
    spans: tuple[Row, ...]
    mentions: tuple[Row, ...]
    sayings: tuple[Row, ...]

    @property
    def id(self) -> str:
        """Id of the whole event."""
        return str(self.row["id"])


def read_passages(work: Work, event_ids: Sequence[str]) -> list[Passage]:
    """Read whole events with all that was read in them."""
    wholes = work.run(_WHOLES, {"ids": list(event_ids)})
    pieces = _grouped(work.run(_PIECES, {"ids": list(event_ids)}), "whole_id")
    units = [*event_ids, *(str(r["id"]) for rows in pieces.values() for r in rows)]
    found = [
        _grouped(work.run(q, {"ids": units}), "unit_id") for q in (_SPANS, _MENTIONS, _SAYINGS)
    ]

    def of(row: Row, rows: Mapping[str, list[Row]]) -> tuple[Row, ...]:
        own = [str(row["id"]), *(str(r["id"]) for r in pieces[str(row["id"])])]
        return tuple(r for i in own for r in rows[i])

    return [
        Passage(
            row, text_of(row), tuple(pieces[str(row["id"])]), *(of(row, rows) for rows in found)
        )
        for row in wholes
    ]


def _grouped(rows: Sequence[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[str(row[column])].append(row)
    return groups


def place_of(row: Row) -> Span:
    """Return where a sentence, mention or statement stands in the whole event's text."""
    return cast("int", row["start"]), cast("int", row["end"])
