"""Names that are one entity, as methods: ``Memory`` inherits them."""

from __future__ import annotations

from graphmem.conflicts import Merge
from graphmem.curate import same
from graphmem.curate.same_resolve import resolve_entities
from graphmem.stores.folders import check_user_id
from graphmem.stores.pool import UserPool


class OneName:
    """Merging names of one entity, and taking it back; no entity is changed or destroyed."""

    _pool: UserPool

    def merges(self, user_id: str, *, status: same.Status = "standing") -> list[Merge]:
        """Return names that are taken as one, oldest first.

        Args:
            status: ``standing``, or ``all`` with those that were undone.

        Raises:
            EventError: ``status`` means nothing.
        """
        check_user_id(user_id)
        return same.merges(self._pool, user_id, status=status)

    def merge(self, a: str, b: str, *, user_id: str, reason: str = "") -> Merge:
        """Take two names as one entity, on the user's word.

        Args:
            a: A name as it was said, or an entity's id, or the beginning of it; likewise ``b``.

        Raises:
            EventError: A name is unknown, both are one name, or the user called names two that
                this would make one.
        """
        check_user_id(user_id)
        return same.merge(self._pool, user_id, a, b, reason=reason)

    def unmerge(self, merge_id: str, *, user_id: str, reason: str = "") -> Merge:
        """Undo a merge: both names are two from now on, and no rule joins them again.

        Args:
            merge_id: ``Merge.id``, or the beginning of it that only one has.

        Raises:
            EventError: There is no such merge that stands.
        """
        check_user_id(user_id)
        return same.unmerge(self._pool, user_id, merge_id, reason=reason)

    def resolve_entities(self, user_id: str, *, dry_run: bool = False) -> list[Merge]:
        """Merge the names that are one entity with a chance above the measured threshold.

        A short name that fits two longer ones joins neither; a merge of a rule that no longer
        holds for that reason is undone. Doing it again changes nothing.

        Returns:
            What was merged, and what was undone (``retracted_at``); with ``dry_run`` what would be.
        """
        check_user_id(user_id)
        return resolve_entities(self._pool, user_id, dry_run=dry_run)
