"""Figures of the suite ``updates``: what is ranked first, what is recorded, what is flagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from benchmarks.context import Row
from benchmarks.interference import interval
from benchmarks.metrics import mean, percentile, recall_at, standard_error
from benchmarks.updates_cases import Update, World
from graphmem.conflicts import Claim, Conflict

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a memory noted about its events; by external id.

    Attributes:
        pairs: Events of which one tells otherwise than the other.
        flagged: Events that take part in a pair.
        retired: Events of which a fact lost by a decision that stands.
    """

    pairs: frozenset[frozenset[str]] = frozenset()
    flagged: frozenset[str] = frozenset()
    retired: frozenset[str] = frozenset()


@dataclass(slots=True)
class Outcome:
    """What one system answered in one world; ranked external ids.

    Attributes:
        now: Of each update's question, in order.
        then: The same as of before the change; None where the old value never held.
        chains: Of each chain's question.
        recorded: None for systems that record nothing.
    """

    world: World
    now: list[list[str]] = field(default_factory=list[list[str]])
    then: list[list[str] | None] = field(default_factory=list["list[str] | None"])
    chains: list[list[str]] = field(default_factory=list[list[str]])
    recorded: Recorded | None = None
    ms: list[float] = field(default_factory=list[float])


def noted(conflicts: Iterable[Conflict]) -> Recorded:
    """Turn conflicts between facts into pairs of the events that state them."""
    pairs: set[frozenset[str]] = set()
    retired: set[str] = set()
    for conflict in conflicts:
        if conflict.b is None:
            continue
        a, b = _events(conflict.a), _events(conflict.b)
        pairs |= {frozenset((x, y)) for x in a for y in b}
        standing = [d for d in conflict.decisions if d.retracted_at is None]
        for decision in standing[-1:]:
            lost = {"a": conflict.b, "b": conflict.a}.get(decision.kept)
            retired |= _events(lost, decision.at) if lost else set()
    flagged = frozenset(event for pair in pairs for event in pair)
    return Recorded(frozenset(pairs), flagged, frozenset(retired))


def _events(claim: Claim, until: datetime | None = None) -> set[str]:
    """Return who states a claim; what is said again after its end counts no more."""
    return {
        source.external_id or source.event_id
        for source in claim.sources
        if until is None or source.occurred_at <= until
    }


def above(ranked: Sequence[str], wanted: str, other: str) -> bool:
    """Tell whether ``wanted`` is among the first ten and ``other`` is not before it."""
    top = list(ranked[:DEPTH])
    return wanted in top and other not in top[: top.index(wanted)]


def rows(system: str, outcomes: Sequence[Outcome]) -> list[Row]:
    """Return a row over all updates of a set, one per wording, and one per kind of pairs."""
    kinds = list(dict.fromkeys(u.kind for o in outcomes for u in o.world.updates))
    head: Row = {"set": outcomes[0].world.set, "system": system}
    whole = _updates(outcomes, None) | _chains(outcomes) | _unrelated(outcomes)
    ms = [value for o in outcomes for value in o.ms]
    whole |= {"ms_p50": percentile(ms, 0.5), "ms_p95": percentile(ms, 0.95)}
    table = [head | {"unit": "all"} | whole]
    table += [head | {"unit": kind} | _updates(outcomes, kind) for kind in kinds]
    return table + [head | row for row in _together(outcomes)]


def _updates(outcomes: Sequence[Outcome], kind: str | None) -> Row:
    """Return the shares over updates, of one wording or of all."""
    first: list[bool] = []
    then: list[bool] = []
    found: list[bool] = []
    lost: list[bool] = []
    for outcome in outcomes:
        for update, now, past in _chosen(outcome, kind):
            first.append(above(now, update.current, update.old))
            if past is not None:
                then.append(above(past, update.old, update.current))
            if outcome.recorded is not None:
                found.append(frozenset((update.old, update.current)) in outcome.recorded.pairs)
                lost.append(update.current in outcome.recorded.retired)
    row: Row = {"n": len(first)} | _share("current_first", first) | _share("as_of", then)
    return row | _share("recorded", found) | _share("current_retired", lost)


def _chosen(
    outcome: Outcome, kind: str | None
) -> Iterator[tuple[Update, list[str], list[str] | None]]:
    for update, now, then in zip(outcome.world.updates, outcome.now, outcome.then, strict=True):
        if kind in {None, update.kind}:
            yield update, now, then


def _unrelated(outcomes: Sequence[Outcome]) -> Row:
    """Return how many unrelated statements were retired or flagged."""
    flagged: list[bool] = []
    retired: list[bool] = []
    for outcome in outcomes:
        if outcome.recorded is not None:
            flagged += [e in outcome.recorded.flagged for e in outcome.world.unrelated]
            retired += [e in outcome.recorded.retired for e in outcome.world.unrelated]
    if not flagged:
        return {}
    row: Row = {"unrelated": len(flagged)} | _share("false_retirements", flagged)
    return row | {"retired": sum(retired) / len(retired)}


def _chains(outcomes: Sequence[Outcome]) -> Row:
    """Return the mean share of a chain's facts found; a case counts once."""
    by_case: dict[tuple[str, str], list[float]] = {}
    for outcome in outcomes:
        for question, ranked in zip(outcome.world.chains, outcome.chains, strict=True):
            share = recall_at(ranked, question.gold, DEPTH)
            by_case.setdefault((outcome.world.user_id, question.group), []).append(share)
    if not by_case:
        return {}
    means = [mean(shares) for shares in by_case.values()]
    return {
        "chains": len(means),
        "chain_r@10": mean(means),
        "chain_se": standard_error(means),
    }


def _together(outcomes: Sequence[Outcome]) -> list[Row]:
    """Return how many pairs that both hold were taken for a conflict, by kind."""
    found: dict[str, list[bool]] = {}
    for outcome in outcomes:
        for pair in outcome.world.together if outcome.recorded else ():
            wrong = frozenset((pair.first, pair.second)) in outcome.recorded.pairs
            found.setdefault(pair.kind, []).append(wrong)
            found.setdefault("both hold", []).append(wrong)
    return [
        {"unit": kind, "n": len(wrong)} | _share("false_retirements", wrong)
        for kind, wrong in sorted(found.items())
    ]


def _share(name: str, hits: Sequence[bool]) -> Row:
    """Return a share with its 95 % interval (Wilson); nothing of nothing."""
    if not hits:
        return {}
    low, high = interval(sum(hits), len(hits))
    return {name: sum(hits) / len(hits), f"{name}_lo": low, f"{name}_hi": high}
