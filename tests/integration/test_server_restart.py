"""A real server that is stopped in the middle and started again, and one with little memory."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graphmem.errors import QueryRefusedError, StoreUnavailableError
from graphmem.memory import Memory
from scripts.neo4j_jars import MissingToolError
from scripts.neo4j_process import Limits, start
from tests.conftest import USER
from tests.integration.on_server import free, opened
from tests.neo4j_server import Neo4jServer
from tests.toy import day, turn


@pytest.mark.slow
@pytest.mark.neo4j
@pytest.mark.timeout(900)
def test_a_server_that_restarts_is_found_again(tmp_path: Path):
    """Stopped in the middle of writes and started again: nothing acknowledged is lost or doubled.

    Its memory for one query is small: a free query that takes more is refused, and hurts nobody.
    """
    home, limits = tmp_path / "neo4j", Limits(512, 64, {"db.memory.transaction.max": "64m"})
    home.mkdir()
    try:
        running, server = start(home, limits)
    except MissingToolError as exc:
        pytest.skip(str(exc))
    given = Neo4jServer(server.url, server.user, server.password, server.http_url, may_wipe=True)
    bolt, http = (int(url.rpartition(":")[2]) for url in (server.url, server.http_url))
    told: list[int] = []
    enough = threading.Event()
    try:
        with (
            opened(given, tmp_path / "home", retry_s=120) as memory,
            ThreadPoolExecutor(1) as threads,
        ):
            written = threads.submit(_write_on, memory, told, enough)
            try:
                _wait_for(lambda: len(told) > 10)
                running.stop()
                running, _ = start(home, limits, password=server.password, ports=(bolt, http))
                there = len(told)
                _wait_for(lambda: len(told) > there + 10)
            finally:
                enough.set()
            written.result(60)
            rows = free(memory, "MATCH (e:Event) RETURN e.external_id AS id ORDER BY e.recorded_at")
            assert sorted(str(r["id"]) for r in rows) == sorted(f"e{n}" for n in told)
            with pytest.raises(QueryRefusedError, match="ask for less"):
                memory.query("UNWIND range(1, 9000000) AS x RETURN collect(x) AS n", user_id=USER)
            assert memory.recall("How far does Clara count?", user_id=USER).items
    finally:
        running.stop()
    with (
        pytest.raises(StoreUnavailableError, match="start the server"),
        opened(given, tmp_path / "home", retry_s=1),
    ):
        pass


def _write_on(memory: Memory, told: list[int], enough: threading.Event) -> None:
    """Remember one event after the other until somebody says that it is enough."""
    for number in itertools.count(1):
        if enough.is_set():
            return
        memory.remember(turn(number, f"Clara counts {number}.", at=day(1)), user_id=USER)
        told.append(number)


def _wait_for(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.01)
