"""The statements of two facts in order of time, and which of them may interfere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from graphmem.clock import from_ms
from graphmem.conflicts import ConflictKind
from graphmem.dynamics.beliefs import Told, start_of
from graphmem.dynamics.families import held_by_one, normalised
from graphmem.dynamics.interference import Comparable, examine
from graphmem.dynamics.statements import Pair, Statement
from graphmem.stores.base import Row

_MOST = 8  # changes between two facts that are looked at, the last ones
#: Predicates whose past tells a state that lasts: who moved to Oslo lives there.
_ENTERING = frozenset(
    normalised(saying)
    for saying in (
        *("move to", "relocate to", "settle in", "settle down in", "move into", "move back to"),
        *("join", "start at", "start work at", "start work for", "start job at", "begin at"),
        *("be hired by", "get a job at", "get job at", "take a job at", "take job at", "switch to"),
        *("marry", "be married to", "married to", "get married to", "wed", "become", "turn"),
        *("be employed at", "employed at", "transfer to", "change to", "take over", "buy", "get"),
        *(
            "married",
            "engaged",
            "divorced",
            "turn",
            "go",
            "change to",
            "be with",
            "sign with",
            "marry",
            "engage",
            "divorce",
        ),
        *("adopt", "reschedule to", "postpone to", "be reschedule to", "be postpone to"),
    )
)
_STATES = frozenset({"married", "engaged", "divorced", "separated", "widowed", "retired"})
_NOW = re.compile(r"\b(?:now|currently|nowadays|these days)\b", re.IGNORECASE)
_PAST = frozenset({"past", "perfect"})
#: Kinds of names, which a recogniser takes for each other where a name stands alone.
_NAMES = frozenset({"person", "place", "organisation", "work", "product", "event"})
_DATE = re.compile(
    r"\b(?:1\d{3}|20\d{2}|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.,;:!?]\s|\b(?:and|but|because|while|when)\b")
_DENIED = "yes against no"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a fact as the graph holds it.

    Attributes:
        start: From when it holds (epoch ms).
        order: Place among all statements: by start, then by when it was recorded and said.
        breath: Where it stands: statements of one breath are told together.
    """

    fact_id: str
    subject_id: str
    statement: Statement
    start: int
    order: tuple[int, int, int, int, int, str]
    breath: tuple[str, int, str]
    recorded_at: int
    event_id: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A statement of one fact, and the next one of another: did the second change the first?"""

    older: Said
    newer: Said

    @property
    def held(self) -> bool:
        """Tell whether both give one thing to one subject each ("Ana leads the team")."""
        both = self.older.statement, self.newer.statement
        return self.older.subject_id != self.newer.subject_id and all(
            held_by_one(s.predicate, s.object) and s.positive for s in both
        )

    @property
    def pair(self) -> Pair:
        """Both as the interference head reads them; the graph says that their subject is one."""
        older, newer = self.older.statement, self.newer.statement
        if self.held:
            older, newer = _turned(older), _turned(newer)
        kinds = {older.object_kind, newer.object_kind}
        if len(kinds) > 1 and kinds <= _NAMES | {""}:
            older, newer = (replace(s, object_kind="") for s in (older, newer))
        return Pair(older, newer, same_subject=True)


def _turned(said: Statement) -> Statement:
    """Return a statement told from its object."""
    return replace(
        said,
        subject=said.object,
        object=said.subject,
        subject_kind=said.object_kind,
        object_kind=said.subject_kind,
        predicate="held by",
    )


def read_sides(rows: Iterable[Row]) -> dict[str, list[Said]]:
    """Return the statements of facts, from rows of ``conflicts.list_sides``, in their order."""
    found: dict[str, list[Said]] = defaultdict(list)
    for row in rows:
        found[str(row["id"])].append(_said(row))
    return {fact_id: sorted(said, key=lambda s: s.order) for fact_id, said in found.items()}


def _said(row: Row) -> Said:
    begun, ended = (cast("int | None", row[name]) for name in ("valid_from", "valid_to"))
    occurred, recorded = (cast("int", row[name]) for name in ("occurred_at", "recorded_at"))
    start, place = start_of(begun, occurred), cast("int", row["place"])
    seq = cast("int | None", row["seq"]) or 0
    event_id, text = str(row["event_id"]), str(row["text"])
    predicate, value = _state(str(row["predicate"]), str(row["object"]))
    statement = Statement(
        subject=str(row["subject"]),
        predicate=predicate,
        object=value,
        subject_kind=_kind(row["subject_kind"]),
        object_kind=_kind(row["object_kind"]),
        positive=bool(row["polarity"]),
        modality=str(row["modality"]),
        tense=_tense(str(row["predicate"]), str(row["tense"] or "none"), text),
        text=_with_now(text, value, str(row["said"])),
        valid_from=None if begun is None else from_ms(begun),
        valid_to=None if ended is None else from_ms(ended),
        said_at=from_ms(occurred),
    )
    return Said(
        fact_id=str(row["id"]),
        subject_id=str(row["subject_id"]),
        statement=statement,
        start=start,
        order=(start, recorded, occurred, seq, place, str(row["id"])),
        breath=(event_id, place, str(row["tense"])),
        recorded_at=recorded,
        event_id=event_id,
    )


def _state(predicate: str, value: str) -> tuple[str, str]:
    """Return "be", "married" for what a participle alone says ("got married in June")."""
    alone = value == predicate or value.partition(" ")[0] in {"in", "since", "on", "for", "last"}
    return ("be", predicate) if alone and predicate in _STATES else (predicate, value)


def _with_now(text: str, value: str, said: str) -> str:
    """Return a statement in words with the "now" that its making lost ("X has boss Y").

    Args:
        text: The statement.
        value: Its object.
        said: The sentence that states it.
    """
    clauses = [c for c in _CLAUSE.split(said) if value.casefold() in c.casefold()]
    lost = len(clauses) == 1 and _NOW.search(clauses[0]) and not _NOW.search(text)
    return f"{text} now" if lost else text


def _kind(kind: object) -> str:
    """Return what sort of thing a name stands for; "name" says nothing."""
    return "" if kind in (None, "name") else str(kind)


def _tense(predicate: str, tense: str, text: str) -> str:
    """Return a tense; none where the past tells what lasts."""
    lasting = tense in _PAST and normalised(predicate) in _ENTERING
    return "none" if lasting and "used to" not in text else tense


def told(sides: dict[str, list[Said]]) -> dict[str, list[Told]]:
    """Return statements as the rules of belief read them."""
    return {
        fact_id: [Told(fact_id, s.start, s.recorded_at, event_id=s.event_id) for s in said]
        for fact_id, said in sides.items()
    }


def turns(one: Sequence[Said], other: Sequence[Said], *, since: int | None = None) -> list[Turn]:
    """Return where a statement of one fact is followed by one of the other, oldest first.

    The same whichever was told first. What is told in one breath lies side by side.

    Args:
        since: Only turns with a statement recorded then or later (epoch ms).
    """
    line = sorted([*one, *other], key=lambda s: s.order)
    found = [
        Turn(a, b)
        for a, b in pairwise(line)
        if a.fact_id != b.fact_id
        and a.breath != b.breath
        and (since is None or max(a.recorded_at, b.recorded_at) >= since)
    ]
    return [turn for turn in found if worth(turn)][-_MOST:]


def worth(turn: Turn) -> bool:
    """Tell whether the rules let a pair through whose predicates mean the same.

    The same, an alias, a list, a part of a whole or a finer date is no other value.
    """
    found = examine(turn.pair, similarity=1.0, threshold=1.0)
    if not isinstance(found, Comparable):
        return False
    return found.question == "polarity" or found.exclusive or found.objects == "different"


def kind_of(turn: Turn, reasons: Sequence[str]) -> ConflictKind:
    """Return what is wrong between two statements that exclude each other."""
    if _DENIED in reasons:
        return "negation"
    older, newer = turn.older.statement, turn.newer.statement
    if _DATE.search(older.object) and _DATE.search(newer.object):
        return "temporal"
    said = normalised(newer.predicate).split()
    own = "'s " not in newer.subject and "’s " not in newer.subject
    return "identity" if own and said[:1] == ["be"] and said[1:] in ([], ["a"], ["an"]) else "value"
