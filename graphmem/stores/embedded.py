"""The embedded engine: ArcadeDB native, in process. The one file that names it.

Facts about it that shape this file: writes must stand in a transaction, ``query()`` refuses
writes by itself, one generic error carries the Java class in its text, and its command
timeout is a property of the database.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from graphmem.errors import (
    ConstraintError,
    QueryRefusedError,
    QueryTimeoutError,
    StoreError,
    StoreFullError,
    StoreLockedError,
    StoreUnavailableError,
)
from graphmem.stores.base import Params, Row, Transaction
from graphmem.stores.packing import with_texts
from graphmem.stores.plain import without_places
from graphmem.stores.queries import Query

T = TypeVar("T")
_CYPHER = "opencypher"
_TIME_LIMIT = "command.timeout"
_MAPPED: tuple[tuple[str, type[StoreError]], ...] = (
    ("DuplicatedKeyException", ConstraintError),
    ("ValidationException", ConstraintError),
    ("No space left", StoreFullError),
    ("LockException", StoreLockedError),
    ("Found active instance of database", StoreLockedError),
    ("DatabaseIsClosedException", StoreUnavailableError),
    ("TimeoutException", StoreUnavailableError),
)


def _arcadedb(heap_mb: int) -> Any:  # noqa: ANN401 - the package ships no types
    """Import the engine; its memory ceiling and silence must be set before that."""
    os.environ.setdefault("ARCADEDB_NATIVE_ISOLATE_ARGS", f"-Xmx{heap_mb}m")
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "off")
    import arcadedb  # type: ignore[import-untyped]

    return cast("Any", arcadedb)


@contextmanager
def _mapped_errors(query: str | None) -> Generator[None]:
    """Turn the engine's errors into ours, in one place."""
    import arcadedb  # type: ignore[import-untyped]

    try:
        yield
    except cast("type[Exception]", arcadedb.ArcadeDBError) as exc:
        text = str(exc)
        for mark, error in _MAPPED:
            if mark in text:
                raise (
                    error(_advice(error, text), query=query)
                    if error is not (StoreLockedError)
                    else StoreLockedError(text)
                ) from exc
        raise StoreError(text, query=query) from exc


def _advice(error: type[StoreError], text: str) -> str:
    if error is StoreFullError:
        return (
            "the disk is full: make room, then try again; nothing of this write was stored, all "
            f"before it was: {text}"
        )
    return text


class _Open:
    """A transaction in progress."""

    def __init__(self, database: Any) -> None:  # noqa: ANN401
        self._database = database

    def run(self, query: Query, params: Params) -> list[Row]:
        with _mapped_errors(query.name):
            result = self._database.command(_CYPHER, query.text, dict(params))
            rows = [] if result is None else cast("list[Row]", result.to_list())
        return list(with_texts(query, rows))


class EmbeddedEngine:
    """One open database directory.

    Args:
        folder: The database's directory; created if absent.
        durable_flush: Force each commit to the disk, so that it survives a power cut.
        heap_mb: Memory ceiling of the engine in this process (MiB); the first engine opened
            decides.

    Raises:
        StoreLockedError: Another process, or another Memory of this one, has it open.
        StoreUnavailableError: It cannot be opened.
    """

    name = "embedded"

    def __init__(self, folder: Path, *, durable_flush: bool, heap_mb: int) -> None:
        arcadedb = _arcadedb(heap_mb)
        self._free_query = threading.Lock()
        with _mapped_errors(None):
            exists = arcadedb.database_exists(str(folder))
            opener = arcadedb.open_database if exists else arcadedb.create_database
            self._database: Any = opener(str(folder))
            self._database.set_wal_flush("yes_full" if durable_flush else "no")
            if exists and _limit_left(folder):
                self._limit(0)  # a process died during a free query

    def transaction(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one transaction; see ``base.Engine``."""
        with _mapped_errors(None):
            return cast("T", self._database.run_in_transaction(lambda: work(_Open(self._database))))

    def read(self, query: Query, params: Params) -> Generator[Row]:
        """Stream a named query; see ``base.Engine``."""
        with _mapped_errors(query.name):
            result = self._database.query(_CYPHER, query.text, dict(params))
            try:
                yield from with_texts(query, cast("Iterator[Row]", result.iter_dicts()))
            finally:
                result.close()

    def read_text(self, text: str, params: Params, *, timeout_s: float) -> Generator[Row]:
        """Stream a free text under a time limit; see ``base.Engine``."""
        with self._free_query, _free_query_errors(), _mapped_errors(None):
            self._limit(round(timeout_s * 1000))
            try:
                result = self._database.query(_CYPHER, text, dict(params))
                try:
                    yield from map(without_places, cast("Iterator[Row]", result.iter_dicts()))
                finally:
                    result.close()
            finally:
                self._limit(0)

    def define(self, statement: str) -> None:
        """Run a schema statement; index definitions that Cypher lacks are the engine's SQL."""
        sql = "PROPERTY" in statement or "LSM_VECTOR" in statement or "FULL_TEXT" in statement
        language = "sql" if sql else _CYPHER
        with _mapped_errors(None):
            self._database.command(language, statement)

    def close(self) -> None:
        """Close the database and free its directory."""
        with _mapped_errors(None):
            self._database.close()

    def _limit(self, milliseconds: int) -> None:
        statement = f"ALTER DATABASE `arcadedb.{_TIME_LIMIT}` {milliseconds:d}"
        self._database.command("sql", statement)


def _limit_left(folder: Path) -> bool:
    """Tell whether the database's own settings name a time limit."""
    try:
        found = json.loads((folder / "configuration.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return _TIME_LIMIT in json.dumps(found)


@contextmanager
def _free_query_errors() -> Generator[None]:
    """Give a free text's failures the names its writer can act on."""
    try:
        yield
    except StoreUnavailableError as exc:
        if _TIME_LIMIT in str(exc):
            raise QueryTimeoutError(f"stopped at its time limit: {exc}") from exc
        raise
    except StoreError as exc:
        raise QueryRefusedError(str(exc)) from exc
