"""The command line over the real engine and the shipped weights."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from graphmem.api.resume import Resume
from tests.cli import answer, call

CONTEXT_SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "context.schema.json").read_text("utf-8")
)
_HEAVY = [
    "graphmem.memory",
    "numpy",
    "onnxruntime",
    "spacy",
    "arcadedb",
    "networkx",
    "rich",
    "pydantic",
    "neo4j",
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration's memory in it; tests only read there."""
    folder = tmp_path_factory.mktemp("demo")
    done = call("demo", "--keep", folder, "--json")
    assert done.exit_code == 0, done.stderr
    return folder


def test_help_imports_nothing_heavy():
    """The help and its import chain wait for no model, engine or table."""
    code = f"""
import sys
from graphmem.api.cli import app
from graphmem.api.resume import Resume
try:
    app(["--help"])
except SystemExit as done:
    assert done.code == 0
print([m for m in {_HEAVY!r} if m in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"
    assert "recall" in done.stdout


def test_demo_brings_up_what_its_questions_are_about(home: Path, tmp_path: Path):
    """City, preference, both turns of the two-hop question, month and joke are among the items."""
    done = call("demo", "--json")

    assert done.exit_code == 0, done.stderr
    shown = json.loads(done.stdout)
    words = [" ".join(item["text"] for item in a["items"]) for a in shown["answers"]]
    expected = (["Porto"], ["green tea"], ["Kestrel", "Ghent"], ["July"], ["scale"])
    assert [[w for w in ws if w in text] for ws, text in zip(expected, words, strict=True)] == (
        list(expected)
    )
    assert "2025-05" in shown["answers"][3]["items"][0]["sources"][0]["occurred_at"]
    assert all(a["items"][0]["path"] for a in shown["answers"])


def test_demo_in_words_shows_contexts_paths_and_what_next(tmp_path: Path):
    """For people: five questions, paths in words, a bar on stderr, commands to go on with."""
    done = call("demo", "--keep", tmp_path / "kept")

    assert done.exit_code == 0, done.stderr
    assert done.stdout.count("how it was reached") == 5
    assert "same words ← the question" in done.stdout
    assert "Try next" in done.stdout
    assert f"--home {tmp_path / 'kept'}" in done.stdout
    assert "53/53" in done.stderr


def test_remember_then_recall_in_json(tmp_path: Path):
    """What is remembered comes back in the promised form, and stdout is nothing but JSON."""
    receipt = answer(
        "remember", "I moved to Porto in June.", "-u", "ana", "--speaker", "Ana", "--session", "s1",
        "--at", "2025-06-20T10:00Z", "--external-id", "e1", home=tmp_path,
    )  # fmt: skip
    found = answer("recall", "Where does Ana live?", "-u", "ana", "--explain", home=tmp_path)

    assert receipt["status"] == "added"
    assert "Porto" in receipt["entities"]
    jsonschema.validate(found, CONTEXT_SCHEMA)
    [item] = found["items"]
    assert item["text"] == "I moved to Porto in June."
    source = item["sources"][0]
    assert (source["external_id"], source["session_id"], source["speaker"]) == ("e1", "s1", "Ana")
    assert source["occurred_at"] == "2025-06-20T10:00:00Z"
    assert item["path"][0]["weight"] > 0


def test_recall_puts_items_in_order(home: Path):
    """Oldest first, when asked so; an unknown order is a mistake that is named."""
    found = answer("recall", "Porto", "-u", "mira", "--order", "time", home=home)
    wrong = call("recall", "Porto", "-u", "mira", "--order", "size", home=home)

    moments = [item["sources"][0]["occurred_at"] for item in found["items"]]
    assert moments == sorted(moments)
    assert len(moments) > 2
    assert wrong.exit_code == 2
    assert "order is one of score, time, path, not 'size'" in wrong.stderr


def test_recall_draws_what_was_activated(home: Path, tmp_path: Path):
    """The page stands in the file; the items are answered as ever."""
    page = tmp_path / "out.html"

    done = call("recall", "Where does Mira live?", "-u", "mira", "--graph", page, home=home)

    assert done.exit_code == 0, done.stderr
    assert f"drawn: {page}" in done.stderr
    assert "Where does Mira live?" in page.read_text("utf-8")
    assert "confidence" in done.stdout


def test_remember_the_same_id_twice_says_so(tmp_path: Path):
    """The second time nothing is added; text may come from stdin."""
    first = call("remember", "-", "-u", "a", "--external-id", "e", home=tmp_path, stdin="We met.\n")
    again = answer("remember", "We met.", "-u", "a", "--external-id", "e", home=tmp_path)

    assert first.exit_code == 0, first.stderr
    assert "added" in first.stdout
    assert again["status"] == "repeated"


def test_recall_options_narrow_what_comes(home: Path):
    """Limit, session and as-of are kept."""
    few = answer("recall", "What does Mira drink?", "-u", "mira", "--limit", "2", home=home)
    session = answer("recall", "Mira", "-u", "mira", "--session", "porto", home=home)
    early = answer("recall", "Porto", "-u", "mira", "--as-of", "2025-02-01", home=home)
    known = answer("recall", "Porto", "-u", "mira", "--known-at", "2025-02-01", home=home)
    cheap = answer("recall", "Porto", "-u", "mira", "--budget", "60", home=home)

    assert len(few["items"]) == 2
    assert {i["sources"][0]["session_id"] for i in session["items"]} == {"porto"}
    assert {i["sources"][0]["session_id"] for i in early["items"]} <= {"winter"}
    assert known["items"] == []
    assert len(cheap["items"]) < 5


def test_recall_for_people_shows_who_when_and_how(home: Path):
    """A table with speaker and time, and the path in words."""
    done = call("recall", "Who is Ottilie?", "-u", "mira", "--explain", home=home)

    assert done.exit_code == 0, done.stderr
    assert "2025-05-19" in done.stdout
    assert "Jonas" in done.stdout
    assert "← the question" in done.stdout
    assert "confidence" in done.stdout


def test_recall_of_an_unknown_user_suggests_and_is_no_error(home: Path):
    """An empty answer, exit 0, and similar ids on stderr."""
    done = call("recall", "anything", "-u", "mirra", "--json", home=home)

    assert done.exit_code == 0
    assert json.loads(done.stdout)["items"] == []
    assert "did you mean 'mira'" in done.stderr
    assert not list((home / "users").glob("mirra*"))


def test_query_reads_with_parameters_and_names(home: Path):
    """Free text and named queries give rows; parameters keep their type."""
    rows = answer(
        "query", "MATCH (e:Event) WHERE e.speaker = $who AND e.seq < $n RETURN e.seq AS seq",
        "-u", "mira", "-p", "who=Jonas", "-p", "n=3", home=home,
    )["rows"]  # fmt: skip
    named = answer("query", "stats.count_nodes", "-u", "mira", home=home)["rows"]
    table = call("query", "MATCH (u:User) RETURN u.id AS id", "-u", "mira", home=home)

    assert rows
    assert all(row["seq"] < 3 for row in rows)
    assert named
    assert "1 row" in table.stdout


def test_stats_of_one_user_and_of_all(home: Path):
    """Counts by kind, and a line per user."""
    one = answer("stats", "-u", "mira", home=home)["users"][0]

    assert one["nodes"]["Event"] == 53
    assert "mira" in call("stats", home=home).stdout
    assert "NEXT_SESSION" in call("stats", "-u", "mira", home=home).stdout


def test_forget_asks_and_then_erases(tmp_path: Path):
    """A no changes nothing; --yes erases an event, then everything."""
    for n in range(2):
        call("remember", f"My number is {n}.", "-u", "a", "--external-id", str(n), home=tmp_path)

    no = call("forget", "-u", "a", "--event", "0", home=tmp_path, stdin="n\n")
    after_no = answer("stats", "-u", "a", home=tmp_path)["users"][0]["nodes"]["Event"]
    one = answer("forget", "-u", "a", "--event", "0", "--yes", home=tmp_path)
    all_ = call("forget", "-u", "a", "--everything", "--yes", home=tmp_path)

    assert (no.exit_code, after_no) == (1, 2)
    assert len(one["events"]) == 1
    assert all_.exit_code == 0
    assert answer("stats", home=tmp_path)["users"] == []


def test_a_name_is_forgotten_and_its_bytes_too(tmp_path: Path):
    """The receipt, what is refused from then on, and the files made anew."""
    call("remember", "Clara works at Helios Labs. I like tea.", "-u", "a", home=tmp_path)

    shown = call("forget", "-u", "a", "--entity", "Clara", "--yes", home=tmp_path)
    said = ("remember", "Clara sings.", "-u", "a")
    refused = answer(*said, home=tmp_path)["status"]
    (tmp_path / "f.txt").write_text("Clara paints.")
    imported = answer("import", str(tmp_path / "f.txt"), "-f", "text", "-u", "a", home=tmp_path)
    (tmp_path / "f.txt").unlink()
    done = answer("compact", "--all", home=tmp_path)["users"]

    assert "graphmem compact" in shown.stderr
    assert refused == "forgotten"
    assert (imported["forgotten"], imported["added"]) == (1, 0)
    assert [(r["user_id"], r["advice"]) for r in done] == [("a", None)]
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and b"Clara" in p.read_bytes()]
    assert answer(*said, "--force", home=tmp_path)["status"] == "added"


def test_forget_everything_takes_the_state_of_imports_along(tmp_path: Path):
    """A stopped import that named the user is forgotten too; another user's stays."""
    for user in ("a", "b"):
        call("remember", "My number is 7.", "-u", user, home=tmp_path)
        Resume(tmp_path, f"job-{user}", str).acknowledge(3, user)
    (tmp_path / "imports" / "broken.part").write_text('{"done": 1, "users": [["a')

    done = call("forget", "-u", "a", "--everything", "--yes", home=tmp_path)

    assert done.exit_code == 0
    assert [p.name for p in (tmp_path / "imports").iterdir()] == ["job-b.json"]


