"""All of a user's graph, for those who draw it or compute with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from graphmem.stores.base import Params, Row
from graphmem.stores.packing import without_packed
from graphmem.stores.queries import Query, load

_SORTED_BY = {
    load("export.list_nodes"): ("label", "id"),
    load("export.list_edges"): (
        "source", "target", "type", "role", "start", "end", "model", "text", "recorded_at",
    ),
}  # fmt: skip


def export(
    read: Callable[[Query, Params], Iterable[Row]], scope: Params
) -> tuple[Iterator[Row], Iterator[Row]]:
    """Give every node and every edge of a user, without vectors, in an order of their own.

    Sorted here: the embedded engine sorts in a heap that a large user does not fit into.

    Args:
        scope: Names the user.
    """
    nodes, edges = (sorted(read(q, scope), key=_key(c)) for q, c in _SORTED_BY.items())
    return map(without_packed, nodes), iter(edges)


def _key(columns: Sequence[str]) -> Callable[[Row], list[tuple[bool, object]]]:
    """Return what rows are sorted by; what has no value comes last."""
    return lambda row: [(row[c] is None, "" if row[c] is None else row[c]) for c in columns]
