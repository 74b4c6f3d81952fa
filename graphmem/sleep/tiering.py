"""Which events change their tier in a sleep: the rules of ``dynamics/tiers`` over a graph."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from graphmem.dynamics.tiers import TierState, Transition, plan_tiers
from graphmem.settings import TierSettings
from graphmem.stores.base import Engine, Row
from graphmem.stores.queries import load
from graphmem.types import Kind, Tier

_STATES = load("archive.list_states")
_STATING = load("archive.list_stating")
_RECALLS = load("sleep.count_recalls")


@dataclass(frozen=True, slots=True)
class TierPlan:
    """What becomes of a user's events.

    Attributes:
        steps: Events that change their tier, and why.
        unpacked: Events of the archive that lie unpacked.
    """

    steps: tuple[Transition, ...] = ()
    unpacked: tuple[str, ...] = ()

    def without(self, reason: str) -> TierPlan:
        """Return the plan without the steps that are taken for a reason."""
        return replace(self, steps=tuple(s for s in self.steps if s.reason != reason))


def tier_plan(
    engine: Engine, user_id: str, covered: Collection[str], settings: TierSettings, *, now_ms: int
) -> TierPlan:
    """Return the steps that events take now.

    Args:
        covered: Events of which a living semantic memory says all they say.
    """
    scope: Row = {"user_id": user_id}
    rows = list(engine.read(_STATES, scope))
    stating = {str(row["id"]) for row in engine.read(_STATING, scope)}
    recalls = cast("int", next(engine.read(_RECALLS, scope))["n"])
    states = _states(rows, stating, set(covered))
    steps = plan_tiers(states, now_ms, settings, recalls=recalls)
    moved = {step.id for step in steps}
    unpacked = [
        str(r["id"])
        for r in rows
        if r["tier"] == "archive" and r["unpacked"] and str(r["id"]) not in moved
    ]
    return TierPlan(tuple(sorted(steps, key=lambda s: s.id)), tuple(unpacked))


def _states(rows: Iterable[Row], stating: set[str], covered: set[str]) -> Iterator[TierState]:
    known = list(rows)
    ended: dict[object, int] = {}
    for row in known:
        ended[row["session_id"]] = max(ended.get(row["session_id"], 0), _told_at(row))
    for row in known:
        i, recalled = str(row["id"]), cast("int | None", row["recalled_at"])
        yield TierState(
            id=i,
            tier=cast("Tier", row["tier"]),
            kind=cast("Kind", row["kind"]),
            strength=cast("float", row["strength"]),
            decay_rate=cast("float", row["decay_rate"]),
            touched_at=max(_told_at(row), recalled or 0),
            session_ended_at=ended[row["session_id"]],
            emotion=cast("float", row["emotion"] or 0.0),
            important=bool(row["important"]),
            recalled_at=recalled,
            moved_at=cast("int | None", row["moved_at"]),
            moved_for=cast("str | None", row["moved_for"]),
            states_fact=i in stating,
            covered=i in covered,
        )


def _told_at(row: Row) -> int:
    return max(cast("int", row["occurred_at"]), cast("int", row["recorded_at"]))
