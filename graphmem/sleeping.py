"""What a sleep gives back: frozen values; instants have a zone. See docs/sleep.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

SemanticKind = Literal["statement", "routine", "shape"]
SleepRunState = Literal["applying", "undoing", "done", "undone"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A semantic memory, as a sleep made it or brought it up to date.

    Attributes:
        kind: ``statement`` (told again and again), ``routine`` (done again and again), ``shape``
            (something in it stands for several things).
        text: A sentence.
        support: Episodes that state it (count); ``sessions``: those they come from.
        confidence: Chance that it stands, in (0, 1).
        episodes: Ids of all events that it rests on.
        fresh: It was not there, or did not stand, before this sleep.
    """

    id: str
    kind: SemanticKind
    text: str
    support: int
    sessions: int
    first_at: datetime
    last_at: datetime
    confidence: float
    episodes: tuple[str, ...]
    fresh: bool


@dataclass(frozen=True, slots=True)
class Demoted:
    """A semantic memory that no longer stands, and why."""

    id: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class SleepReport:
    """What a sleep did, or would do (``dry_run``).

    Attributes:
        run_id: Names the sleep, for ``undo_sleep``; None: nothing was to be changed.
        resumed: It finished a sleep that was cut short.
        episodes: Statements that were read (count).
        patterns: Semantic memories that were made or changed.
        covered: Ids of the events of which a semantic memory says all they say.
        moved: Why events changed their tier -> how many did.
        merged: Pairs of names that were found to be one entity.
        skipped: Semantic memories left for the next sleep, as something in them was erased or
            changed meanwhile (count).
        stages_ms: Time of each stage.
    """

    user_id: str
    run_id: str | None
    dry_run: bool
    resumed: bool = False
    episodes: int = 0
    patterns: tuple[Pattern, ...] = ()
    demoted: tuple[Demoted, ...] = ()
    covered: tuple[str, ...] = ()
    moved: Mapping[str, int] = field(default_factory=dict[str, int])
    merged: tuple[str, ...] = ()
    skipped: int = 0
    stages_ms: tuple[tuple[str, float], ...] = ()

    @property
    def changed(self) -> bool:
        """True when the sleep changes anything."""
        return bool(self.patterns or self.demoted or self.moved or self.merged)


@dataclass(frozen=True, slots=True)
class SleepRun:
    """The record of a sleep: what it changed, by id.

    Attributes:
        state: ``applying`` and ``undoing`` were cut short: the next sleep finishes them.
        moved: Events that changed their tier (count).
    """

    id: str
    state: SleepRunState
    started_at: datetime
    ended_at: datetime | None
    promoted: tuple[str, ...] = ()
    reinforced: tuple[str, ...] = ()
    demoted: tuple[str, ...] = ()
    moved: int = 0
    merged: tuple[str, ...] = ()
