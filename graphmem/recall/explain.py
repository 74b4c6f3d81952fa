"""How activation reached an event: the steps behind its score."""

from __future__ import annotations

from collections.abc import Mapping

from graphmem.recall.diffuse import Spread
from graphmem.recall.seed import Query
from graphmem.recall.weigh import Weighed
from graphmem.stores.index.user_index import UserIndex
from graphmem.types import Step

_SEEDED = {"dense": "similar meaning", "bm25": "same words", "time": "named time"}


def path(
    index: UserIndex,
    query: Query,
    spread: Spread,
    row: int,
    parts: Mapping[str, float],
    weighed: Weighed | None = None,
) -> tuple[Step, ...]:
    """Return the steps that activated a row, the strongest first.

    Where the network weighed the diffusion, the links are those that it opened widest.
    """
    target = index.ids[row]
    steps = [
        Step(query.text, relation, "", target, parts[name])
        for name, relation in _SEEDED.items()
        if parts.get(name, 0.0) > 0
    ]
    steps += _links(index, query, row, parts)
    if weighed is not None:
        steps += weighed.steps(index, row)
        return tuple(sorted(steps, key=lambda s: -s.weight))
    if parts.get("spread", 0.0) > 0:
        origin, via = int(spread.origin[row]), int(spread.via[row])
        name = index.entity_names[via][0]
        about = any(row in shelf.get(via)[0] for shelf in (index.topics, index.subjects))
        relation = "mentions" if about else "names too"
        steps.append(Step(index.ids[origin], relation, name, target, parts["spread"]))
    steps += _neighbours(index, spread, row)
    if parts.get("session", 0.0) > 0:
        session = index.sessions[int(index.session.values[row])].external_id
        steps.append(Step(query.text, "same session", session, target, parts["session"]))
    return tuple(sorted(steps, key=lambda s: -s.weight))


def _neighbours(index: UserIndex, spread: Spread, row: int) -> list[Step]:
    """Steps from the turns around a row, each with the share that really came from it."""
    if spread.chain is None:
        return []
    columns = (index.chains.before, index.chains.after)
    steps: list[Step] = []
    for side, column, shares in zip(("after", "before"), columns, spread.chain, strict=True):
        if shares[row] > 0:
            source = index.ids[int(column.values[row])]
            steps.append(Step(source, f"next: {side}", "", index.ids[row], float(shares[row])))
    return steps


def _links(index: UserIndex, query: Query, row: int, parts: Mapping[str, float]) -> list[Step]:
    """Steps over the names in the question; of several, the one that gave the whole share."""
    steps: list[Step] = []
    told: set[str] = set()
    for part, postings, relation in (
        ("link", index.topics, "about"),
        ("link", index.subjects, "states of"),
        ("speaker", index.speakers, "said by"),
    ):
        bearers = [e for e in query.entities if row in postings.get(e)[0]]
        if parts.get(part, 0.0) > 0 and bearers and part not in told:
            told.add(part)
            rarest = min(bearers, key=postings.count)
            name = index.entity_names[rarest][0]
            steps.append(Step(query.text, relation, name, index.ids[row], parts[part]))
    return steps
