"""The server engine: Neo4j through its official driver. The one file that names the driver.

A write is a managed transaction: the driver runs it again on a deadlock, an election or a lost
connection. All sessions share one bookmark manager, so that a read sees the writes before it on
every member of a cluster.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, Literal, TypeVar, cast

from neo4j import GraphDatabase, unit_of_work
from neo4j import Query as LimitedText
from neo4j.exceptions import ConfigurationError, DriverError, GqlError, IncompleteCommit, Neo4jError
from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time

from graphmem.errors import QueryRefusedError, QueryTimeoutError, SettingsError, StoreError
from graphmem.settings import ServerSettings
from graphmem.stores.base import Params, Row, Transaction
from graphmem.stores.packing import with_texts
from graphmem.stores.plain import time_text
from graphmem.stores.queries import Query, load
from graphmem.stores.server_errors import store_error

T = TypeVar("T")
_DATABASE = cast("Any", GraphDatabase)  # the driver types its options as unknown
_TIMED_OUT = "TransactionTimedOut"
_DEFINED = "EquivalentSchemaRuleAlreadyExists"
_UNREADY = load("schema.neo4j.databases.list_unready")
_FILLED_S, _POLL_S = 300.0, 0.05  # how long indexes may take to be filled, how often it is looked


class Neo4jDriver:
    """One pool of connections to a server or a cluster; thread-safe.

    Args:
        url: ``neo4j://``, ``neo4j+s://``, ``bolt://`` …; without an account in it.

    Raises:
        SettingsError: The address is malformed.
        StoreUnavailableError: It cannot be reached, or refuses the account; the message says
            what to do, and never holds the password.
    """

    def __init__(
        self, url: str, user: str | None, password: str | None, limits: ServerSettings
    ) -> None:
        self.url = url
        self.write_s = limits.write_s
        self._bookmarks = _DATABASE.bookmark_manager()
        try:
            self._driver: Any = _DATABASE.driver(
                url,
                auth=None if user is None else (user, password or ""),
                max_connection_pool_size=limits.pool_size,
                connection_timeout=limits.connect_timeout_s,
                connection_acquisition_timeout=limits.acquire_timeout_s,
                max_transaction_retry_time=limits.retry_s,
                warn_notification_severity="OFF",
                notifications_min_severity="OFF",
            )
        except (ConfigurationError, ValueError) as exc:
            raise SettingsError(
                f"GRAPHMEM_URL {url!r} is no server address: give neo4j://host:7687"
            ) from exc

    def agent(self) -> str:
        """Connect and return what the server says it is ("Neo4j/5.26.0")."""
        with self.mapped_errors(lambda: None):
            return str(self._driver.get_server_info().agent)

    @contextmanager
    def session(self, database: str | None, access: Literal["READ", "WRITE"]) -> Generator[Any]:
        """Open a session; it sees what earlier sessions of this driver wrote."""
        with self._driver.session(
            database=database, default_access_mode=access, bookmark_manager=self._bookmarks
        ) as session:
            yield session

    @contextmanager
    def mapped_errors(self, query: Callable[[], str | None]) -> Generator[None]:
        """Turn the driver's errors into ours, in one place.

        Args:
            query: Tells the name of the query that ran last.
        """
        try:
            yield
        except (DriverError, Neo4jError) as exc:
            code = str(getattr(exc, "code", "") or "")
            text = str(getattr(exc, "message", "") or exc)
            kind = type(exc).__name__
            raise store_error(kind, code, text, where=self.url, query=query()) from exc

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()


class _Open:
    """A transaction in progress; the driver's errors pass, so that it can begin anew."""

    def __init__(self, transaction: Any) -> None:  # noqa: ANN401
        self._transaction = transaction
        self.query: str | None = None

    def run(self, query: Query, params: Params) -> list[Row]:
        self.query = query.name
        rows = (dict(r) for r in self._transaction.run(query.text, dict(params)))
        return list(with_texts(query, rows))


