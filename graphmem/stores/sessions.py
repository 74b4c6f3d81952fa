"""The chain of a user's sessions in order of (started_at, id), kept right by every write."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from graphmem.stores.base import Row, Transaction
from graphmem.stores.queries import load

_SPANS = load("sessions.list_spans")
_PAIRS = load("sessions.list_next")
_LINK = load("sessions.link_next")
_UNLINK = load("sessions.unlink_next")


def rechain(tx: Transaction, user_id: str) -> None:
    """Link the sessions as their starts say; reads all of them."""
    scope: Row = {"user_id": user_id}
    order = [str(r["id"]) for r in tx.run(_SPANS, scope)]
    wanted = set(itertools.pairwise(order))
    present = {(str(r["before"]), str(r["after"])) for r in tx.run(_PAIRS, scope)}
    for query, pairs in ((_UNLINK, present - wanted), (_LINK, wanted - present)):
        if pairs:
            tx.run(query, {**scope, "rows": pair_rows(sorted(pairs))})


def pair_rows(pairs: Sequence[tuple[str, str]]) -> list[Row]:
    """Return pairs of ids as query rows."""
    return [{"before": a, "after": b} for a, b in pairs]
