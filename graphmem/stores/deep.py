"""A second search structure for deep recalls, over what lies in the archive too.

It is made when a deep recall asks for it, and kept as long as the graph stays as it is: what is
put away costs no room in memory before somebody looks for it.
"""

from __future__ import annotations

from graphmem.stores.feed import DeepFeed
from graphmem.stores.handles import UserHandle
from graphmem.stores.index.user_index import UserIndex


def deep_index(handle: UserHandle, *, most: int) -> UserIndex | None:
    """Return search structures over all tiers, as of the user's revision.

    Args:
        most: Events that may be held (count).

    Returns:
        The usual ones where nothing is archived; None: there are too many events to hold.
    """
    if handle.large:
        return None
    archived = handle.store.archived()
    if not archived:
        return handle.index
    if len(handle.index) + archived > most:
        return None
    deep = handle.deep
    if deep is None or (deep.revision, deep.lineage) != (handle.revision, handle.index.lineage):
        deep = UserIndex(handle.index.dimension, handle.index.lineage, deep=True)
        deep.refresh(DeepFeed(handle.store), handle.revision)
        handle.deep = deep
    return deep


def forget_outdated(handle: UserHandle) -> None:
    """Let go of search structures that no longer equal the graph: it may have lost something."""
    if handle.deep is not None and handle.deep.revision != handle.revision:
        handle.deep = None
