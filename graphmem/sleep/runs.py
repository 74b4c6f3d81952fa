"""Records of sleeps: what each changed, by id, so that it can be told and undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from graphmem.clock import from_ms
from graphmem.stores.base import Engine, Row, T, Transaction
from graphmem.stores.queries import load
from graphmem.types import SleepRun, SleepRunState

_USER = load("sleep.find_user")
_SET_SLEPT = load("sleep.set_slept")
_CREATE = load("sleep.create_run")
_END = load("sleep.end_run")
_FIND = load("sleep.find_run")
_LIST = load("sleep.list_runs")
_UNFINISHED = load("sleep.find_unfinished")
APPLYING, UNDOING, DONE, UNDONE = "applying", "undoing", "done", "undone"


@dataclass(frozen=True, slots=True)
class Awake:
    """A user's graph before a sleep.

    Attributes:
        revision: Of the graph.
        slept: Revision up to which somebody slept over it.
    """

    revision: int
    slept: int


@dataclass(frozen=True, slots=True)
class Runs:
    """The records of one user's sleeps."""

    user_id: str

    def awake(self, engine: Engine) -> Awake:
        """Return how far the user's graph is; revision 0 where there is none."""
        return _awake(engine.read(_USER, {"user_id": self.user_id}))

    def awake_in(self, tx: Transaction) -> Awake:
        """Return the same inside a transaction."""
        return _awake(tx.run(_USER, {"user_id": self.user_id}))

    def begin(self, tx: Transaction, run_id: str, plan: str, *, at: int, revision: int) -> None:
        """Note what a sleep is going to write, before it writes any of it."""
        params: Row = {"id": run_id, "now": at, "plan": plan, "revision": revision}
        tx.run(_CREATE, {**params, "user_id": self.user_id})

    def end(
        self, tx: Transaction, run_id: str, state: str, *, at: int, revision: int | None
    ) -> None:
        """Note how far a sleep is: all of it written, being taken back, or taken back."""
        params: Row = {"id": run_id, "now": at, "state": state, "revision": revision}
        tx.run(_END, {**params, "user_id": self.user_id})

    def slept(self, tx: Transaction, revision: int) -> None:
        """Note up to which revision the graph was slept over."""
        tx.run(_SET_SLEPT, {"user_id": self.user_id, "revision": revision})

    def unfinished(self, engine: Engine) -> list[Row]:
        """Return the sleeps that were cut short."""
        return list(engine.read(_UNFINISHED, {"user_id": self.user_id}))

    def row(self, engine: Engine, run_id: str) -> Row | None:
        """Return a record as it lies; None where there is no such one."""
        return next(iter(engine.read(_FIND, {"id": run_id, "user_id": self.user_id})), None)

    def find(self, engine: Engine, run_id: str) -> SleepRun | None:
        """Return a sleep; None where there is no such one."""
        row = self.row(engine, run_id)
        return None if row is None else as_run(row)

    def latest(self, engine: Engine, limit: int) -> list[SleepRun]:
        """Return the latest sleeps, newest first."""
        rows = engine.read(_LIST, {"user_id": self.user_id, "limit": limit})
        return [as_run(row) for row in rows]


def as_run(row: Row) -> SleepRun:
    """Return a record as callers see it."""
    ended, plan = cast("int | None", row["ended_at"]), planned(row)
    return SleepRun(
        id=str(row["id"]),
        state=cast("SleepRunState", row["state"]),
        started_at=from_ms(cast("int", row["started_at"])),
        ended_at=None if ended is None else from_ms(ended),
        promoted=tuple(plan.get("promoted", ())),
        reinforced=tuple(plan.get("reinforced", ())),
        demoted=tuple(plan.get("demoted", ())),
        moved=len(plan.get("moved", ())),
        merged=tuple(plan.get("merged", ())),
    )


def planned(row: Row) -> dict[str, list[str]]:
    """Return the ids of a record's plan."""
    return cast("dict[str, list[str]]", json.loads(str(row["plan"])))


def batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield items, some at a time."""
    for first in range(0, len(items), size):
        yield items[first : first + size]


def _awake(rows: Iterable[Row]) -> Awake:
    for row in rows:
        if not row["erasing"]:
            return Awake(cast("int", row["revision"]), cast("int", row["slept"]))
    return Awake(0, 0)


def touched(plan: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the semantic memories that a plan changes."""
    kinds = ("promoted", "reinforced", "demoted")
    return sorted({i for kind in kinds for i in plan.get(kind, ())})
