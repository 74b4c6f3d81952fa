"""The chain of a user's sessions in order of (started_at, id), kept right by every write."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import cast

from graphmem.stores.base import Row, Transaction
from graphmem.stores.queries import load

_SPANS = load("sessions.list_spans")
_PAIRS = load("sessions.list_next")
_LINK = load("sessions.link_next")
_UNLINK = load("sessions.unlink_next")
_LAST = load("sessions.find_last")


def rechain(tx: Transaction, user_id: str) -> None:
    """Link the sessions as their starts say; reads all of them."""
    scope: Row = {"user_id": user_id}
    order = [str(r["id"]) for r in tx.run(_SPANS, scope)]
    wanted = set(itertools.pairwise(order))
    present = {(str(r["before"]), str(r["after"])) for r in tx.run(_PAIRS, scope)}
    for query, pairs in ((_UNLINK, present - wanted), (_LINK, wanted - present)):
        if pairs:
            tx.run(query, {**scope, "rows": pair_rows(sorted(pairs))})


def last_place(tx: Transaction, user_id: str) -> tuple[int, str] | None:
    """Return (started_at in epoch ms, id) of the last session; None where there is none."""
    rows = tx.run(_LAST, {"user_id": user_id})
    return (cast("int", rows[0]["started_at"]), str(rows[0]["id"])) if rows else None


def append(tx: Transaction, user_id: str, last: str | None, new: Sequence[str]) -> None:
    """Link new sessions, in order, behind the last one: far cheaper than reading all."""
    line = [*([] if last is None else [last]), *new]
    rows = pair_rows(list(itertools.pairwise(line)))
    if rows:
        tx.run(_LINK, {"user_id": user_id, "rows": rows})


def pair_rows(pairs: Sequence[tuple[str, str]]) -> list[Row]:
    """Return pairs of ids as query rows."""
    return [{"before": a, "after": b} for a, b in pairs]
