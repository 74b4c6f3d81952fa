"""What the suite ``updates`` fills memories with, and what it asks of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from benchmarks.cases import Question
from graphmem.types import Event


@dataclass(frozen=True, slots=True)
class Update:
    """A fact that was told, and later told otherwise. Events are external ids.

    Attributes:
        kind: How the later statement is worded (``changed``, ``plain``, ``corrected`` …).
        current: The event that tells what holds now.
        old: The event that tells what holds no longer.
        before: An instant at which the old value held; None: a correction, it never did.
    """

    kind: str
    question: str
    current: str
    old: str
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Two statements that both hold: no conflict is to be found between them.

    Attributes:
        kind: ``many`` values, ``finer``, ``plan`` or ``past``.
    """

    kind: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class World:
    """One user's memory with its updates.

    Attributes:
        events: In the order in which they are told; ``at`` may lie before that of earlier ones.
        unrelated: Events told once, which nothing contradicts.
        chains: Questions whose gold is all the facts of a chain, after all updates.
        topics: Wordings by topic and cardinality: what a user would declare is read from them.
    """

    set: str
    user_id: str
    events: tuple[Event, ...]
    updates: tuple[Update, ...]
    unrelated: frozenset[str]
    together: tuple[Together, ...] = ()
    chains: tuple[Question, ...] = ()
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """Statements of one property, with the number of values it has.

    Attributes:
        cardinality: ``one`` for ever, ``now`` (one at a time), or ``many``.
        told: Events that state it.
    """

    name: str
    cardinality: str
    told: tuple[Event, ...]
