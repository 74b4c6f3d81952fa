"""Ports of the store: what an engine must do, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, TypeVar

from graphmem.stores.queries import Query

Row = dict[str, object]
Params = Mapping[str, object]
T = TypeVar("T")


class Transaction(Protocol):
    """An open write transaction."""

    def run(self, query: Query, params: Params) -> list[Row]:
        """Run a named query inside the transaction and return its rows."""
        ...


class Engine(Protocol):
    """A Cypher engine. Foreign errors leave it as ``StoreError`` only."""

    name: str

    def transaction(self, work: Callable[[Transaction], T]) -> T:
        """Run ``work`` in one transaction, retried on conflicts; durable on return.

        Where a connection is lost in a commit, ``work`` runs again over what may be stored
        already: it must be harmless twice.

        Raises:
            StoreError: The engine refused; nothing of ``work`` is stored, unless a connection was
                lost a second time.
        """
        ...

    def read(self, query: Query, params: Params) -> Generator[Row]:
        """Stream the rows of a named, read-only query."""
        ...

    def read_text(self, text: str, params: Params, *, timeout_s: float) -> Generator[Row]:
        """Stream the rows of a free, read-only text; the caller has vetted it.

        Raises:
            QueryTimeoutError: It ran longer than ``timeout_s``.
            QueryRefusedError: The engine found a write in it or cannot parse it.
        """
        ...

    def define(self, statement: str) -> None:
        """Run one schema statement (outside transactions)."""
        ...

    def close(self) -> None:
        """Release the database."""
        ...


class Place(Protocol):
    """Where users' graphs can be opened: all that a copy needs of what it copies from."""

    def exists(self, user_id: str) -> bool:
        """Tell whether anything was ever stored for a user."""
        ...

    def open(self, user_id: str) -> Engine:
        """Open a user's database, made and migrated if needed.

        Raises:
            StoreLockedError: Another process holds it.
            StoreUnavailableError: It cannot be opened or reached.
            SchemaVersionError: A newer graphmem wrote it.
        """
        ...

    def release(self, user_id: str, engine: Engine) -> None:
        """Close what ``open`` returned."""
        ...


class Backend(Place, Protocol):
    """Where the users' graphs live: a folder of embedded databases, or a server.

    Attributes:
        concurrent: Other processes may write to the same users, so the revision must be asked for.
        shared: One database holds several users, so a free query might see another one.
    """

    concurrent: bool
    shared: bool

    def users(self) -> list[str]:
        """Return the ids of all users, sorted."""
        ...

    def snapshot(self, user_id: str) -> Path | None:
        """Return where this machine keeps a user's search structures; None: nowhere."""
        ...

    def disk_bytes(self, user_id: str) -> int | None:
        """Return what a user takes on this machine's disk; None where a server keeps it."""
        ...

    def erase(self, user_id: str) -> None:
        """Remove all of a user; the engine that was open is released already."""
        ...

    def rebuilding(self, user_id: str) -> AbstractContextManager[tuple[Engine, Backend] | None]:
        """Make a user's database anew: what is erased stays nowhere in its files.

        Gives the open database, and the place to copy the user to; when the block ends, the copy
        takes the database's place at once, and when it fails, nothing has changed. None: the files
        are a server's.
        """
        ...

    def close(self) -> None:
        """Release what is shared by all users."""
        ...
