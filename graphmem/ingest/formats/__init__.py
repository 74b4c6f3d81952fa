"""Readers of import files: each streams entries, an event or an error with its place."""

from __future__ import annotations

from typing import Final, Literal

from graphmem.ingest.formats import chat, jsonl, locomo, longmemeval, text
from graphmem.ingest.formats.entry import Entry, Reader, ReadOptions

__all__ = ["MANY_USERS", "READERS", "Entry", "FormatName", "ReadOptions", "Reader"]

FormatName = Literal["jsonl", "chat", "locomo", "longmemeval", "text"]
READERS: Final[dict[FormatName, Reader]] = {
    "jsonl": jsonl.read,
    "chat": chat.read,
    "locomo": locomo.read,
    "longmemeval": longmemeval.read,
    "text": text.read,
}
#: Formats that say themselves whose an event is.
MANY_USERS: Final = frozenset(("locomo", "longmemeval"))
