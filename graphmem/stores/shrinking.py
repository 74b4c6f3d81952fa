"""After an erasure: what stays says only what is still supported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from graphmem.stores.base import Row, Transaction
from graphmem.stores.queries import load
from graphmem.stores.records import caption
from graphmem.stores.sessions import rechain

_FIND_ENTITIES = load("entities.find_entities")
_FORMS = load("erase.list_forms")
_FACT_TEXTS = load("erase.list_fact_texts")
_SET_ALIASES = load("entities.set_aliases")
_BOUNDS = load("erase.list_bounds")
_SET_SPANS = load("sessions.set_spans")


def shrink_entities(tx: Transaction, user_id: str, revision: int, ids: Sequence[str]) -> None:
    """Take away surface forms that no text which is left uses."""
    scope: Row = {"ids": list(ids), "user_id": user_id}
    several = [r for r in tx.run(_FIND_ENTITIES, scope) if len(cast("list[str]", r["aliases"])) > 1]
    scope = {"ids": [r["id"] for r in several], "user_id": user_id}
    forms: dict[str, set[str]] = defaultdict(set)
    for row in tx.run(_FORMS, scope):
        text, span = row["text"], slice(cast("int", row["start"]), cast("int", row["end"]))
        forms[str(row["id"])].add(str(row["speaker"] if text is None else str(text)[span]))
    told: dict[str, list[Row]] = defaultdict(list)
    for row in tx.run(_FACT_TEXTS, scope):
        told[str(row["id"])].append(row)
    changed: list[Row] = []
    for entity in several:
        i, old = str(entity["id"]), cast("list[str]", entity["aliases"])
        kept = [a for a in old if a in forms[i] or any(_says(r, a) for r in told[i])]
        if kept and len(kept) < len(old):
            same = {key: entity[key] for key in ("kind", "status")}
            changed.append({"id": i, "name": caption(kept), "aliases": sorted(kept), **same})
    if changed:
        tx.run(_SET_ALIASES, {"rows": changed, "user_id": user_id, "revision": revision})


def _says(row: Row, alias: str) -> bool:
    return row["speaker"] == alias or alias in str(row["text"])


def shrink_sessions(tx: Transaction, user_id: str, revision: int, ids: Sequence[str]) -> None:
    """Narrow sessions to their events; a later start may move them in their chain."""
    rows = tx.run(_BOUNDS, {"ids": list(ids), "user_id": user_id})
    changed = [r for r in rows if (r["began"], r["ended"]) != (r["started_at"], r["ended_at"])]
    if changed:
        tx.run(_SET_SPANS, {"rows": changed, "user_id": user_id, "revision": revision})
    if any(r["began"] != r["started_at"] for r in changed):
        rechain(tx, user_id)
