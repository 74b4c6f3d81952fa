"""Memories with contradictions in them, made without asking a model."""

from __future__ import annotations

from pathlib import Path

from graphmem.clock import now_ms
from graphmem.ids import pair_id
from graphmem.memory import Memory
from graphmem.stores.base import Row, Transaction
from graphmem.stores.contradicting import Found, note
from graphmem.types import Explanation
from tests.conftest import USER, make_settings
from tests.fakes import FakeEncoder
from tests.toy import day, turn

LYON, PORTO = "Ana lives in Lyon", "Ana lives in Porto"
TOLD = (
    turn(1, "I live in Lyon.", at=day(1)),
    turn(2, "I live in Porto.", at=day(5), session="s2"),
    turn(3, "I like tea.", at=day(6)),
)


def quiet(root: Path) -> Memory:
    """Open a memory that looks for no contradictions by itself."""
    settings = make_settings(interference={"enabled": False})
    return Memory.open(root, settings=settings, encoder=FakeEncoder())


def fact(memory: Memory, text: str, user: str = USER) -> str:
    """Return the id of a fact by its words."""
    rows = memory.query(
        "MATCH (f:Fact {text: $text}) RETURN f.id AS id", {"text": text}, user_id=user
    )
    assert len(rows) == 1, text
    return str(rows[0]["id"])


def dispute(memory: Memory, newer: str = PORTO, older: str = LYON, user: str = USER) -> str:
    """Note that two facts are in conflict, as detection does; return the conflict's id."""
    row: Row = {
        "newer_id": fact(memory, newer, user), "older_id": fact(memory, older, user),
        "kind": "value", "score": 0.9, "rule": "one home", "model": "test",
    }  # fmt: skip
    _write(memory, [row], [], user)
    return pair_id(str(row["newer_id"]), str(row["older_id"]))


def succeed(memory: Memory, newer: str = PORTO, older: str = LYON, user: str = USER) -> str:
    """Note that a fact took another's place, as detection does; return the conflict's id."""
    row: Row = {
        "newer_id": fact(memory, newer, user), "older_id": fact(memory, older, user),
        "at": int(day(5).timestamp() * 1000), "score": 0.9, "rule": "moved", "by": "rules-1",
        "reason": "",
    }  # fmt: skip
    _write(memory, [], [row], user)
    return pair_id(str(row["newer_id"]), str(row["older_id"]))


def _write(memory: Memory, conflicts: list[Row], successors: list[Row], user: str) -> None:
    def work(tx: Transaction, revision: int) -> int:
        note(tx, user, revision, Found(conflicts, successors), now_ms=now_ms())
        return revision

    with memory._pool.user(user) as handle:
        handle.revision = handle.store.change(work, now_ms=now_ms())


def believed(found: Explanation) -> tuple[object, ...]:
    """Return what an explanation says of now, without the history of decisions."""
    history = {"decided", "undone", "restored", "corrected"}
    kept = tuple(c for c in found.changes if c.what not in history)
    return found.id, found.kind, found.text, found.standing, found.rests_on, kept
