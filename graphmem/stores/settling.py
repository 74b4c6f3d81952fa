"""What facts and entities are once statements came or went: a function of what is said of them.

A fact has the words, times and confidence of the statements that stand; where none does, of those
that were retracted, and its status says so. An entity that nothing mentions and no fact is about
any more stays, without being found by its names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import reduce

from graphmem.stores.base import Row, Transaction
from graphmem.stores.queries import load
from graphmem.stores.records import ACTIVE, RETRACTED, merged_fact, surer_kind

_STATEMENTS = load("erase.list_statements")
_SET_FACTS = load("erase.set_facts")
_STANDING = load("entities.find_standing")
_KINDS = load("entities.list_kinds")
_SET_STANDING = load("entities.set_standing")


def settle_facts(tx: Transaction, user_id: str, revision: int, ids: Sequence[str]) -> None:
    """Give facts the words, times and confidence of their statements."""
    said: dict[bool, dict[str, Row]] = {True: {}, False: {}}
    for row in tx.run(_STATEMENTS, {"ids": list(ids), "user_id": user_id}):
        i, stands = str(row["id"]), row.pop("retracted_at") is None
        said[stands][i] = merged_fact(said[stands].get(i), row)
    retracted: list[Row] = [
        {**row, "status": RETRACTED} for i, row in said[False].items() if i not in said[True]
    ]
    rows = [*({**row, "status": ACTIVE} for row in said[True].values()), *retracted]
    if rows:
        tx.run(_SET_FACTS, {"rows": rows, "user_id": user_id, "revision": revision})


def settle_entities(tx: Transaction, user_id: str, revision: int, ids: Sequence[str]) -> None:
    """Note of entities whether anything still speaks of them, and as what."""
    scope: Row = {"ids": sorted(set(ids)), "user_id": user_id}
    found = tx.run(_STANDING, scope)
    unsure = [str(row["id"]) for row in found if row["stands"] and not row["sure"]]
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in tx.run(_KINDS, {**scope, "ids": unsure}) if unsure else ():
        kinds[str(row["id"])].add(str(row["kind"]))
    changed: list[Row] = []
    for row in found:
        i, old = str(row["id"]), str(row["kind"])
        kind = reduce(surer_kind, kinds[i]) if kinds[i] else old
        status = ACTIVE if row["stands"] else RETRACTED
        if (kind, status) != (old, row["status"]):
            changed.append({"id": i, "kind": kind, "status": status})
    if changed:
        tx.run(_SET_STANDING, {"rows": changed, "user_id": user_id, "revision": revision})
