"""Vectors that are to be made anew: of events another encoder read, of sentences without any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphmem.stores.base import Engine, Row, Transaction
from graphmem.stores.encoders import hold_reembedding, mixed
from graphmem.stores.graph import GraphStore
from graphmem.stores.queries import load

_OUTDATED = load("events.list_outdated")
_UNEMBEDDED = load("events.list_unembedded")
_SENTENCES = load("events.list_sentences")
_SET_EVENTS = load("events.set_embeddings")
_SET_SENTENCES = load("events.set_sentence_embeddings")
_SET_ENCODER = load("users.set_encoder")
_ROWS = 256  # vectors per statement


@dataclass(frozen=True, slots=True)
class Reembedding:
    """One user's vectors on their way to another encoder.

    Attributes:
        encoder: Version of the encoder that makes them.
    """

    store: GraphStore
    engine: Engine
    encoder: str

    def outdated(self, limit: int) -> list[Row]:
        """Return some events whose vector another encoder made."""
        return list(self.engine.read(_OUTDATED, {**self._whose(), "limit": limit}))

    def unembedded(self, limit: int) -> list[str]:
        """Return the ids of some events whose sentences lack this encoder's vectors."""
        rows = self.engine.read(_UNEMBEDDED, {**self._whose(), "limit": limit})
        return [str(row["id"]) for row in rows]

    def sentences(self, event_ids: Sequence[str]) -> list[Row]:
        """Return the sentences of events that lack this encoder's vectors."""
        params = {"ids": list(event_ids), "user_id": self.store.user_id}
        return [r for r in self.engine.read(_SENTENCES, params) if r["model"] != self.encoder]

    def store_vectors(self, events: Sequence[Row], sentences: Sequence[Row], *, now_ms: int) -> int:
        """Replace vectors in one transaction; return the new revision.

        Raises:
            EncoderMismatchError: Another process makes them another encoder's.
        """

        def work(tx: Transaction, revision: int) -> int:
            hold_reembedding(tx, self.store.user_id, self.encoder)
            for query, rows in ((_SET_EVENTS, events), (_SET_SENTENCES, sentences)):
                for first in range(0, len(rows), _ROWS):
                    page = list(rows[first : first + _ROWS])
                    stamp: Row = {"user_id": self.store.user_id, "revision": revision}
                    tx.run(query, {"rows": page, **stamp})
            return revision

        return self.store.change(work, now_ms=now_ms)

    def begin(self) -> None:
        """Mark the vectors as mixed: no encoder reads or adds any before all are made anew."""
        params = {"user_id": self.store.user_id, "encoder": mixed(self.encoder)}
        self.engine.transaction(lambda tx: tx.run(_SET_ENCODER, params))

    def adopt(self) -> None:
        """Name this encoder as the maker of all vectors."""

        def work(tx: Transaction) -> None:
            hold_reembedding(tx, self.store.user_id, self.encoder)
            tx.run(_SET_ENCODER, {"user_id": self.store.user_id, "encoder": self.encoder})

        self.engine.transaction(work)

    def _whose(self) -> Row:
        return {"user_id": self.store.user_id, "model": self.encoder}
