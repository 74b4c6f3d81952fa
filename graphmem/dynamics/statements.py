"""Statements as interference sees them: structured, in pairs, and what is known of a predicate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: How many values a predicate has: one for ever, one at a time, several side by side.
Cardinality = Literal["one", "one_at_a_time", "many"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement subject-predicate-object.

    Attributes:
        subject: Name of what is spoken of.
        predicate: Normalised ("live_in") or in words ("lives in").
        object: Name or literal words.
        subject_kind: "person", "place" …; "name" or "" where nothing says.
        object_kind: Likewise.
        positive: False for "does not", "no longer".
        modality: ``asserted``, ``planned`` …, as extraction names them.
        tense: ``past``, ``perfect``, ``present``, ``future`` or ``none``.
        text: The statement in words; empty: made of subject, predicate and object.
        valid_from: When it began to hold, where that is known.
        valid_to: When it ceased to hold, where that is known.
        said_at: When it was said.
        definite: It is told as the only one ("the author of Dune is …", "the sport Ana plays is").
        said: The sentence that states it, where that is known.
    """

    subject: str
    predicate: str
    object: str
    subject_kind: str = ""
    object_kind: str = ""
    positive: bool = True
    modality: str = "asserted"
    tense: str = "none"
    text: str = ""
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    said_at: datetime | None = None
    definite: bool = False
    said: str = ""

    @property
    def words(self) -> str:
        """The statement in words."""
        return self.text or " ".join((self.subject, self.predicate.replace("_", " "), self.object))


@dataclass(frozen=True, slots=True)
class Counted:
    """What a graph shows of a predicate.

    Attributes:
        single: Subjects with one object, among those of which it was said.
        several: Subjects with two or more objects that hold side by side.
    """

    single: int
    several: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements, the older first.

    Attributes:
        older: What was said, or held, first.
        newer: What came after it.
        counted: What the user's graph shows of the predicate.
        declared: The predicate's cardinality where a user declared it; it outweighs everything.
        same_subject: The subjects are one entity though their names differ (or False: homonyms).
    """

    older: Statement
    newer: Statement
    counted: Counted | None = None
    declared: Cardinality | None = None
    same_subject: bool | None = None
