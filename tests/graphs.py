"""A user's whole graph, read past graphmem's own queries, and one in which everything occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphmem.settings import ServerSettings, StoreSettings
from graphmem.stores.base import Engine, Row
from graphmem.stores.local import LocalBackend
from graphmem.stores.neo4j import Neo4jDriver
from graphmem.stores.queries import Query
from graphmem.stores.server import ServerBackend
from tests.conftest import USER, open_memory
from tests.neo4j_server import Neo4jServer
from tests.toy import CONVERSATION, day, turn

_NODES = """
MATCH (n) WHERE n.user_id = $user AND NOT n:Copy
RETURN labels(n)[0] AS label, n.id AS id, properties(n) AS properties
"""
_EDGES = """
MATCH (a)-[r]->(b) WHERE a.user_id = $user
RETURN labels(a)[0] AS source_label, a.id AS source, type(r) AS type, labels(b)[0] AS target_label,
       b.id AS target, properties(r) AS properties
"""
#: Kinds of nodes and edges that nothing writes yet, two edges that are alike, and odd values.
_ODD = """
MATCH (e:Event {user_id: $user}) WITH e ORDER BY e.id LIMIT 1
MATCH (x:Entity {user_id: $user}) WITH e, x ORDER BY x.id LIMIT 1
MATCH (f:Fact {user_id: $user}) WITH e, x, f ORDER BY f.id LIMIT 1
MATCH (q:Access {user_id: $user}) WITH e, x, f, q ORDER BY q.id LIMIT 1
CREATE (s:Semantic {id: $user + '-s', user_id: $user, text: 'ü ☂ "\\\\ \\n', whole: 2, real: 2.0,
                    large: 4611686018427387904, small: 5e-324, third: $third, none: [], yes: true,
                    numbers: [1, -1], reals: [1.0, 0.5], words: ['', 'é']})
CREATE (p:SleepRun {id: $user + '-p', user_id: $user, plan: '{}', state: 'done', started_at: 7})
CREATE (p)-[:MOVED {to_tier: 'archive', at: 8}]->(e), (q)-[:MOVED {to_tier: 'episodic'}]->(e)
CREATE (y:Entity {id: $user + '-y', user_id: $user, name: 'Clärchen', key: 'clärchen', revision: 1})
CREATE (g:Fact {id: $user + '-g', user_id: $user, text: 'g', revision: 1})
CREATE (s)-[:DERIVED_FROM {at: 1}]->(e), (s)-[:DERIVED_FROM]->(f), (s)-[:ABOUT]->(x),
       (x)-[:SAME_AS {score: 0.25}]->(y), (f)-[:CONFLICTS_WITH {kind: 'value', score: 1.0}]->(g),
       (f)-[:SUPERSEDES {at: 5, by: 'rule'}]->(g), (f)-[:COEXISTS_WITH {by: 'user'}]->(g),
       (f)-[:RIVALS {score: 0.5}]->(g),
       (q)-[:DOUBTS {recorded_at: 5}]->(e), (e)-[:CORRECTS {recorded_at: 5, retracted_at: 6}]->(e),
       (x)-[:DIFFERS_FROM {by: 'user'}]->(y), (e)-[:MENTIONS {start: 0, end: 3}]->(y),
       (e)-[:MENTIONS {start: 0, end: 3}]->(y), (e)-[:MENTIONS {start: 5, end: 8}]->(y)
"""
STORE = StoreSettings(durable_flush=False, heap_mb=256)


def fill(root: Path, user: str = USER) -> None:
    """Make a memory with every kind of node and edge in it, and something forgotten."""
    long = " ".join(f"Clara counts to {n} in Porto." for n in range(60))
    with open_memory(root) as memory:
        memory.remember([*CONVERSATION, turn(20, long, session="s1")], user_id=user)
        memory.remember("Forget that I was in Kenya.", user_id=user, external_id="gone")
        memory.forget(user_id=user, event_id="gone")
        memory.recall("Where does Clara work?", user_id=user)
    with local_engine(root, user) as engine:
        change(engine, _ODD, user=user, third=1 / 3)


def more(number: int) -> Row:
    """Return an event that the memory does not hold yet, as arguments of ``remember``."""
    event = turn(number, f"I saw box {number} in Bergen.", at=day(20))
    return {"item": event}


@contextmanager
def local_engine(root: Path, user: str = USER) -> Iterator[Engine]:
    """Open a user's database in a folder."""
    backend = LocalBackend(root, STORE)
    engine = backend.open(user)
    try:
        yield engine
    finally:
        backend.release(user, engine)


@contextmanager
def server_backend(server: Neo4jServer, caches: Path) -> Iterator[ServerBackend]:
    """Open the server's default database."""
    limits = ServerSettings()
    driver = Neo4jDriver(server.url, server.user, server.password, limits)
    backend = ServerBackend(driver, None, limits, caches)
    try:
        yield backend
    finally:
        backend.close()


def change(engine: Engine, text: str, **params: object) -> None:
    """Run a write past graphmem's queries."""
    query = Query("test.change", text, frozenset(params), "write", "")
    engine.transaction(lambda tx: tx.run(query, params))


def picture(engine: Engine, user: str = USER) -> dict[str, Counter[str]]:
    """Return every node and edge with all properties and their types, but the user's lineage."""
    found: dict[str, Counter[str]] = {}
    for text in (_NODES, _EDGES):
        for row in engine.read_text(text, {"user": user}, timeout_s=60):
            kind = str(row.get("label") or row.get("type"))
            found.setdefault(kind, Counter())[_written(row)] += 1
    return found


def picture_of(root: Path, user: str = USER) -> dict[str, Counter[str]]:
    """Return the picture of a user's graph in a folder."""
    with local_engine(root, user) as engine:
        return picture(engine, user)


def _written(row: Row) -> str:
    properties = dict(row["properties"])  # type: ignore[call-overload]
    if row.get("label") == "User":
        assert properties.pop("lineage")
    known = sorted((k, repr(v)) for k, v in properties.items() if v is not None)
    return str([*(row[k] for k in sorted(row) if k != "properties"), known])
