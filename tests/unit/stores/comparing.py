"""What two indexes or two graphs have to agree on, by id, whatever the order of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from graphmem.stores.graph import GraphStore
from graphmem.stores.index.postings import Postings
from graphmem.stores.index.user_index import UserIndex
from tests.conftest import USER, open_pool

#: What each user's node has of its own in each database.
_ITS_OWN = ("secret", "lineage", "written_at")
QUESTIONS = ("Where does Clara live?", "ovens in Kenya", "cello morning Porto", "nothing known")


def picture(index: UserIndex) -> dict[str, object]:
    """Return everything an index says, keyed by id."""
    ids, entities = index.ids, index.entity_ids
    columns = {
        n: dict(zip(ids, c.values.tolist(), strict=True)) for n, c in index.columns().items()
    }
    columns.pop("tied")  # a superset of what the graph has: erasing the other side leaves it
    columns["session"] = {i: index.sessions[n].id for i, n in columns["session"].items()}
    rows = index.time_rows.values.tolist()
    spans = zip(index.time_starts.values.tolist(), index.time_ends.values.tolist(), strict=True)
    return {
        **columns,
        "times": sorted((ids[r], *span) for r, span in zip(rows, spans, strict=True)),
        "codes": {i: index.vectors.codes.values[n].tobytes() for n, i in enumerate(ids)},
        "scales": dict(zip(ids, index.vectors.scales.values.tolist(), strict=True)),
        "topics": _shelf(index.topics, entities, ids),
        "mentions": _shelf(index.mentions, entities, ids),
        "speakers": _shelf(index.speakers, entities, ids),
        "row_entities": _shelf(index.row_entities, ids, entities),
        "units": units_of(index),
        "before": _links(index, index.chains.before.values),
        "after": _links(index, index.chains.after.values),
        "names": {i: sorted(index.entity_names[n]) for n, i in enumerate(entities)},
        "bearers": {
            name: sorted(entities[n] for n in bearers)
            for name, bearers in index.names.bearers.items()
        },
        "sessions": sorted((s.id, s.external_id, s.implicit) for s in index.sessions),
        "words": sorted(index.bm25.terms),
        "rarity": {term: index.bm25.rarity(term) for term in index.bm25.terms},
        "row_of": {i: ids[n] for i, n in index.row_of.items()},
    }


def units_of(index: UserIndex) -> dict[str, list[tuple[object, ...]]]:
    """Return the sentences of each row that has some: vectors, and whom they mention."""
    rows = np.arange(len(index), dtype=np.int32)[::-1]
    units, owner = index.units_of(rows)
    assert sorted(units.tolist()) == list(range(len(index.unit_rows)))
    assert (index.unit_rows.values[units] == rows[owner]).all()
    found: dict[str, list[tuple[object, ...]]] = {}
    for unit, row in zip(units.tolist(), rows[owner].tolist(), strict=True):
        codes = index.unit_vectors.codes.values[unit].tobytes()
        scale = float(index.unit_vectors.scales.values[unit])
        held = sorted(index.entity_ids[e] for e in index.unit_entities.get(unit)[0])
        found.setdefault(index.ids[row], []).append((codes, scale, held))
    return found


def scores(index: UserIndex, questions: Sequence[str] = QUESTIONS) -> dict[str, list[float]]:
    """Return the BM25 scores of some questions, by id."""
    found = [index.bm25.scores(q) for q in questions]
    return {i: [float(s[n]) for s in found] for n, i in enumerate(index.ids)}


def assert_same(left: UserIndex, right: UserIndex) -> None:
    """Fail unless both say the same."""
    one, two = picture(left), picture(right)
    for part in one:
        assert one[part] == two[part], part
    ours, theirs = scores(left), scores(right)
    assert ours.keys() == theirs.keys()
    for i in ours:
        np.testing.assert_allclose(ours[i], theirs[i], rtol=1e-5)


def rebuilt(store: GraphStore, dimension: int = 384) -> UserIndex:
    """Return an index filled from revision 0 on."""
    index = UserIndex(dimension)
    index.refresh(store, store.state().revision)
    return index


def graph_of(root: Path, *, ignore: Sequence[str] = (), user_id: str = USER) -> dict[str, object]:
    """Return nodes and edges of a user, by id, without what tells when they were written."""
    pool = open_pool(root)
    with pool.user(user_id) as handle:
        nodes = list(handle.engine.read_text("MATCH (n) RETURN n AS n", {}, timeout_s=60))
        text = "MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, type(r) AS type, r AS r"
        edges = list(handle.engine.read_text(text, {}, timeout_s=60))
    pool.close()
    kept = [_bare(r["n"], ignore) for r in nodes]
    found = [n for n in kept if n["label"] not in {"User", "Migration", "Access", "Tombstone"}]
    links = [(r["a"], r["type"], r["b"], str(sorted(_bare(r["r"], ignore).items()))) for r in edges]
    assert found
    return {"nodes": sorted(map(str, found)), "edges": sorted(map(str, links))}


def chains_of(store: GraphStore) -> dict[str, list[str]]:
    """Return the events of each session as NEXT links them; fail where a chain is not one line."""
    edges = [(str(r["source"]), str(r["target"]), str(r["type"])) for r in store.export()[1]]
    after = {a: b for a, b, kind in edges if kind == "NEXT"}
    assert len(after) == sum(kind == "NEXT" for _, _, kind in edges)
    members: dict[str, list[str]] = {}
    for a, b, kind in edges:
        if kind == "HAS_EVENT":
            members.setdefault(a, []).append(b)
    return {session: _line(found, after) for session, found in members.items()}


def session_line(store: GraphStore) -> list[str]:
    """Return the sessions as NEXT_SESSION links them."""
    edges = [r for r in store.export()[1] if r["type"] == "NEXT_SESSION"]
    after = {str(r["source"]): str(r["target"]) for r in edges}
    assert len(after) == len(edges)
    return _line([str(r["id"]) for r in store.sessions()], after)


def _line(members: Sequence[str], after: dict[str, str]) -> list[str]:
    if not members:
        return []
    links = {a: b for a, b in after.items() if a in set(members)}
    starts = set(members) - set(links.values())
    assert len(starts) == 1, "a chain has one beginning"
    line = [starts.pop()]
    while line[-1] in links:
        line.append(links[line[-1]])
    assert sorted(line) == sorted(members), "a chain reaches all of its session"
    return line


def _bare(found: object, ignore: Sequence[str]) -> dict[str, object]:
    assert isinstance(found, dict)
    hidden = {"@rid", "@type", "@in", "@out", "recorded_at", "revision", *_ITS_OWN, *ignore}
    rest = {k: v for k, v in found.items() if k not in hidden and v is not None}
    if "embedding" in rest:
        rest["embedding"] = [round(float(x), 6) for x in rest["embedding"]]
    return {"label": found.get("@type"), **dict(sorted(rest.items()))}


def _shelf(postings: Postings, keys: Sequence[str], rows: Sequence[str]) -> dict[str, list[str]]:
    found = {key: sorted(rows[r] for r in postings.get(n)[0]) for n, key in enumerate(keys)}
    return {key: held for key, held in found.items() if held}


def _links(index: UserIndex, values: np.ndarray) -> dict[str, str | None]:
    return {i: index.ids[v] if v >= 0 else None for i, v in zip(index.ids, values, strict=True)}
