"""Folders, schema, chains, pool and engine: each on its own."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.errors import (
    ConstraintError,
    QueryRefusedError,
    QueryTimeoutError,
    SchemaVersionError,
    StoreError,
    StoreFullError,
    StoreUnavailableError,
)
from graphmem.stores import folders, schema
from graphmem.stores.chain import Place, link_rows, plan_chain
from graphmem.stores.feed import tombstone_key
from graphmem.stores.queries import Query, load
from tests.conftest import USER, open_memory, open_pool
from tests.toy import CONVERSATION

Fresh = Callable[[], Path]
places = st.builds(Place, st.integers(0, 5), st.integers(0, 2), st.text("abc", max_size=2))


@given(st.sets(places, max_size=8), st.sets(places, max_size=8))
def test_chain_plan_makes_one_line(old: set[Place], new: set[Place]):
    """Unlinked and linked as planned, the chain is the order of all places."""
    plan = plan_chain(old, new)
    links = (set(itertools.pairwise(sorted(old))) - set(plan.unlink)) | set(plan.link)

    assert links == set(itertools.pairwise(sorted(old | new)))


def test_chain_after_the_tail_needs_only_the_tail():
    """Appending reads nothing but the last place."""
    plan = plan_chain([Place(5, 0, "e")], [Place(6, 0, "f"), Place(9, 0, "g")])

    assert plan.unlink == ()
    assert [r["gap_ms"] for r in link_rows(plan.link)] == [1, 3]


def test_schema_is_applied_once(fresh: Fresh):
    """A second opening finds nothing to do."""
    pool = open_pool(fresh())
    with pool.user(USER) as handle:
        assert schema.migrate(handle.engine, now_ms=1, version="test") == []
    pool.close()


def test_schema_of_a_later_graphmem_is_refused(fresh: Fresh):
    """The message tells how to upgrade; nothing is touched."""
    root = fresh()
    pool = open_pool(root)
    with pool.user(USER) as handle:
        params = {"id": "999_future", "now": 1, "version": "9"}
        handle.engine.transaction(lambda tx: tx.run(load("migrations.record"), params))
    pool.close()

    pool = open_pool(root)
    with pytest.raises(SchemaVersionError, match="pip install --upgrade"), pool.user(USER):
        pass
    pool.close()


def test_failed_opening_lets_go_of_the_database(fresh: Fresh):
    """After a refusal another pool can open the same user."""
    root = fresh()
    with open_memory(root) as memory:
        memory.remember(CONVERSATION[0], user_id=USER)
    wrong = open_pool(root, encoder="another")
    with pytest.raises(StoreError, match="reembed"), wrong.user(USER):
        pass

    right = open_pool(root)
    with right.user(USER) as handle:
        assert handle.revision == 1
    right.close()
    wrong.close()


def test_card_is_written_whole(tmp_path: Path):
    """No draft is left, and an existing card stays."""
    folder = folders.user_folder(tmp_path, "Ana")
    folders.write_card(folder, "Ana")
    folders.write_card(folder, "somebody else")

    assert json.loads(folder.card.read_text()) == {"user_id": "Ana"}
    assert [p.name for p in folder.path.iterdir()] == ["user.json"]
    assert folders.list_users(tmp_path) == ["Ana"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": 1}'])
def test_damaged_card_is_named(tmp_path: Path, text: str):
    """The error says which folder to look at."""
    folder = folders.user_folder(tmp_path, "ana")
    folders.write_card(folder, "ana")
    folder.card.write_text(text)

    with pytest.raises(StoreError, match="is damaged"):
        folders.list_users(tmp_path)


@pytest.mark.parametrize("text", ["", "{}", '{"pid": "x"}', "[]"])
def test_unreadable_holder_is_somebody(tmp_path: Path, text: str):
    """Who holds a memory may be unknown."""
    folder = folders.user_folder(tmp_path, "ana")
    folder.path.mkdir(parents=True)
    folder.holder.write_text(text)

    assert folders.read_holder(folder) == (None, "another process")


@pytest.mark.parametrize(("number", "error"), [(28, StoreFullError), (13, StoreUnavailableError)])
def test_refusals_of_the_system_are_errors_of_the_store(number: int, error: type[StoreError]):
    """A full disk is told from a forbidden one."""
    with pytest.raises(error), folders.mapped_os_errors():
        raise OSError(number, "refused")


def test_root_without_permission_is_a_store_error(tmp_path: Path):
    """Where a folder cannot be made, the error is of the store and not of the system."""
    (tmp_path / "users").write_text("in the way")
    pool = open_pool(tmp_path)

    with pytest.raises(StoreUnavailableError, match="cannot be used"), pool.user(USER, new=True):
        pass
    pool.close()


def test_tombstone_tells_nothing_without_the_key():
    """Two users' tombstones of one id differ."""
    assert tombstone_key("a", "id") != tombstone_key("b", "id")
    assert "id" not in tombstone_key("a", "id")


def _query(text: str) -> Query:
    return Query("test.query", text, frozenset(), "write", "")


def test_engine_maps_its_errors(fresh: Fresh):
    """Constraint, free query, time: each has its own name, and nothing is half done."""
    pool = open_pool(fresh())
    with pool.user(USER) as handle:
        engine = handle.engine
        twice = _query("CREATE (:Event {id: 'x'}) CREATE (:Event {id: 'x'})")
        with pytest.raises(ConstraintError, match=r"test\.query") as caught:
            engine.transaction(lambda tx: tx.run(twice, {}))
        assert caught.value.query == "test.query"
        assert list(engine.read(_query("MATCH (e:Event) RETURN e.id AS id"), {})) == []
        with pytest.raises(StoreError, match=r"test\.query"):
            list(engine.read(_query("MATCH (e RETURN e"), {}))
        with pytest.raises(QueryRefusedError):
            list(engine.read_text("CREATE (:X)", {}, timeout_s=5))
        slow = "UNWIND range(1, 1500000) AS x WITH x WHERE toString(x) = 'a' RETURN count(x) AS n"
        with pytest.raises(QueryTimeoutError):
            list(engine.read_text(slow, {}, timeout_s=0.01))
    pool.close()


def test_failed_transaction_leaves_nothing(fresh: Fresh):
    """What came before the failure inside the transaction is undone."""
    pool = open_pool(fresh())
    with pool.user(USER) as handle:

        def work(tx):
            tx.run(_query("CREATE (:Event {id: 'x'})"), {})
            raise RuntimeError("stop")

        with pytest.raises(RuntimeError, match="stop"):
            handle.engine.transaction(work)
        assert list(handle.engine.read(_query("MATCH (e:Event) RETURN e.id AS id"), {})) == []
    pool.close()


def test_snapshot_that_cannot_be_written_is_no_failure(
    fresh: Fresh, caplog: pytest.LogCaptureFixture
):
    """Closing warns and goes on: the graph holds everything."""
    root = fresh()
    with open_memory(root) as memory:
        memory.remember(CONVERSATION[0], user_id=USER)
        memory.recall("Where do I live?", user_id=USER)
        [folder] = root.glob("users/ana-*")
        (folder / "index.npz").mkdir()

    assert "no snapshot" in caplog.text
    (folder / "index.npz").rmdir()
    with open_memory(root) as memory:
        assert memory.recall("Where do I live?", user_id=USER).items
