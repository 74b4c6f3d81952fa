"""Several processes over one user of one server: nothing lost, nothing doubled, caches agree."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from graphmem.ingest.rules import RuleExtractor
from graphmem.settings import InterferenceSettings
from graphmem.stores import schema
from graphmem.stores.graph import GraphStore
from tests.conftest import USER, open_memory
from tests.integration.on_server import free, opened
from tests.integration.process_worker import event
from tests.neo4j_server import Neo4jServer
from tests.unit.stores.comparing import chains_of, picture, rebuilt, session_line

REPO = Path(__file__).parents[2]
#: Parts of a cache that tell in which order events came, and when.
_OF_THE_ORDER = {"seq", "recorded_at", "touched_at", "before", "after"}
_WHOLE = """
MATCH (e:Event {user_id: $user_id}) WHERE e.part = 0
RETURN e.external_id AS id, e.text AS text, e.searchable AS searchable, e.revision AS revision,
       e.session_id AS session, e.occurred_at AS at, e.seq AS seq, e.id AS event_id,
       COUNT { (:Session)-[:HAS_EVENT]->(e) } AS sessions,
       COUNT { (e)-[:HAS_SENTENCE]->() } AS sentences,
       COUNT { (:Event)-[:PART_OF]->(e) } AS chunks
"""
_LEFT_OVER = """
MATCH (n {user_id: $user_id})
WHERE (n:Sentence AND NOT EXISTS { (:Event)-[:HAS_SENTENCE]->(n) })
   OR (n:Event AND n.part > 0 AND NOT EXISTS { (n)-[:PART_OF]->(:Event) })
   OR (n:Fact AND NOT EXISTS { ()-[:STATES]->(n) })
   OR (n:Entity AND NOT EXISTS { ()-[:MENTIONS|SUBJECT|OBJECT]->(n) })
   OR (n:Session AND NOT EXISTS { (n)-[:HAS_EVENT]->(:Event) })
RETURN labels(n)[0] AS label, n.id AS id
"""
_SAID = """
MATCH (n {user_id: $user_id}) WHERE n:Entity OR n:Fact OR n:Session
RETURN labels(n)[0] AS label, n.id AS id, n.name AS name, n.aliases AS aliases, n.kind AS kind,
       n.text AS text, n.literal AS literal, n.valid_from AS valid_from, n.valid_to AS valid_to,
       n.confidence AS confidence, n.started_at AS started_at, n.ended_at AS ended_at
ORDER BY label, id
"""


class Worker:
    """A process of ``process_worker`` and what it has said, in a file."""

    def __init__(self, server: Neo4jServer, folder: Path, role: str, number: int, steps: int = 0):
        self.log, self.errors = folder / f"{role}{number}.log", folder / f"{role}{number}.err"
        environment = {
            **os.environ,
            "GRAPHMEM_URL": server.url,
            "GRAPHMEM_USER": server.user,
            "GRAPHMEM_PASSWORD": server.password,
            "GRAPHMEM_HOME": str(folder / "home"),
        }
        with self.log.open("wb") as out, self.errors.open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.integration.process_worker", role, str(number),
                 str(steps)],
                stdin=subprocess.PIPE, stdout=out, stderr=err, cwd=REPO, env=environment,
            )  # fmt: skip

    def lines(self) -> list[str]:
        """Return the whole lines it has written so far."""
        return [x[:-1] for x in self.log.read_text().splitlines(keepends=True) if x[-1] == "\n"]

    def said(self) -> list[dict[str, object]]:
        """Return what it said of its operations."""
        return [json.loads(line) for line in self.lines()[1:]]

    def wait(self, lines: int) -> None:
        """Wait until it has written so many lines."""
        written, moved_at = 0, time.monotonic()
        while (now_written := len(self.lines())) < lines:
            assert self.process.poll() is None, self.errors.read_text()
            if now_written > written:
                written, moved_at = now_written, time.monotonic()
            assert time.monotonic() < moved_at + 60, f"{self.log.name} does nothing"
            time.sleep(0.002)

    def go(self) -> None:
        """Let it begin."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"go\n")
        self.process.stdin.flush()

    def end(self) -> None:
        """Let it finish, and fail unless it did so well."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(240) == 0, self.errors.read_text()

    def close(self) -> None:
        """Kill it if it still runs."""
        self.process.kill()
        self.process.communicate()

    def kill_in_an_operation(self, after: int) -> None:
        """Kill it where it has begun an operation and not said that it is done."""
        self.wait(after)
        while '"does"' not in (self.lines() or [""])[-1]:
            assert self.process.poll() is None, self.errors.read_text()
        time.sleep(0.01)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)


@contextmanager
def workers(
    server: Neo4jServer, folder: Path, *roles: tuple[str, int, int]
) -> Iterator[list[Worker]]:
    """Start processes and wait until each has connected; none outlives the block."""
    with ExitStack() as stack:
        started: list[Worker] = []
        for role, number, steps in roles:
            worker = Worker(server, folder, role, number, steps)
            stack.callback(worker.close)
            started.append(worker)
        for worker in started:
            worker.wait(1)
        yield started


def test_four_writers_and_two_readers_share_a_user(empty_neo4j: Neo4jServer, tmp_path: Path):
    """One writer is killed in a write; the others lose nothing, and every cache agrees."""
    roles = [*(("writer", n, 18) for n in range(4)), ("reader", 4, 0), ("reader", 5, 0)]
    with workers(empty_neo4j, tmp_path, *roles) as started:
        writers, readers = started[:4], started[4:]
        for worker in started:
            worker.go()
        writers[0].kill_in_an_operation(after=12)
        for writer in writers[1:]:
            writer.end()
        for reader in readers:
            reader.end()

    ends = [reader.said()[-1] for reader in readers]
    assert all(len(reader.said()) > 5 for reader in readers), "they read while others wrote"
    with opened(empty_neo4j, tmp_path / "parent") as memory, memory._pool.user(USER) as handle:
        revision = handle.store.state().revision
        assert [end["revision"] for end in ends] == [revision, revision]
        rows = _check_graph(handle.store, [w.said() for w in writers])
        _check_revisions(revision, [w.said() for w in writers])
        _compare_to_one_process(handle.store, {int(str(r["id"])[1:]) for r in rows}, tmp_path)


def test_four_processes_begin_on_an_empty_server_at_once(empty_neo4j: Neo4jServer, tmp_path: Path):
    """All of them define the schema, and write a user's first event; no one is refused."""
    empty_neo4j.wipe(schema=True)
    with workers(empty_neo4j, tmp_path, *(("first", n, 0) for n in range(4))) as started:
        for worker in started:
            worker.go()
        for worker in started:
            worker.end()

    did = [line for worker in started for line in worker.said() if "did" in line]
    assert sorted(n for line in did for n in line["added"]) == [0, 100, 200, 300, 1000]
    assert sorted(line["revision"] for line in did) == [1, 2, 3, 4]
    with opened(empty_neo4j, tmp_path / "parent") as memory:
        assert sorted(r["id"] for r in free(memory, "MATCH (m:Migration) RETURN m.id AS id")) == (
            schema.steps("neo4j")
        )
        states = free(memory, "SHOW INDEXES YIELD state RETURN DISTINCT state AS state")
        assert [r["state"] for r in states] == ["ONLINE"]
        with memory._pool.user(USER) as handle:
            _check_graph(handle.store, [w.said() for w in started])


