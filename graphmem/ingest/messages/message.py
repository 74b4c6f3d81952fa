"""A message as it is compared with others, and pairs of messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import numpy as np
from numpy.typing import NDArray

from graphmem import ids
from graphmem.stores.base import Row

Vector = NDArray[np.float32]
#: Roles in a chat that do not speak of themselves.
_OTHERS = frozenset({"assistant", "system", "tool", "function"})
_CORRECTION = "correction:"  # begins the ids of corrections: ``curate`` writes what they do


@dataclass(frozen=True, slots=True)
class Message:
    """What a person said.

    Attributes:
        order: Place among all messages: when it was said, and which came first.
        vector: As recall has it; None where that was not read.
    """

    id: str
    text: str
    speaker: str
    occurred_at: int
    order: tuple[int, int, int, str]
    vector: Vector | None = field(default=None, compare=False)

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
    corrects = str(row["external_id"] or "").startswith(_CORRECTION)
    if row["role"] in _OTHERS or corrects or not str(row["text"]).strip():
        return None
    occurred, recorded = (cast("int", row[name]) for name in ("occurred_at", "recorded_at"))
    place = cast("int | None", row["seq"]) or 0
    vector = row["embedding"]
    return Message(
        id=str(row["id"]),
        text=str(row["text"]),
        speaker=str(row["speaker"]),
        occurred_at=occurred,
        order=(occurred, recorded, place, str(row["id"])),
        vector=None if vector is None else np.asarray(vector, np.float32),
    )


def pair(one: Message, other: Message) -> MessagePair:
    """Return two messages in their order."""
    older, newer = sorted((one, other), key=lambda m: m.order)
    return MessagePair(older, newer)
