"""The values that cross graphmem's border: frozen, without behaviour that does I/O.

``Event`` is validated (pydantic), since it comes from outside; all others are what graphmem
gives back. Instants are ``datetime`` with a zone. What a recall gives back is in ``contexts``, what
the user's word works on in ``conflicts``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from graphmem.conflicts import Change as Change
from graphmem.conflicts import Claim as Claim
from graphmem.conflicts import Conflict as Conflict
from graphmem.conflicts import ConflictKind as ConflictKind
from graphmem.conflicts import ConflictStatus as ConflictStatus
from graphmem.conflicts import Correction as Correction
from graphmem.conflicts import Decision as Decision
from graphmem.conflicts import Explanation as Explanation
from graphmem.conflicts import Feedback as Feedback
from graphmem.conflicts import Keep as Keep
from graphmem.conflicts import Merge as Merge
from graphmem.contexts import Context as Context
from graphmem.contexts import ContextItem as ContextItem
from graphmem.contexts import Dispute as Dispute
from graphmem.contexts import Passed as Passed
from graphmem.contexts import Recurrence as Recurrence
from graphmem.contexts import Source as Source
from graphmem.contexts import Step as Step
from graphmem.sleeping import SleepReport as SleepReport
from graphmem.sleeping import SleepRun as SleepRun
from graphmem.sleeping import SleepRunState as SleepRunState

Tier = Literal["sensory", "working", "episodic", "archive"]
Kind = Literal[
    "fact", "preference", "plan", "experience", "correction", "question", "small_talk", "other"
]
ReceiptStatus = Literal["added", "repeated", "forgotten"]
Diffusion = Literal["auto", "network", "spread", "pagerank", "none"]
Order = Literal["score", "time", "path"]
Selection = Literal["auto", "score", "coverage"]
Scalar = str | int | float | bool | None

_Name = Annotated[str, StringConstraints(min_length=1, max_length=512, strip_whitespace=True)]


class Event(BaseModel):
    """One thing that was said or happened, as a caller hands it in.

    Attributes:
        text: What was said.
        session_id: The caller's name of the conversation; absent: one session per day.
        speaker: Who said it ("Ana"); "I" and "my" in the text mean this person.
        role: Role in a chat ("user", "assistant", "tool").
        at: When; absent: now. Without a zone it is read in ``settings.ingest.timezone``.
        external_id: The caller's id; the same id twice is one event.
        seq: Order among events of one instant; absent: order of arrival.
        important: Never gated out.
        force: Stored even if it was forgotten before.
        metadata: JSON kept with the event, returned with recalls, never searched.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    session_id: _Name | None = None
    speaker: _Name | None = None
    role: _Name | None = None
    at: datetime | None = None
    external_id: _Name | None = None
    seq: int | None = Field(default=None, ge=0, le=2**31 - 1)
    important: bool = False
    force: bool = False
    media_type: _Name | None = None
    uri: Annotated[str, StringConstraints(max_length=4096)] | None = None
    metadata: dict[str, JsonValue] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one event.

    Attributes:
        event_id: The event's id in the graph.
        status: ``added``; ``repeated`` when the same event was there already; ``forgotten`` when
            it was erased before, or tells what was: nothing of it is stored (see ``Event.force``).
        tier: Where it lives; ``sensory`` means that the gate found nothing worth keeping,
            ``working`` that it serves its session only.
        reason: Why the gate chose so, in words.
        kind: What sort of statement it is.
        entities: Names linked to it.
        facts: Facts it states, as text.
        times: Time expressions with the interval they resolve to.
        chunks: Ids of the parts of a long text, else empty.
        warnings: What could not be done as well as usual (a language without rules, say).
        revision: The user's revision after the write.
    """

    event_id: str
    external_id: str | None
    status: ReceiptStatus
    tier: Tier
    reason: str
    kind: Kind
    entities: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    times: tuple[ResolvedTime, ...] = ()
    chunks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    revision: int = 0


@dataclass(frozen=True, slots=True)
class ResolvedTime:
    """A time expression and the half-open interval [start, end) it names.

    Attributes:
        text: The words ("last Tuesday").
        span: Character offsets [start, end) in the text.
    """

    text: str
    span: tuple[int, int]
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class RecallOptions:
    """How to recall.

    Attributes:
        limit: Most items to return.
        budget_tokens: Most tokens of context; None: only ``limit`` counts.
        as_of: What was true then: nothing that happened later.
        known_at: What was known then: nothing recorded later.
        session_id: Only this session, its working memory included.
        explain: Give each item the path that activated it.
        deep: Search every tier: sensory, working memory of all sessions, archive too.
        diffusion: ``auto`` (default) is ``network``, but ``spread`` in memories of long turns;
            ``network`` weighs a region's links by what it was trained on;
            ``spread`` takes one step by hand-set weights; ``pagerank`` walks the whole
            graph; ``none`` takes the seeds alone.
        order: ``score`` (best first), ``time`` (oldest first), or ``path`` (an item stands after
            the one that led to it). What is in dispute stands together, where the better side
            would: what was said last first, unless the order is ``time``.
        select: ``score`` takes the best that fit; ``coverage`` what covers the question best
            with the least repetition; ``auto`` (default) is ``coverage`` where the budget is too
            small for the best ``limit`` items, else ``score``.
        enough: Stop where the items hold this share of all that is expected to be needed, in
            (0, 1]; docs/context.md says what it saves and loses. None (default): as many as
            ``limit`` and budget allow. Only what the network weighed has chances to sum;
            elsewhere it changes nothing.
    """

    limit: int = 10
    budget_tokens: int | None = None
    as_of: datetime | None = None
    known_at: datetime | None = None
    session_id: str | None = None
    explain: bool = False
    deep: bool = False
    diffusion: Diffusion = "auto"
    order: Order = "score"
    select: Selection = "auto"
    enough: float | None = None


@dataclass(frozen=True, slots=True)
class WorkingMemory:
    """What is in mind in a session: its latest events, oldest first."""

    session_id: str
    items: tuple[WorkingItem, ...]
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkingItem:
    """One event of the session at hand."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that lost support by an erasure and stays, since others support it.

    Attributes:
        text: What a fact says, an entity is called, or a Semantic node says, now.
        events: How many events still support it; ``event_id`` is one of them.
    """

    kind: Literal["fact", "entity", "semantic"]
    id: str
    text: str
    events: int
    event_id: str | None


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """The receipt of a ``forget``: what was removed, by id, and what stays.

    Attributes:
        semantics: Semantic nodes that nothing else supported.
        redacted: Events that stay without the words that were forgotten: the id they have now, and
            the one before.
        kept: What stays, since others support it.
        recomputed: Ids of what stays with other values: facts, entities, Semantic nodes.
        accesses: Recalls that were taken out of the access log (count).
        remains: Where the name that was forgotten still stands, as "Session: 2": in the caller's
            own ids, and as a part of others' names ("Ana" in "Ana Ray").
    """

    events: tuple[str, ...]
    sentences: tuple[str, ...]
    facts: tuple[str, ...]
    entities: tuple[str, ...]
    sessions: tuple[str, ...]
    everything: bool = False
    semantics: tuple[str, ...] = ()
    redacted: Mapping[str, str] = field(default_factory=dict[str, str])
    kept: tuple[Kept, ...] = ()
    recomputed: tuple[str, ...] = ()
    accesses: int = 0
    remains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompactReport:
    """What making a user's files anew did.

    Attributes:
        before: Size of the user's files (bytes); ``after`` likewise. None: a server keeps them.
        advice: What is to be done elsewhere; None: all was done.
    """

    user_id: str
    before: int | None
    after: int | None
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class ReextractStep:
    """What reading one event anew changed, in mentions and statements (counts).

    Attributes:
        kept: Found by both versions of the extractor.
        added: Found by the new one only.
        retracted: Found by the old one only; they stay in the graph, and count for nothing.
        done: Events that this call has read so far.
        total: Events that it has to read.
        warnings: What could not be done as well as usual.
    """

    event_id: str
    kept: int
    added: int
    retracted: int
    done: int
    total: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UserStats:
    """Sizes of one user's memory."""

    user_id: str
    revision: int
    nodes: Mapping[str, int]
    edges: Mapping[str, int]
    tiers: Mapping[str, int]
    disk_bytes: int | None