def _free(store: GraphStore, text: str) -> list[dict[str, object]]:
    return list(store._engine.read_text(text, {"user_id": USER}, timeout_s=60))


def _numbers(logs: list[list[dict]], what: str, operation: str) -> set[int]:
    return {
        n for log in logs for line in log if line.get(what) == operation for n in line["numbers"]
    }


def _check_graph(store: GraphStore, logs: list[list[dict]]) -> list[dict[str, object]]:
    """Fail unless all that was acknowledged is there once, whole and in its place."""
    rows = _free(store, _WHOLE)
    there = [int(str(r["id"])[1:]) for r in rows]
    assert len(set(there)) == len(there), "nothing is doubled"
    gone = _numbers(logs, "does", "forget")
    assert _numbers(logs, "did", "remember") - gone <= set(there), "nothing is lost"
    assert set(there) <= _numbers(logs, "does", "remember")
    assert not set(there) & _numbers(logs, "did", "forget")
    for row in rows:
        number = int(str(row["id"])[1:])
        assert row["text"] == event(number).text
        assert row["sessions"] == 1
        assert (row["chunks"] == 0) == row["searchable"] == (number % 9 != 4)
    assert _free(store, _LEFT_OVER) == []
    _check_chains(store, rows)
    return rows


def _check_chains(store: GraphStore, rows: list[dict[str, object]]) -> None:
    """Fail unless chains are lines in the order of time, and no two events share a place."""
    place = {str(r["event_id"]): (r["at"], r["seq"], str(r["event_id"])) for r in rows}
    chains = chains_of(store)
    assert sum(map(len, chains.values())) == len(rows)
    for chain in chains.values():
        order = [place[i] for i in chain]
        assert order == sorted(order)
        assert len({(at, seq) for at, seq, _ in order}) == len(order), (
            "seq counts within an instant"
        )
    starts = {str(r["id"]): r["started_at"] for r in store.sessions()}
    line = session_line(store)
    assert line == sorted(line, key=lambda i: (starts[i], i))
    for row in store.sessions():
        times = [place[i][0] for i in chains[str(row["id"])]]
        assert (row["started_at"], row["ended_at"]) == (min(times), max(times))


def _check_revisions(revision: int, logs: list[list[dict]]) -> None:
    """Fail unless each write had a revision of its own, and nothing else raised it."""
    did = [line for log in logs for line in log if "did" in line]
    stamps = [line["revision"] for line in did if line.get("added")]
    assert len(set(stamps)) == len(stamps)
    raising = len(stamps) + sum(line["did"] == "forget" for line in did)
    in_vain = sum(line.get("added") == [] for line in did)  # another was faster
    assert raising <= revision <= raising + in_vain + 1  # what was killed may have been stored


def _compare_to_one_process(store: GraphStore, numbers: set[int], folder: Path) -> None:
    """Fail unless the graph says what one process makes of the same events."""
    quiet = InterferenceSettings(messages=0)  # as those who wrote
    with open_memory(folder / "alone", extractor=RuleExtractor(), interference=quiet) as alone:
        alone.remember([event(n) for n in sorted(numbers)], user_id=USER)
        with alone._pool.user(USER) as handle:
            wanted, expected = _free(handle.store, _SAID), picture(rebuilt(handle.store))
    assert _free(store, _SAID) == wanted
    found = picture(rebuilt(store))
    for part in expected.keys() - _OF_THE_ORDER:
        assert found[part] == expected[part], part
