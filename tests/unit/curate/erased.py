"""Looking at a memory of which something was erased."""

from __future__ import annotations

from graphmem.memory import Memory
from tests.conftest import USER
from tests.unit.stores.comparing import assert_same, rebuilt


def rows(memory: Memory, text: str, **params: object) -> list[dict[str, object]]:
    """Return what a query finds."""
    return memory.query(text, params, user_id=USER)  # type: ignore[arg-type]


def words(memory: Memory) -> str:
    """Return everything in the graph that holds words."""
    nodes, edges = (
        memory.to_networkx(USER).nodes(data=True),
        memory.to_networkx(USER).edges(data=True),
    )
    return f"{list(nodes)} {list(edges)}"


def fact(memory: Memory, words: str) -> str:
    """Return the id of the fact whose words hold some."""
    found = rows(
        memory, "MATCH (f:Fact) WHERE f.text CONTAINS $words RETURN f.id AS id", words=words
    )
    assert found, rows(memory, "MATCH (f:Fact) RETURN f.text AS text")
    return str(found[0]["id"])


def assert_caches_fit(memory: Memory) -> None:
    """Fail unless the caches say what caches made anew would say."""
    with memory._pool.user(USER) as handle:
        assert_same(memory._pool.refresh(USER, handle), rebuilt(handle.store))
