"""Ties between facts, written past the write path: each is in a revision of its own."""

from __future__ import annotations

from datetime import datetime

from graphmem.clock import now_ms, to_ms
from graphmem.memory import Memory
from graphmem.stores.base import Row, Transaction
from graphmem.stores.queries import Query
from tests.conftest import USER

_ENDS = """
MATCH (n:Fact {user_id: $user}) WHERE n.text CONTAINS 'lives in ' + $newer
MATCH (o:Fact {user_id: $user}) WHERE o.text CONTAINS 'lives in ' + $older
"""
CONFLICT = f"""{_ENDS}
CREATE (n)-[d:CONFLICTS_WITH {{kind: 'value', revision: $revision, recorded_at: $recorded_at}}]->(o)
"""
REPLACED = f"""{_ENDS}
CREATE (n)-[d:SUPERSEDES {{by: 'user', revision: $revision, recorded_at: $recorded_at}}]->(o)
SET d.at = $at
"""
COEXISTS = f"""{_ENDS}
CREATE (n)-[d:COEXISTS_WITH {{by: 'user', revision: $revision, recorded_at: $recorded_at}}]->(o)
"""
TAKEN_BACK = """
MATCH (:Fact {user_id: $user})-[d:SUPERSEDES]->(:Fact)
WHERE d.retracted_at IS NULL SET d.retracted_at = $recorded_at
"""
CORRECTED = """
MATCH (n:Event {user_id: $user, external_id: $newer})
MATCH (o:Event {user_id: $user, external_id: $older})
CREATE (n)-[:CORRECTS {by: 'user', revision: $revision, recorded_at: $recorded_at}]->(o)
"""


def tie(memory: Memory, text: str, *, recorded_at: int, **params: object) -> None:
    """Write an edge; ``newer`` and ``older`` are where somebody lives, or external ids."""
    names = frozenset({"user", "revision", "recorded_at", *params})
    used = frozenset(name for name in names if f"${name}" in text)
    query = Query("test.tie", text, used, "write", "")

    def work(tx: Transaction, revision: int) -> int:
        known: Row = {"user": USER, "revision": revision, "recorded_at": recorded_at, **params}
        tx.run(query, {name: known[name] for name in used})
        return revision

    with memory._pool.user(USER) as handle:
        handle.revision = handle.store.change(work, now_ms=recorded_at)


def moved(memory: Memory, older: str, newer: str, at: datetime) -> None:
    """Write that living in one place took the other's place."""
    tie(memory, REPLACED, newer=newer, older=older, at=to_ms(at), recorded_at=now_ms())
