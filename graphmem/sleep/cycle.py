"""One sleep: replay -> patterns -> promote -> reconcile -> archive, read and planned, then written.

A plan is the difference between what the evidence makes and what the graph holds. So a sleep that
was killed is finished by the next one, which goes on under its record; and where nothing is new,
nothing is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graphmem.clock import from_ms, now_ms
from graphmem.dynamics.tiers import COVERED
from graphmem.errors import EventError
from graphmem.ids import digest
from graphmem.sleep import undoing
from graphmem.sleep.applying import SemanticWriter, encoded, forgotten, maker, read_stored
from graphmem.sleep.covers import covered_after, covers
from graphmem.sleep.house import House, Room
from graphmem.sleep.leases import Lease, taken
from graphmem.sleep.mined import Miner
from graphmem.sleep.moving import move
from graphmem.sleep.plan import (
    ACTIVE,
    Demotion,
    Plan,
    Stored,
    Write,
    due,
    living,
    merged_ids,
    plan,
)
from graphmem.sleep.promote import Promotion
from graphmem.sleep.replay import Replay
from graphmem.sleep.runs import APPLYING, DONE, UNDOING, Awake, Runs, batches
from graphmem.sleep.stages import Stages
from graphmem.sleep.tiering import TierPlan, tier_plan
from graphmem.sleeping import Demoted, Pattern, SleepReport
from graphmem.stores.base import Row, Transaction


@dataclass(frozen=True, slots=True)
class Planned:
    """All that a sleep would do.

    Attributes:
        at_ms: The night it is (epoch ms).
        read: Statements that were read (count).
        merged: Names that were found to be one entity, as pairs of words and as ids.
    """

    awake: Awake
    at_ms: int
    plan: Plan
    tiers: TierPlan
    covered: tuple[str, ...]
    read: int
    merged: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is to be written."""
        return bool(self.plan or self.tiers.steps or self.tiers.unpacked or self.merged)

    def ids(self) -> dict[str, list[str]]:
        """Return what it changes, by id."""
        moved = sorted(step.id for step in self.tiers.steps)
        return {**self.plan.ids(), "moved": moved, "merged": sorted(i for i, _ in self.merged)}


def sleep(house: House, user_id: str, *, dry_run: bool, at_ms: int | None = None) -> SleepReport:
    """Sleep over one user's memory; see ``Memory.sleep``.

    Args:
        at_ms: The night it is, for what fades and moves (epoch ms); None: now.
    """
    at_ms = now_ms() if at_ms is None else at_ms
    if not house.pool.exists(user_id):
        raise EventError(f"nothing is remembered for {user_id!r}")
    stages = Stages(user_id, house.hooks)
    room = house.room(user_id)
    if dry_run:
        planned = _planned(room, stages, at_ms, dry_run=True, resumed=False)
        return _report(user_id, planned, None, stages, dry_run=True)
    house.flush(user_id)
    exclusive = not house.pool.backend.concurrent
    lease_s = house.settings.lease_s
    with taken(room.opened, user_id, lease_s=lease_s, exclusive=exclusive) as lease:
        return _asleep(room, lease, stages, at_ms)


def _asleep(room: Room, lease: Lease, stages: Stages, at_ms: int) -> SleepReport:
    with room.opened() as engine:
        cut = Runs(room.user_id).unfinished(engine)
    for row in cut:
        if row["state"] == UNDOING:
            undoing.finish(room, lease, row)
    before = next((row for row in cut if row["state"] == APPLYING), None)
    planned = _planned(room, stages, at_ms, dry_run=False, resumed=before is not None)
    if not planned and before is None:
        if planned.awake.slept != planned.awake.revision:
            room.note(lambda tx: Runs(room.user_id).slept(tx, planned.awake.revision))
        return _report(room.user_id, planned, None, stages)
    fresh_id = digest("sleep-run", room.user_id, str(planned.awake.revision))
    run_id = str(before["id"]) if before else fresh_id
    with stages.stage("write") as written:
        left = _write(room, lease, planned, run_id, before)
        written.done = len(planned.plan.writes) + len(planned.tiers.steps)
    return _report(room.user_id, planned, run_id, stages, resumed=before is not None, skipped=left)


def _planned(room: Room, stages: Stages, at_ms: int, *, dry_run: bool, resumed: bool) -> Planned:
    """Read, mine and plan; only names that are one are merged already, unless ``dry_run``."""
    house, user_id = room.house, room.user_id
    with room.opened() as engine:
        awake = Runs(user_id).awake(engine)
        stored = read_stored(engine, user_id)
    made = maker(house.encoder)
    old = any(s.status == ACTIVE and s.model != made for s in stored.values())
    fresh = resumed or old or awake.slept != awake.revision
    merged: tuple[tuple[str, str], ...] = ()
    found, read = Plan(), 0
    if fresh:
        with stages.stage("names") as counted:
            merges = house.resolve(user_id, dry_run)
            merged = tuple((m.id, f"{m.a} = {m.b}") for m in merges)
            counted.done = len(merged)
        with room.opened() as engine:
            awake = Awake(Runs(user_id).awake(engine).revision, awake.slept)
        found, read = _mined(room, stages, awake, stored)
    after = covered_after(stored, found)
    with stages.stage("tiers") as counted, room.opened() as engine:
        tiers = tier_plan(engine, user_id, after, house.tiers, now_ms=at_ms)
        counted.done = len(tiers.steps)
    return Planned(awake, at_ms, found, tiers, tuple(sorted(after)), read, merged)


