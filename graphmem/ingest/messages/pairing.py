"""Pairs of messages that are read together: each new one with its nearest of the same voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphmem.ingest.messages.message import Message, MessagePair, pair, read_message
from graphmem.ingest.messages.nearest import Nearest
from graphmem.settings import InterferenceSettings
from graphmem.stores.base import Row
from graphmem.stores.pool import UserHandle
from graphmem.stores.queries import load

_MESSAGES = load("conflicts.list_messages")
_SPARE = 3  # so many times as many are looked at: some say the same words, or are no messages


@dataclass(frozen=True, slots=True)
class Pairing:
    """Pairs messages of one user.

    Attributes:
        handle: Held; its search structures hold the new messages.
    """

    handle: UserHandle
    user_id: str
    settings: InterferenceSettings

    def pairs(self, new: Sequence[str]) -> list[MessagePair]:
        """Return new messages with their nearest ones; the same words say nothing new."""
        known = self._read(new)
        fresh = list(known.values())
        if not fresh:
            return []
        most = self.settings.messages
        near = Nearest(self.handle, self.user_id, most * _SPARE, self.settings.message_cosine)
        beside = {message.id: near.of(message) for message in fresh}
        known |= self._read(sorted({i for some in beside.values() for i in some} - known.keys()))
        found: dict[frozenset[str], MessagePair] = {}
        for message in fresh:
            others = [known[i] for i in beside[message.id] if i in known]
            for other in [m for m in others if self._comparable(message, m)][:most]:
                found.setdefault(frozenset((message.id, other.id)), pair(message, other))
        return list(found.values())

    def _comparable(self, one: Message, other: Message) -> bool:
        if one.voice != other.voice or one.text == other.text:
            return False
        if not self.handle.large or one.vector is None or other.vector is None:
            return True
        return float(one.vector @ other.vector) >= self.settings.message_cosine

    def _read(self, event_ids: Sequence[str]) -> dict[str, Message]:
        if not event_ids:
            return {}
        params: Row = {"ids": list(event_ids), "user_id": self.user_id}
        rows = self.handle.engine.read(_MESSAGES, params)
        found = [m for m in map(read_message, rows) if m is not None]
        return {message.id: message for message in found}
