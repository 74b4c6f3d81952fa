"""Sleep over many users: several processes without a coordinator, one of which dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graphmem.ingest.rules import RuleExtractor
from graphmem.memory import Memory
from graphmem.psm.runtime import Encoder
from graphmem.settings import Settings
from graphmem.types import Event
from tests.cli import answer, call
from tests.conftest import make_settings
from tests.neo4j_server import Neo4jServer

USERS = [f"user-{n:02}" for n in range(60)]
SAID = "I live in Porto."
START = datetime(2026, 1, 1, tzinfo=UTC)
REPO = Path(__file__).parents[2]


def remember(memory: Memory, user: str, days: int = 3) -> None:
    """Let a user say the same on some days."""
    memory.remember(
        [
            Event(text=SAID, speaker="Ana", session_id=f"s{n}", at=START + timedelta(days=n))
            for n in range(days)
        ],
        user_id=user,
    )


@contextmanager
def opened(settings: Settings) -> Iterator[Memory]:
    """Open a memory that the command line can open too: the shipped encoder, quick extraction."""
    with Memory.open(
        settings=settings, encoder=Encoder.load(), extractor=RuleExtractor()
    ) as memory:
        yield memory


def filled(settings: Settings, users: list[str]) -> None:
    """Let users say the same on three days."""
    with opened(settings) as memory:
        for user in users:
            remember(memory, user)


@contextmanager
def workers(count: int, environment: dict[str, str]) -> Iterator[list[subprocess.Popen[str]]]:
    """Start workers; none outlives the block."""
    command = [sys.executable, "-m", "graphmem.api", "sleep", "--all", "--lines"]
    started = [
        subprocess.Popen(
            command,
            cwd=REPO,
            env={**os.environ, **environment, "GRAPHMEM_SLEEP__LEASE_S": "3"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    try:
        yield started
    finally:
        for worker in started:
            worker.kill()
            worker.communicate()


def lines_of(worker: subprocess.Popen[str]) -> list[dict[str, object]]:
    """Wait for a worker and return what it told."""
    out, err = worker.communicate(timeout=240)
    assert worker.returncode == 0, err
    return [json.loads(line) for line in out.splitlines()]


def three_workers_of_which_one_dies(environment: dict[str, str]) -> list[dict[str, object]]:
    """Let three processes sleep over all users, and kill one in the middle; return what is told."""
    with workers(3, environment) as started:
        first = started[0]
        assert first.stdout is not None
        told = [json.loads(first.stdout.readline()) for _ in range(2)]
        time.sleep(0.05)
        first.send_signal(signal.SIGKILL)
        first.wait(30)
        for worker in started[1:]:
            told += lines_of(worker)
    return told


def assert_each_slept_once(settings: Settings, users: list[str]) -> None:
    """Fail unless each user has one memory, made by one sleep."""
    with opened(settings) as memory:
        for user in users:
            runs = memory.sleep_runs(user)
            assert [(run.state, len(run.promoted)) for run in runs] == [("done", 1)], user
            assert memory.query("semantics.list_semantics", user_id=user)[0]["support"] == 3
            assert len(memory.query("semantics.list_sources", user_id=user)) == 4
            assert not memory.sleep(user).changed


@pytest.mark.timeout(900)  # sixty databases are made
def test_three_workers_sleep_over_sixty_users(tmp_path: Path):
    """One is killed; every user is slept over exactly once."""
    settings = make_settings(home=tmp_path)
    filled(settings, USERS)
    told = three_workers_of_which_one_dies({"GRAPHMEM_HOME": str(tmp_path)})
    assert {t["user"] for t in told} == set(USERS)
    slept = Counter(t["user"] for t in told if t["status"] == "slept")
    assert set(slept.values()) == {1}
    assert len(slept) >= len(USERS) - 1, "what the dead one had begun, another one finished"
    assert_each_slept_once(settings, USERS)


@pytest.mark.slow  # minutes: the server makes room for sixty users one after another
@pytest.mark.neo4j
def test_three_workers_share_a_server(empty_neo4j: Neo4jServer, tmp_path: Path):
    """The same on a server, where any process may open any user: the leases alone keep order."""
    settings = make_settings(
        home=tmp_path, url=empty_neo4j.url, user=empty_neo4j.user, password=empty_neo4j.password
    )
    filled(settings, USERS)
    told = three_workers_of_which_one_dies(
        {
            "GRAPHMEM_HOME": str(tmp_path),
            "GRAPHMEM_URL": empty_neo4j.url,
            "GRAPHMEM_USER": empty_neo4j.user,
            "GRAPHMEM_PASSWORD": empty_neo4j.password,
        }
    )
    assert {t["user"] for t in told} == set(USERS)
    assert_each_slept_once(settings, USERS)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with two users who repeat themselves."""
    filled(make_settings(home=tmp_path), ["ana", "ben"])
    return tmp_path


def test_the_command_sleeps_over_all(home: Path):
    """A summary for each user; a second time nothing is new."""
    dry = answer("sleep", "--all", "--dry-run", home=home)
    assert [(u["status"], u["promoted"], u["run_id"]) for u in dry["users"]] == [
        ("slept", 1, None)
    ] * 2
    done = answer("sleep", "--all", home=home)
    assert [(u["user"], u["status"], u["promoted"], u["moved"]) for u in done["users"]] == [
        ("ana", "slept", 1, 3),
        ("ben", "slept", 1, 3),
    ]
    again = answer("sleep", "--user", "ana", home=home)
    assert [u["status"] for u in again["users"]] == ["nothing new"]


def test_the_command_shares_users_among_workers(home: Path):
    """Two processes, one summary."""
    done = answer("sleep", "--all", "--workers", 2, home=home)
    assert [u["status"] for u in done["users"]] == ["slept", "slept"]
    assert [u["patterns"][0]["text"] for u in done["users"]] == ["Ana live in Porto."] * 2


def test_a_sleep_is_listed_and_taken_back(home: Path):
    """By its name; a wrong one is a mistake of the caller."""
    answer("sleep", "--user", "ana", home=home)
    (run,) = answer("sleep", "--user", "ana", "--runs", home=home)["runs"]
    undone = answer("sleep", "--user", "ana", "--undo", run["id"], home=home)["runs"]
    assert [r["state"] for r in undone] == ["undone"]
    assert call("sleep", "--user", "ana", "--undo", "nothing", home=home).exit_code == 2
    assert call("sleep", "--runs", home=home).exit_code == 2


def test_the_plan_is_drawn(home: Path):
    """A dry run shows the sentences."""
    done = call("sleep", "--all", "--dry-run", home=home)
    assert done.exit_code == 0, done.stderr
    assert "Porto" in done.stdout


def test_a_user_held_elsewhere_is_left_out(home: Path, monkeypatch: pytest.MonkeyPatch):
    """The others are slept over; the exit code says that one was not."""
    monkeypatch.setenv("GRAPHMEM_SLEEP__LEASE_S", "0.2")
    with opened(make_settings(home=home)) as memory:
        assert memory.stats("ana").revision
        done = call("sleep", "--all", "--json", home=home)
    assert done.exit_code == 3
    told = {u["user"]: u["status"] for u in json.loads(done.stdout)["users"]}
    assert told == {"ana": "busy", "ben": "slept"}
