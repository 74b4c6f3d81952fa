"""What a free query may say."""

from __future__ import annotations

import pytest

from graphmem.curate.query import MAX_LENGTH, PROCEDURES, is_name, take, vet, vet_name
from graphmem.errors import QueryRefusedError
from graphmem.stores import queries

WRITE = "MATCH (n) {} RETURN n"


def _stream(rows: list[dict[str, object]]):
    yield from rows


@pytest.mark.parametrize(
    "words",
    [
        "CREATE (x:X)",
        "create (x:X)",
        "cReAtE (x:X)",
        "MERGE (x:X {id: 1})",
        "SET n.x = 1",
        "SET n:Admin",
        "REMOVE n.x",
        "DELETE n",
        "DETACH DELETE n",
        "FOREACH (i IN [1] | SET n.x = i)",
        "LOAD CSV FROM 'file:///etc/hosts' AS line",
        "load\tcsv from 'x' as line",
        "LOAD/* */CSV FROM 'x' AS line",
        "CALL { CREATE (x:X) }",
        "CALL { WITH n SET n.x = 1 }",
        "WITH n CALL (n) { DETACH DELETE n }",
        "WITH n // \r SET n.x = 1",
        "WITH n // it's fine\nSET n.x = 1",
        "WITH n, 'it\\'s' AS s SET n.x = 1 WITH n, 'x' AS t",
        'WITH n, "\'" AS s SET n.x = 1 WITH n, "\'" AS t',
        "WITH n /* ' */ SET n.x = 1 /* ' */",
        "WITH n, `a'b` AS s SET n.x = '1'",
        "CALL apoc.cypher.runWrite('CREATE (x:X)', {})",
        "CALL dbms.listConfig()",
        "CALL db.createLabel('x')",
        "CALL db.index.fulltext.drop('x')",
        "CALL `db.labels`()",
        "CALL`db.labels`()",
        "CALL /* */ `dbms.components`()",
        "CALL db /* */ . labels()",
        "CALL custom.anything()",
        "WITH apoc.load.json('http://x') AS n",
        "WITH apoc . load . json('http://x') AS n",
        "WITH APOC.text.join(['a'], '') AS n",
        "WITH gds.util.asNode(1) AS n",
        "WITH util.sleep(12000) AS x",
        "WITH util . sleep (12000) AS x",
        "WITH util./* */sleep(12000) AS x",
        "WITH util.\u180esleep(12000) AS x",
        "WITH `util`.sleep(12000) AS x",
        "WITH util.`sleep`(12000) AS x",
        "WITH `util.sleep`(12000) AS x",
        "WITH [1, 2][0..util.sleep(1)] AS x",
        "WITH n.as SET n.x = 1",
        "WITH n AS SET SET n.x = 1",
        "USE other",
        "DROP INDEX x",
        "ALTER DATABASE x",
        "GRANT ALL ON x",
        "SHOW USERS",
        "TERMINATE TRANSACTIONS 'x'",
        "EXPLAIN MATCH (n)",
        "PROFILE MATCH (n)",
        "\\u0043REATE (x:X)",
        "\\U00000043REATE (x:X)",
        "; MATCH (m) RETURN m",
        ";; RETURN 1",
    ],
)
def test_vet_refuses_what_does_more_than_read(words: str):
    """Writes, files, foreign procedures and functions, several statements: none pass."""
    with pytest.raises(QueryRefusedError):
        vet(WRITE.format(words))


