"""The command line over a server that the environment names."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from graphmem.api.cli import app
from graphmem.memory import Memory
from tests.fakes import FakeEncoder
from tests.integration.test_import import wait_for_progress, write_lines
from tests.neo4j_server import Neo4jServer

_COUNT = 160
_OPTIONS = ("-f", "jsonl", "-u", "ana", "--json")


@pytest.fixture
def server(
    empty_neo4j: Neo4jServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Neo4jServer:
    """The environment of somebody who keeps memories on a server."""
    monkeypatch.setenv("GRAPHMEM_URL", empty_neo4j.url)
    monkeypatch.setenv("GRAPHMEM_USER", empty_neo4j.user)
    monkeypatch.setenv("GRAPHMEM_PASSWORD", empty_neo4j.password)
    monkeypatch.setenv("GRAPHMEM_HOME", str(tmp_path / "home"))
    return empty_neo4j


def call(*words: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, [str(word) for word in words])


def answer(*words: object) -> Any:
    """Run a command that succeeds and return its JSON."""
    done = call(*words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def events(stats: Any) -> int:
    """Return how many events the one user has."""
    return int(stats["users"][0]["nodes"]["Event"])


def test_every_command_works_on_a_server(server: Neo4jServer, tmp_path: Path):
    """What is remembered is recalled, counted, queried and erased; no memory lies in the folder."""
    first = answer("remember", "I moved to Porto in June.", "-u", "ana", "--external-id", "e1",
                   "--speaker", "Ana", "--session", "s1")  # fmt: skip
    answer("remember", "My sister Clara lives in Lyon.", "-u", "ana", "--external-id", "e2")
    found = answer("recall", "Where does Ana live?", "-u", "ana", "--limit", "1", "--explain")
    named = answer("query", "sessions.list_spans", "-u", "ana")
    free = answer("query", "MATCH (e:Event) RETURN count(e) AS n", "-u", "ana")
    stats = answer("stats", "-u", "ana")
    erased = answer("forget", "-u", "ana", "--event", "e2", "--yes")
    after = answer("stats", "-u", "ana")
    everything = answer("forget", "-u", "ana", "--everything", "--yes")
    unknown = call("recall", "Anything?", "-u", "ana")

    assert first["status"] == "added"
    assert found["items"][0]["text"] == "I moved to Porto in June."
    assert "s1" in {row["external_id"] for row in named["rows"]}
    assert free["rows"] == [{"n": 2}]
    assert (events(stats), events(after)) == (2, 1)
    assert len(erased["events"]) == 1
    assert everything["everything"]
    assert "nothing is remembered for 'ana'" in unknown.stderr
    assert not list((tmp_path / "home").glob("users/*"))


def test_an_interrupted_import_goes_on(
    server: Neo4jServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Ctrl-C, then the same command: what was acknowledged is passed over, the rest is added."""
    path, home = write_lines(tmp_path / "boxes.jsonl", _COUNT), tmp_path / "home"
    monkeypatch.setenv("GRAPHMEM_INGEST__BATCH_EVENTS", "8")
    command = [sys.executable, "-m", "graphmem.api", "import", str(path), *_OPTIONS]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    wait_for_progress(home, process, 8)
    process.send_signal(signal.SIGINT)
    stopped = json.loads(process.communicate(timeout=60)[0])
    rest = json.loads(call("import", path, *_OPTIONS).stdout)

    assert process.returncode == 130
    assert 8 <= stopped["added"] < _COUNT
    assert rest["resumed_at"] == stopped["added"]
    assert stopped["added"] + rest["added"] == events(answer("stats", "-u", "ana"))
    assert rest["added"] + rest["resumed_at"] == _COUNT


def test_vectors_of_another_encoder_are_made_anew(server: Neo4jServer):
    """Recall says which command helps, and after it works."""
    with Memory.open(encoder=FakeEncoder()) as memory:
        memory.remember("Clara lives in Lyon.", user_id="ana")

    refused = call("recall", "Where does Clara live?", "-u", "ana")
    done = answer("reembed", "-u", "ana")
    found = answer("recall", "Where does Clara live?", "-u", "ana")

    assert refused.exit_code == 3
    assert "graphmem reembed --user ana" in refused.stderr
    assert done["events"] == 1
    assert found["items"]


@pytest.fixture
def findings() -> Any:
    """Run the doctor and give what it says of the server."""

    def examine() -> tuple[int, dict[str, str], str]:
        done = call("doctor", "--json")
        checks = json.loads(done.stdout)["checks"]
        return (
            done.exit_code,
            next(c for c in checks if c["check"] == "server"),
            done.stdout + done.stderr,
        )

    return examine


def test_the_doctor_looks_at_the_server(
    server: Neo4jServer, findings: Any, monkeypatch: pytest.MonkeyPatch
):
    """Well; with a wrong account; with nobody at the address: each told, never the password."""
    code, well, shown = findings()
    assert (code, well["status"]) == (0, "OK")
    assert "Neo4j/" in well["detail"]
    assert server.password not in shown

    word = secrets.token_hex(12)
    monkeypatch.setenv("GRAPHMEM_USER", f"nobody-{word[:6]}")
    monkeypatch.setenv("GRAPHMEM_PASSWORD", word)
    code, wrong, shown = findings()
    assert (code, wrong["status"]) == (1, "FAIL")
    assert "GRAPHMEM_PASSWORD" in wrong["detail"]
    assert word not in shown

    monkeypatch.setenv("GRAPHMEM_URL", "bolt://127.0.0.1:1")
    code, gone, shown = findings()
    assert (code, gone["status"]) == (1, "FAIL")
    assert "start the server" in gone["detail"]
    assert word not in shown


def test_a_failure_is_one_line_and_its_exit_code(
    server: Neo4jServer, monkeypatch: pytest.MonkeyPatch
):
    """The store's exit code, what to do, and nothing of the driver's traceback."""
    monkeypatch.setenv("GRAPHMEM_URL", "bolt://127.0.0.1:1")
    done = call("recall", "Where does Clara live?", "-u", "ana")

    assert done.exit_code == 3
    assert "127.0.0.1:1" in done.stderr
    assert "start the server" in done.stderr
    assert "Traceback" not in done.stderr
    assert os.environ["GRAPHMEM_PASSWORD"] not in done.stderr
