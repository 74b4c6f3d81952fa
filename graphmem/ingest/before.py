"""The turns before an event, which tell who "you" and "she" are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphmem.ingest.events import DatedEvent
from graphmem.ingest.extract import Before, Said
from graphmem.stores.turns import Turn

#: Turns that are looked back. More of them make a pronoun less often safe to resolve.
LOOK_BACK = 4


def sessions_of(batch: Sequence[DatedEvent]) -> list[str]:
    """Return the sessions in which somebody speaks to somebody: not the days of loose notes."""
    return sorted({d.session_id for d in batch if _talks(d)})


def with_turns(batch: Sequence[DatedEvent], latest: Mapping[str, Sequence[Turn]]) -> list[Said]:
    """Return each event with the turns before it, those of the batch included.

    Args:
        batch: In the order in which it came; an earlier time comes before a later one.
        latest: The last turns that a session's chain holds, oldest first, by session. An event
            that is older than the last of them is understood without them.
    """
    turns = {session: list(found) for session, found in latest.items()}
    said: dict[int, Said] = {}
    for n in sorted(range(len(batch)), key=lambda n: (batch[n].at_ms, n)):
        dated = batch[n]
        before = turns.setdefault(dated.session_id, []) if _talks(dated) else []
        late = bool(before) and before[-1].at_ms > dated.at_ms
        said[n] = _said(dated, () if late else before[-LOOK_BACK:])
        before.append(Turn(dated.event.speaker, dated.event.text, dated.at_ms))
    return [said[n] for n in range(len(batch))]


def _talks(dated: DatedEvent) -> bool:
    return dated.event.speaker is not None and not dated.implicit


def _said(dated: DatedEvent, before: Sequence[Turn]) -> Said:
    return Said(
        dated.event.text,
        dated.occurred_at,
        dated.event.speaker,
        tuple(Before(turn.speaker, turn.text) for turn in before),
    )
