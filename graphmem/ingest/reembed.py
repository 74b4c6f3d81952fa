"""Making a user's vectors anew, when the encoder has changed."""

from __future__ import annotations

from collections.abc import Iterator

from graphmem.clock import now_ms
from graphmem.psm.runtime import TextEncoder
from graphmem.stores.pool import UserPool
from graphmem.stores.records import spoken

_BATCH = 256


def reembed(pool: UserPool, encoder: TextEncoder, user_id: str) -> Iterator[int]:
    """Encode every event of a user that another encoder encoded.

    Yields:
        How many events each step did; stopping between steps loses nothing, but until another
        call has finished the work the memory is refused, since its vectors are mixed.
    """
    if not pool.exists(user_id):
        return
    with pool.user(user_id) as handle:
        pool.drop_snapshot(handle)
        # Even where all vectors are old enough: a writer could add one of the other encoder.
        if handle.store.state().encoder != encoder.version or handle.store.outdated(1):
            handle.store.begin_reembedding()
    while True:
        with pool.user(user_id) as handle:
            rows = handle.store.outdated(_BATCH)
            if not rows:
                handle.store.adopt_encoder()
                return
            texts = [
                spoken(str(r["text"]), str(r["speaker"]) if r["speaker"] else None) for r in rows
            ]
            changes = [
                {"id": r["id"], "embedding": v.tolist(), "model": encoder.version}
                for r, v in zip(rows, encoder.encode(texts), strict=True)
            ]
            handle.revision = handle.store.set_embeddings(changes, now_ms=now_ms())
        yield len(rows)
