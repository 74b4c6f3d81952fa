"""The real Neo4j of the tests: private, emptied only with permission, gone with its owner."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from neo4j.exceptions import AuthError

from scripts.neo4j_jars import fetch, version
from scripts.neo4j_process import Limits, StartError
from scripts.neo4j_server import running_server
from tests.neo4j_server import Neo4jServer, WipeRefusedError, need_tools

pytestmark = pytest.mark.neo4j

ROOT = Path(__file__).parents[2]
_STAYS = "import os, time; print(os.environ['GRAPHMEM_TEST_NEO4J_URL'], flush=True); time.sleep(99)"


def test_server_wants_its_password(neo4j_server: Neo4jServer) -> None:
    """The first password of every Neo4j lets nobody in."""
    stranger = Neo4jServer(neo4j_server.url, neo4j_server.user, "neo4j", None, may_wipe=False)

    with stranger.driver() as driver, pytest.raises(AuthError):
        driver.verify_connectivity()


def test_wipe_leaves_no_node(empty_neo4j: Neo4jServer) -> None:
    """Nodes, edges, constraints and indexes go; the server's own look-up indexes stay."""
    with empty_neo4j.driver() as driver:
        driver.execute_query("CREATE CONSTRAINT wiped FOR (n:Wiped) REQUIRE n.id IS UNIQUE")
        driver.execute_query("UNWIND range(1, 6000) AS i CREATE (:Wiped {id: i})-[:NEXT]->(:Wiped)")
        empty_neo4j.wipe(schema=True)

        left = driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"]
        indexes = [r["type"] for r in driver.execute_query("SHOW INDEXES YIELD type").records]

    assert left == 0
    assert set(indexes) == {"LOOKUP"}


def test_wipe_is_refused_on_a_server_of_others(neo4j_server: Neo4jServer) -> None:
    """A server that was given by its address keeps its data unless someone allowed it."""
    given = Neo4jServer(neo4j_server.url, neo4j_server.user, "", None, may_wipe=False)

    with pytest.raises(WipeRefusedError, match="GRAPHMEM_TEST_NEO4J_WIPE"):
        given.wipe()


def test_start_that_fails_shows_the_log() -> None:
    """A setting that Neo4j does not know is named in the error, and no folder stays."""
    need_tools()
    limits = Limits(settings={"server.no_such_setting": "1"})

    with pytest.raises(StartError, match=r"server\.no_such_setting"), running_server(limits):
        pass


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_server_ends_with_its_owner(number: signal.Signals) -> None:
    """However its owner ends, no server and no folder of it stays."""
    need_tools()
    run = [sys.executable, str(ROOT / "scripts" / "neo4j_server.py"), "run", "--"]
    with subprocess.Popen(
        [*run, sys.executable, "-c", _STAYS], stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline().startswith("neo4j://")
        children = psutil.Process(owner.pid).children(recursive=True)
        server = next(c for c in children if c.name() == "java")
        home = next(a for a in server.cmdline() if a.startswith("--home-dir=")).partition("=")[2]
        command = next(c for c in children if "time.sleep(99)" in " ".join(c.cmdline()))

        os.kill(owner.pid, number)
        owner.wait(20)
        if number == signal.SIGKILL:  # a killed owner cannot end its command
            command.kill()

    deadline = time.monotonic() + 10
    while (_runs(server) or _runs(command) or Path(home).exists()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _runs(server)
    assert not _runs(command)
    assert not Path(home).exists()


@pytest.mark.slow
def test_development_server_keeps_its_data_and_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped and started again, it knows both; what holds the password is its owner's alone."""
    need_tools()
    jars = fetch()
    (tmp_path / "jars").mkdir()
    (tmp_path / "jars" / version()).symlink_to(jars)
    monkeypatch.setenv("GRAPHMEM_NEO4J_CACHE", str(tmp_path))
    try:
        assert _tell("start") == _tell("start")  # the second finds it running
        first = _told(_tell("shell-env"))
        with first.driver() as driver:
            driver.execute_query("CREATE (:Kept)")
        _tell("stop")
        _tell("start")
        second = _told(_tell("shell-env"))
        with second.driver() as driver:
            kept = driver.execute_query("MATCH (n:Kept) RETURN count(n) AS n").records[0]["n"]
    finally:
        _tell("stop")

    assert kept == 1
    assert second.password == first.password
    [state] = tmp_path.rglob("server.json")
    assert first.password in state.read_text("utf-8")
    assert state.stat().st_mode & 0o077 == 0


def _tell(*words: str) -> str:
    """Run the script as a developer would and return what it prints."""
    command = [sys.executable, str(ROOT / "scripts" / "neo4j_server.py"), *words]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def _told(exports: str) -> Neo4jServer:
    """Return the server that the shell variables name."""
    words = shlex.split(exports)
    found = dict(word.partition("=")[::2] for word in words if "=" in word)
    url, user, password = (found[f"GRAPHMEM_TEST_NEO4J_{n}"] for n in ("URL", "USER", "PASSWORD"))
    return Neo4jServer(url, user, password, None, may_wipe=False)


def _runs(process: psutil.Process) -> bool:
    """Return whether a process runs; one that nobody has waited for yet does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
