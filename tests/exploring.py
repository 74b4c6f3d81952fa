"""A graph in which two users remember, to try the queries on that people explore with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from graphmem.settings import ServerSettings
from graphmem.stores import queries, schema
from graphmem.stores.base import Engine, Row
from graphmem.stores.embedded import EmbeddedEngine
from graphmem.stores.graph import GraphStore
from graphmem.stores.neo4j import Neo4jDriver, Neo4jEngine
from graphmem.stores.queries import Query
from tests.neo4j_server import Neo4jServer
from tests.toy import CONVERSATION, day, turn
from tests.unit.stores.seeding import ALIEN_MARK, NOW_MS, write_sets

#: Ids that no other test uses: on a server, all tests share one database.
USER, OTHER, THIRD = USERS = ("explorer", "another-explorer", "third-explorer")
ANA = (
    *CONVERSATION,
    turn(8, "I don't live in Lyon any more, I live in Porto.", session="s3", at=day(20, 9)),
    turn(9, "Clara moved to Porto on 14 March.", speaker="Ben", session="s3", at=day(20, 10)),
    turn(10, "I don't like tea.", session="s3", at=day(20, 11)),
)
LONG = turn(
    11,
    "Tomas counts to one in Ghent. Tomas counts to two in Ghent. Vera waits for him in Ghent.",
    session="s4",
    at=day(21),
)
BEN = (
    turn(1, f"I live in {ALIEN_MARK} with my sister Clara.", session="s1", at=day(1)),
    turn(2, f"I live in Porto. Clara moved to {ALIEN_MARK}.", session="s1", at=day(2)),
    turn(3, f"Ana and Clara met Tomas in {ALIEN_MARK}.", session="s3", at=day(3)),
)
PARAMS: dict[str, object] = {
    "user_id": USER, "name": "Clara", "from_name": "Clara", "to_name": "Porto",
    "session": "s3", "limit": 100, "now": 1_720_000_000_000, "predicate": "live_in",
    "as_of": 1_720_000_000_000, "known_at": 1_720_000_000_000,
}  # fmt: skip

ALIAS = "MATCH (n:Entity {user_id: $user, key: 'helios labs'}) SET n.aliases = n.aliases + [$alias]"
_BOTH = "MATCH (a:Fact {user_id: $user, text: $a}), (b:Fact {user_id: $user, text: $b}) "
CONFLICT = (
    _BOTH + "CREATE (a)-[:CONFLICTS_WITH "
    "{kind: $kind, score: $score, rule: $rule, detected_at: $at}]->(b)"
)
DECISION = (
    _BOTH + "CREATE (a)-[:SUPERSEDES {at: $at, recorded_at: $at, retracted_at: $retracted}]->(b)"
)


@contextmanager
def embedded(folder: Path) -> Iterator[Engine]:
    """Open a database of the embedded engine."""
    engine = EmbeddedEngine(folder / "graph", durable_flush=False, heap_mb=256)
    yield engine
    engine.close()


@contextmanager
def on_server(server: Neo4jServer) -> Iterator[Engine]:
    """Open the server's database; what the users of these tests have in it goes first and last."""
    driver = Neo4jDriver(server.url, server.user, server.password, ServerSettings())
    engine = Neo4jEngine(driver, None)
    forget(engine)
    yield engine
    forget(engine)
    driver.close()


class Graph:
    """A database in which two users remember; asked as one of them."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def ask(self, name: str, /, **params: object) -> list[Row]:
        """Return the rows of a query without what a browser draws."""
        return [{k: v for k, v in row.items() if k != "graph"} for row in self.rows(name, **params)]

    def rows(self, name: str, /, **params: object) -> list[Row]:
        """Return the rows of a query: ``explore.<name>``, or one of another area."""
        query = queries.load(name if "." in name else f"explore.{name}")
        values = {**PARAMS, **params}
        return list(self.engine.read(query, {k: values[k] for k in query.params}))

    def write(self, text: str, **params: object) -> None:
        """Change the graph by a text that no query file holds."""
        query = Query("tests.write", text, frozenset(params), "write", "")
        self.engine.transaction(lambda tx: tx.run(query, params))


def fill(engine: Engine) -> Graph:
    """Write what two users remember into one database."""
    schema.migrate(engine, now_ms=NOW_MS, version="test")
    ana = GraphStore(engine, user_id=USER, encoder="fake-1")
    ben = GraphStore(engine, user_id=OTHER, encoder="fake-1")
    ana.write(write_sets(ANA, USER), now_ms=NOW_MS)
    ana.write(write_sets([LONG], USER, chunk_tokens=7), now_ms=NOW_MS)
    ben.write(write_sets(BEN, OTHER), now_ms=NOW_MS)
    graph = Graph(engine)
    graph.write(ALIAS, user=USER, alias="Sunworks")
    add_conflicts(graph)
    return graph


def columns(rows: list[Row], *names: str) -> list[tuple[object, ...]]:
    """Return some columns of rows."""
    return [tuple(row[n] for n in names) for row in rows]


def forget(engine: Engine) -> None:
    """Remove what these users have."""
    text = "MATCH (n {user_id: $user}) DETACH DELETE n"
    for user in USERS:
        query = Query("tests.forget", text, frozenset(("user",)), "write", "")
        engine.transaction(lambda tx, q=query, u=user: tx.run(q, {"user": u}))


def add_conflicts(graph: Graph) -> None:
    """Write what finding and deciding conflicts will write: one open, one closed, one reopened."""
    lyon, porto, not_lyon = "Ana live in Lyon", "Ana live in Porto", "Ana not live in Lyon"
    edges = [
        (lyon, porto, day(22), "value", 0.9, "one_home"),
        (lyon, not_lyon, day(21), "polarity", 0.5, "negated"),
        (porto, not_lyon, day(22), "value", 0.1, "closed"),
    ]
    for a, b, at, kind, score, rule in edges:
        graph.write(CONFLICT, user=USER, a=a, b=b, kind=kind, score=score, rule=rule, at=at_ms(at))
    graph.write(DECISION, user=USER, a=not_lyon, b=porto, at=at_ms(day(23)), retracted=None)
    graph.write(
        DECISION, user=USER, a=not_lyon, b=lyon, at=at_ms(day(23)), retracted=at_ms(day(24))
    )
    graph.write(
        CONFLICT, user=OTHER, a=f"Ana live in {ALIEN_MARK}", b=porto, kind="value", score=0.9,
        rule="one_home", at=at_ms(day(22)),
    )  # fmt: skip


def at_ms(at: datetime) -> int:
    """Return epoch milliseconds."""
    return int(at.timestamp() * 1000)
