"""Undoing a sleep: what it wrote is taken back, and what is left says what the rest bears out.

Nothing is deleted. A memory that the sleep made no longer stands; one that it changed rests on
what it rested on before, and is made of that anew; one that it took away stands again, if it is
still borne out. All of them are held: only new episodes bring them up again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graphmem.clock import now_ms
from graphmem.errors import EventError
from graphmem.sleep.applying import SemanticWriter, encoded, maker, read_stored
from graphmem.sleep.house import House, Room
from graphmem.sleep.leases import Lease, taken
from graphmem.sleep.mined import Miner
from graphmem.sleep.moving import move_back
from graphmem.sleep.plan import UNDONE as UNDONE_REASON
from graphmem.sleep.plan import Demotion, Stored, Write, plan
from graphmem.sleep.replay import Replay
from graphmem.sleep.runs import UNDOING, UNDONE, Runs, batches, planned, touched
from graphmem.stores.base import Row, Transaction
from graphmem.stores.queries import load
from graphmem.types import SleepRun

_CHANGED = load("semantics.list_changed")


@dataclass(slots=True)
class Before:
    """What a memory rested on before a sleep.

    Attributes:
        added: (label, source) that the sleep added.
    """

    events: set[str]
    facts: set[str]
    added: list[tuple[str, str]]


def undo(house: House, run_id: str, user_id: str) -> SleepRun:
    """Take a sleep back; see ``Memory.undo_sleep``."""
    room, runs = house.room(user_id), Runs(user_id)
    if not house.pool.exists(user_id):
        raise EventError(f"nothing is remembered for {user_id!r}")
    exclusive = not house.pool.backend.concurrent
    with taken(room.opened, user_id, lease_s=house.settings.lease_s, exclusive=exclusive) as lease:
        with room.opened() as engine:
            row = runs.row(engine, run_id)
        if row is None:
            raise EventError(f"{user_id!r} has no sleep {run_id!r}: 'graphmem sleep --runs'")
        if row["state"] != UNDONE:
            finish(room, lease, row)
        with room.opened() as engine:
            found = runs.find(engine, str(row["id"]))
    if found is None:
        raise EventError(f"the memory of {user_id!r} was erased meanwhile")
    return found


def finish(room: Room, lease: Lease, row: Row) -> None:
    """Take back what a sleep wrote; harmless twice."""
    run_id, runs, at = str(row["id"]), Runs(room.user_id), now_ms()

    def begin(tx: Transaction) -> None:
        lease.renew(tx)
        runs.end(tx, run_id, UNDOING, at=at, revision=None)

    room.note(begin)
    wrote = planned(row)
    move_back(room, lease, run_id, now_ms=at)
    for some in batches(touched(wrote), room.house.settings.batch_nodes):
        _take_back(room, lease, some, run_id, at)
    for merge in wrote.get("merged", ()):
        room.house.unmerge(merge, room.user_id)

    def end(tx: Transaction) -> None:
        lease.renew(tx)
        runs.end(tx, run_id, UNDONE, at=now_ms(), revision=runs.awake_in(tx).revision)

    room.note(end)


def _take_back(room: Room, lease: Lease, ids: Sequence[str], run_id: str, at: int) -> None:
    with room.opened() as engine:
        stored = {i: s for i, s in read_stored(engine, room.user_id).items() if i in set(ids)}
        rows = list(
            engine.read(_CHANGED, {"ids": list(ids), "user_id": room.user_id, "run": run_id})
        )
    before = _before(stored, rows)
    writes, demotions = _remade(room, stored, before)
    held = {i: s.support if s.held is None else max(s.held, s.support) for i, s in stored.items()}
    vectors = encoded(room.opened, room.user_id, writes, room.house.encoder)
    spared = {w.promotion.id for w in writes}
    drops = [(i, x) for i in before if i not in spared for x in before[i].added]

    def work(tx: Transaction, revision: int) -> None:
        lease.renew(tx)
        writer = SemanticWriter(tx, room.user_id, revision, f"undo:{run_id}", at)
        writer.write(writes, vectors, {i: held[i] for i in spared})
        writer.demote(demotions, held)
        for label in ("event", "fact"):
            writer.drop(label, [(i, x) for i, (kind, x) in drops if kind == label])

    room.change(work, now_ms=at)


def _before(stored: Mapping[str, Stored], rows: Sequence[Row]) -> dict[str, Before]:
    found = {i: Before(set(s.events), set(s.facts), []) for i, s in stored.items()}
    for row in rows:
        known, source = found.get(str(row["id"])), str(row["source"])
        if known is None:
            continue
        label = "event" if row["label"] == "Event" else "fact"
        there = known.events if label == "event" else known.facts
        if row["added"]:
            known.added.append((label, source))
            there.discard(source)
        else:
            there.add(source)
    return found


def _remade(
    room: Room, stored: Mapping[str, Stored], before: Mapping[str, Before]
) -> tuple[list[Write], list[Demotion]]:
    """Return the memories that are still borne out, made anew, and those that are not."""
    house = room.house
    settings, encoder = house.settings, house.encoder
    replay = Replay(room.opened, room.user_id)
    miner = Miner(replay, encoder, house.bar, settings.min_confidence, settings.batch_slots)
    writes: list[Write] = []
    fallen: list[Demotion] = []
    for i, there in stored.items():
        rest = before[i]
        facts = sorted(rest.facts | there.facts.keys())  # an edge to a fact is the first sleep's
        made = miner.again(room.user_id, facts, rest.events) if rest.events else []
        again = [p for p in made if p.id == i]
        kept = {e for e, source in there.events.items() if source.covers}
        free = {i: replace(there, held=None)}
        writes += plan(again, free, {i: kept}, model=maker(encoder)).writes
        if not again:
            fallen.append(Demotion(i, there.text, UNDONE_REASON))
    return writes, fallen
