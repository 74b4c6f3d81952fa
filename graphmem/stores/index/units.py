"""Sentences as units of recall: which row each lies in, its vector, and whom it mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import cast

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.base import Row
from graphmem.stores.index.columns import AnyColumn, Column
from graphmem.stores.index.postings import Ints, Postings
from graphmem.stores.index.removal import renumbering
from graphmem.stores.index.vectors import Vectors
from graphmem.stores.records import ChangeWindow

_BLOCK = 512  # sentences whose vectors are held as the engine gives them
_NAMING = frozenset(("topic", "mention"))  # roles of who stands in the text
#: Where a sentence lies: its row, [start, end) in the event's text, its place as it came.
_Place = tuple[int, int, int, int]


class Units:
    """The sentences of rows that have several, in the order of their rows and of the text.

    A row that is one sentence has none, and neither has one whose sentences have no vectors yet.

    Args:
        dimension: Length of a vector.

    Attributes:
        rows: Row of each sentence, ascending.
        vectors: Vector of each sentence.
        entities: Sentence -> entities that it is about or names.
    """

    def __init__(self, dimension: int) -> None:
        self.rows = Column(np.int32)
        self.vectors = Vectors(dimension)
        self.entities = Postings()

    def __len__(self) -> int:
        return len(self.rows)

    def columns(self) -> dict[str, AnyColumn]:
        """Return the columns by name."""
        codes, scales = self.vectors.codes, self.vectors.scales
        return {"unit_rows": self.rows, "unit_codes": codes, "unit_scales": scales}

    def of(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return the sentences of some rows, and for each the place of its row among them.

        Shapes: (n_rows,) -> (n_units,), (n_units,).
        """
        held = self.rows.values
        first = np.searchsorted(held, rows, side="left")
        count = np.searchsorted(held, rows, side="right") - first
        owner = np.repeat(np.arange(len(rows), dtype=np.int32), count)
        skipped = np.repeat(np.cumsum(count) - count - first, count)
        return (np.arange(len(owner)) - skipped).astype(np.int32), owner

    def update(
        self,
        changed: Sequence[int],
        window: ChangeWindow,
        row_of: Mapping[str, int],
        entity_of: Mapping[str, int],
    ) -> None:
        """Put sentences in the place of those that some rows had.

        Args:
            changed: Rows that are new or have changed; ascending.
            row_of: Row of each event id.
            entity_of: Number of each entity id.
        """
        if not changed:
            return
        stale, _ = self.of(np.array(changed, np.int32))
        if len(stale):
            kept = np.ones(len(self), bool)
            kept[stale] = False
            self.keep(kept)
        places, codes, scales = self._read(window.sentences, row_of, frozenset(changed))
        if not places:
            return
        places.sort()
        order = [place[-1] for place in places]
        number = self._insert(
            np.array([p[0] for p in places], np.int32), codes[order], scales[order]
        )
        for unit, entity in sorted(_mentioned(places, number, window.links, row_of, entity_of)):
            self.entities.add(unit, entity)

    def keep(self, kept: NDArray[np.bool_]) -> None:
        """Close up over the sentences that are not kept. Shape: (n_units,)."""
        if kept.all():
            return
        self.entities.renumber_keys(len(self), renumbering(kept), int(kept.sum()))
        for column in self.columns().values():
            column.replace(column.values[kept])

    def keep_rows(self, new_row: Ints) -> None:
        """Give rows other numbers in the same order; -1 drops one. Shape: (n_rows,)."""
        self.keep(new_row[self.rows.values] >= 0)
        self.rows.replace(new_row[self.rows.values])

    def keep_entities(self, new_entity: Ints) -> None:
        """Give entities other numbers; -1 drops one. Shape: (n_entities,)."""
        self.entities.renumber_rows(len(self), new_entity)

    def _read(
        self, sentences: Iterable[Row], row_of: Mapping[str, int], wanted: frozenset[int]
    ) -> tuple[list[_Place], NDArray[np.int8], NDArray[np.float32]]:
        """Return places, codes (n, d) and scales (n,) of sentences, as they come."""
        fresh = Vectors(self.vectors.codes.values.shape[1])
        places: list[_Place] = []
        for block in _blocks(sentences):
            rows = [row_of.get(str(s["event_id"]), -1) for s in block]
            held = [(row, s) for row, s in zip(rows, block, strict=True) if row in wanted]
            for row, s in held:
                places.append((row, cast("int", s["start"]), cast("int", s["end"]), len(places)))
            if held:
                fresh.extend(np.array([s["embedding"] for _, s in held], np.float32))
        return places, fresh.codes.values, fresh.scales.values

    def _insert(self, rows: Ints, codes: NDArray[np.int8], scales: NDArray[np.float32]) -> Ints:
        """Put sentences of rows that have none where they belong; return their numbers."""
        at = np.searchsorted(self.rows.values, rows)
        number = (at + np.arange(len(rows))).astype(np.int32)
        n = len(self)
        new = list(zip(self.columns().values(), (rows, codes, scales), strict=True))
        if at[0] == n:
            for column, values in new:
                column.extend(values)
            return number
        moved = np.arange(n) + np.searchsorted(at, np.arange(n), side="right")
        self.entities.renumber_keys(n, moved.astype(np.int32), n + len(rows))
        for column, values in new:
            column.replace(np.insert(column.values, at, values, axis=0))
        return number


def _mentioned(
    places: Sequence[_Place],
    number: Ints,
    links: Iterable[Row],
    row_of: Mapping[str, int],
    entity_of: Mapping[str, int],
) -> set[tuple[int, int]]:
    """Return (sentence, entity) where a mention starts within a sentence."""
    inside: dict[int, list[tuple[int, int, int]]] = {}
    for (row, start, end, _), unit in zip(places, number.tolist(), strict=True):
        inside.setdefault(row, []).append((start, end, unit))
    found: set[tuple[int, int]] = set()
    for link in links:
        spans = inside.get(row_of.get(str(link["event_id"]), -1))
        entity = entity_of.get(str(link["entity_id"]))
        if spans is None or entity is None or link["role"] not in _NAMING:
            continue
        at = cast("int", link["start"])
        start, end, unit = spans[bisect_right(spans, at, key=lambda s: s[0]) - 1]
        if start <= at < end:
            found.add((unit, entity))
    return found


def _blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    stream = iter(rows)
    while block := list(islice(stream, _BLOCK)):
        yield block
