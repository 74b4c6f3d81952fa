"""The read-only graph query API over a real database, asked by somebody who means harm."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graphmem.errors import QueryRefusedError, QueryTimeoutError
from graphmem.memory import Memory
from tests.conftest import USER, told_memory

_NODES = ", ".join(f"(n{i})" for i in range(9))
_SUM = " + ".join(f"coalesce(n{i}.text, 'x')" for i in range(9))
FOREVER = f"MATCH {_NODES} WHERE {_SUM} = 'never' RETURN count(*) AS n"


def _count(memory: Memory) -> object:
    return memory.query("MATCH (n) RETURN count(n) AS n", user_id=USER)


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (x:X) RETURN x",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) SET n.text = '' RETURN n",
        "CALL { CREATE (x:X) RETURN x } RETURN x",
        "RETURN 1 AS x // \r MATCH (n) DETACH DELETE n",
        "RETURN 1; MATCH (n) DETACH DELETE n",
        "DROP INDEX event_revision",
    ],
)
def test_write_is_refused_and_changes_nothing(told: Memory, text: str):
    """After each attempt the graph is as it was."""
    before = _count(told), told.stats(USER).revision

    with pytest.raises(QueryRefusedError):
        told.query(text, user_id=USER)

    assert (_count(told), told.stats(USER).revision) == before


@pytest.mark.parametrize(
    "text",
    [
        "LOAD CSV FROM '{0}' AS line RETURN line",
        "// \r LOAD CSV FROM '{0}' AS line RETURN line",
        "RETURN 'a' AS x // '\r LOAD CSV FROM '{0}' AS line RETURN line",
        "WITH 1 AS x\u00a0LOAD\u00a0CSV\u00a0FROM '{0}' AS line RETURN line",
        "WITH 1 AS x LO\u0041D CſV FROM '{0}' AS line RETURN line",
        "/* ' */ LOAD CSV FROM '{0}' AS line RETURN line /* ' */",
    ],
)
def test_files_cannot_be_read(told: Memory, text: str, tmp_path: Path):
    """However the words are dressed up, a file's content never comes back."""
    file = tmp_path / "x.csv"
    file.write_text("keep-out\n")

    with pytest.raises(QueryRefusedError) as caught:
        told.query(text.format(file.as_uri()), user_id=USER)

    assert "keep-out" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["RETURN", "MATCH (n RETURN n", "RETURN $absent AS x", "RETURN 1/0 AS x", "RETURN nothing"],
)
def test_malformed_query_says_what_is_wrong(told: Memory, text: str):
    """The engine's words about the mistake reach the writer."""
    with pytest.raises(QueryRefusedError, match=r"\w{5}"):
        told.query(text, user_id=USER)


def test_refused_query_frees_the_database(told: Memory):
    """While the error of one query is being handled the next one runs."""
    with pytest.raises(QueryRefusedError) as caught:
        told.query("MATCH (n) RETURN n.id AS id", user_id=USER, max_rows=1)

    assert caught.value
    assert _count(told)


def test_long_query_is_stopped_near_its_limit(told: Memory):
    """A cartesian product ends in time, and both queries and recalls work afterwards."""
    started = time.monotonic()

    with pytest.raises(QueryTimeoutError, match="time limit"):
        told.query(FOREVER, user_id=USER, timeout_s=0.5)

    assert time.monotonic() - started < 5
    assert _count(told)
    assert told.recall("Where does Clara work?", user_id=USER).items


@pytest.mark.parametrize(
    "text", ["RETURN util.sleep(6000) AS x", "WITH 1 AS a RETURN `util.sleep`(6000) AS x"]
)
def test_waiting_function_is_refused(told: Memory, text: str):
    """A call that the engine's time limit does not stop never starts."""
    started = time.monotonic()

    with pytest.raises(QueryRefusedError, match="function"):
        told.query(text, user_id=USER, timeout_s=0.5)

    assert time.monotonic() - started < 3


@pytest.mark.parametrize("timeout_s", [0, -1, float("nan"), float("inf")])
def test_senseless_time_limit_is_refused(told: Memory, timeout_s: float):
    """No value of ``timeout_s`` means without end."""
    with pytest.raises(QueryRefusedError, match="timeout_s"):
        told.query("RETURN 1 AS x", user_id=USER, timeout_s=timeout_s)


@pytest.mark.parametrize("max_rows", [0, -1])
def test_senseless_row_limit_is_refused(told: Memory, max_rows: int):
    """Asking for no rows is a mistake that is named."""
    with pytest.raises(QueryRefusedError, match="max_rows"):
        told.query("RETURN 1 AS x", user_id=USER, max_rows=max_rows)


def test_time_limit_of_a_query_does_not_outlive_it(template: Path, tmp_path: Path):
    """After a free query, and after a reopening, no limit is left on the database."""
    with told_memory(template, tmp_path) as memory:
        memory.query("RETURN 1 AS x", user_id=USER, timeout_s=0.2)
        memory.query("CALL db.labels()", user_id=USER)
        [config] = (tmp_path / "users").glob("ana-*/graph/configuration.json")

        assert '"arcadedb.command.timeout":200' not in config.read_text().replace(" ", "")


def test_parameters_are_values_and_no_cypher(told: Memory):
    """A parameter's text is compared, never run."""
    rows = told.query(
        "MATCH (e:Event) WHERE e.text = $text RETURN e.id AS id",
        {"text": "' OR true //"},
        user_id=USER,
    )

    assert rows == []


def test_named_query_takes_the_user_from_the_call(told: Memory):
    """Nobody reaches another user through a parameter."""
    rows = told.query("stats.count_nodes", {"user_id": "ben"}, user_id=USER)

    assert {"label": "Event", "n": 7} in rows


def test_named_query_without_its_parameters_is_refused(told: Memory):
    """The error names what is missing."""
    with pytest.raises(QueryRefusedError, match="ids"):
        told.query("events.find_items", user_id=USER)


def test_full_text_search_is_allowed(told: Memory):
    """An agent may search words in Cypher."""
    rows = told.query(
        "CALL db.index.fulltext.queryNodes('event_text', 'cello') YIELD node "
        "RETURN node.external_id AS id",
        user_id=USER,
    )

    assert rows == [{"id": "e6"}]


def test_unknown_user_has_no_rows_and_gets_no_folder(told: Memory):
    """Asking creates nothing."""
    assert told.query("MATCH (n) RETURN n", user_id="nobody") == []
    assert "nobody" not in told.users()
