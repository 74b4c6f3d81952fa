"""What the user's word works on: conflicts, decisions, corrections, merges, explanations.

Frozen values; instants are ``datetime`` with a zone. ``docs/contradictions.md`` has the meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from graphmem.contexts import Source

ConflictKind = Literal["value", "negation", "temporal", "identity", "correction"]
ConflictStatus = Literal["open", "resolved", "undone"]
Keep = Literal["a", "b", "both"]
Feedback = Literal["helpful", "irrelevant", "wrong"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One side of a conflict: a fact, with whoever said it.

    Attributes:
        id: Of the fact; of the event, where an event as a whole is in doubt.
        text: The fact in words.
        since: From when it holds: the time its words name, else when it was first said.
        sources: Events that state it, oldest first.
    """

    id: str
    text: str
    since: datetime
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided between two claims: by a rule, or by the user.

    Attributes:
        kept: The claim that stands: ``a``, ``b`` or ``both``.
        at: From when the other no longer holds; None: it never held, or both do.
        recorded_at: When it was decided.
        by: ``user``, or the version of the rules and tables.
        retracted_at: When it was undone; None: it stands.
    """

    kept: Keep
    at: datetime | None
    recorded_at: datetime
    by: str
    reason: str
    retracted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that cannot both hold, or of which one took the other's place.

    Attributes:
        id: Ids of both facts, the newer first, joined by "-"; stays the same for ever.
        kind: ``value`` (two values), ``negation`` (yes against no), ``temporal`` (two dates of one
            thing), ``identity`` (what somebody is), ``correction`` (a recalled event was called
            wrong; it has no ``b``).
        status: ``open``; ``resolved`` when a decision stands, a rule's or the user's; ``undone``
            when a rule's decision was undone and nothing else was found between the two.
        a, b: The older claim and the newer one.
        score: How sure the finder is, in [0, 1].
        rule: What found it.
        decisions: Oldest first; those that were undone too.
    """

    id: str
    kind: ConflictKind
    status: ConflictStatus
    a: Claim
    b: Claim | None
    score: float
    rule: str
    detected_at: datetime
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction did.

    Attributes:
        event_id: The event that holds the user's words.
        corrected: The event, or the fact, that it corrects.
        replaced: Facts that no longer stand because of it.
        facts: Facts that the user's words state, as text.
    """

    event_id: str
    corrected: str
    replaced: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names taken as one entity.

    Attributes:
        id: Ids of both entities, joined by "-".
        a, b: Both names.
        score: Chance that they are one, in [0, 1].
        by: ``user``, or the version of the rules.
        retracted_at: When it was undone; None: it stands.
    """

    id: str
    a: str
    b: str
    score: float
    rule: str
    by: str
    recorded_at: datetime
    retracted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a memory.

    Attributes:
        at: When it became known (transaction time).
        what: ``said``, ``retracted``, ``conflict``, ``replaced``, ``decided``, ``undone``,
            ``corrected``, ``doubted``, ``recalled``, ``helpful``, ``moved`` (between
            tiers), ``learned`` …
        text: In words.
        other: Id of what else takes part (an event, a fact, a conflict), or an empty string.
    """

    at: datetime
    what: str
    text: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a memory rests on, and what changed it.

    Attributes:
        kind: Of what was asked about: ``event``, ``fact``, ``entity``, ``semantic``,
            ``conflict``.
        standing: ``current``, ``replaced``, ``disputed``, ``retracted``.
        rests_on: Events it comes from, oldest first; of a semantic memory the latest 100.
        changes: Oldest first.
    """

    id: str
    kind: str
    text: str
    standing: str
    rests_on: tuple[Source, ...]
    changes: tuple[Change, ...]
