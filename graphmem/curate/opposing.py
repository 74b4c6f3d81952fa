"""Which facts the user's words stand against. No model is asked: the user has said that they do."""

from __future__ import annotations

from collections.abc import Sequence

from graphmem.dynamics.interference import Comparable, examine
from graphmem.dynamics.statements import Pair, Statement
from graphmem.stores.base import Row

_SAME = frozenset({"same", "alias"})


def opposed(new: Sequence[Row], old: Sequence[Row]) -> list[tuple[str, str]]:
    """Return pairs of a new fact and an old one that it corrects, by id.

    Both are of one subject, with predicates that mean the same. The new one names another value,
    or says no where the old one said yes (or yes where it said no) of the same value.

    Args:
        new, old: Rows of ``curate.list_facts`` or ``curate.list_facts_of_events``.
    """
    found: list[tuple[str, str]] = []
    for mine in new:
        for other in old:
            if mine["id"] == other["id"] or mine["subject_id"] != other["subject_id"]:
                continue
            pair = Pair(_statement(other), _statement(mine), same_subject=True)
            if _opposed(examine(pair, similarity=0.0, threshold=1.0)):
                found.append((str(mine["id"]), str(other["id"])))
    return found


def _opposed(compared: object) -> bool:
    if not isinstance(compared, Comparable):
        return False
    return compared.question == "polarity" or compared.objects not in _SAME


def _statement(row: Row) -> Statement:
    return Statement(
        subject=str(row["subject"]),
        predicate=str(row["predicate"]),
        object=str(row["object"] or ""),
        subject_kind=str(row["subject_kind"] or ""),
        object_kind=str(row["object_kind"] or ""),
        positive=bool(row["polarity"]),
        modality=str(row["modality"]),
        text=str(row["text"]),
    )
