"""Hooks with typed records; logging and metrics are built on them.

The core never logs or prints by itself: it emits frozen records to the hooks it was given.
Records carry ids, counts and times, never the text of a memory.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

logger = logging.getLogger("graphmem")
logger.addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class EventsStored:
    """A write transaction was committed."""

    user_id: str
    added: int
    repeated: int
    revision: int
    ms: float


@dataclass(frozen=True, slots=True)
class GateDecided:
    """The gate chose a tier for one event."""

    user_id: str
    event_id: str
    tier: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecallSettled:
    """A recall was answered; ``stages_ms`` names the time of each stage."""

    user_id: str
    items: int
    ms: float
    stages_ms: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class CacheRefreshed:
    """A user's search structures were brought to a revision of the graph."""

    user_id: str
    revision: int
    rows: int
    from_snapshot: bool
    ms: float


@dataclass(frozen=True, slots=True)
class ConflictsFound:
    """New facts contradict others, or took their place; ids of the pairs."""

    user_id: str
    conflicts: tuple[str, ...]
    replaced: tuple[str, ...]
    revision: int
    ms: float


@dataclass(frozen=True, slots=True)
class SleepStage:
    """A stage of a sleep is done; ``done`` counts what it dealt with (docs/sleep.md)."""

    user_id: str
    stage: str
    done: int
    ms: float


Record = EventsStored | GateDecided | RecallSettled | CacheRefreshed | ConflictsFound | SleepStage
Hook = Callable[[Record], None]


@dataclass(frozen=True, slots=True)
class Instrumentation:
    """The hooks of one Memory; empty by default."""

    hooks: tuple[Hook, ...] = ()

    def emit(self, record: Record) -> None:
        """Hand a record to every hook, in order."""
        for hook in self.hooks:
            hook(record)


def log_hook(record: Record) -> None:
    """Log a record at INFO; a ready-made hook."""
    logger.info("%s", record)