class Neo4jEngine:
    """One database of a server.

    Args:
        database: Its name; None is the account's default database.
    """

    name = "neo4j"

    def __init__(self, driver: Neo4jDriver, database: str | None) -> None:
        self._driver = driver
        self._name = database

    def transaction(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one managed transaction; see ``base.Engine``."""
        return self._managed(work, "WRITE")

    def read(self, query: Query, params: Params) -> Generator[Row]:
        """Give the rows of a named query, read in one managed transaction; see ``base.Engine``."""
        yield from self._managed(lambda tx: tx.run(query, params), "READ")

    def read_text(self, text: str, params: Params, *, timeout_s: float) -> Generator[Row]:
        """Stream a free text under a time limit; see ``base.Engine``."""
        limited = LimitedText(cast("Any", text), timeout=timeout_s)
        try:
            with (
                self._driver.mapped_errors(lambda: None),
                self._driver.session(self._name, "READ") as session,
            ):
                yield from map(_plain, session.run(limited, dict(params)))
        except StoreError as exc:
            raise _free_query_error(exc) from exc

    def define(self, statement: str) -> None:
        """Run one schema statement; done is what another process defines at the same time.

        It returns when every index is filled. To ask for that again and again holds no lock; the
        server's own ``db.awaitIndexes`` holds those that another process's constraint waits for.
        """

        def once(transaction: Any) -> None:  # noqa: ANN401
            transaction.run(statement).consume()

        try:
            with (
                self._driver.mapped_errors(lambda: None),
                self._driver.session(self._name, "WRITE") as session,
            ):
                session.execute_write(once)
        except StoreError as exc:  # IF NOT EXISTS looks before the other has committed
            if _DEFINED not in str(exc):
                raise
        self._await_indexes()

    def _await_indexes(self) -> None:
        until = time.monotonic() + _FILLED_S
        while unready := [*self.read(_UNREADY, {})]:
            named = ", ".join(f"{row['name']} is {row['state']}" for row in unready)
            if time.monotonic() > until or any(row["state"] == "FAILED" for row in unready):
                raise StoreError(f"the server has not filled its indexes: {named}; see its log")
            time.sleep(_POLL_S)

    def close(self) -> None:
        """Do nothing: the connections belong to the driver, which other databases share."""

    def _managed(self, work: Callable[[Transaction], T], access: Literal["READ", "WRITE"]) -> T:
        last: list[_Open] = []

        def once(transaction: Any) -> T:  # noqa: ANN401
            last[:] = [_Open(transaction)]
            return work(last[0])

        with (
            self._driver.mapped_errors(lambda: last[0].query if last else None),
            self._driver.session(self._name, access) as session,
        ):
            run, timed = session.execute_read, once
            if access == "WRITE":  # a process that vanished may hold the user's lock for long
                run, timed = session.execute_write, unit_of_work(timeout=self._driver.write_s)(once)
            try:
                return cast("T", run(timed))
            except IncompleteCommit:  # the driver leaves it to us; our transactions may run twice
                return cast("T", run(timed))


def _free_query_error(exc: StoreError) -> Exception:
    """Give a free text's failure a name that its writer can act on."""
    cause = exc.__cause__
    if _TIMED_OUT in str(exc):
        return QueryTimeoutError("stopped at its time limit: ask for less, or raise timeout_s")
    if "OutOfMemory" in str(getattr(cause, "code", "")):
        return QueryRefusedError(
            f"it takes more memory than the server gives: ask for less ({exc})"
        )
    if isinstance(cause, GqlError) and "ClientError" in str(getattr(cause, "code", "")):
        return QueryRefusedError(str(exc))
    return exc


def _plain(record: Any) -> Row:  # noqa: ANN401
    """Return a record as a plain row; nodes and relationships as maps."""
    return {key: _plain_value(value) for key, value in record.items()}


def _plain_value(value: object) -> object:
    if isinstance(value, Node):
        return {"@type": next(iter(value.labels), ""), **dict(value.items())}
    if isinstance(value, Relationship):
        return {"@type": value.type, **dict(value.items())}
    if isinstance(value, Path):
        steps = (x for pair in zip(value.nodes, value.relationships, strict=False) for x in pair)
        return [_plain_value(x) for x in (*steps, value.nodes[-1])]
    if isinstance(value, list):
        return [_plain_value(v) for v in cast("list[object]", value)]
    if isinstance(value, dict):
        return {k: _plain_value(v) for k, v in cast("Row", value).items()}
    return _time_text(value) if isinstance(value, Date | Time | DateTime | Duration) else value


def _time_text(value: Date | Time | DateTime | Duration) -> str:
    if isinstance(value, Duration):
        return value.iso_format()
    zone: object = getattr(value, "tzinfo", None)
    name = getattr(zone, "key", None) or getattr(zone, "zone", None)
    return time_text(value.iso_format(), name)
