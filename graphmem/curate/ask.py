"""Asking a user's graph freely: a vetted text or a named query, read-only."""

from __future__ import annotations

from graphmem.clock import now_ms
from graphmem.curate import query as querying
from graphmem.stores.pool import UserPool
from graphmem.stores.queries import load

_LIMIT = 50  # rows of a named query that is asked without a limit


def ask(
    pool: UserPool,
    user_id: str,
    text_or_name: str,
    params: querying.Params,
    *,
    max_rows: int,
    timeout_s: float,
) -> list[dict[str, object]]:
    """Return the rows of a query as plain dicts; none for a user who remembers nothing.

    Raises:
        QueryRefusedError: It does more than read, means nothing, or has too many rows.
        QueryTimeoutError: It ran longer than ``timeout_s``.
    """
    querying.check_limits(max_rows, timeout_s)
    named = querying.is_name(text_or_name)
    text = querying.vet_name(text_or_name) if named else querying.vet(text_or_name)
    if not pool.exists(user_id):
        return []
    with pool.user(user_id) as handle:
        if named:
            return querying.take(handle.store.read_named(text, implied(text, params)), max_rows)
        return querying.take(handle.store.read_text(text, params, timeout_s=timeout_s), max_rows)


def implied(name: str, params: querying.Params) -> querying.Params:
    """Add what a named query takes and its caller need not give: the time, and a row limit."""
    now = now_ms()
    usual: querying.Params = {"now": now, "as_of": now, "known_at": now, "limit": _LIMIT}
    return {**{k: v for k, v in usual.items() if k in load(name).params}, **params}
