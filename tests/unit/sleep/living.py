"""A few weeks of somebody's life, told again and again, and what a sleep makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from graphmem.memory import Memory
from graphmem.stores.base import Engine, Row
from graphmem.stores.embedded import EmbeddedEngine
from graphmem.stores.queries import Query
from graphmem.types import Event
from tests.conftest import USER

START = datetime(2026, 1, 1, tzinfo=UTC)
SAID = ("I live in Porto.", "I love jazz.", "Clara works at Acme.")
_SEMANTICS = """
MATCH (s:Semantic {user_id: $user_id})
OPTIONAL MATCH (s)-[d:DERIVED_FROM]->(e:Event) WHERE d.retracted_at IS NULL
RETURN s.id AS id, s.text AS text, s.status AS status, s.support AS support, s.kind AS kind,
       s.sessions AS sessions, s.reason AS reason, s.held AS held, count(e) AS episodes,
       s.confidence AS confidence, s.first_at AS first_at, s.last_at AS last_at
ORDER BY text, id
"""


def told(texts: Sequence[str], number: int, **fields: object) -> list[Event]:
    """Return what somebody says on day ``number``, in session ``number // 2``."""
    at = START + timedelta(days=number)
    return [
        Event.model_validate(
            {
                "text": text, "speaker": "Ana", "session_id": f"s{number // 2}",
                "at": at + timedelta(minutes=n), "external_id": f"e{number}-{n}", **fields,
            }
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip


def tell(memory: Memory, days: Sequence[int], *texts: str, user: str = USER, **fields: object):
    """Let the same be said on several days."""
    for number in days:
        memory.remember(told(texts or SAID, number, **fields), user_id=user)


def semantics(memory: Memory, user: str = USER) -> list[Row]:
    """Return the semantic memories of a user, by their text."""
    return list(memory.query(_SEMANTICS, {"user_id": user}, user_id=user))


def standing(memory: Memory, user: str = USER) -> dict[str, int]:
    """Return the sentences that stand, with their support."""
    return {
        str(r["text"]): int(str(r["support"]))
        for r in semantics(memory, user)
        if r["status"] == "active"
    }


def whole(memory: Memory, user: str = USER) -> tuple[object, ...]:
    """Return the user's graph as far as a sleep may change it, without ids and times of writing."""
    tiers = memory.query(
        "MATCH (e:Event) RETURN e.external_id AS id, e.tier AS tier ORDER BY id", user_id=user
    )
    edges = memory.query(
        "MATCH (s:Semantic)-[d:DERIVED_FROM]->(x) RETURN s.text AS text, "
        "coalesce(x.external_id, x.text) AS id, "
        "d.weight AS weight, d.covers AS covers, d.retracted_at IS NULL AS stands "
        "ORDER BY text, id, stands",
        user_id=user,
    )
    topics = memory.query(
        "MATCH (s:Semantic)-[:ABOUT]->(x) RETURN s.text AS text, x.name AS id ORDER BY text, id",
        user_id=user,
    )
    nodes = [{k: v for k, v in row.items() if k != "id"} for row in semantics(memory, user)]
    return nodes, tiers, edges, topics


def revision(memory: Memory, user: str = USER) -> int:
    """Return the revision of a user's graph."""
    return memory.stats(user).revision


def change(memory: Memory, text: str, user: str = USER, **params: object) -> None:
    """Run a write past graphmem's queries."""
    query = Query("test.change", text, frozenset(params), "write", "")
    with memory._pool.user(user) as handle:
        handle.engine.transaction(lambda tx: tx.run(query, params))


class Killed(BaseException):
    """The process is gone: nothing of it handles this."""


@contextmanager
def killed_at(number: int, monkeypatch, *, committed: bool) -> Iterator[list[int]]:
    """Let a process die at its n-th transaction: before it, or once it is stored.

    Yields:
        A list that holds the number of transactions that were begun.
    """
    real, begun = EmbeddedEngine.transaction, [0]

    def transaction(engine: Engine, work):
        begun[0] += 1
        if begun[0] > number:
            raise Killed  # a dead process releases no lease either
        if begun[0] == number and not committed:
            raise Killed
        done = real(engine, work)  # type: ignore[arg-type]
        if begun[0] == number:
            raise Killed
        return done

    with monkeypatch.context() as patch:
        patch.setattr(EmbeddedEngine, "transaction", transaction)
        yield begun
