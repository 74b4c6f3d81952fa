"""What is believed: which facts hold at a time, as far as was known at another.

Two time axes. Valid time: from when a fact holds, and from when another took its place.
Transaction time: when that was recorded, and when it was taken back. Every tie between facts and
every statement carries the second; nothing here reads a clock. All instants are epoch
milliseconds UTC. The rules follow the two axes of SQL:2011 (Kulkarni and Michels, 2012).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

#: ``RIVALS`` decides nothing and is no conflict: it says which of two to name first.
TieKind = Literal["CONFLICTS_WITH", "SUPERSEDES", "COEXISTS_WITH", "RIVALS"]
Status = Literal["open", "resolved"]


class Recorded(Protocol):
    """What came to be known at one time, and may have been taken back at another."""

    @property
    def recorded_at(self) -> int:
        """When it was recorded."""
        ...

    @property
    def retracted_at(self) -> int | None:
        """When it was taken back; None: it stands."""
        ...


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of a fact.

    Attributes:
        start: From when it holds: the time its words name, else when it was said.
        valid_from, valid_to: The time its words name, where they name one.
        event_id: Of the event, or chunk, that states it.
    """

    fact_id: str
    start: int
    recorded_at: int
    retracted_at: int | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """One edge between two facts.

    Attributes:
        source: The newer fact of a conflict, the winner of a replacement.
        target: The older one, the loser.
        at: Of a replacement: from when the loser no longer holds; None: it never held.
        by: ``user``, or the version of the rules.
        decided_at: Of what was brought back by an undo: when it was decided at first.
    """

    kind: TieKind
    source: str
    target: str
    recorded_at: int
    retracted_at: int | None = None
    at: int | None = None
    by: str = ""
    reason: str = ""
    score: float = 1.0
    rule: str = ""
    decided_at: int | None = None


#: Statements by fact. A fact that is not in it, or none of whose statements stands, takes no part.
ToldByFact = Mapping[str, Sequence[Told]]


def start_of(valid_from: int | None, occurred_at: int) -> int:
    """Return from when a statement holds: the time its words name, else when it was said."""
    return occurred_at if valid_from is None else valid_from


def stands(edge: Recorded, known_at: int | None = None) -> bool:
    """Tell whether something was recorded and not taken back, as known then; None: as of now."""
    if known_at is None:
        return edge.retracted_at is None
    return edge.recorded_at <= known_at and (
        edge.retracted_at is None or edge.retracted_at > known_at
    )


def stated(fact_id: str, told: ToldByFact, known_at: int | None = None) -> list[Told]:
    """Return the statements of a fact that stand."""
    return [t for t in told.get(fact_id, ()) if stands(t, known_at)]


def said_again(
    tie: Tie, told: ToldByFact, *, as_of: int | None = None, known_at: int | None = None
) -> bool:
    """Tell whether the loser of a replacement was stated again after it, up to ``as_of``."""
    decided = tie.recorded_at if tie.decided_at is None else tie.decided_at
    return any(
        (t.recorded_at > decided if tie.at is None else t.start > tie.at)
        and (as_of is None or t.start <= as_of)
        for t in stated(tie.target, told, known_at)
    )


def replacements(
    fact_id: str,
    ties: Iterable[Tie],
    told: ToldByFact,
    *,
    as_of: int | None = None,
    known_at: int | None = None,
) -> list[Tie]:
    """Return the replacements of a fact that count, the latest first.

    Args:
        ties: At least those that end at the fact.
        told: Statements of the fact and of all that may have taken its place.
        as_of: Valid time; None: after everything.
        known_at: Transaction time; None: now.
    """
    found = [
        tie
        for tie in ties
        if tie.kind == "SUPERSEDES"
        and tie.target == fact_id
        and stands(tie, known_at)
        and (tie.at is None or as_of is None or tie.at <= as_of)
        and stated(tie.source, told, known_at)
        and not said_again(tie, told, as_of=as_of, known_at=known_at)
    ]
    return sorted(found, key=lambda t: (-_end(t), -t.recorded_at, t.source))


def replaced_by(
    fact_id: str,
    ties: Iterable[Tie],
    told: ToldByFact,
    *,
    as_of: int | None = None,
    known_at: int | None = None,
) -> list[str]:
    """Return the facts that took a fact's place, the latest first; empty: none did."""
    found = replacements(fact_id, ties, told, as_of=as_of, known_at=known_at)
    return list(dict.fromkeys(tie.source for tie in found))


def status(ties: Iterable[Tie], *, known_at: int | None = None) -> Status | None:
    """Return how a pair of facts stands, by the ties between them; None: nothing stands."""
    kinds = {tie.kind for tie in ties if stands(tie, known_at)} - {"RIVALS"}
    if kinds & {"SUPERSEDES", "COEXISTS_WITH"}:
        return "resolved"
    return "open" if kinds else None


def rivals(ties: Iterable[Tie], *, known_at: int | None = None) -> bool:
    """Tell whether two facts may be each other's other value, which nobody decided.

    They are in open conflict, or nothing but ``RIVALS`` was ever recorded between them.
    """
    known = [tie for tie in ties if known_at is None or tie.recorded_at <= known_at]
    if all(tie.kind == "RIVALS" for tie in known):
        return any(stands(tie, known_at) for tie in known)
    return status(known, known_at=known_at) == "open"


def validity(fact_id: str, ties: Iterable[Tie], told: ToldByFact) -> tuple[int | None, int | None]:
    """Return from when until when a fact holds: a summary of its statements and replacements.

    The widest time that its statements name. A replacement that no later statement follows ends
    it, the first of them where there are several; where it never held, it ends as it begins.
    Statements of a fact that has only retracted ones are taken as if they stood.
    """
    said = stated(fact_id, told) or list(told.get(fact_id, ()))
    begins = [t.valid_from for t in said if t.valid_from is not None]
    ends = [t.valid_to for t in said if t.valid_to is not None]
    begun, ended = min(begins, default=None), max(ends, default=None)
    ways = replacements(fact_id, ties, told)
    if ways:
        first = min(t.start for t in said)
        ended = min(first if tie.at is None else tie.at for tie in ways)
    return begun, ended


def _end(tie: Tie) -> float:
    return float("-inf") if tie.at is None else tie.at
