"""Reading a user's events anew, when the extractor has changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import cast
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from graphmem.clock import from_ms, now_ms, to_ms
from graphmem.errors import StoreError
from graphmem.ingest.before import LOOK_BACK
from graphmem.ingest.chunks import Chunk
from graphmem.ingest.derive import Origin, chunk_id, derive
from graphmem.ingest.events import read_zone
from graphmem.ingest.extract import Before, Extraction, Extractor, Said
from graphmem.psm.runtime import TextEncoder
from graphmem.stores.archiving import Archiving
from graphmem.stores.base import Engine, Row, Transaction
from graphmem.stores.pool import UserPool
from graphmem.stores.queries import load
from graphmem.stores.records import spoken
from graphmem.stores.rederiving import (
    Difference,
    Rederived,
    differences,
    known_sentences,
    rederive,
)
from graphmem.types import ReextractStep, ResolvedTime

_COUNT = load("extraction.count_outdated")
_OUTDATED = load("extraction.list_outdated")
_CHUNKS = load("extraction.list_chunks")
_BEFORE = load("extraction.list_before")
_BATCH = 64  # events that the extractor takes at once
#: What an extractor says of an event, and its warnings.
_Read = tuple[Rederived, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Reextraction:
    """Reads events that another version of the extractor read.

    Attributes:
        encoder: Makes the vectors of sentences that were not there.
        local: Zone of events that were stored without one.
    """

    pool: UserPool
    extractor: Extractor
    encoder: TextEncoder
    local: ZoneInfo

    def run(self, user_id: str, *, dry_run: bool = False) -> Iterator[ReextractStep]:
        """Read every such event of a user, each in a transaction of its own; see ``Memory``."""
        if not self.pool.exists(user_id):
            return
        with self.pool.user(user_id) as handle:
            total = outdated(handle.engine, user_id, self.extractor.version)
        done = 0
        for found in self._passes(user_id, repeat=not dry_run):
            for new, warnings in found if dry_run else self._embedded(user_id, found):
                changed = self._compare(user_id, new) if dry_run else self._store(user_id, new)
                done += 1
                yield ReextractStep(
                    new.event_id,
                    **_counts(changed or ()),
                    done=done,
                    total=max(total, done),
                    warnings=warnings,
                )

    def _passes(self, user_id: str, *, repeat: bool) -> Iterator[list[_Read]]:
        """Yield batches, in order of the events' ids; then what was written meanwhile."""
        after, found_any = "", False
        while True:
            with self.pool.user(user_id) as handle:
                rows = self._rows(handle.engine, user_id, after)
                chunks = _chunks(handle.engine, user_id, rows)
                before = _before(handle.engine, user_id, rows)
            if rows:
                after, found_any = str(rows[-1]["id"]), True
                yield self._read(user_id, rows, chunks, before)
            elif repeat and found_any:
                after, found_any = "", False
            else:
                return

    def _rows(self, engine: Engine, user_id: str, after: str) -> list[Row]:
        version = self.extractor.version
        params = {"user_id": user_id, "extractor": version, "after": after, "limit": _BATCH}
        return list(engine.read(_OUTDATED, params))

    def _read(
        self,
        user_id: str,
        rows: Sequence[Row],
        chunks: Mapping[str, tuple[Chunk, ...]],
        before: Mapping[str, Sequence[Before]],
    ) -> list[_Read]:
        said = [_said(row, before.get(str(row["id"]), ()), self.local) for row in rows]
        extractions = self.extractor.extract_all(said)
        return [
            (self._rederived(user_id, row, chunks.get(str(row["id"]), ()), found), found.warnings)
            for row, found in zip(rows, extractions, strict=True)
        ]

    def _rederived(
        self, user_id: str, row: Row, chunks: Sequence[Chunk], extraction: Extraction
    ) -> Rederived:
        version, event_id = self.extractor.version, str(row["id"])
        origin = Origin(user_id, event_id, str(row["text"]), chunks)
        derived = derive(origin, extraction, model=version, now_ms=now_ms())
        whole = () if chunks else extraction.times
        read = [_times(event_id, version, whole)]
        for chunk in chunks:
            inside = [t for t in extraction.times if chunk.start <= t.span[0] < chunk.end]
            read.append(_times(chunk_id(event_id, chunk), None, inside))
        return Rederived(
            event_id=event_id,
            speaker=cast("str | None", row["speaker"]),
            extractor=version,
            read=tuple(read),
            sentences=derived.sentences,
            entities=derived.entities,
            mentions=derived.mentions,
            facts=derived.facts,
            statements=derived.statements,
        )

    def _embedded(self, user_id: str, found: Sequence[_Read]) -> list[_Read]:
        """Give sentences that were not there their vectors; the encoder runs once."""
        units = [unit for new, _ in found for unit in new.units]
        with self.pool.user(user_id) as handle:
            there = known_sentences(handle.engine.read, user_id, units)
        said = {
            s.id: spoken(s.text, new.speaker)
            for new, _ in found
            for s in new.sentences
            if s.id not in there
        }
        vectors = dict(zip(said, self.encoder.encode(list(said.values())), strict=True))
        return [(_with_vectors(new, vectors, self.encoder.version), told) for new, told in found]

    def _compare(self, user_id: str, new: Rederived) -> tuple[Difference, Difference]:
        with self.pool.user(user_id) as handle:
            return differences(handle.engine.read, user_id, new)

    def _store(self, user_id: str, new: Rederived) -> tuple[Difference, Difference] | None:
        now = now_ms()

        def work(
            tx: Transaction, revision: int
        ) -> tuple[int, tuple[Difference, Difference] | None]:
            return revision, rederive(tx, user_id, revision, new, now_ms=now)

        with self.pool.user(user_id) as handle:
            Archiving(handle.store, handle.engine).bring_to_hand(new.units, now_ms=now)
            handle.revision, changed = handle.store.change(work, now_ms=now)
        return changed


