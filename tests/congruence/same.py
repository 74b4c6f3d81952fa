"""What two engines must agree on, made comparable: all but clocks, secrets and places on disks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any

from graphmem.memory import Memory
from graphmem.stores.base import Row
from graphmem.stores.queries import Query
from graphmem.types import Context, UserStats

#: Properties that tell when something was written, or are random.
CLOCKS = frozenset(
    (
        *("recorded_at", "created_at", "written_at", "recalled_at", "secret", "lineage"),
        *("applied_at", "detected_at", "retracted_at", "decided_at", "judged_at", "moved_at"),
        *("source_known", "target_known"),
    )
)
#: Nodes whose very id is a secret or random.
NAMELESS = frozenset(("Access", "Tombstone"))
_LABELS = "User|Session|Event|Sentence|Entity|Fact|Semantic|Access|SleepRun|Tombstone"
_TOLERANCE = 1e-6
#: What differs of itself: a recall's id is random, and a server tells no sizes.
_LEFT_OUT: dict[type, str] = {Context: "id", UserStats: "disk_bytes"}


@cache
def _query(text: str) -> Query:
    return Query("test.congruence", text, frozenset({"user"}), "rows", "")


_NODES = (
    f"MATCH (n:{_LABELS} {{user_id: $user}}) RETURN labels(n)[0] AS label, properties(n) AS own"
)
_EDGES = (
    f"MATCH (a:{_LABELS} {{user_id: $user}})-[r]->(b) "
    "RETURN a.id AS source, type(r) AS type, b.id AS target, properties(r) AS own"
)


def comparable(value: object) -> Any:
    """Return a result as plain, comparable values."""
    if isinstance(value, BaseException):
        return type(value).__name__
    if is_dataclass(value) and not isinstance(value, type):
        return {type(value).__name__: _fields(value, leave=_LEFT_OUT.get(type(value), ""))}
    if isinstance(value, Mapping):
        known = {str(k): comparable(v) for k, v in value.items() if k not in CLOCKS}
        if value.get("retracted_at") is not None:  # when, is each engine's own; whether, is not
            known["retracted_at"] = True
        return dict(sorted(known.items()))
    if isinstance(value, str | datetime) or not isinstance(value, Sequence):
        return value
    return [comparable(v) for v in value]


def _fields(value: Any, *, leave: str) -> dict[str, Any]:
    return {
        f.name: comparable(getattr(value, f.name))
        for f in fields(value)
        if f.name not in CLOCKS and f.name != leave
    }


def difference(one: object, two: object, where: str = "") -> str | None:
    """Return where two comparable values differ, or None; types count, floats to 1e-6."""
    if type(one) is not type(two):
        return f"{where}: {one!r} is no {two!r}"
    if isinstance(one, float) and isinstance(two, float):
        near = math.isclose(one, two, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
        return None if near or (math.isnan(one) and math.isnan(two)) else f"{where}: {one} != {two}"
    if isinstance(one, dict) and isinstance(two, dict):
        if one.keys() != two.keys():
            return f"{where}: {sorted(one)} != {sorted(two)}"
        parts = [(one[k], two[k], f"{where}.{k}") for k in one]
    elif isinstance(one, list) and isinstance(two, list):
        if len(one) != len(two):
            return f"{where}: {len(one)} and {len(two)} of them: {one!r} != {two!r}"
        parts = [(a, b, f"{where}[{n}]") for n, (a, b) in enumerate(zip(one, two, strict=True))]
    else:
        return None if one == two else f"{where}: {one!r} != {two!r}"
    return next(filter(None, (difference(*part) for part in parts)), None)


def graph_of(memory: Memory, user_id: str) -> dict[str, Any]:
    """Return every node and edge of a user with all properties, as both engines should hold it."""
    with memory._pool.user(user_id) as handle:
        nodes, edges = (
            list(handle.engine.read(_query(text), {"user": user_id})) for text in (_NODES, _EDGES)
        )
    return {
        "nodes": sorted((_node(row) for row in nodes), key=str),
        "edges": sorted((comparable({**row, "own": _known(row["own"])}) for row in edges), key=str),
    }


def _node(row: Row) -> dict[str, Any]:
    own = _known(row["own"])
    if row["label"] in NAMELESS:
        own = {k: v for k, v in own.items() if k not in {"id", "at", "key"}}
    return {"label": row["label"], "own": comparable(own)}


def _known(own: object) -> dict[str, object]:
    """Return properties in the order of their names, without those that are null."""
    assert isinstance(own, dict)
    return {k: own[k] for k in sorted(own) if own[k] is not None}
