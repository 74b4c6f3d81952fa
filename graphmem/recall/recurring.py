"""Semantic memories among what a recall returns: one line with the episodes that say no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import cast

from graphmem.clock import from_ms
from graphmem.contexts import Recurrence
from graphmem.dynamics.remarks import BETWEEN, DENIALS, told_words
from graphmem.recall.repeats import Choice
from graphmem.stores.base import Row
from graphmem.stores.index.bm25 import tokens as stems
from graphmem.stores.reminding import SHOWN
from graphmem.types import ContextItem


def absorbed(
    choices: Sequence[Choice], ids: Sequence[str], events: Mapping[str, Row]
) -> list[Choice]:
    """Return choices in which semantic memories have taken in episodes that say no more than they.

    The line stands where the best of them stood, and says what the memory says: of what repeats
    each other, it is the memory that tells how often. An episode with words of its own keeps its
    line: it says what the memory leaves out.

    Args:
        ids: Id of each row.
        events: What a context shows of rows, by id.
    """
    led = [_led(choice, ids, events) for choice in choices]
    if not any(is_recurring(events[ids[c.row]]) for c in led):
        return led
    kept: list[Choice | None] = list(led)
    for place, choice in enumerate(led):
        row = events[ids[choice.row]]
        if not is_recurring(row):
            continue
        at_hand, text = set(cast("list[str]", row["at_hand"])), str(row["text"])
        taken = [
            n
            for n, other in enumerate(kept)
            if other is not None
            and ids[other.row] in at_hand
            and _says_all(text, str(events[ids[other.row]]["text"]))
        ]
        others = [kept[n] for n in taken]
        rows = tuple(r for other in others if other is not None for r in other.rows)
        for n in (*taken, place):
            kept[n] = None
        kept[min((*taken, place))] = Choice(choice.row, (*choice.repeats, *rows))
    return [choice for choice in kept if choice is not None]


def _led(choice: Choice, ids: Sequence[str], events: Mapping[str, Row]) -> Choice:
    """Return a choice with its first semantic memory in front."""
    first = next((row for row in choice.rows if is_recurring(events[ids[row]])), choice.row)
    return Choice(first, tuple(row for row in choice.rows if row != first))


def _says_all(text: str, episode: str) -> bool:
    """Tell whether a statement of a memory has all words of an episode that tell something.

    It speaks of somebody by name, the episode of "me"; what either denies, both must.
    """
    words, others = set(told_words(text)), set(told_words(episode))
    if others <= words and BETWEEN not in text:
        return True
    if words & DENIALS != others & DENIALS or not stems(episode):
        return False
    whose = " ".join(takewhile(lambda word: word[:1].isupper(), text.split()))
    said = (set(stems(f"{whose} {statement}")) for statement in text.split(BETWEEN))
    return any(statement.issuperset(stems(episode)) for statement in said)


def is_recurring(row: Row) -> bool:
    """Tell whether a row of what a context shows is a semantic memory."""
    return "episodes" in row


def recurrence(row: Row) -> Recurrence | None:
    """Return what a semantic memory rests on; None for an event."""
    if not is_recurring(row):
        return None
    return Recurrence(
        id=str(row["id"]),
        kind=str(row["kind"]),
        support=cast("int", row["support"]),
        sessions=cast("int", row["sessions"]),
        first_at=from_ms(cast("int", row["first_at"])),
        last_at=from_ms(cast("int", row["occurred_at"])),
        confidence=cast("float", row["confidence"]),
    )


def episodes(said: Sequence[Row]) -> list[Row]:
    """Return the events behind a line: all that it took in, then the newest.

    They come newest first. The newest fill them up to ``SHOWN``; what was taken in has no
    other line, so none of it is left out. What is no semantic memory has itself and its repeats.
    """
    if not is_recurring(said[0]):
        return list(said)
    own = [row for row in said[1:] if not is_recurring(row)]
    behind = [e for row in said if is_recurring(row) for e in cast("list[Row]", row["episodes"])]
    unique = {str(row["event_id"]): row for row in (*behind, *own)}
    wanted = [str(row["event_id"]) for row in (*own, *behind)]
    most = max(SHOWN, len(own))
    chosen = [unique[i] for i in dict.fromkeys(wanted)][:most]
    return sorted(chosen, key=lambda e: (-cast("int", e["occurred_at"]), str(e["event_id"])))


def logged_id(item: ContextItem) -> str:
    """Return the id that the access log knows an item by."""
    return item.sources[0].event_id if item.recurrence is None else item.recurrence.id
