"""Two facts and all that was ever found or decided between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast, get_args

from graphmem import ids
from graphmem.clock import from_ms
from graphmem.conflicts import Claim, Conflict, ConflictKind, ConflictStatus, Decision, Keep
from graphmem.curate.sources import Statements
from graphmem.dynamics import beliefs
from graphmem.stores.base import Row

USER = "user"
#: A pair that was found and decided at one time is ordered by what was found.
_ORDER = {"CONFLICTS_WITH": 0, "COEXISTS_WITH": 1, "SUPERSEDES": 2}


@dataclass(frozen=True, slots=True)
class Link:
    """One edge between two facts, as the graph holds it.

    Attributes:
        tie: What beliefs are computed from.
        conflict: Kind of a conflict; None for what is none, or of a kind that is not known.
        denial: One of the facts says yes, the other one no.
        revision: That wrote it; ``ended_in``: that set it aside.
        root: Revision of the decision that it is, or brings back.
        decided_at: When that was decided (epoch ms).
        event: The correction that it comes from.
        undone: Why it was set aside, where somebody said so.
    """

    tie: beliefs.Tie
    conflict: ConflictKind | None
    denial: bool
    revision: int
    ended_in: int | None
    root: int
    decided_at: int
    event: str | None
    undone: str
    source_text: str
    target_text: str


def to_link(row: Row) -> Link:
    """Read a row of ``curate.list_ties`` and its like."""
    recorded = cast("int", row["recorded_at"])
    revision = cast("int", row["revision"] or 0)
    decided = row["decided_at"]
    score = row["score"]
    tie = beliefs.Tie(
        kind=cast("beliefs.TieKind", row["type"]),
        source=str(row["source"]),
        target=str(row["target"]),
        recorded_at=recorded,
        retracted_at=cast("int | None", row["retracted_at"]),
        at=cast("int | None", row["at"]),
        by=str(row["by"] or ""),
        reason=str(row["reason"] or ""),
        score=1.0 if score is None else cast("float", score),
        decided_at=cast("int | None", decided),
        rule=str(row["rule"] or ""),
    )
    kind = row["kind"]
    return Link(
        tie=tie,
        conflict=cast("ConflictKind", kind) if kind in get_args(ConflictKind) else None,
        denial=row["source_polarity"] != row["target_polarity"],
        revision=revision,
        ended_in=cast("int | None", row["retracted_revision"]),
        root=revision if row["restores"] is None else cast("int", row["restores"]),
        decided_at=recorded if decided is None else cast("int", decided),
        event=cast("str | None", row["event"]),
        undone=str(row["retracted_reason"] or ""),
        source_text=str(row["source_text"]),
        target_text=str(row["target_text"]),
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two facts between which something was found or decided.

    Attributes:
        newer: ``b`` of the conflict; ``older`` is ``a``.
        links: Oldest first; at least one.
    """

    newer: str
    older: str
    links: tuple[Link, ...]

    @property
    def id(self) -> str:
        """The conflict's id: it stays the same, as the first edge between the two does."""
        return ids.pair_id(self.newer, self.older)

    @property
    def standing(self) -> list[Link]:
        """Decisions that stand, in the order in which they were made."""
        found = [k for k in self.links if _decides(k) and k.tie.retracted_at is None]
        return sorted(found, key=lambda k: (k.decided_at, k.root))

    @property
    def status(self) -> ConflictStatus:
        """Return how it stands: open, resolved, or undone (nothing stands between the two)."""
        return beliefs.status(link.tie for link in self.links) or "undone"

    @property
    def found_at(self) -> int:
        """When the first edge between the two was recorded (epoch ms)."""
        return self.links[0].tie.recorded_at

    @property
    def changed_at(self) -> int:
        """When something was last recorded or taken back (epoch ms)."""
        return max(max(k.tie.recorded_at, k.tie.retracted_at or 0) for k in self.links)

    def kept(self, link: Link) -> Keep:
        """Return which claim a decision keeps."""
        if link.tie.kind == "COEXISTS_WITH":
            return "both"
        return "b" if link.tie.source == self.newer else "a"

    def decisions(self) -> tuple[Decision, ...]:
        """Return what was decided, oldest first; what was brought back is one decision."""
        roots: dict[tuple[object, ...], list[Link]] = defaultdict(list)
        for link in self.links:
            if _decides(link):
                roots[link.root, link.tie.kind, link.tie.source, link.tie.at].append(link)
        made = sorted(roots.values(), key=lambda links: (links[0].decided_at, links[0].root))
        return tuple(self._decision(links[0], links[-1]) for links in made)

    def _decision(self, first: Link, last: Link) -> Decision:
        at, ended = first.tie.at, last.tie.retracted_at
        return Decision(
            kept=self.kept(first),
            at=None if at is None else from_ms(at),
            recorded_at=from_ms(first.decided_at),
            by=first.tie.by,
            reason=first.tie.reason,
            retracted_at=None if ended is None else from_ms(ended),
        )

    def conflict(self, said: Statements) -> Conflict:
        """Return it as users see it."""
        found = next((k for k in self.links if k.tie.kind == "CONFLICTS_WITH"), self.links[0])
        kind = found.conflict or ("negation" if found.denial else "value")
        return Conflict(
            id=self.id,
            kind=kind,
            status=self.status,
            a=_claim(said, self.older),
            b=_claim(said, self.newer),
            score=found.tie.score,
            rule=found.tie.rule,
            detected_at=from_ms(self.found_at),
            decisions=self.decisions(),
        )


def to_pairs(rows: Iterable[Row]) -> list[Pair]:
    """Group rows of ties by the facts that they lie between."""
    groups: dict[frozenset[str], list[Link]] = defaultdict(list)
    for row in rows:
        link = to_link(row)
        groups[frozenset((link.tie.source, link.tie.target))].append(link)
    return [_pair(sorted(links, key=_age)) for links in groups.values()]


def _pair(links: Sequence[Link]) -> Pair:
    first = links[0].tie
    return Pair(first.source, first.target, tuple(links))


def _age(link: Link) -> tuple[int, int, int, str, int]:
    tie = link.tie
    return tie.recorded_at, _ORDER[tie.kind], tie.at or 0, tie.source, link.revision


def _decides(link: Link) -> bool:
    return link.tie.kind != "CONFLICTS_WITH"


def _claim(said: Statements, fact: str) -> Claim:
    return Claim(fact, said.text(fact), from_ms(said.since(fact)), said.sources(fact))
