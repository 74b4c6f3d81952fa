"""Putting a new derivation in an old one's place, in one transaction for each event.

What the new version finds too is kept, and carries its name from then on; what it does not find
is retracted: it stays in the graph with the time until which it was believed, and counts for
nothing. A statement is the same if place, fact, words and times are; a mention if place, entity
and role are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphmem.stores.barring import barred
from graphmem.stores.base import Row, Transaction
from graphmem.stores.deriving import DerivedWriter
from graphmem.stores.queries import Query, load
from graphmem.stores.records import (
    EntityRecord,
    FactRecord,
    MentionRecord,
    SentenceRecord,
    StatementRecord,
    to_row,
)
from graphmem.stores.settling import settle_entities, settle_facts

_UNITS = ("event", "sentence")
_LIST_MENTIONS = tuple(load(f"extraction.list_{u}_mentions") for u in _UNITS)
_LIST_STATEMENTS = tuple(load(f"extraction.list_{u}_statements") for u in _UNITS)
_SET_MENTIONS = {u: load(f"extraction.set_{u}_mentions") for u in _UNITS}
_SET_STATEMENTS = {u: load(f"extraction.set_{u}_statements") for u in _UNITS}
_FIND = load("extraction.find_extractor")
_SET = load("extraction.set_extractor")
_SENTENCES = load("extraction.list_sentences")
_SET_SENTENCES = load("extraction.set_sentences")
_ENDS = load("facts.list_ends")
_SAME_MENTION = ("unit_id", "entity_id", "start", "end", "role")
_SAME_STATEMENT = (
    "unit_id", "fact_id", "start", "end", "text", "literal", "tense", "said_by", "valid_from",
    "valid_to",
)  # fmt: skip

Run = Callable[[Query, Row], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Rederived:
    """What an extractor says of an event that is there already.

    Attributes:
        extractor: Its version.
        read: Rows of ``extraction.set_extractor``: the event, and its chunks.
    """

    event_id: str
    speaker: str | None
    extractor: str
    read: tuple[Row, ...]
    sentences: tuple[SentenceRecord, ...]
    entities: tuple[EntityRecord, ...]
    mentions: tuple[MentionRecord, ...]
    facts: tuple[FactRecord, ...]
    statements: tuple[StatementRecord, ...]

    @property
    def units(self) -> list[str]:
        """Ids of the event and its chunks."""
        return [str(row["id"]) for row in self.read]


@dataclass(frozen=True, slots=True)
class Difference:
    """How a new derivation differs from what stands.

    Attributes:
        kept: What both have, with the new version's name and confidence.
        stale: What only the old one has.
        fresh: What only the new one has (records).
    """

    kept: list[Row]
    stale: list[Row]
    fresh: list[MentionRecord | StatementRecord]


def differences(run: Run, user_id: str, new: Rederived) -> tuple[Difference, Difference]:
    """Compare mentions, and statements, with those that stand."""
    scope: Row = {"ids": new.units, "user_id": user_id}
    mentions = [row for query in _LIST_MENTIONS for row in run(query, scope)]
    statements = [row for query in _LIST_STATEMENTS for row in run(query, scope)]
    return (
        _difference(mentions, new.mentions, _SAME_MENTION),
        _difference(statements, new.statements, _SAME_STATEMENT),
    )


def _difference(
    old: Sequence[Row], new: Sequence[MentionRecord | StatementRecord], same: Sequence[str]
) -> Difference:
    standing = {_key(row, same) for row in old}
    rows = {_key(row, same): row for row in map(to_row, new)}
    return Difference(
        kept=[{**row, "retracted_at": None} for key, row in rows.items() if key in standing],
        stale=[row for row in old if _key(row, same) not in rows],
        fresh=[record for record in new if _key(to_row(record), same) not in standing],
    )


def _key(row: Mapping[str, object], same: Sequence[str]) -> tuple[object, ...]:
    return tuple(row[name] for name in same)


def rederive(
    tx: Transaction, user_id: str, revision: int, new: Rederived, *, now_ms: int
) -> tuple[Difference, Difference] | None:
    """Put a new derivation in the place of what stands; None if there is nothing to do.

    The event may have been erased since it was read, or been done by another process.
    """
    found = tx.run(_FIND, {"id": new.event_id, "user_id": user_id})
    if not found or found[0]["extractor"] == new.extractor:
        return None
    new = _without_forgotten(tx, user_id, new)
    mentions, statements = differences(tx.run, user_id, new)
    writer = DerivedWriter(tx, user_id, revision)
    _sentences(writer, new, now_ms)
    kinds = writer.entities(new.entities)
    _mark(tx, user_id, _SET_MENTIONS, mentions, now_ms)
    _mark(tx, user_id, _SET_STATEMENTS, statements, now_ms)
    told = [s for s in statements.fresh if isinstance(s, StatementRecord)]
    writer.mentions([m for m in mentions.fresh if isinstance(m, MentionRecord)])
    fresh = {s.fact_id for s in told}
    writer.facts([f for f in new.facts if f.id in fresh])
    writer.statements(told)
    tx.run(_SET, {"rows": list(new.read), "user_id": user_id, "revision": revision})
    touched = sorted(fresh | {str(row["fact_id"]) for row in statements.stale + statements.kept})
    settle_facts(tx, user_id, revision, touched)
    ends = tx.run(_ENDS, {"ids": touched, "user_id": user_id}) if touched else []
    about = {str(row["id"]) for row in ends} | {str(row["entity_id"]) for row in mentions.stale}
    # What this event mentions, as what it is known as, needs no look at its other mentions.
    sure = {m.entity_id for m in new.mentions if m.kind == kinds[m.entity_id]}
    settle_entities(tx, user_id, revision, sorted((about | kinds.keys()) - sure))
    return mentions, statements


def _without_forgotten(tx: Transaction, user_id: str, new: Rederived) -> Rederived:
    """Leave out facts and names that the user forgot: no later reading brings them back."""
    gone = barred(tx.run, user_id, {*(f.id for f in new.facts), *(e.id for e in new.entities)})
    if not gone:
        return new
    gone |= {f.id for f in new.facts if not gone.isdisjoint((f.subject_id, f.object_id))}
    return replace(
        new,
        entities=tuple(e for e in new.entities if e.id not in gone),
        mentions=tuple(m for m in new.mentions if m.entity_id not in gone),
        facts=tuple(f for f in new.facts if f.id not in gone),
        statements=tuple(s for s in new.statements if s.fact_id not in gone),
    )


def known_sentences(run: Run, user_id: str, units: Sequence[str]) -> dict[str, Row]:
    """Return the sentences of events and chunks that are there, by id."""
    return {str(r["id"]): r for r in run(_SENTENCES, {"ids": list(units), "user_id": user_id})}


def _sentences(writer: DerivedWriter, new: Rederived, now_ms: int) -> None:
    """Create what is new; what is no longer found is retracted, until it is found again."""
    there = known_sentences(writer.tx.run, writer.user_id, new.units)
    found = {s.id for s in new.sentences}
    writer.sentences([s for s in new.sentences if s.id not in there])
    changed: list[Row] = [
        {"id": i, "retracted_at": None if i in found else now_ms}
        for i, row in there.items()
        if (row["retracted_at"] is None) != (i in found)
    ]
    if changed:
        writer.tx.run(_SET_SENTENCES, {"rows": changed, "user_id": writer.user_id})


def _mark(
    tx: Transaction,
    user_id: str,
    queries: Mapping[str, Query],
    difference: Difference,
    now_ms: int,
) -> None:
    """Retract what is stale, and give what is kept the new version's name."""
    stale = [{**row, "retracted_at": now_ms} for row in difference.stale]
    for unit, query in queries.items():
        rows = [row for row in (*stale, *difference.kept) if row["unit"] == unit]
        if rows:
            tx.run(query, {"rows": rows, "user_id": user_id})
