"""A real server as it really behaves: accounts, limits, broken lines, other people's data."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from graphmem.errors import (
    QueryNotIsolatedError,
    QueryRefusedError,
    QueryTimeoutError,
    StoreError,
    StoreUnavailableError,
)
from graphmem.memory import Memory
from graphmem.stores.queries import load
from tests.conftest import USER
from tests.integration.on_server import Line, free, opened
from tests.neo4j_server import Neo4jServer
from tests.toy import CONVERSATION, turn

QUESTION = "Where does Clara work?"


@pytest.fixture
def memory(empty_neo4j: Neo4jServer, tmp_path: Path) -> Iterator[Memory]:
    """A memory on the server in which nothing is remembered."""
    with opened(empty_neo4j, tmp_path / "home") as found:
        yield found


@pytest.fixture
def line(empty_neo4j: Neo4jServer) -> Iterator[Line]:
    """A line to the server that can be cut."""
    found = Line(empty_neo4j)
    yield found
    found.cut()


def test_a_wrong_password_is_never_shown(
    neo4j_server: Neo4jServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    """The error names the settings to correct; no log, error or settings tree holds the word."""
    caplog.set_level(logging.DEBUG, "graphmem")
    word = secrets.token_hex(12)
    # An account of nobody: the server locks one for a while after a few wrong words.
    stranger = replace(neo4j_server, user=f"nobody-{word[:6]}", password=word)
    with pytest.raises(StoreUnavailableError) as raised, opened(stranger, tmp_path):
        pass

    told: BaseException | None = raised.value
    assert "GRAPHMEM_USER" in str(told)
    assert "GRAPHMEM_PASSWORD" in str(told)
    while told is not None:
        assert word not in f"{told!r}{told}"
        told = told.__cause__ or told.__context__
    assert word not in caplog.text


def test_the_right_password_is_never_shown(memory: Memory, neo4j_server: Neo4jServer):
    """Nor where everything is well: a settings tree ends up in bug reports."""
    assert memory.settings.password is not None
    shown = f"{memory.settings!r}{memory.settings}{memory.settings.model_dump_json()}"
    assert neo4j_server.password not in shown


def test_an_unknown_database_is_told_with_its_setting(empty_neo4j: Neo4jServer, tmp_path: Path):
    """Before anything is written."""
    with (
        pytest.raises(StoreUnavailableError, match="GRAPHMEM_DATABASE"),
        opened(empty_neo4j, tmp_path, database="nowhere"),
    ):
        pass


def test_a_database_per_user_needs_another_edition(empty_neo4j: Neo4jServer, tmp_path: Path):
    """The Community edition has one database; the message names the setting to unset."""
    with empty_neo4j.driver() as driver:
        edition = driver.execute_query("CALL dbms.components() YIELD edition").records[0][0]
    if edition != "community":
        pytest.skip(f"this is the {edition} edition")
    with opened(empty_neo4j, tmp_path, database_per_user=True) as memory:
        with pytest.raises(StoreError, match="GRAPHMEM_SERVER__DATABASE_PER_USER"):
            memory.remember("Clara lives in Lyon.", user_id=USER)
        assert memory.users() == []


def test_a_database_of_somebody_else_is_left_alone(empty_neo4j: Neo4jServer, tmp_path: Path):
    """Labels would mix; the message says to give graphmem its own."""
    with empty_neo4j.driver() as driver:
        driver.execute_query("CREATE (:Event {title: 'concert'})")
    with (
        pytest.raises(StoreError, match=r"not graphmem's.*GRAPHMEM_DATABASE"),
        opened(empty_neo4j, tmp_path),
    ):
        pass

    with empty_neo4j.driver() as driver:
        rows = driver.execute_query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS held")
    assert [r.data() for r in rows.records] == [{"labels": ["Event"], "held": {"title": "concert"}}]


def test_free_cypher_needs_a_database_of_ones_own(memory: Memory):
    """With a second user it is refused, also to the first; named queries go on."""
    text = "MATCH (e:Event) RETURN count(e) AS n"
    memory.remember(list(CONVERSATION), user_id=USER)
    assert memory.query(text, user_id=USER) == [{"n": len(CONVERSATION)}]

    memory.remember("Ben grows leeks.", user_id="ben")
    for user in (USER, "ben"):
        with pytest.raises(QueryNotIsolatedError, match="other users"):
            memory.query(text, user_id=user)
    assert memory.query("sessions.list_spans", user_id="ben")

    memory.forget(user_id="ben", everything=True)
    assert memory.query(text, user_id=USER) == [{"n": len(CONVERSATION)}]
    with memory._pool.user(USER) as handle:  # another user's copy that has just begun
        begin = {"user_id": "ben", "lineage": "b", "source_lineage": "a", "source_revision": 1}
        handle.engine.transaction(lambda tx: tx.run(load("copy.begin"), {**begin, "now": 1}))
    with pytest.raises(QueryNotIsolatedError, match="other users"):
        memory.query(text, user_id=USER)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Ghost {id: 'g'}) RETURN n.id AS id",
        "MATCH (e:Event) SET e.text = 'changed' RETURN e.id AS id",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Ghost {id: 'g'}) RETURN n.id AS id",
        "CREATE INDEX ghost FOR (n:Ghost) ON (n.id)",
    ],
)
def test_the_server_itself_refuses_writes_in_a_free_query(memory: Memory, text: str):
    """Even a text that nobody vetted cannot write: the transaction only reads."""
    memory.remember(list(CONVERSATION), user_id=USER)
    before = memory.stats(USER)
    with memory._pool.user(USER) as handle, pytest.raises(QueryRefusedError):
        list(handle.store.read_text(text, {}, timeout_s=5))

    assert memory.stats(USER) == before
    assert free(memory, "MATCH (n:Ghost) RETURN n.id AS id") == []


def test_a_read_sees_the_write_before_it(memory: Memory):
    """Every time, through any of the connections."""
    for number in range(1, 16):
        memory.remember(turn(number, f"The box {number} is red."), user_id=USER)
        rows = memory.query("MATCH (e:Event) RETURN count(e) AS n", user_id=USER)
        assert rows == [{"n": number}]


def test_a_free_query_is_stopped_at_its_time(memory: Memory):
    """The server ends it, and serves the next."""
    memory.remember(list(CONVERSATION), user_id=USER)
    long = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b) AS n"
    begun = time.monotonic()
    with pytest.raises(QueryTimeoutError, match="time limit"):
        memory.query(long, user_id=USER, timeout_s=0.5)

    assert time.monotonic() - begun < 20
    assert memory.recall(QUESTION, user_id=USER).items


def test_a_writer_does_not_wait_for_ever(memory: Memory, empty_neo4j: Neo4jServer, tmp_path: Path):
    """A machine that vanished may hold a user's lock; the others are told, and lose nothing."""
    memory.remember(list(CONVERSATION), user_id=USER)
    with empty_neo4j.driver() as driver, driver.session() as session:
        holder = session.begin_transaction()
        holder.run("MATCH (u:User {id: $user}) SET u.written_at = 0", user=USER).consume()
        with opened(empty_neo4j, tmp_path / "two", write_s=1, retry_s=1) as two:
            with pytest.raises(StoreUnavailableError, match="GRAPHMEM_SERVER__WRITE_S"):
                two.remember(turn(20, "Clara waits."), user_id=USER)
            holder.rollback()
            assert two.remember(turn(20, "Clara waits."), user_id=USER).status == "added"
    assert memory.stats(USER).nodes["Event"] == len(CONVERSATION) + 1


