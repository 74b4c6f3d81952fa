"""Ports of the store: what an engine must do, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
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

        Raises:
            StoreError: The engine refused; nothing of ``work`` is stored.
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
