"""What a generated dialogue is made of: facts, turns that tell them, questions about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from graphmem.types import Kind


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact of a speaker's life.

    Attributes:
        subject: The speaker, or whose fact it is ("Ana's sister").
        kind: What sort of statement tells it.
        on: The day of which it was told, where its words name one.
        replaces: Id of the fact that it changed or corrected.
    """

    id: str
    subject: str
    predicate: str
    object: str
    kind: Kind
    on: date | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said.

    Attributes:
        facts: Ids of the facts that it tells.
        worth: Chance that a question is asked which it answers.
        previous: What was said right before, in the same session.
    """

    text: str
    speaker: str
    at: datetime
    session: int
    kind: Kind
    facts: tuple[str, ...]
    worth: float
    previous: str | None


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question about a fact, and the turns (by place in the dialogue) that answer it."""

    text: str
    answer: str
    fact: str
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Sessions of talk between two speakers, and what was told in them."""

    id: str
    speakers: tuple[str, str]
    turns: tuple[Turn, ...]
    facts: tuple[ToldFact, ...]
    questions: tuple[AskedQuestion, ...]
