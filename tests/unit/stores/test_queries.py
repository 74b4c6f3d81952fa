"""The Cypher files: well-formed, all used, deterministic, and each user's own."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from graphmem.errors import QueryFileError
from graphmem.stores import queries
from graphmem.stores.embedded import EmbeddedEngine
from tests.conftest import open_pool
from tests.unit.stores.arguments import arguments

PACKAGE = Path(queries.__file__).parents[1]
READS = [n for n in queries.names() if queries.load(n).returns in {"rows", "one"}]
WRITES = [n for n in queries.names() if queries.load(n).returns == "write"]
LABELS = ("User", "Session", "Event", "Sentence", "Entity", "Fact", "Semantic", "Access", "Copy")
NOBODY = {label: ["x"] for label in (*LABELS, "Tombstone")}
_SPECIAL = re.compile(r"[a-z_]+\.[a-z_0-9]+(\.[a-z_0-9]+)?")


def _loaded_names() -> set[str]:
    """Names that graphmem's source hands to ``load``, f-strings and tuples resolved by shape."""
    patterns: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [v.value if isinstance(v, ast.Constant) else "[a-z_]+" for v in node.values]
                patterns.add("".join(map(str, parts)))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                patterns.add(node.value)
    known = queries.names()
    return {n for n in known for p in patterns if _SPECIAL.match(p) and re.fullmatch(p, n)}


def _called_names() -> set[str]:
    """Constant names handed to ``load``."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "load" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return {name for name in found if not name.startswith("schema.")}


@pytest.mark.parametrize("name", queries.names())
def test_query_loads_and_says_what_it_does(name: str):
    """Each file parses, is named after its path and has a sentence about it."""
    query = queries.load(name)

    assert query.name == name
    assert query.doc


def test_every_query_is_used():
    """No file lies around that nothing runs; those to explore with are for people."""
    unused = set(queries.names()) - _loaded_names()

    assert {n for n in unused if not queries.is_for_people(n)} == set()


def test_every_loaded_name_is_a_file():
    """Each name that the source loads is there (modules that are not imported yet included)."""
    called = _called_names()

    assert called
    assert called - set(queries.names()) == set()


@pytest.mark.parametrize("name", queries.names())
def test_limit_has_an_order(name: str):
    """A LIMIT without a total order would return other rows on another engine."""
    body = queries.bare(queries.load(name).text).upper()

    some = name.startswith("erase.clear_")  # takes any, until none are left
    assert some or "LIMIT" not in body or re.search(r"ORDER BY.*LIMIT", body, re.DOTALL)


@pytest.mark.parametrize("name", [n for n in READS if "UNWIND" not in queries.load(n).text])
def test_rows_come_in_an_order(name: str):
    """A query that can return several rows says in which order."""
    query = queries.load(name)
    unordered = {
        "events.list_family",  # one row, found by its unique id
        # Of these the index makes sets; to order a large window's took the engine's whole heap.
        *("events.pull_sentences", "entities.pull_event_links", "entities.pull_sentence_links"),
        *("facts.pull_event_subjects", "facts.pull_sentence_subjects"),
        "archive.scan_events",  # a whole archive: what reads it keeps the best, in order
        *("export.list_nodes", "export.list_edges"),  # whole: sorted by who reads them
    }

    assert query.returns == "one" or name in unordered or "ORDER BY" in query.text


@pytest.mark.parametrize("name", READS + WRITES)
def test_query_is_scoped_to_a_user(name: str):
    """Every query but those on schema steps takes the user whose graph it is about."""
    whole = name.startswith("migrations.") or name == "users.list_users"
    assert whole or "user_id" in queries.load(name).params


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "a.b"),
        ("MATCH (n) RETURN n", "expected '// name: a.b"),
        ("// name: a.c()\n// doc\nRETURN 1 AS x", "'a.c'"),
        ("// name: a.b(x)\n// doc\nRETURN 1 AS x", "differ: x"),
        ("// name: a.b()\n// doc\nRETURN $y AS x", "differ: y"),
        ("// name: a.b(x, y)\n// doc\nRETURN $y AS x", "differ: x"),
        ("// name: a.b()?\n// doc\nRETURN 1 AS x", "expected"),
    ],
)
def test_malformed_header_is_reported_with_its_place(source: str, message: str, tmp_path: Path):
    """The message starts with path:line, so that an editor can jump there."""
    path = tmp_path / "a" / "b.cypher"

    with pytest.raises(QueryFileError, match=re.escape(message)) as caught:
        queries.parse(source, name="a.b", path=path)

    assert str(caught.value).startswith(f"{path}:1: ")


def test_parameters_in_strings_and_comments_do_not_count():
    """Only a parameter that the engine sees must be declared."""
    source = '// name: a.b(x)\n// $c\nRETURN $x AS `$d`, \'$e\' AS f, "\\"$g" AS h /* $i */'

    query = queries.parse(source, name="a.b", path=Path("b.cypher"))

    assert query.params == {"x"}


def test_unknown_name_is_an_error():
    """A wrong name fails where it is loaded, naming the missing file."""
    with pytest.raises(QueryFileError, match=r"no query file for 'events\.nothing'"):
        queries.load("events.nothing")


@pytest.mark.parametrize(
    "text",
    [
        "// CREATE",
        "/* CREATE\n */ RETURN 1",
        "RETURN 'CREATE'",
        'RETURN "CREATE"',
        "RETURN 'it\\'s CREATE'",
        "MATCH (n:`CREATE`) RETURN n",
    ],
)
def test_bare_leaves_out_what_is_no_cypher(text: str):
    """Comments, strings and quoted names are blanked."""
    assert "CREATE" not in queries.bare(text)


@pytest.mark.parametrize(
    "text", ["// x\nCREATE (n)", "// x\rCREATE (n)", "RETURN 'a' CREATE", "/* */ CREATE /* */"]
)
def test_bare_keeps_what_the_engine_runs(text: str):
    """A comment ends at a carriage return too, as the engine has it."""
    assert "CREATE" in queries.bare(text)


def test_statements_splits_a_script():
    """A schema script is cut at semicolons that end a line."""
    script = queries.parse(
        '// name: s.x()#\n// doc\nCREATE A;\nCREATE B {"x": 1};\n', name="s.x", path=Path("x")
    )

    assert queries.statements(script) == ["CREATE A", 'CREATE B {"x": 1}']


@pytest.mark.parametrize("name", READS)
def test_read_query_runs_on_an_empty_database(name: str, empty_engine: EmbeddedEngine):
    """Each query is valid on a database that has a schema and nothing else."""
    query = queries.load(name)

    rows = list(empty_engine.read(query, arguments(query, "x", NOBODY)))

    assert rows in ([], [{"found": False}], [{"n": 0}]) or name.startswith("migrations.")


@pytest.fixture(scope="module")
def empty_engine(template: Path, tmp_path_factory: pytest.TempPathFactory):
    """A database with a schema and no data."""
    pool = open_pool(tmp_path_factory.mktemp("empty"))
    with pool.user("nobody", new=True) as handle:
        yield handle.engine
    pool.close()
