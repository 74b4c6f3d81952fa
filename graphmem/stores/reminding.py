"""What a recall shows of semantic memories: their words, and the episodes behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from graphmem.stores.base import Row
from graphmem.stores.queries import Query, load

_ITEMS = load("semantics.find_items")
_EPISODES = load("semantics.list_episodes")
SHOWN = 5  # episodes of one in a context: each costs a recall a row of its own


def read_semantics(
    read: Callable[[Query, Row], Iterable[Row]], user_id: str, ids: Sequence[str], most: int
) -> dict[str, Row]:
    """Return those of some ids that are semantic memories, as rows of ``events.find_items``.

    Each has its ``episodes`` besides (rows of ``semantics.list_episodes``), newest first, at most
    so many.
    """
    params: Row = {"ids": list(ids), "user_id": user_id}
    items = {str(row["id"]): row for row in read(_ITEMS, params)}
    if not items:
        return {}
    episodes: dict[str, list[Row]] = defaultdict(list)
    for row in read(_EPISODES, {**params, "ids": list(items), "limit": most}):
        episodes[str(row["id"])].append(row)
    # One whose episodes were all erased since tells nothing that anybody said.
    return {i: {**row, "episodes": episodes[i]} for i, row in items.items() if episodes[i]}
