"""What tests of several clients of one server need: a memory, a moment, a line that breaks."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from graphmem.ingest.extract import Extractor
from graphmem.memory import Memory
from graphmem.stores.base import Engine, Params, Row, Transaction
from graphmem.stores.pool import UserHandle
from graphmem.stores.queries import Query
from tests.conftest import USER, make_settings
from tests.fakes import FakeEncoder
from tests.neo4j_server import Neo4jServer
from tests.unit.stores.comparing import assert_same, chains_of, rebuilt, session_line

T = TypeVar("T")
_COMMIT = b"\xb0\x12"  # Bolt's message of that name: a structure without fields


@contextmanager
def opened(
    server: Neo4jServer,
    home: Path,
    *,
    url: str | None = None,
    version: str = "fake-1",
    check_encoder: bool = True,
    extractor: Extractor | None = None,
    database: str | None = None,
    cached_events: int = 1000,
    **limits: object,
) -> Iterator[Memory]:
    """Open the server's memory as a process of its own would: own connections, own caches.

    Args:
        home: Where its snapshots lie.
        url: Another way to the server.
        cached_events: Beyond so many, recall reads regions of the graph.
        limits: Settings of the group ``server``.
    """
    chosen = make_settings(
        url=url or server.url,
        user=server.user,
        password=server.password,
        home=home,
        database=database,
        store={"cached_events": cached_events},
        server=limits,
    )
    encoder = FakeEncoder(version)
    with Memory.open(
        settings=chosen, encoder=encoder, extractor=extractor, check_encoder=check_encoder
    ) as memory:
        yield memory


@contextmanager
def handle_of(memory: Memory, user: str = USER) -> Iterator[UserHandle]:
    """Give a user's handle with its caches brought up."""
    with memory._pool.user(user) as handle:
        memory._pool.refresh(user, handle)
        yield handle


def free(memory: Memory, text: str) -> list[Row]:
    """Return what a Cypher text finds, whoever's it is; ``$user_id`` is the tests' user."""
    engine = memory._pool.backend._engine(None)  # type: ignore[attr-defined]
    return list(engine.read_text(text, {"user_id": USER}, timeout_s=60))


def left(memory: Memory, user: str = USER) -> int:
    """Return how many nodes of a user there are."""
    return int(str(free(memory, f"MATCH (n {{user_id: '{user}'}}) RETURN count(n) AS n")[0]["n"]))


class Meanwhile:
    """A real engine, but something happens once: before a named read or the n-th transaction."""

    def __init__(self, engine: Engine, at: str | int, happens: Callable[[], object]) -> None:
        self.name = engine.name
        self.happened = False
        self._engine, self._at, self._happens = engine, at, happens
        self._transactions = 0

    def transaction(self, work: Callable[[Transaction], T]) -> T:
        """Run a transaction, maybe after what happens meanwhile."""
        self._transactions += 1
        self._pass(self._transactions)
        return self._engine.transaction(work)

    def read(self, query: Query, params: Params) -> Generator[Row]:
        """Read, maybe after what happens meanwhile."""
        self._pass(query.name)
        yield from self._engine.read(query, params)

    def read_text(self, text: str, params: Params, *, timeout_s: float) -> Generator[Row]:
        """Read."""
        return self._engine.read_text(text, params, timeout_s=timeout_s)

    def define(self, statement: str) -> None:
        """Define."""
        self._engine.define(statement)

    def close(self) -> None:
        """Close."""
        self._engine.close()

    def _pass(self, place: str | int) -> None:
        if place == self._at and not self.happened:
            self.happened = True
            self._happens()


def meanwhile(memory: Memory, at: str | int, happens: Callable[[], object]) -> Meanwhile:
    """Let something happen at a moment of what a memory does next."""
    backend = memory._pool.backend
    engine = Meanwhile(backend._engine(None), at, happens)  # type: ignore[attr-defined]
    backend._ready[None] = engine  # type: ignore[attr-defined]
    with memory._pool.user(USER) as handle:
        handle.engine = handle.store._engine = handle.region._engine = engine
    return engine


def assert_whole(memory: Memory) -> None:
    """Fail unless caches equal the graph and chains are lines."""
    with handle_of(memory) as handle:
        assert_same(handle.index, rebuilt(handle.store))
        assert sum(map(len, chains_of(handle.store).values())) == len(handle.index)
        session_line(handle.store)


class Line:
    """A TCP line to the server that can be cut, and that breaks after a COMMIT if it is told to.

    Attributes:
        commits: How many COMMITs are still to go through whole; None: all.
    """

    def __init__(self, server: Neo4jServer) -> None:
        host, _, port = server.url.partition("://")[2].partition(":")
        self._target = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._port = self._listener.getsockname()[1]
        self.url = f"bolt://127.0.0.1:{self._port}"
        self.commits: int | None = None
        self._ends: list[socket.socket] = []
        self._accept(self._listener)

    def cut(self) -> None:
        """Break every connection and refuse new ones."""
        _shut(self._listener)  # to close alone would leave accept() waiting
        for end in self._ends:
            _shut(end)

    def mend(self) -> None:
        """Take connections again."""
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._accept(self._listener)

    def _accept(self, listener: socket.socket) -> None:
        threading.Thread(target=self._serve, args=(listener,), daemon=True).start()

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:  # closed
                return
            server = socket.create_connection(self._target)
            self._ends += [client, server]
            for one, other in ((client, server), (server, client)):
                threading.Thread(
                    target=self._pump, args=(one, other, one is client), daemon=True
                ).start()

    def _pump(self, source: socket.socket, sink: socket.socket, asks: bool) -> None:
        try:
            while data := source.recv(65536):
                if asks and self._breaks(data):
                    _shut(source)  # the answer finds nobody
                sink.sendall(data)
        except OSError:
            pass
        _shut(source)
        _shut(sink)

    def _breaks(self, data: bytes) -> bool:
        if self.commits is None or not data.endswith(_COMMIT + b"\0\0"):
            return False
        self.commits -= 1
        if self.commits >= 0:
            return False
        self.commits = None
        return True


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
