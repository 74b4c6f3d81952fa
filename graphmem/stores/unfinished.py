"""A memory that is being erased, or that a copy has not filled yet, is nobody's to use."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from graphmem.errors import CopyUnfinishedError, StoreUnavailableError
from graphmem.stores.base import Params, Row
from graphmem.stores.queries import Query, load

_COPY = load("copy.find_copy")


def refuse_being_erased(user: Row, user_id: str) -> None:
    """Refuse to write to a user that is being erased.

    Args:
        user: What ``users.raise_revision`` returned.

    Raises:
        StoreUnavailableError: It is.
    """
    if user["erasing"]:
        raise StoreUnavailableError(
            f"the memory of {user_id!r} is being erased: try again when that is done, or "
            f"finish it with 'graphmem forget --user {user_id} --everything'"
        )


def refuse_being_copied(run: Callable[[Query, Params], Iterable[Row]], user_id: str) -> None:
    """Refuse a memory that a copy is filling; asked where the graph holds no such user yet.

    Args:
        run: Runs a query on the user's graph.

    Raises:
        CopyUnfinishedError: There is such a copy.
    """
    if list(run(_COPY, {"user_id": user_id})):
        raise CopyUnfinishedError(
            f"a copy of {user_id!r} into this memory was not finished: run 'graphmem copy' again, "
            f"or remove what is there with 'graphmem forget --user {user_id} --everything'"
        )
