"""A message as it is compared with others, and pairs of messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from graphmem import ids
from graphmem.stores.base import Row

#: Roles in a chat that do not speak of themselves.
_OTHERS = frozenset({"assistant", "system", "tool", "function"})
_CORRECTION = "correction"  # the user's own word: ``curate`` writes what it does


@dataclass(frozen=True, slots=True)
class Message:
    """What a person said.

    Attributes:
        id: Of the event, or of the chunk of a long one.
        order: Place among all messages: when it was said, and which came first.
    """

    id: str
    text: str
    speaker: str
    occurred_at: int
    recorded_at: int
    order: tuple[int, int, int, int, str]

    @property
    def voice(self) -> str:
        """Return the speaker as names are compared."""
        return ids.normalise_name(self.speaker)


@dataclass(frozen=True, slots=True)
class MessagePair:
    """Two messages of one person, by when they were said."""

    older: Message
    newer: Message


def read_message(row: Row) -> Message | None:
    """Return a row of ``conflicts.list_messages`` as a message; None: it is not to be compared."""
    if row["role"] in _OTHERS or row["kind"] == _CORRECTION or not str(row["text"]).strip():
        return None
    occurred, recorded = (cast("int", row[name]) for name in ("occurred_at", "recorded_at"))
    place = cast("int | None", row["seq"]) or 0, cast("int", row["part"])
    return Message(
        id=str(row["id"]),
        text=str(row["text"]),
        speaker=str(row["speaker"]),
        occurred_at=occurred,
        recorded_at=recorded,
        order=(occurred, recorded, *place, str(row["id"])),
    )


def pair(one: Message, other: Message) -> MessagePair:
    """Return two messages in their order."""
    older, newer = sorted((one, other), key=lambda m: m.order)
    return MessagePair(older, newer)
