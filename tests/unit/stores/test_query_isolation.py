"""Every query file on a database of two users: neither sees or changes anything of the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from graphmem.errors import ConstraintError
from graphmem.stores import queries
from graphmem.stores.base import Engine, Row, Transaction
from graphmem.stores.queries import Query
from tests.engines import ENGINES, open_engine
from tests.unit.stores.arguments import arguments
from tests.unit.stores.seeding import ALIEN_MARK, TwoUsers, seed_two_users

#: Over all users, or about the database: no caller runs them by name.
_WHOLE = {"users.find_other", "users.list_users", "migrations.list_applied", "migrations.record"}
NAMES = [n for n in queries.names() if n not in _WHOLE]
READS = [n for n in NAMES if queries.load(n).returns in {"rows", "one"}]
WRITES = [n for n in NAMES if queries.load(n).returns == "write"]
#: Writes that make a node of a given id: another user's id must fail, not be taken over.
MAKERS = [n for n in WRITES if n.partition(".")[2].startswith(("create_", "merge_", "upsert_"))]
#: Writes that leave what there is as it is: they take a lock, or keep a known node.
_QUIET = {"entities.merge_entities", *(n for n in WRITES if n.startswith("users.hold_"))}
#: Makers of edges, which need both their ends to be the user's.
_EDGES = (
    "_mentions", "_statements", "_doubts", "_corrections", "_successions", "_coexistences",
    "_conflicts", "_rivals", "_successors",
)  # fmt: skip
EDGES = {n for n in MAKERS if n.endswith(_EDGES)}

_LABELS = "User|Session|Event|Sentence|Entity|Fact|Semantic|Access|SleepRun|Lease|Tombstone"
_DUMPS = tuple(
    Query("test.dump", text, frozenset({"user"}), "rows", "")
    for text in (
        f"MATCH (n:{_LABELS} {{user_id: $user}}) RETURN labels(n) AS labels, properties(n) AS node",
        f"MATCH (n:{_LABELS} {{user_id: $user}})-[r]-(m) RETURN n.id AS id, m.id AS other, "
        "type(r) AS type, startNode(r).id AS start, properties(r) AS edge",
        "MATCH (c:Copy {id: $user}) RETURN properties(c) AS copy",
    )
)


@dataclass(frozen=True)
class Shared(TwoUsers):
    """Two users, and the second one's whole graph as it was."""

    graph: list[str]


@pytest.fixture(scope="module", params=ENGINES)
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shared]:
    """Two users' memories in one database, as on a server; every write is rolled back."""
    with open_engine(request, tmp_path_factory.mktemp("shared")) as engine:
        two = seed_two_users(engine)
        before = dump(engine, two.ben.user_id)
        yield Shared(two.engine, two.ana, two.ben, two.ids, before)
        assert dump(engine, two.ben.user_id) == before


@pytest.mark.parametrize("name", READS)
def test_read_shows_nothing_of_another_user(name: str, shared: Shared):
    """Asked for ana with ben's ids, no row holds anything of ben's."""
    query, ids = queries.load(name), shared.ids[shared.ben.user_id]

    rows = list(shared.engine.read(query, arguments(query, shared.ana.user_id, ids)))

    found = str(rows)
    assert ALIEN_MARK not in found
    assert not [i for known in ids.values() for i in known if i in found]


@pytest.mark.parametrize("name", READS)
def test_read_shows_nothing_to_a_stranger(name: str, shared: Shared):
    """A user who was never here has no rows, whatever ids are asked for; a count is zero."""
    query, ids = queries.load(name), shared.ids[shared.ben.user_id]

    rows = list(shared.engine.read(query, arguments(query, "nobody", ids)))

    assert rows in ([], [{"n": 0}])


@pytest.mark.parametrize("name", READS)
def test_read_finds_the_user_s_own(name: str, shared: Shared):
    """The same question asked by the owner has an answer: the tests above can fail."""
    query, ids = queries.load(name), shared.ids[shared.ben.user_id]

    assert list(shared.engine.read(query, arguments(query, shared.ben.user_id, ids)))


@pytest.mark.parametrize("mixed", ["both", "first", "others"])
@pytest.mark.parametrize("name", WRITES)
def test_write_changes_nothing_of_another_user(name: str, mixed: str, shared: Shared):
    """Run for ana with ben's ids, alone or beside her own, it leaves ben's graph as it was."""
    query = queries.load(name)
    ana, ben = (shared.ids[store.user_id] for store in (shared.ana, shared.ben))
    own = {**ben, **ana}  # where ana has no node of a kind, ben's must do
    first, others = {"both": (ben, ben), "first": (ben, own), "others": (own, ben)}[mixed]

    params = arguments(query, shared.ana.user_id, first, others)
    during = tried(shared.engine, query, params, shared.ben.user_id)

    assert during in (None, shared.graph)


@pytest.mark.parametrize("name", [n for n in WRITES if n not in _QUIET])
def test_write_changes_the_user_s_own(name: str, shared: Shared):
    """The same rows written by their owner do something: the test above can fail."""
    query, ids = queries.load(name), shared.ids[shared.ben.user_id]

    params = arguments(query, shared.ben.user_id, ids)
    during = tried(shared.engine, query, params, shared.ben.user_id)

    assert during != shared.graph


@pytest.mark.parametrize("name", [n for n in MAKERS if n not in EDGES])
def test_another_user_s_id_is_refused(name: str, shared: Shared):
    """A node is never taken over: the write fails as a whole."""
    query = queries.load(name)
    ana, ben = (shared.ids[store.user_id] for store in (shared.ana, shared.ben))
    within = {**ben, "Event": ana["Event"]} if name == "events.create_sentences" else ben
    params = arguments(query, shared.ana.user_id, within, ben)

    with pytest.raises(ConstraintError):
        shared.engine.transaction(lambda tx: tx.run(query, params))

    assert dump(shared.engine, shared.ben.user_id) == shared.graph


class _Undone(Exception):  # noqa: N818 - no error: it rolls the transaction back
    pass


def tried(engine: Engine, query: Query, params: Row, user_id: str) -> list[str] | None:
    """Run a write, look at a user's graph, and roll back; None if the write was refused."""
    seen: list[list[str]] = []

    def work(tx: Transaction) -> None:
        tx.run(query, params)
        seen.append(_sorted(tx.run(q, {"user": user_id}) for q in _DUMPS))
        raise _Undone

    try:
        engine.transaction(work)
    except _Undone:
        return seen[-1]
    except ConstraintError:
        return None
    raise AssertionError("a transaction that raised has ended well")


def dump(engine: Engine, user_id: str) -> list[str]:
    """Return all nodes and edges of a user, the edges to others' nodes too."""
    return _sorted(list(engine.read(q, {"user": user_id})) for q in _DUMPS)


def _sorted(found: Iterator[list[Row]]) -> list[str]:
    return sorted(str(sorted(row.items())) for rows in found for row in rows)
