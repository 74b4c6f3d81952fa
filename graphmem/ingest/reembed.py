"""Making a user's vectors anew, when the encoder has changed, or where sentences have none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from graphmem.clock import now_ms
from graphmem.psm.runtime import TextEncoder
from graphmem.stores.archiving import Archiving
from graphmem.stores.base import Row
from graphmem.stores.pool import UserHandle, UserPool
from graphmem.stores.records import spoken
from graphmem.stores.reembedding import Reembedding

_BATCH = 256


def reembed(pool: UserPool, encoder: TextEncoder, user_id: str) -> Iterator[int]:
    """Encode every event of a user, and its sentences, that another encoder encoded or none did.

    Yields:
        How many events each step did; stopping between steps loses nothing, but until another
        call has finished the work the memory is refused, if its vectors are mixed.
    """
    if not pool.exists(user_id):
        return
    with pool.user(user_id) as handle:
        pool.drop_snapshot(handle)
        work = _work(handle, encoder)
        # Even where all vectors are old enough: a writer could add one of the other encoder.
        if handle.store.state().encoder != encoder.version or work.outdated(1):
            work.begin()
    while True:
        with pool.user(user_id) as handle:
            work = _work(handle, encoder)
            events = work.outdated(_BATCH)
            ids = [str(r["id"]) for r in events] or work.unembedded(_BATCH)
            if not ids:
                work.adopt()
                return
            if Archiving(handle.store, handle.engine).bring_to_hand(ids, now_ms=now_ms()):
                continue  # their words can be read now; the next sleep packs them again
            sentences = work.sentences(ids)
            rows = _encoded(encoder, [*events, *sentences])
            handle.revision = work.store_vectors(
                rows[: len(events)], rows[len(events) :], now_ms=now_ms()
            )
        yield len(ids)


def _work(handle: UserHandle, encoder: TextEncoder) -> Reembedding:
    return Reembedding(handle.store, handle.engine, encoder.version)


def _encoded(encoder: TextEncoder, rows: Sequence[Row]) -> list[Row]:
    texts = [spoken(str(r["text"]), cast("str | None", r["speaker"])) for r in rows]
    return [
        {"id": r["id"], "embedding": v.tolist(), "model": encoder.version}
        for r, v in zip(rows, encoder.encode(texts), strict=True)
    ]
