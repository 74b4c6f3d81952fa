"""What a caller is told of each event."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import cast

from graphmem.ingest.derive import chunk_id, fact_text
from graphmem.ingest.events import DatedEvent
from graphmem.ingest.link import Understood
from graphmem.stores.base import Row
from graphmem.types import Kind, Receipt, Tier


def make(
    batch: Sequence[DatedEvent],
    there: Mapping[str, Row],
    understood: Mapping[str, Understood],
    *,
    refused: Collection[str] = (),
    revision: int,
) -> list[Receipt]:
    """Return one receipt per event of a batch, in order.

    Args:
        there: Events that the graph already held, by id.
        understood: Events that were stored now, by id.
        refused: Ids of those that were not, since the user forgot what they tell.
    """
    done: list[Receipt] = []
    seen: set[str] = set()
    for dated in batch:
        if dated.event_id in there:
            done.append(_repeated(dated, there[dated.event_id], revision))
            continue
        if dated.event_id in refused:
            done.append(_forgotten(dated, revision))
            continue
        item = understood[dated.event_id]
        first = dated.event_id not in seen
        seen.add(dated.event_id)
        done.append(_added(item, revision, first=first))
    return done


def _added(item: Understood, revision: int, *, first: bool) -> Receipt:
    return Receipt(
        event_id=item.dated.event_id,
        external_id=item.dated.event.external_id,
        status="added" if first else "repeated",
        tier=item.decision.tier,
        reason=item.decision.reason,
        kind=item.decision.kind,
        entities=tuple(dict.fromkeys(m.name for m in item.extraction.mentions)),
        facts=tuple(map(fact_text, item.extraction.facts)),
        times=item.extraction.times,
        chunks=tuple(chunk_id(item.dated.event_id, c) for c in item.chunks),
        warnings=item.extraction.warnings,
        revision=revision,
    )


def _forgotten(dated: DatedEvent, revision: int) -> Receipt:
    return Receipt(
        event_id=dated.event_id,
        external_id=dated.event.external_id,
        status="forgotten",
        tier="sensory",
        reason="not stored: it tells what was forgotten; force=True stores it",
        kind="other",
        revision=revision,
    )


def _repeated(dated: DatedEvent, row: Row, revision: int) -> Receipt:
    return Receipt(
        event_id=dated.event_id,
        external_id=dated.event.external_id,
        status="repeated",
        tier=cast("Tier", row["tier"]),
        reason=str(row["gate"]),
        kind=cast("Kind", row["kind"]),
        revision=revision,
    )