def test_a_commit_whose_answer_was_lost_is_done_once(
    empty_neo4j: Neo4jServer, line: Line, tmp_path: Path
):
    """The line breaks when the server has the COMMIT: nobody knows, and nothing is doubled."""
    with opened(empty_neo4j, tmp_path, url=line.url) as memory:
        memory.remember(turn(1, "Clara lives in Lyon."), user_id=USER)
        for whole in range(2):  # the one that breaks is a read, then the write
            line.commits = whole
            memory.remember(turn(2 + whole, "Clara works in Porto."), user_id=USER)
            assert line.commits is None
            assert memory.stats(USER).nodes["Event"] == 2 + whole
        for whole in range(4):
            line.commits = whole
            memory.forget(user_id=USER, event_id="e1")
            assert line.commits is None
            memory.remember(turn(1, "Clara lives in Lyon."), user_id=USER, force=True)
        assert memory.stats(USER).nodes["Event"] == 3
        assert memory.recall(QUESTION, user_id=USER).items


def test_a_line_that_is_cut_is_told_and_found_again(
    empty_neo4j: Neo4jServer, line: Line, tmp_path: Path
):
    """The error names the address and what to do; when the server is back, so is the memory."""
    with opened(empty_neo4j, tmp_path, url=line.url, retry_s=0.5) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        line.cut()
        for attempt in (
            lambda: memory.recall(QUESTION, user_id=USER),
            lambda: memory.remember(turn(20, "Clara waits."), user_id=USER),
            lambda: memory.query("MATCH (e:Event) RETURN count(e) AS n", user_id=USER),
        ):
            with pytest.raises(StoreUnavailableError, match=r"127\.0\.0\.1.*start the server"):
                attempt()
        line.mend()
        assert memory.remember(turn(20, "Clara waits."), user_id=USER).status == "added"
        assert memory.recall(QUESTION, user_id=USER).items


def test_a_line_that_comes_back_in_time_is_not_noticed(
    empty_neo4j: Neo4jServer, line: Line, tmp_path: Path
):
    """The driver tries again meanwhile: a restart of the server fails no call."""
    with opened(empty_neo4j, tmp_path, url=line.url) as memory, ThreadPoolExecutor(2) as threads:
        memory.remember(list(CONVERSATION), user_id=USER)
        line.cut()
        written = threads.submit(memory.remember, turn(20, "Clara waits."), user_id=USER)
        asked = threads.submit(memory.recall, QUESTION, user_id=USER)
        time.sleep(1)
        line.mend()
        assert written.result(timeout=60).status == "added"
        assert asked.result(timeout=60).items


def test_closing_without_a_server_ends_soon(empty_neo4j: Neo4jServer, line: Line, tmp_path: Path):
    """What was not written down is only a log and a cache: a warning, no error."""
    with opened(empty_neo4j, tmp_path, url=line.url, retry_s=1) as memory:
        for user in (USER, "ben", "cleo"):
            memory.remember(list(CONVERSATION), user_id=user)
            memory.recall(QUESTION, user_id=user)
        line.cut()
        begun = time.monotonic()
    assert time.monotonic() - begun < 20