def _mined(room: Room, stages: Stages, awake: Awake, stored: dict[str, Stored]) -> tuple[Plan, int]:
    """Return what becomes of semantic memories, and how many statements were read."""
    house, user_id = room.house, room.user_id
    settings, encoder = house.settings, house.encoder
    with stages.stage("replay") as counted:
        replay = Replay(room.opened, user_id)
        groups = replay.groups(awake.slept, awake.revision)
        counted.done = len(groups.slots)
    with stages.stage("patterns") as counted:
        miner = Miner(replay, encoder, house.bar, settings.min_confidence, settings.batch_slots)
        promotions = _allowed(room, miner.promotions(user_id, groups), stored)
        counted.done = len(promotions)
    with stages.stage("reconcile") as counted:
        model = maker(encoder)
        wanted, lost = due(promotions, stored, model)
        standing = living(promotions, stored)
        said = covers(standing, set(wanted), stored, replay, encoder, lost)
        found = plan(promotions, stored, said, unsettled=miner.doubted, model=model)
        counted.done = len(found.writes) + len(found.demotions)
    return found, miner.read


def _allowed(
    room: Room, promotions: Sequence[Promotion], stored: dict[str, Stored]
) -> list[Promotion]:
    """Return promotions without new ones that the user had forgotten: these cover nothing."""
    fresh = [p for p in promotions if p.id not in stored]
    with room.opened() as engine:
        never = forgotten(engine.read, room.user_id, fresh) if fresh else set[str]()
    return [p for p in promotions if p.id not in never]


def _write(room: Room, lease: Lease, planned: Planned, run_id: str, before: Row | None) -> int:
    """Write a plan; return how many memories were left for the next sleep."""
    runs, at, size = Runs(room.user_id), now_ms(), room.house.settings.batch_nodes
    record = merged_ids(str(before["plan"]) if before else None, planned.ids())

    def begin(tx: Transaction) -> None:
        lease.renew(tx)
        runs.begin(tx, run_id, record, at=at, revision=planned.awake.revision)

    room.note(begin)
    left, own = 0, 0
    for some in batches(planned.plan.writes, size):
        left += _write_some(room, lease, some, run_id, at)
        own += 1
    for some in batches(planned.plan.demotions, size):
        _demote_some(room, lease, some, run_id, at)
        own += 1
    # Nothing is put away for a memory that is not there.
    tiers = planned.tiers if not left else planned.tiers.without(COVERED)
    own += move(room, lease, tiers, run_id, now_ms=planned.at_ms)

    def end(tx: Transaction) -> None:
        lease.renew(tx)
        # Whatever others wrote meanwhile is looked at by the next sleep.
        alone = runs.awake_in(tx).revision == planned.awake.revision + own
        reached = planned.awake.revision + (own if alone and not left else 0)
        runs.end(tx, run_id, DONE, at=now_ms(), revision=reached)
        runs.slept(tx, reached)

    room.note(end)
    return left


def _write_some(room: Room, lease: Lease, some: Sequence[Write], run_id: str, at: int) -> int:
    vectors = encoded(room.opened, room.user_id, some, room.house.encoder)

    def work(tx: Transaction, revision: int) -> list[str]:
        lease.renew(tx)
        return SemanticWriter(tx, room.user_id, revision, run_id, at).write(some, vectors)

    return len(room.change(work, now_ms=at))


def _demote_some(room: Room, lease: Lease, some: Sequence[Demotion], run_id: str, at: int) -> None:
    def work(tx: Transaction, revision: int) -> None:
        lease.renew(tx)
        SemanticWriter(tx, room.user_id, revision, run_id, at).demote(some)

    room.change(work, now_ms=at)


def _report(
    user_id: str,
    planned: Planned,
    run_id: str | None,
    stages: Stages,
    *,
    dry_run: bool = False,
    resumed: bool = False,
    skipped: int = 0,
) -> SleepReport:
    return SleepReport(
        user_id=user_id,
        run_id=run_id,
        dry_run=dry_run,
        resumed=resumed,
        episodes=planned.read,
        patterns=tuple(map(_pattern, planned.plan.writes)),
        demoted=tuple(Demoted(d.id, d.text, d.reason) for d in planned.plan.demotions),
        covered=planned.covered,
        moved=dict(sorted(Counter(step.reason for step in planned.tiers.steps).items())),
        merged=tuple(words for _, words in planned.merged),
        skipped=skipped,
        stages_ms=tuple(stages.times),
    )


def _pattern(write: Write) -> Pattern:
    p = write.promotion
    return Pattern(
        id=p.id,
        kind=p.kind,
        text=p.text,
        support=p.support,
        sessions=p.sessions,
        first_at=from_ms(p.first_at),
        last_at=from_ms(p.last_at),
        confidence=p.confidence,
        episodes=tuple(p.episodes),
        fresh=write.fresh,
    )
