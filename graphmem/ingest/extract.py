"""What one event says: sentences, mentions, time expressions and facts.

``Extractor`` is the port: ``ModelExtractor`` (``ingest/model_extractor``) reads with the trained
network, ``RuleExtractor`` (``ingest/rules``) without any model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from graphmem.types import ResolvedTime

MentionRole = Literal["topic", "speaker", "mention"]
EntityKind = Literal[
    "person",
    "organisation",
    "place",
    "work",
    "product",
    "event",
    "email",
    "url",
    "quantity",
    "name",
]
#: Kind of entity by the label of a recogniser (``psm/labels``); dates and numbers name nothing.
NAME_KINDS: dict[str, EntityKind] = {
    "person": "person",
    "organisation": "organisation",
    "place": "place",
    "work": "work",
    "product": "product",
    "event": "event",
    "other": "name",
}
#: How a fact is meant. Only ``asserted`` is said to be so.
Modality = Literal[
    "asserted",
    "able",  # can
    "possible",  # might, maybe
    "planned",  # will, going to, plans to, in order to
    "wanted",  # wants to, hopes that
    "attempted",  # tries to
    "obliged",  # must, should, has to
    "believed",  # thinks that
    "reported",  # says that, by someone else than the speaker
    "conditional",  # if, would
    "imagined",  # as if, pretend that
    "commanded",  # an imperative
    "asked",  # a question
]
Tense = Literal["past", "perfect", "present", "future", "none"]


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """A sentence as character offsets [start, end) in the event's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity seen at [start, end) of the event's text.

    Attributes:
        name: Surface form as it stands in the text (for a speaker: the speaker's name).
        role: ``topic`` is what the text is about (its heading, or the subject that opens it).
        confidence: In (0, 1].
    """

    start: int
    end: int
    name: str
    kind: EntityKind
    role: MentionRole
    confidence: float


@dataclass(frozen=True, slots=True)
class FactDraft:
    """A statement subject–predicate–object found at [start, end).

    Attributes:
        subject: Name; the speaker for "I".
        predicate: Normalised: lemma, particle, preposition joined by "_" ("live_in").
        object: Name or literal words.
        object_is_entity: False when ``object`` is a literal (a date, an amount, a thing).
        positive: False for "does not", "no longer".
        valid_from: When it began to hold, if the text says so.
        valid_to: When it ceased to hold, if the text says so.
        text: The statement in words; empty: composed of subject, predicate and object.
        modality: How it is meant; a plan and its fulfilment are two facts.
        said_by: Who is said to have said it, when that is not the speaker.
        subject_kind: What sort of thing the subject is; ``name`` where nothing says.
        object_kind: Likewise, of an object that is an entity.
    """

    start: int
    end: int
    subject: str
    predicate: str
    object: str
    object_is_entity: bool
    positive: bool
    confidence: float
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    text: str = ""
    modality: Modality = "asserted"
    tense: Tense = "none"
    said_by: str | None = None
    subject_kind: EntityKind = "name"
    object_kind: EntityKind = "name"


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier turn of the same session."""

    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """One text and what must be known to understand it.

    Attributes:
        occurred_at: When it was said, with a zone; relative times are resolved from it.
        speaker: Who "I" is; None leaves first-person statements out.
        before: The turns before it in its session, oldest first: who "you" and "she" are.
    """

    text: str
    occurred_at: datetime
    speaker: str | None = None
    before: tuple[Before, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one text; spans point into that text."""

    sentences: tuple[SentenceSpan, ...]
    mentions: tuple[Mention, ...]
    times: tuple[ResolvedTime, ...]
    facts: tuple[FactDraft, ...]
    warnings: tuple[str, ...] = ()


class Extractor(Protocol):
    """Finds what a text says."""

    @property
    def version(self) -> str:
        """Name and version, stored on each derived edge."""
        ...

    def extract_all(self, said: Sequence[Said]) -> list[Extraction]:
        """Return what each text says, in order; the same text says the same in any company."""
        ...

    def times(self, text: str, *, occurred_at: datetime) -> tuple[ResolvedTime, ...]:
        """Return only the time expressions of a text (all that a question needs)."""
        ...
