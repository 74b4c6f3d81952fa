"""Merging names by rule: candidates from the graph, judged, joined where the chance is measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphmem.clock import now_ms
from graphmem.conflicts import Merge
from graphmem.curate import same_edges as edges
from graphmem.curate.same_edges import CREATE, RETRACT, USER, Step, both, ends, to_merge
from graphmem.curate.same_evidence import read_names, read_seen
from graphmem.dynamics.same import NameBook, Pair, Scorer, apart, features
from graphmem.dynamics.same_groups import Groups, ambiguous, hopeless, propose, rivals
from graphmem.psm.same import shipped_scorer
from graphmem.stores.base import Engine, Row
from graphmem.stores.pool import UserHandle, UserPool

_BATCH = 200  # merges per transaction


def resolve_entities(pool: UserPool, user_id: str, *, dry_run: bool) -> list[Merge]:
    """Merge names that are one with a measured chance; see ``Memory.resolve_entities``.

    Candidates share a word, an acronym or a spelling: never all pairs are compared. A merge of a
    rule whose short name fits several entities by now is undone.
    """
    if not pool.exists(user_id):
        return []
    scorer = shipped_scorer()
    with pool.user(user_id) as handle:
        book = read_names(handle.engine, user_id)
        standing = [row for row in edges.all_merges(handle) if row["retracted_at"] is None]
        pairs = book.pairs()
        fits = rivals(pairs)
        doubtful = _doubtful(book, standing, fits)
        kept = [row for row in standing if row not in doubtful]
        differs = [both(row) for row in edges.different(handle)]
        groups = _groups(book, kept, differs)
        scored = _scored(handle.engine, user_id, book, groups, pairs, fits, scorer)
        now = now_ms()
        fresh = [
            _edge(pair, chance, scorer.version, now)
            for chance, pair in propose(scored, groups, fits, scorer.threshold)
        ]
        undone: list[Row] = [row | {"retracted_at": now} for row in doubtful]
        if not dry_run:
            _store(pool, handle, undone, fresh)
    names = book.shown
    named = [r | {"a": names[str(r["a_id"])], "b": names[str(r["b_id"])]} for r in fresh]
    return [to_merge(row) for row in (*undone, *named)]


def _edge(pair: Pair, chance: float, version: str, now: int) -> Row:
    a, b = sorted((pair.short, pair.long))
    return edges.edge_row(a, b, round(chance, 4), pair.tie.how, version, "", now)


def _doubtful(book: NameBook, standing: Sequence[Row], fits: dict[str, set[str]]) -> list[Row]:
    """Return merges by rule whose short name means several by now."""
    groups = _groups(book, standing, ())
    found: list[Row] = []
    for row in standing:
        a, b = both(row)
        if row["by"] != USER and {a, b} <= book.names.keys():
            pair = book.pair(a, b)
            if pair is not None and ambiguous(pair, fits, groups):
                found.append(row)
    return found


def _groups(book: NameBook, standing: Iterable[Row], differs: Iterable[tuple[str, str]]) -> Groups:
    groups = Groups(book, differs)
    for row in standing:
        groups.join(*both(row))
    return groups


def _scored(
    engine: Engine,
    user_id: str,
    book: NameBook,
    groups: Groups,
    pairs: Sequence[Pair],
    fits: dict[str, set[str]],
    scorer: Scorer,
) -> list[tuple[float, Pair]]:
    """Return the candidates that are not joined yet, with their chances."""
    rest = [
        p
        for p in pairs
        if p.short not in groups.of(p.long)
        and not hopeless(p, fits, groups)
        and groups.may_join(p.short, p.long)
    ]
    seen = read_seen(engine, user_id, book, (i for p in rest for i in (p.short, p.long)))
    found: list[tuple[float, Pair]] = []
    for pair in rest:
        short, long = seen[pair.short], seen[pair.long]
        if not apart(pair, short, long):
            x = features(pair, short, long, book.sharing(pair.short))
            found.append((scorer.chance(x), pair))
    return found


def _store(pool: UserPool, handle: UserHandle, undone: Sequence[Row], fresh: Sequence[Row]) -> None:
    gone = [ends(row) | {"retracted_at": row["retracted_at"]} for row in undone]
    for start in range(0, len(gone), _BATCH):
        edges.write(pool, handle, [Step(RETRACT, gone[start : start + _BATCH])])
    for start in range(0, len(fresh), _BATCH):
        edges.write(pool, handle, [Step(CREATE, fresh[start : start + _BATCH])])
