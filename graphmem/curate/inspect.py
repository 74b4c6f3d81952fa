"""Looking at a user's memory as a whole: sizes, the graph, what is in mind, what was removed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from graphmem import ids
from graphmem.clock import from_ms
from graphmem.stores.base import Row
from graphmem.stores.erasing import Erased
from graphmem.stores.graph import GraphStore
from graphmem.stores.index.user_index import UserIndex
from graphmem.stores.pool import UserHandle, UserPool
from graphmem.types import ForgetReport, Source, UserStats, WorkingItem, WorkingMemory

if TYPE_CHECKING:
    import networkx


def stats_of(pool: UserPool, user_id: str) -> UserStats:
    """Return the sizes of a user's memory, if there is one."""
    if not pool.exists(user_id):
        return UserStats(user_id, 0, {}, {}, {}, 0)
    with pool.user(user_id) as handle:
        return stats(handle.store, pool.backend.disk_bytes(user_id))


def stats(store: GraphStore, disk_bytes: int | None) -> UserStats:
    """Count a user's nodes and edges."""
    nodes, edges, tiers = store.counts()
    return UserStats(
        user_id=store.user_id,
        revision=store.state().revision,
        nodes={str(r["label"]): cast("int", r["n"]) for r in nodes},
        edges={str(r["type"]): cast("int", r["n"]) for r in edges},
        tiers={str(r["tier"]): cast("int", r["n"]) for r in tiers},
        disk_bytes=disk_bytes,
    )


def working_of(pool: UserPool, user_id: str, session: str, *, limit: int) -> WorkingMemory:
    """Return a session's latest events, if there are any."""
    if not pool.exists(user_id):
        return WorkingMemory(session, (), ())
    with pool.user(user_id) as handle:
        index = pool.refresh(user_id, handle)
        return working(handle, index, session, limit=limit)


def working(handle: UserHandle, index: UserIndex, session: str, *, limit: int) -> WorkingMemory:
    """Return a session's latest events, oldest first, and the names in them."""
    store = handle.store
    rows = store.latest(ids.session_id(store.user_id, session), limit)
    if handle.large:
        index = handle.region.load(str(r["id"]) for r in rows)
    items = tuple(WorkingItem(str(r["text"]), _source(r, session)) for r in reversed(rows))
    names: dict[str, None] = {}
    for row in rows:
        number = index.row_of.get(str(row["id"]))
        if number is None:
            continue
        for entity in map(int, index.entities_of(number)):
            names.setdefault(index.entity_names[entity][0])
    return WorkingMemory(session, items, tuple(names))


def _source(row: Row, session: str) -> Source:
    return Source(
        event_id=str(row["id"]),
        external_id=cast("str | None", row["external_id"]),
        session_id=session,
        speaker=cast("str | None", row["speaker"]),
        role=cast("str | None", row["role"]),
        occurred_at=from_ms(cast("int", row["occurred_at"])),
        metadata=json.loads(str(row["metadata"])) if row["metadata"] else {},
    )


def empty_graph() -> networkx.MultiDiGraph[str]:
    """Return the graph of a user who remembers nothing."""
    import networkx  # half a second to load, for those who ask for it

    return networkx.MultiDiGraph()


def graph_of(pool: UserPool, user_id: str) -> networkx.MultiDiGraph[str]:
    """Return a user's graph; an empty one where nothing is remembered."""
    if not pool.exists(user_id):
        return empty_graph()
    with pool.user(user_id) as handle:
        return to_networkx(handle.store)


def to_networkx(store: GraphStore) -> networkx.MultiDiGraph[str]:
    """Return the user's graph; nodes have ``label`` and ``caption``, edges have ``type``."""
    graph = empty_graph()
    nodes, edges = store.export()
    for row in nodes:
        attributes = {k: v for k, v in row.items() if k != "id" and v is not None}
        graph.add_node(str(row["id"]), **attributes)
    for row in edges:
        ends = str(row["source"]), str(row["target"])
        attributes = {k: row[k] for k in row.keys() - {"source", "target"} if row[k] is not None}
        graph.add_edge(*ends, **attributes)
    return graph


def report(erased: Erased) -> ForgetReport:
    """Tell what an erasure removed, and what of it stays."""
    return ForgetReport(
        events=erased.events,
        sentences=erased.sentences,
        facts=erased.facts,
        entities=erased.entities,
        sessions=erased.sessions,
        semantics=erased.semantics,
        redacted=dict(erased.redacted),
        kept=erased.kept,
        recomputed=erased.recomputed,
        accesses=erased.accesses,
    )


def everything(store: GraphStore) -> ForgetReport:
    """Tell what there is, before all of it is removed."""
    by_label: dict[str, list[str]] = {}
    for row in store.export()[0]:
        by_label.setdefault(str(row["label"]), []).append(str(row["id"]))

    def of(label: str) -> tuple[str, ...]:
        return tuple(by_label.get(label, ()))

    return ForgetReport(
        *(of("Event"), of("Sentence"), of("Fact"), of("Entity"), of("Session")),
        everything=True,
        semantics=of("Semantic"),
        accesses=len(of("Access")),
    )