def test_reembed_does_nothing_where_nothing_is_outdated(tmp_path: Path):
    """Vectors of the shipped encoder stay."""
    call("remember", "We met in Rome.", "-u", "a", home=tmp_path)

    assert answer("reembed", "-u", "a", home=tmp_path) == {"user": "a", "events": 0}


def test_doctor_and_version_answer_in_json(tmp_path: Path):
    """Every check is right here, and versions are told."""
    checks = answer("doctor", home=tmp_path)["checks"]
    version = json.loads(call("version", "--json").stdout)

    assert {check["status"] for check in checks} <= {"OK", "WARN"}
    assert set(version) == {"graphmem", "encoder", "python"}
    assert call("version").exit_code == 0


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["remember", "", "-u", "a"], 2, "empty"),
        (["remember", "hi", "-u", ""], 2, "user id"),
        (["remember", "hi", "-u", "a", "--at", "noon"], 2, "--at"),
        (["recall", " ", "-u", "a"], 2, "empty"),
        (["recall", "hi", "-u", "a", "--limit", "0"], 2, "limit"),
        (["query", "MATCH (n) DETACH DELETE n", "-u", "mira"], 2, "only reads"),
        (["query", "MATCH (n RETURN n", "-u", "mira"], 2, "error:"),
        (["query", "RETURN 1 AS one", "-u", "nobody"], 2, "nothing is remembered"),
        (["query", "RETURN 1 AS one", "-u", "mira", "-p", "x"], 2, "--param"),
        (["stats", "-u", "nobody"], 2, "nothing is remembered"),
        (["forget", "-u", "mira"], 2, "--event"),
        (["forget", "-u", "mira", "--event", "no-such", "--yes"], 2, "no event"),
        (["forget", "-u", "mira", "--fact", "no-such", "--yes"], 2, "no fact"),
        (["forget", "-u", "mira", "--event", "0", "--entity", "Jonas"], 2, "one of"),
        (["compact"], 2, "--user"),
        (["compact", "-u", "nobody"], 2, "nothing is remembered"),
        (["import", "no-such-file", "-f", "text", "-u", "a"], 2, "no file"),
        (["import", "no-such-file", "-f", "text"], 2, "--user"),
        (["import", "no-such-file", "-f", "word", "-u", "a"], 2, "word"),
        (["no-such-command"], 2, "no-such-command"),
    ],
)
def test_mistakes_exit_with_2_and_one_line(home: Path, args: list[str], code: int, said: str):
    """The reason is on stderr, stdout is empty, and there is no traceback."""
    done = call(*args, home=home) if args[0] != "no-such-command" else call(*args)

    assert done.exit_code == code
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
