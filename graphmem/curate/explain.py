"""What a memory rests on, and what changed it, in the order in which it became known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import cast, get_args

from graphmem.conflicts import Change, Explanation
from graphmem.curate.changes import (
    corrections,
    decisions,
    doubts,
    kept,
    learned,
    merges,
    moves,
    recalls,
    statements,
)
from graphmem.curate.checks import refuse_unknown
from graphmem.curate.conflicts import events_of, seen
from graphmem.curate.doubts import to_doubts
from graphmem.curate.names import IN_ANSWERS, Named, NodeKind, find_conflict, find_node, nodes_like
from graphmem.curate.pairs import Pair, to_pairs
from graphmem.curate.sources import Statements, to_source
from graphmem.dynamics import beliefs
from graphmem.errors import EventError
from graphmem.stores.base import Engine, Row
from graphmem.stores.pool import UserHandle, UserPool
from graphmem.stores.queries import load

_ANYTHING = "event, fact, entity, semantic memory or conflict"
_TIES = load("curate.list_ties_of_facts")
_OF_EVENTS = load("curate.list_stated_by_events")
_OF_ENTITIES = load("facts.list_of_entities")
_CORRECTIONS = load("curate.list_corrections")
_DOUBTS = load("curate.find_doubts")
_RECALLS = load("curate.list_recalls")
_ENTITY = load("curate.find_entity")
_MERGES = load("curate.list_merges")
_MOVES = load("archive.list_moves")
_EPISODES = 100  # events that are listed of a semantic memory


@dataclass(frozen=True, slots=True)
class _Belief:
    """Some facts, with what was said of them and what lies between them and others."""

    facts: tuple[str, ...]
    said: Statements
    pairs: tuple[Pair, ...]

    @staticmethod
    def read(engine: Engine, user_id: str, facts: Iterable[str]) -> _Belief:
        """Read all that is believed of facts."""
        wanted = tuple(dict.fromkeys(facts))
        pairs = to_pairs(engine.read(_TIES, {"ids": sorted(wanted), "user_id": user_id}))
        about = [*wanted, *(f for p in pairs for f in (p.newer, p.older))]
        return _Belief(wanted, Statements.read(engine, user_id, about), tuple(pairs))

    def standing(self, fact: str) -> str:
        """Return how a fact stands now."""
        told = self.said.told()
        if not beliefs.stated(fact, told):
            return "retracted"
        ties = [link.tie for pair in self.pairs for link in pair.links]
        if beliefs.replaced_by(fact, ties, told):
            return "replaced"
        mine = [p for p in self.pairs if fact in {p.newer, p.older}]
        return "disputed" if any(p.status == "open" for p in mine) else "current"

    def changes(self) -> list[Change]:
        """Return what was decided between these facts and others."""
        return [c for pair in self.pairs for c in decisions(pair)]


def explain(pool: UserPool, user_id: str, given: str) -> Explanation:
    """Tell what a memory rests on; see ``Memory.explain``.

    Raises:
        EventError: There is nothing of that id.
    """
    refuse_unknown(pool, user_id)
    with pool.user(user_id) as handle:
        nodes = nodes_like(handle, given)
        if not nodes:
            return _conflict(handle, given)
        node = find_node(handle, given, kinds=get_args(NodeKind))
        tell: dict[str, Callable[[UserHandle, Named], Explanation]] = {
            "event": _event,
            "fact": _fact,
            "entity": _entity,
            "semantic": _semantic,
        }
        return tell[node.kind](handle, node)


def _fact(handle: UserHandle, node: Named) -> Explanation:
    belief = _Belief.read(handle.engine, handle.store.user_id, [node.id])
    rows = belief.said.rows.get(node.id, [])
    if not rows:
        raise EventError(f"fact {node.id!r} has no source any more")
    return Explanation(
        id=node.id,
        kind="fact",
        text=belief.said.text(node.id),
        standing=belief.standing(node.id),
        rests_on=belief.said.sources(node.id),
        changes=_sorted([*statements(rows), *belief.changes()]),
    )


def _event(handle: UserHandle, node: Named) -> Explanation:
    engine, user_id = handle.engine, handle.store.user_id
    [row] = events_of(engine, user_id, [node.id])
    scope: Row = {"ids": [node.id], "user_id": user_id}
    belief = _Belief.read(engine, user_id, _ids(engine.read(_OF_EVENTS, scope)))
    corrected = list(engine.read(_CORRECTIONS, scope))
    doubted = to_doubts(engine.read(_DOUBTS, scope))
    own = [r for f in belief.facts for r in belief.said.rows[f] if r["event_id"] == node.id]
    recalled = engine.read(_RECALLS, {"id": node.id, "user_id": user_id})
    moved = list(engine.read(_MOVES, {"id": node.id, "user_id": user_id}))
    changes = [
        kept(row, moved),
        *moves(moved),
        *statements(own, retracted_only=True),
        *belief.changes(),
        *corrections(corrected, node.id),
        *(c for d in doubted for c in doubts(d)),
        *recalls(recalled, node.id),
    ]
    standings = {belief.standing(f) for f in belief.facts}
    open_doubt = any(d.status == "open" for d in doubted)
    against = any(r["target"] == node.id and r["retracted_at"] is None for r in corrected)
    return Explanation(
        id=node.id,
        kind="event",
        text=str(row["event_text"]),
        standing=_worst(standings - {"retracted"}, replaced=against, disputed=open_doubt),
        rests_on=(to_source(row),),
        changes=_sorted(changes),
    )


def _entity(handle: UserHandle, node: Named) -> Explanation:
    engine, user_id = handle.engine, handle.store.user_id
    row = next(engine.read(_ENTITY, {"id": node.id, "user_id": user_id}))
    scope: Row = {"ids": [node.id], "user_id": user_id}
    belief = _Belief.read(engine, user_id, _ids(engine.read(_OF_ENTITIES, scope)))
    told = [r for f in belief.facts for r in belief.said.rows.get(f, ())]
    named = [str(i) for i in cast("list[object]", row["event_ids"])]
    about = events_of(engine, user_id, named)
    joined = list(engine.read(_MERGES, {"id": node.id, "user_id": user_id}))
    return Explanation(
        id=node.id,
        kind="entity",
        text=str(row["name"]),
        standing="retracted" if row["status"] == "retracted" else "current",
        rests_on=tuple(map(to_source, about)),
        changes=_sorted([*statements(told), *belief.changes(), *merges(joined, node.id)]),
    )


def _semantic(handle: UserHandle, node: Named) -> Explanation:
    row = handle.store.items([node.id], episodes=_EPISODES).get(node.id)
    if row is None:
        raise EventError(f"semantic memory {node.id!r} has no episode any more")
    behind = [str(e["event_id"]) for e in cast("list[Row]", row["episodes"])]
    return Explanation(
        id=node.id,
        kind="semantic",
        text=str(row["text"]),
        standing="current" if row["status"] == "active" else "retracted",
        rests_on=tuple(map(to_source, events_of(handle.engine, handle.store.user_id, behind))),
        changes=(learned(row),),
    )


def _conflict(handle: UserHandle, given: str) -> Explanation:
    found = find_conflict(handle, given, sought=_ANYTHING, advice=IN_ANSWERS)
    engine, user_id = handle.engine, handle.store.user_id
    [conflict] = seen(engine, user_id, [found])
    if isinstance(found, Pair):
        facts = (found.older, found.newer)
        said = Statements.read(engine, user_id, facts)
        rows = [r for fact in facts for r in said.rows.get(fact, ())]
        changes = [*statements(rows), *decisions(found)]
    else:
        recalled = engine.read(_RECALLS, {"id": found.event, "user_id": user_id})
        changes = [*doubts(found), *recalls(recalled, found.event)]
    claims = [conflict.a] if conflict.b is None else [conflict.a, conflict.b]
    standing = {"open": "disputed", "resolved": "replaced", "undone": "current"}[conflict.status]
    if conflict.status == "resolved" and _keeps_both(found):
        standing = "current"
    return Explanation(
        id=conflict.id,
        kind="conflict",
        text=" / ".join(claim.text for claim in claims),
        standing=standing,
        rests_on=tuple(s for claim in claims for s in claim.sources),
        changes=_sorted(changes),
    )


def _keeps_both(found: object) -> bool:
    """Tell whether nothing fell: both claims hold, or the event was right after all."""
    if isinstance(found, Pair):
        return all(found.kept(link) == "both" for link in found.standing)
    return not isinstance(found, Pair)


def _worst(standings: set[str], *, replaced: bool, disputed: bool) -> str:
    """Return how an event stands: as the worst of what it states."""
    if replaced or "replaced" in standings:
        return "replaced"
    return "disputed" if disputed or "disputed" in standings else "current"


def _ids(rows: Iterable[Row]) -> list[str]:
    return [str(row["id"]) for row in rows]


def _sorted(changes: Sequence[Change]) -> tuple[Change, ...]:
    unique = dict.fromkeys(changes)
    return tuple(sorted(unique, key=lambda c: (c.at, c.what, c.text, c.other)))
