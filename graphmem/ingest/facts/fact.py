"""What the rules give back: facts whose parts point at the words they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graphmem.ingest.extract import Modality, Tense

PhraseKind = Literal["speaker", "addressee", "entity", "noun", "value", "clause", "pronoun"]
_DENIALS: frozenset[str] = frozenset(
    {"not", "never", "no", "nobody", "nothing", "none", "neither", "nor", "longer", "used"}
    | {"stop", "stops", "stopped", "quit", "fail", "fails", "failed", "refuse", "refuses"}
    | {"refused", "decline", "declines", "declined", "avoid", "avoids", "avoided", "neglected"}
)
#: The rule class, which fixes the confidence.
Rule = Literal[
    "possessive", "naming", "copula", "object", "passive", "agent", "oblique", "complement",
    "apposition", "relative", "chain", "existential", "participle", "clause", "elided", "single",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A subject or an object.

    Attributes:
        start: Offset of its first character in the text.
        end: Offset behind its last character.
        words: The words at [start, end).
        name: What it stands for: the speaker for "I", "Ana's sister" for "my sister"; else the
            words without a leading article.
        kind: ``pronoun`` is one that was not resolved.
    """

    start: int
    end: int
    words: str
    name: str
    kind: PhraseKind

    @property
    def said(self) -> str:
        """The words with their article, or what they stand for where that is something else."""
        words = " ".join(self.words.split())
        return words if words.endswith(self.name) and self.kind != "entity" else self.name


@dataclass(frozen=True, slots=True)
class Predicate:
    """What is said of the subject.

    Attributes:
        name: Normalised: lemmas of the chain, particle, preposition, joined by "_" ("move_to").
        words: As said, with auxiliaries and negation ("did not move to").
    """

    start: int
    end: int
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement subject-predicate-object.

    Attributes:
        sentence: Offsets [start, end) of its sentence.
        positive: False for "does not", "never", "no longer".
        said_by: Who is said to have said it, when that is not the speaker.
        rule: Which construction it was read from.
        confidence: Of the rule class, in (0, 1].
        statement: The clause in words; empty where it does not hold all parts of the fact.
    """

    subject: Phrase
    predicate: Predicate
    object: Phrase
    sentence: tuple[int, int]
    positive: bool
    tense: Tense
    modality: Modality
    said_by: str | None
    rule: Rule
    confidence: float
    statement: str = ""

    @property
    def text(self) -> str:
        """The statement in words, with who "I" is put in."""
        if self.statement:
            return self.statement
        said = self.predicate.words
        if not self.positive and not _DENIALS & {*said.split(), *self.object.words.lower().split()}:
            said = f"not {said}"
        alone = said.split()[-1:] == [self.object.words.lower()]  # its own object
        words = (self.subject.name, said, *(() if alone else (self.object.said,)))
        return " ".join(words)

    @property
    def span(self) -> tuple[int, int]:
        """Offsets [start, end) around all its parts."""
        parts = (self.subject, self.predicate, self.object)
        return min(p.start for p in parts), max(p.end for p in parts)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that is not worth keeping, and why."""

    fact: Fact
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """All that one text states, in order, and what was left out."""

    facts: tuple[Fact, ...]
    rejected: tuple[Rejected, ...]


CONFIDENCE: dict[Rule, float] = {
    "possessive": 0.9,
    "naming": 0.9,
    "copula": 0.8,
    "object": 0.8,
    "passive": 0.75,
    "agent": 0.8,
    "oblique": 0.75,
    "complement": 0.7,
    "apposition": 0.8,
    "relative": 0.65,
    "chain": 0.7,
    "existential": 0.6,
    "participle": 0.55,
    "clause": 0.55,
    "elided": 0.6,
    "single": 0.5,
}