@pytest.mark.parametrize("text", ["", " \n", "x" * (MAX_LENGTH + 1), "RETURN 1\x00"])
def test_vet_refuses_what_is_no_query(text: str):
    """Empty, over-long and binary texts do not reach the engine."""
    with pytest.raises(QueryRefusedError, match="characters of Cypher"):
        vet(text)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (e:Event) RETURN e.text AS text",
        "MATCH (e:Event) WHERE e.text CONTAINS 'CREATE' RETURN e.text AS text",
        'MATCH (e:Event) WHERE e.text = "DELETE; everything" RETURN e.id AS id',
        "MATCH (n:`SET`) RETURN n.id AS id",
        "MATCH (e:Event) // SET it\nRETURN e.id AS id",
        "/* MERGE; LOAD CSV */ RETURN 1 AS x",
        "RETURN 1 AS x;",
        "RETURN 1 AS created_at, 2 AS offset, 3 AS settings, 4 AS loaded",
        "MATCH (n) RETURN n.create AS x, n.set AS y",
        "MATCH (n) RETURN n.x AS start, {start: 1, use : 2} AS load",
        "MATCH (e:Event) RETURN size(e.embedding) AS n, e.text AS t",
        "WITH [1, 2] AS x RETURN x[0..size(x)] AS y, x[1..] AS z",
        "RETURN duration.between(date('2024-01-01'), date()).days AS d",
        "MATCH (e) RETURN vector.similarity.cosine(e.embedding, $v) AS s",
        "CALL db.labels()",
        "CALL db.labels() YIELD label RETURN label",
        "CALL db.index.fulltext.queryNodes('event_text', 'tea') YIELD node RETURN node.text AS t",
        "CALL { RETURN 1 AS x } RETURN x",
        "WITH 1 AS y CALL (y) { RETURN y + 1 AS x } RETURN x",
        "MATCH (e:Event {id: $id}) RETURN e.id AS id",
        "MATCH (e) WHERE e.text = 'ſET ünïcode' RETURN e.id AS id",
    ],
)
def test_vet_lets_pass_what_reads(text: str):
    """Keywords in strings, comments, quoted names and longer words are none."""
    assert vet(text) == text


@pytest.mark.parametrize("name", sorted(PROCEDURES))
def test_vet_allows_procedures_in_any_case(name: str):
    """Names of procedures are matched without regard to case."""
    text = f"CALL {name.upper()}('x', 'y')"

    assert vet(text) == text


def test_refusal_names_the_word():
    """Whoever wrote the query learns which word to leave out."""
    with pytest.raises(QueryRefusedError, match="DELETE is refused"):
        vet("MATCH (n) delete n")


@pytest.mark.parametrize(
    ("text", "named"),
    [("events.find_items", True), (" stats.count_nodes ", True), ("RETURN 1", False), ("a", False)],
)
def test_is_name_tells_names_from_cypher(text: str, named: bool):
    """A dotted word in lower case is a query's name."""
    assert is_name(text) is named


@pytest.mark.parametrize("name", [n for n in queries.names() if queries.load(n).returns == "write"])
def test_vet_name_refuses_writes(name: str):
    """No query file that writes can be run from outside."""
    with pytest.raises(QueryRefusedError, match="not for reading"):
        vet_name(name)


def test_vet_name_keeps_the_secret():
    """The key of the tombstones stays inside."""
    with pytest.raises(QueryRefusedError, match="not for reading"):
        vet_name("users.find_secret")


def test_vet_name_lists_what_there_is():
    """An unknown name is answered with the known ones."""
    with pytest.raises(QueryRefusedError, match=r"events\.find_items"):
        vet_name("events.nothing")


@pytest.mark.parametrize("name", ["schema.embedded.001_core", "..x.y", "events.../x"])
def test_vet_name_stays_in_the_folder(name: str):
    """Neither schema scripts nor paths are names of queries."""
    with pytest.raises(QueryRefusedError, match="no query named"):
        vet_name(name)


def test_take_gives_plain_values():
    """Lists and maps stay, whatever is no JSON becomes text."""
    rows = _stream([{"a": 1, "b": [1.5, None], "c": {"d": (True, "x")}, "e": 1j}])

    assert take(rows, 1) == [{"a": 1, "b": [1.5, None], "c": {"d": [True, "x"]}, "e": "1j"}]


def test_take_refuses_more_rows_than_asked_for():
    """A cut answer would look like a whole one."""
    rows = _stream([{"a": 1}, {"a": 2}])

    with pytest.raises(QueryRefusedError, match="more than 1 rows: add LIMIT"):
        take(rows, 1)
    assert list(rows) == []  # closed, although the error is still alive


def test_take_gives_as_many_rows_as_allowed():
    """Exactly ``max_rows`` rows are no error."""
    assert len(take(_stream([{"a": 1}, {"a": 2}]), 2)) == 2
