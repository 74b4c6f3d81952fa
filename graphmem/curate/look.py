"""Looking at a memory as a whole, as methods: ``Memory`` inherits them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmem.curate import inspect as inspecting
from graphmem.curate.ask import ask
from graphmem.curate.params import check_params
from graphmem.curate.query import Params
from graphmem.stores.pool import UserPool
from graphmem.types import UserStats

if TYPE_CHECKING:
    import networkx


class Look:
    """Queries over one user's graph, and what there is."""

    _pool: UserPool

    def query(
        self,
        text_or_name: str,
        params: Params | None = None,
        *,
        user_id: str,
        max_rows: int = 1000,
        timeout_s: float = 5.0,
    ) -> list[dict[str, object]]:
        """Run a read-only Cypher text, or a named query, over one user's graph.

        Raises:
            QueryRefusedError: It writes, loads files, calls what is not allowed, cannot be
                parsed, has more rows than ``max_rows``, or a parameter is no scalar or list.
            QueryTimeoutError: It ran longer than ``timeout_s``.
        """
        params = params or {}
        check_params(params)
        return ask(
            self._pool, user_id, text_or_name, params, max_rows=max_rows, timeout_s=timeout_s
        )

    def to_networkx(self, user_id: str) -> networkx.MultiDiGraph[str]:
        """Return one user's whole graph, without vectors."""
        return inspecting.graph_of(self._pool, user_id)

    def stats(self, user_id: str) -> UserStats:
        """Return the sizes of one user's memory."""
        return inspecting.stats_of(self._pool, user_id)

    def lineage(self, user_id: str) -> str | None:
        """Return the mark of a user's memory: another one after an erasure; None: no memory."""
        if not self._pool.exists(user_id):
            return None
        with self._pool.user(user_id) as handle:
            return handle.store.state().lineage

    def users(self) -> list[str]:
        """Return the users that have a memory here, sorted."""
        return self._pool.users()
