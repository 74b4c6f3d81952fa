"""Which facts may bear a memory: none that another took the place of, or that is in dispute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import cast

from graphmem.dynamics import beliefs
from graphmem.dynamics.beliefs import Tie, TieKind, Told
from graphmem.stores.base import Row
from graphmem.stores.queries import Query, load

_TIES = load("sleep.list_ties")
_TOLD = load("sleep.list_told")

#: Runs a query over ids and gives its rows.
Ask = Callable[[Query, Sequence[str]], Iterable[Row]]


def unsettled(fact_ids: Iterable[str], ask: Ask) -> set[str]:
    """Return those of some facts that do not hold now, or of which nobody knows whether they do.

    Both sides of an open conflict are among them: contradicting values are never promoted together.
    """
    wanted = sorted(set(fact_ids))
    ties = [_tie(row) for row in ask(_TIES, wanted)]
    if not ties:
        return set()
    ends = {end for tie in ties for end in (tie.source, tie.target)}
    told: dict[str, list[Told]] = defaultdict(list)
    for row in ask(_TOLD, sorted(ends)):
        fact = str(row["fact_id"])
        told[fact].append(Told(fact, cast("int", row["start"]), cast("int", row["recorded_at"])))
    return (_replaced(ties, told) | _disputed(ties, told)) & set(wanted)


def _replaced(ties: Sequence[Tie], told: Mapping[str, Sequence[Told]]) -> set[str]:
    losers = {tie.target for tie in ties if tie.kind == "SUPERSEDES"}
    return {fact for fact in losers if beliefs.replacements(fact, ties, told)}


def _disputed(ties: Sequence[Tie], told: Mapping[str, Sequence[Told]]) -> set[str]:
    pairs: dict[frozenset[str], list[Tie]] = defaultdict(list)
    for tie in ties:
        pairs[frozenset((tie.source, tie.target))].append(tie)
    open_pairs = [
        pair
        for pair, between in pairs.items()
        if beliefs.status(between) == "open" and all(beliefs.stated(f, told) for f in pair)
    ]
    return {fact for pair in open_pairs for fact in pair}


def _tie(row: Row) -> Tie:
    return Tie(
        cast("TieKind", row["kind"]),
        str(row["source"]),
        str(row["target"]),
        cast("int", row["recorded_at"]),
        at=cast("int | None", row["at"]),
        by=str(row["by"]),
    )
