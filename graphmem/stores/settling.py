"""What facts and entities are once statements came or went: a function of what is said of them.

A fact has the words, times and confidence of the statements that stand; where none does, of those
that were retracted, and its status says so. What took its place ends it (``dynamics/beliefs``). An
entity that nothing mentions and no fact is about any more stays, without being found by its names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import reduce
from typing import cast

from graphmem.dynamics import beliefs
from graphmem.dynamics.beliefs import Tie, Told
from graphmem.stores.base import Row, Transaction
from graphmem.stores.queries import load
from graphmem.stores.records import ACTIVE, RETRACTED, merged_fact, surer_kind

_STATEMENTS = load("erase.list_statements")
_SET_FACTS = load("erase.set_facts")
_SUCCESSORS = load("facts.list_successors")
_LOSERS = load("facts.list_losers")
_STANDING = load("entities.find_standing")
_KINDS = load("entities.list_kinds")
_SET_STANDING = load("entities.set_standing")


def settle_facts(tx: Transaction, user_id: str, revision: int, ids: Sequence[str]) -> None:
    """Give facts the words, times and confidence of their statements, and what they replaced too.

    A fact whose successor nothing states any more holds again.
    """
    also = [str(row["id"]) for row in tx.run(_LOSERS, {"ids": list(ids), "user_id": user_id})]
    wanted = sorted({*ids, *also})
    said: dict[bool, dict[str, Row]] = {True: {}, False: {}}
    told: dict[str, list[Told]] = defaultdict(list)
    for row in tx.run(_STATEMENTS, {"ids": wanted, "user_id": user_id}):
        i, stands = str(row["id"]), row["retracted_at"] is None
        told[i].append(_told(row))
        said[stands][i] = merged_fact(said[stands].get(i), row)
    ties = _successors(tx, user_id, wanted, told)
    rows: list[Row] = []
    for status, stands in ((ACTIVE, True), (RETRACTED, False)):
        for i, row in said[stands].items():
            if stands or i not in said[True]:
                begun, ended = beliefs.validity(i, ties[i], told)
                rows.append({**row, "status": status, "valid_from": begun, "valid_to": ended})
    if rows:
        tx.run(_SET_FACTS, {"rows": rows, "user_id": user_id, "revision": revision})


def _told(row: Row) -> Told:
    begun = cast("int | None", row["valid_from"])
    return Told(
        fact_id=str(row["id"]),
        start=beliefs.start_of(begun, cast("int", row.pop("occurred_at"))),
        recorded_at=cast("int", row.pop("recorded_at")),
        retracted_at=cast("int | None", row.pop("retracted_at")),
        valid_from=begun,
        valid_to=cast("int | None", row["valid_to"]),
    )


def _successors(
    tx: Transaction, user_id: str, ids: Sequence[str], told: dict[str, list[Told]]
) -> dict[str, list[Tie]]:
    """Return what took the place of facts; add to ``told`` those that something still states."""
    ties: dict[str, list[Tie]] = defaultdict(list)
    for row in tx.run(_SUCCESSORS, {"ids": list(ids), "user_id": user_id}):
        at, recorded = cast("int | None", row["at"]), cast("int", row["recorded_at"])
        winner, loser = str(row["source"]), str(row["target"])
        gone = cast("int | None", row["retracted_at"])
        decided = cast("int | None", row.get("decided_at"))
        tie = Tie("SUPERSEDES", winner, loser, recorded, gone, at=at, decided_at=decided)
        ties[loser].append(tie)
        if row["stated"] and winner not in told:
            told[winner] = [Told(winner, recorded, recorded)]
    return ties


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
