"""Events that are put into the archive, and what is found of them."""

from __future__ import annotations

from collections.abc import Sequence

from graphmem.dynamics.tiers import FADED, FOUND, Transition
from graphmem.memory import Memory
from graphmem.stores.archiving import Archiving
from graphmem.types import RecallOptions
from tests.conftest import USER

NOW_MS = 1_720_000_000_000
DEEP = RecallOptions(limit=3, deep=True)
LONG = " ".join(f"Chapter {n} tells of glacier number {n}." for n in range(60))
EVENTS = """
MATCH (e:Event) RETURN e.id AS id, e.text AS text, e.embedding AS embedding, e.tier AS tier,
  e.packed AS packed, e.external_id AS external_id, e.moved_for AS reason ORDER BY id
"""


def rows(memory: Memory, text: str) -> list[dict[str, object]]:
    """The rows of a free query."""
    return memory.query(text, user_id=USER)


def ids(memory: Memory) -> dict[str, str]:
    """Ids of whole events by the caller's."""
    found = rows(memory, EVENTS)
    return {str(r["external_id"]): str(r["id"]) for r in found if r["external_id"] is not None}


def put_away(
    memory: Memory, names: Sequence[str], *, reason: str = FADED, transactions: int = 99
) -> None:
    """Send episodic events to the archive."""
    known = ids(memory)
    steps = [Transition(known[n], "episodic", "archive", reason) for n in names]
    with memory._pool.user(USER) as handle:
        moving = Archiving(handle.store, handle.engine).move(steps, None, now_ms=NOW_MS)
        for _, revision in zip(range(transactions), moving, strict=False):
            handle.revision = revision


def put_back(memory: Memory) -> None:
    """Bring everything back that is in the archive."""
    known = sorted(ids(memory).values())
    steps = [Transition(i, "archive", "episodic", FOUND) for i in known]
    with memory._pool.user(USER) as handle:
        for revision in Archiving(handle.store, handle.engine).move(steps, None, now_ms=NOW_MS):
            handle.revision = revision


def recalled(memory: Memory, question: str, options: RecallOptions | None = None) -> list[str]:
    """External ids of what a question brings to mind, best first."""
    context = memory.recall(question, user_id=USER, options=options)
    return [str(item.sources[0].external_id) for item in context.items]
