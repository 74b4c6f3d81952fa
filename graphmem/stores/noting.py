"""Writing the access log: what was recalled, how often, and what was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from graphmem.stores.base import Row, Transaction
from graphmem.stores.judging import note_judgements
from graphmem.stores.queries import load

_HOLD = load("users.hold_user")
_EXISTING = (load("events.find_existing"), load("semantics.find_existing"))
_ACCESSES = load("access.create_accesses")
_RECALLS = (load("events.add_recalls"), load("semantics.add_recalls"))


def note_accesses(
    tx: Transaction,
    user_id: str,
    accesses: Sequence[Row],
    recalls: Sequence[Row],
    judgements: Sequence[Row] = (),
) -> int:
    """Write recalls, but none that returned what was erased since; return the user's revision.

    Other processes may have erased events, or the user, since the recalls were made. The user's
    lock keeps them from doing so now, and two logs of the same events from locking each other out.

    Args:
        accesses: Rows of ``access.create_accesses``, and the ``lineage`` they were made in.
        recalls: Rows of ``events.add_recalls``.
        judgements: Feedback on these recalls or on earlier ones; see ``note_judgements``.
    """
    scope: Row = {"user_id": user_id}
    user = tx.run(_HOLD, scope)
    if not user or user[0]["erasing"]:
        return 0
    ids = [row["id"] for row in recalls]
    named: Row = {**scope, "ids": ids}
    there = {str(r["id"]) for query in _EXISTING for r in tx.run(query, named)}
    graphs = (user[0]["lineage"], None)
    kept = [
        row
        for row in accesses
        if row.get("lineage") in graphs and there.issuperset(cast("list[str]", row["event_ids"]))
    ]
    tx.run(_ACCESSES, {**scope, "rows": kept})
    for query in _RECALLS:
        tx.run(query, {**scope, "rows": recalls})
    revision = cast("int", user[0]["revision"])
    judged = [row for row in judgements if row.get("lineage") in graphs]
    return note_judgements(tx, user_id, judged, revision=revision)
