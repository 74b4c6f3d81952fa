"""What a recall gives back: frozen values, and their form as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Literal, cast

from pydantic import JsonValue, TypeAdapter

VERSION = 1  # of the JSON; raised when a field goes or changes its meaning
Stance = Literal["disputed", "replaced", "replaces"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a recalled item comes from."""

    event_id: str
    external_id: str | None
    session_id: str
    speaker: str | None
    role: str | None
    occurred_at: datetime
    metadata: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of activation.

    Attributes:
        source: What passed activation on (words of the query, or an event's id).
        relation: How: "similar meaning", "same words", "about", "states of", "said by", "named
            time", "mentions" (the target is about what the source mentions), "names too" (both name
            it), "next: after", "next: before", "same session".
        via: The entity or session it passed through, or an empty string.
        target: Id of the event it reached.
        weight: Share of the final score that came this way.
    """

    source: str
    relation: str
    via: str
    target: str
    weight: float


@dataclass(frozen=True, slots=True)
class Dispute:
    """Another item of the same context tells otherwise.

    Attributes:
        stance: ``disputed`` (both cannot hold), ``replaced`` (the other took this one's place) or
            ``replaces`` (this one took the other's).
        event_id: The other item's event.
        occurred_at: When the other was said.
        fact: What this item states.
        against: What the other states.
    """

    stance: Stance
    event_id: str
    occurred_at: datetime
    fact: str
    against: str


@dataclass(frozen=True, slots=True)
class Passed:
    """An event that was activated and is no item: a way to one, or next in line.

    Attributes:
        score: Final activation.
    """

    event_id: str
    text: str
    speaker: str | None
    occurred_at: datetime
    score: float


@dataclass(frozen=True, slots=True)
class Recurrence:
    """What a semantic memory rests on: something that was said or happened again and again.

    Attributes:
        id: Of the semantic memory.
        kind: ``statement`` (the same said again), ``routine`` (the same done again) or ``shape``
            (the like of it with other names).
        support: Episodes behind it (count); ``sessions`` that they come from.
        first_at: When it was first said.
        confidence: Chance in [0, 1] that it stands.
    """

    id: str
    kind: str
    support: int
    sessions: int
    first_at: datetime
    last_at: datetime
    confidence: float


@dataclass(frozen=True, slots=True)
class ContextItem:
    """One remembered thing.

    Attributes:
        text: The remembered words.
        score: Final activation.
        parts: Score by ingredient (dense, bm25, link, speaker, time, spread, chain, session).
        sources: Events it comes from; the first is the item itself, others said the same. Of what
            recurs the latest five, newest first (``Memory.explain`` lists more).
        path: How activation reached it; empty unless ``explain`` was asked for.
        tokens: Tokens of the item's line in ``Context.text``.
        disputes: Items of the same context that tell otherwise; they stand next to it.
        recurrence: What it rests on, if it is a semantic memory.
    """

    text: str
    score: float
    parts: Mapping[str, float]
    sources: tuple[Source, ...]
    path: tuple[Step, ...]
    tokens: int
    disputes: tuple[Dispute, ...] = ()
    recurrence: Recurrence | None = None

    @property
    def times(self) -> int:
        """How often it was said (count): its sources are the latest of these."""
        return len(self.sources) if self.recurrence is None else self.recurrence.support


@dataclass(frozen=True, slots=True)
class Context:
    """The answer to a recall: as prompt text, as items, and as JSON (docs/context.md).

    Attributes:
        id: Names this recall in the access log, for feedback.
        query: The question.
        items: Remembered things in the order that was asked for; best first by default.
        text: Ready for a prompt; remembered text is quoted as data.
        tokens: Tokens of ``text``.
        confidence: Rule-based chance in [0, 1] that what is needed is among the items.
        known_user: False when nothing was ever remembered for this user.
        passed: Activated events that are no items; empty unless ``explain`` was asked for.
    """

    id: str
    query: str
    items: tuple[ContextItem, ...]
    text: str
    tokens: int
    confidence: float
    known_user: bool = True
    passed: tuple[Passed, ...] = ()

    def to_dict(self) -> dict[str, JsonValue]:
        """Return everything as JSON values, in the form of ``docs/context.schema.json``."""
        values = cast("dict[str, JsonValue]", _adapter().dump_python(self, mode="json"))
        return {"version": VERSION, "context_id": values.pop("id"), **values}

    def to_json(self, *, indent: int | None = None) -> str:
        """Return ``to_dict`` as text, in Unicode."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    @staticmethod
    def from_json(text: str) -> Context:
        """Read what ``to_json`` wrote; the two are each other's inverse.

        Raises:
            ValueError: The text is no JSON, of another version, or no context.
        """
        values: object = json.loads(text)
        if not isinstance(values, dict):
            raise ValueError("a context is a JSON object")  # noqa: TRY004 - the text is wrong
        fields = cast("dict[str, object]", values)
        if fields.get("version") != VERSION:
            raise ValueError(f"a context of version {fields.get('version')!r}, not {VERSION}")
        named = {("id" if k == "context_id" else k): v for k, v in fields.items() if k != "version"}
        return _adapter().validate_python(named)


@cache
def _adapter() -> TypeAdapter[Context]:
    return TypeAdapter(Context)