def _with_vectors(
    new: Rederived, vectors: Mapping[str, NDArray[np.float32]], model: str
) -> Rederived:
    made = (
        replace(s, embedding=vectors[s.id], model=model) if s.id in vectors else s
        for s in new.sentences
    )
    return replace(new, sentences=tuple(made))


def outdated(engine: Engine, user_id: str, version: str) -> int:
    """Return how many events of a user another version of the extractor read."""
    params = {"user_id": user_id, "extractor": version}
    return cast("int", next(engine.read(_COUNT, params))["n"])


def _counts(parts: Sequence[Difference]) -> dict[str, int]:
    return {
        "kept": sum(len(part.kept) for part in parts),
        "added": sum(len(part.fresh) for part in parts),
        "retracted": sum(len(part.stale) for part in parts),
    }


def _before(engine: Engine, user_id: str, rows: Sequence[Row]) -> dict[str, list[Before]]:
    """Return the turns before those events in which somebody speaks to somebody."""
    ids = [row["id"] for row in rows if row["speaker"] is not None and not row["implicit"]]
    found: dict[str, list[Before]] = {}
    for row in engine.read(_BEFORE, {"ids": ids, "user_id": user_id}) if ids else ():
        turn = Before(cast("str | None", row["speaker"]), str(row["text"]))
        found.setdefault(str(row["id"]), []).append(turn)
    return found


def _said(row: Row, before: Sequence[Before], local: ZoneInfo) -> Said:
    speaker = cast("str | None", row["speaker"])
    return Said(str(row["text"]), _occurred(row, local), speaker, tuple(before)[-LOOK_BACK:])


def _occurred(row: Row, local: ZoneInfo) -> datetime:
    at = from_ms(cast("int", row["occurred_at"]))
    try:
        return at.astimezone(read_zone(cast("str | None", row["zone"]), local))
    except OverflowError:  # the first or last day there is, in a zone it was not told in
        return at.astimezone(UTC)


def _times(unit_id: str, extractor: str | None, times: Sequence[ResolvedTime]) -> Row:
    return {
        "id": unit_id,
        "extractor": extractor,
        "time_texts": [t.text for t in times],
        "time_starts": [to_ms(t.start) for t in times],
        "time_ends": [to_ms(t.end) for t in times],
    }


def _chunks(engine: Engine, user_id: str, rows: Sequence[Row]) -> dict[str, tuple[Chunk, ...]]:
    """Return the chunks of those events that have some, as they were cut when stored."""
    texts = {str(row["id"]): str(row["text"]) for row in rows if not row["searchable"]}
    found: dict[str, list[Chunk]] = {}
    if texts:
        for row in engine.read(_CHUNKS, {"ids": list(texts), "user_id": user_id}):
            event_id = str(row["event_id"])
            cut = found.setdefault(event_id, [])
            cut.append(_place(texts[event_id], event_id, row, cut[-1].end if cut else 0))
    return {event_id: tuple(chunks) for event_id, chunks in found.items()}


def _place(text: str, event_id: str, row: Row, start: int) -> Chunk:
    """Find where a chunk was cut from its text: its id is made of the place.

    Raises:
        StoreError: The text does not hold it.
    """
    piece = str(row["text"])
    at = text.find(piece, start)
    while at >= 0:
        chunk = Chunk(at, at + len(piece))
        if chunk_id(event_id, chunk) == row["id"]:
            return chunk
        at = text.find(piece, at + 1)
    raise StoreError(f"chunk {row['id']} is no part of its event {event_id}: forget the event")
