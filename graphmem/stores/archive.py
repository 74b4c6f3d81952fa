"""The archive of one user inside an open transaction: what is put away, and what is taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np

from graphmem.dynamics.tiers import Transition
from graphmem.stores.base import Row, Transaction
from graphmem.stores.packing import MOST_BYTES, pack_text, pack_vectors, unpack_text, unpack_vectors
from graphmem.stores.queries import Query, load

_EVENTS = load("archive.list_events")
_SENTENCES = load("archive.list_sentences")
_PACK = load("archive.pack_events")
_UNPACK = load("archive.unpack_events")
_SET_SENTENCES = load("archive.set_sentences")
_SET_TIERS = load("archive.set_tiers")
_SESSIONS = load("archive.stamp_sessions")
_MOVES = {
    "sleep": load("archive.note_run_moves"),
    "recall": load("archive.note_access_moves"),
}
_WHOLE = (-1, -1)  # the place of an event's own vector among those of its sentences


@dataclass(frozen=True, slots=True)
class Mover:
    """What moved an event: the node that its ``MOVED`` edge comes from.

    Attributes:
        ids: Id of the sleep; or for each event the recall that found it.
    """

    kind: Literal["sleep", "recall"]
    ids: str | Mapping[str, str]

    def of(self, event_id: str) -> str | None:
        """Return the id of what moved an event."""
        return self.ids if isinstance(self.ids, str) else self.ids.get(event_id)


@dataclass(frozen=True, slots=True)
class OpenArchive:
    """One user's archive inside an open transaction."""

    tx: Transaction
    user_id: str
    revision: int

    def families(self, whole_ids: Sequence[str]) -> dict[str, list[Row]]:
        """Return whole events with their chunks, by the id of the whole."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows(_EVENTS, whole_ids):
            found[str(row["whole_id"])].append(row)
        return dict(found)

    def set_tiers(
        self, steps: Sequence[Transition], families: Mapping[str, Sequence[Row]], now_ms: int
    ) -> None:
        """Write the tier of whole events on all their parts, and why they came there.

        Sessions of what leaves the archive are stamped: caches may have let go of them.
        """
        rows: list[Row] = [
            {"id": part["id"], "tier": step.to, "reason": step.reason, "at": now_ms}
            for step in steps
            for part in families[step.id]
        ]
        self._write(_SET_TIERS, rows, stamped=True)
        back = [step.id for step in steps if step.source == "archive"]
        if back:
            scope: Row = {"user_id": self.user_id, "revision": self.revision}
            self.tx.run(_SESSIONS, {"ids": back, **scope})

    def note(self, steps: Sequence[Transition], mover: Mover, now_ms: int) -> None:
        """Keep a record of each step on the sleep or recall that took it."""
        rows: list[Row] = [
            {
                "mover": mover.of(step.id),
                "id": step.id,
                "from_tier": step.source,
                "to_tier": step.to,
                "reason": step.reason,
                "at": now_ms,
            }
            for step in steps
            if mover.of(step.id) is not None
        ]
        self._write(_MOVES[mover.kind], rows, stamped=True)

    def pack(self, whole_ids: Sequence[str]) -> None:
        """Take words and vectors of events, chunks and sentences away, packed into the events."""
        events: list[Row] = []
        sentences: list[Row] = []
        for parts, of_part in self._with_sentences(whole_ids):
            whole = str(parts[0]["text"])
            if len(whole.encode()) > MOST_BYTES:
                continue
            for part in parts:
                held = of_part.get(str(part["id"]), [])
                events.append(_packed(part, held))
                sentences += [
                    {"id": s["id"], "embedding": None, "text": _left(s, whole)} for s in held
                ]
        self._write(_PACK, events, stamped=True)
        self._write(_SET_SENTENCES, sentences)

    def unpack(self, whole_ids: Sequence[str]) -> None:
        """Give words and vectors back to events, chunks and sentences."""
        events: list[Row] = []
        sentences: list[Row] = []
        for parts, of_part in self._with_sentences(whole_ids, packed=True):
            whole = unpack_text(str(parts[0]["kept"]))
            for part in parts:
                vectors = _vectors_of(part)
                own = vectors.pop(_WHOLE, None)
                text = unpack_text(str(part["kept"]))
                events.append({"id": part["id"], "text": text, "embedding": own and own[0]})
                held = of_part.get(str(part["id"]), [])
                sentences += [_restored(s, whole, vectors) for s in held]
        self._write(_UNPACK, events, stamped=True)
        self._write(_SET_SENTENCES, sentences)

    def _with_sentences(
        self, whole_ids: Sequence[str], *, packed: bool = False
    ) -> Iterator[tuple[list[Row], dict[str, list[Row]]]]:
        """Yield events that are packed, or are not: their parts, and the sentences of each."""
        families = self.families(whole_ids)
        wanted = [f for f in families.values() if (f[0]["kept"] is not None) == packed]
        by_part: dict[str, list[Row]] = defaultdict(list)
        ids = [str(part["id"]) for family in wanted for part in family]
        for row in self._rows(_SENTENCES, ids):
            if row["retracted_at"] is not None:
                continue  # nobody finds or shows it: it stays as it is
            by_part[str(row["event_id"])].append(row)
        yield from ((family, by_part) for family in wanted)

    def _rows(self, query: Query, ids: Sequence[str]) -> list[Row]:
        return self.tx.run(query, {"ids": list(ids), "user_id": self.user_id}) if ids else []

    def _write(self, query: Query, rows: Sequence[Row], *, stamped: bool = False) -> None:
        if rows:
            stamp: Row = {"revision": self.revision} if stamped else {}
            self.tx.run(query, {"rows": list(rows), "user_id": self.user_id, **stamp})


def tier_of(parts: Sequence[Row]) -> str:
    """Return the tier of a whole event: its chunks are where it is."""
    return str(parts[0]["tier"])


def _place(sentence: Row) -> tuple[int, int]:
    return cast("int", sentence["start"]), cast("int", sentence["end"])


def _packed(part: Row, sentences: Sequence[Row]) -> Row:
    held = [(_WHOLE, part["embedding"])] + [(_place(s), s["embedding"]) for s in sentences]
    there = [(place, vector) for place, vector in held if vector is not None]
    vectors = np.array([vector for _, vector in there], np.float32)
    packed = pack_vectors([place for place, _ in there], vectors) if there else None
    return {"id": part["id"], "packed": pack_text(str(part["text"])), "packed_vectors": packed}


def _left(sentence: Row, whole: str) -> object:
    """Return what a sentence keeps of its words: all, where they are not those of its place."""
    start, end = _place(sentence)
    return None if whole[start:end] == sentence["text"] else sentence["text"]


def _restored(
    sentence: Row, whole: str, vectors: Mapping[tuple[int, int], list[list[float]]]
) -> Row:
    place = _place(sentence)
    text = whole[slice(*place)] if sentence["text"] is None else sentence["text"]
    waiting = vectors.get(place)
    return {
        "id": sentence["id"],
        "text": text,
        "embedding": waiting.pop(0) if waiting else None,
    }


def _vectors_of(part: Row) -> dict[tuple[int, int], list[list[float]]]:
    """Return the vectors of an event by their place; those of one place in order."""
    found: dict[tuple[int, int], list[list[float]]] = defaultdict(list)
    if part["packed_vectors"] is not None:
        for packed in unpack_vectors(str(part["packed_vectors"])):
            found[packed.start, packed.end].append(packed.vector.tolist())
    return found
