"""The statements of two facts in order of time, and which of them may interfere."""

from __future__ import annotations

import re
import sys
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
from graphmem.dynamics.objects import is_owned, words
from graphmem.dynamics.statements import Pair, Statement
from graphmem.dynamics.turned import from_object, lasts
from graphmem.ingest.wording import (
    NOW,
    cut,
    definite,
    kind_of_name,
    lasting_tense,
    one_of_many,
    state,
    two_things,
    with_now,
)
from graphmem.stores.base import Row

_MOST = 8  # changes between two facts that are looked at, the last ones
#: Kinds of names, which a recogniser takes for each other where a name stands alone.
_NAMES = frozenset({"person", "place", "organisation", "work", "product", "event"})
_DATE = re.compile(
    r"\b(?:1\d{3}|20\d{2}|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"\b(?:but|not|actually|sorry|rather|instead|I mean)\b", re.IGNORECASE)
_END = re.compile(r"[.!?;]\s")
_DENIED = "yes against no"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a fact as the graph holds it.

    Attributes:
        start: From when it holds (epoch ms).
        order: Place among all statements: by start, then by when it was recorded and said.
        breath: Where it stands: statements of one breath are told together.
        words: The sentence or short text that states it.
        local: Its subject is named by a common noun that an earlier sentence of the same text
            explains ("the film"): in another text that is another one.
    """

    fact_id: str
    subject_id: str
    statement: Statement
    start: int
    order: tuple[int, int, int, int, int, str]
    breath: tuple[str, int, str]
    recorded_at: int
    event_id: str
    words: str = ""
    local: bool = False


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
    def turned(self) -> bool:
        """Tell whether one of both is told from its object, or both are."""
        return self.held or self._of_thing is not None

    @property
    def _of_thing(self) -> tuple[Statement, Statement] | None:
        """Return both as they speak of one thing, if the subject of one is the other's object."""
        older, newer = self.older.statement, self.newer.statement
        if self.older.subject_id == self.newer.subject_id:
            return None
        first, second = from_its_object(older), from_its_object(newer)
        for one, other in ((first, second), (first, newer), (older, second)):
            if one and other and words(one.subject) == words(other.subject):
                return one, other
        return None

    @property
    def pair(self) -> Pair:
        """Both as the interference head reads them; the graph says that their subject is one."""
        older, newer = self.older.statement, self.newer.statement
        if self.held:
            older, newer = _turned(older), _turned(newer)
        else:
            older, newer = self._of_thing or (older, newer)
        kinds = {older.object_kind, newer.object_kind}
        if len(kinds) > 1 and kinds <= _NAMES | {""}:
            older, newer = (replace(s, object_kind="") for s in (older, newer))
        return Pair(older, newer, same_subject=True)


def _turned(said: Statement) -> Statement:
    """Return a statement told from its object."""
    return replace(_swapped(said), predicate="held by")


def _swapped(said: Statement) -> Statement:
    return replace(
        said,
        subject=said.object,
        object=said.subject,
        subject_kind=said.object_kind,
        object_kind=said.subject_kind,
    )


def from_its_object(said: Statement) -> Statement | None:
    """Return what a statement says of its object: "Shell hired Ana" as "Ana was hired by Shell"."""
    predicate = from_object(said.predicate, said.object)
    if predicate is None:
        return None
    told = predicate.replace("be ", "was ", 1) if predicate.startswith("be ") else predicate
    told = told.replace("have ", "has ", 1) if told.startswith("have ") else told
    now = " now" if NOW.search(said.text) else ""
    return replace(
        _swapped(said),
        predicate=predicate,
        tense=said.tense if lasts(said.predicate) else "none",
        text=f"{said.object} {told} {said.subject}{now}",
    )


def read_sides(rows: Iterable[Row]) -> dict[str, list[Said]]:
    """Return the statements of facts, from rows of ``conflicts.list_sides``, in their order."""
    found: dict[str, list[Said]] = defaultdict(list)
    for row in sorted(rows, key=_place):
        if not cut(str(row["subject"]), str(row["said"])):
            found[str(row["id"])].append(_said(row))
    return {fact_id: sorted(said, key=lambda s: s.order) for fact_id, said in found.items()}


def _place(row: Row) -> tuple[str, int, int, str, int, int]:
    """Order statements by fact and time; a statement without a number comes last of its time."""
    occurred, place, recorded = (
        cast("int", row[name]) for name in ("occurred_at", "place", "recorded_at")
    )
    seq = sys.maxsize if row["seq"] is None else cast("int", row["seq"])
    return str(row["id"]), occurred, seq, str(row["event_id"]), place, recorded


def _said(row: Row) -> Said:
    begun, ended = (cast("int | None", row[name]) for name in ("valid_from", "valid_to"))
    occurred, recorded = (cast("int", row[name]) for name in ("occurred_at", "recorded_at"))
    start, place = start_of(begun, occurred), cast("int", row["place"])
    seq = cast("int | None", row["seq"]) or 0
    event_id, text = str(row["event_id"]), str(row["text"])
    predicate, value = state(str(row["predicate"]), str(row["object"]))
    statement = Statement(
        subject=str(row["subject"]),
        predicate=predicate,
        object=value,
        subject_kind=kind_of_name(row["subject_kind"]),
        object_kind=kind_of_name(row["object_kind"]),
        positive=bool(row["polarity"]),
        modality=str(row["modality"]),
        tense=lasting_tense(str(row["predicate"]), str(row["tense"] or "none"), text),
        text=with_now(text, value, str(row["said"]), predicate),
        valid_from=None if begun is None else from_ms(begun),
        valid_to=None if ended is None else from_ms(ended),
        said_at=from_ms(occurred),
        definite=definite(str(row["predicate"]), value, str(row["said"])),
        said=str(row["said"]),
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
        words=str(row["said"]),
        local=row["speaker"] is None
        and cast("int", row["offset"]) > 0
        and _is_common(statement.subject, text),
    )


def _is_common(subject: str, text: str) -> bool:
    """Tell whether a statement calls its subject by a common noun of nobody's ("film")."""
    return text.startswith(subject.lower()) and not is_owned(subject)


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
        and not _together(a, b)
        and (since is None or max(a.recorded_at, b.recorded_at) >= since)
    ]
    return [turn for turn in found if worth(turn)][-_MOST:]


def _together(one: Said, other: Said) -> bool:
    """Tell what is told together, in one breath or sentence, or of two things of one name."""
    if one.event_id != other.event_id:
        if one.subject_id != other.subject_id:
            return False
        apart = two_things(one.statement.subject, one.words, other.words)
        return apart or (one.local and other.local)
    if one.breath == other.breath:
        return True
    if one.subject_id != other.subject_id:
        return not Turn(one, other).held  # "I said Ana leads it, but Ben does" is a correction
    first, last = sorted((one.breath[1], other.breath[1]))
    denied = one.statement.positive != other.statement.positive
    if one.words != other.words or denied or _CORRECTS.search(one.words):
        return False
    return not _END.search(one.words[first:last])


def worth(turn: Turn) -> bool:
    """Tell whether the rules let a pair through whose predicates mean the same.

    The same, an alias, a list, a part of a whole or a finer date is no other value.
    """
    newer = turn.newer.statement
    if one_of_many(newer.predicate, newer.subject):
        return False  # what one has several of is judged by "have_uncle"
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
    named = not is_owned(newer.subject)
    return (
        "identity" if named and said[:1] == ["be"] and said[1:] in ([], ["a"], ["an"]) else "value"
    )
