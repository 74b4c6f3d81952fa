"""Writing what was derived from events: sentences, entities, mentions, facts, statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from graphmem.stores.base import Row
from graphmem.stores.queries import load
from graphmem.stores.records import (
    ACTIVE,
    RETRACTED,
    EntityRecord,
    FactRecord,
    MentionRecord,
    SentenceRecord,
    StatementRecord,
    caption,
    merged_fact,
    surer_kind,
    to_row,
)
from graphmem.stores.stamped import StampedWriter

_SENTENCES = load("events.create_sentences")
_ROWS = 256  # vectors per statement: as parameters they take ten times their size
_FIND_ENTITIES = load("entities.find_entities")
_MERGE_ENTITIES = load("entities.merge_entities")
_SET_ALIASES = load("entities.set_aliases")
_MENTIONS = {u: load(f"entities.create_{u}_mentions") for u in ("event", "sentence")}
_STATES = {u: load(f"facts.create_{u}_statements") for u in ("event", "sentence")}
_FIND_FACTS = load("facts.find_facts")
_FACTS = load("facts.merge_facts")
_SUBJECTS = load("facts.link_subjects")
_OBJECTS = load("facts.link_objects")


@dataclass(frozen=True, slots=True)
class DerivedWriter(StampedWriter):
    """Writes inside an open transaction; events come before, and each kind before its edges."""

    def sentences(self, sentences: Sequence[SentenceRecord]) -> None:
        """Create sentences that are not there yet."""
        for first in range(0, len(sentences), _ROWS):
            rows = [to_row(s) for s in sentences[first : first + _ROWS]]
            self.run(_SENTENCES, rows, revision=True)

    def entities(self, entities: Sequence[EntityRecord]) -> dict[str, str]:
        """Create entities, add forms that a known one was not yet called by; return their kinds.

        What was retracted is there again, as what it is called now.
        """
        merged = _merged_entities(entities)
        params = {"ids": sorted(merged), "user_id": self.user_id}
        known = {str(r["id"]): r for r in self.tx.run(_FIND_ENTITIES, params)} if merged else {}
        new = [to_row(e) for i, e in sorted(merged.items()) if i not in known]
        self.run(_MERGE_ENTITIES, new, revision=True)
        kinds = {i: e.kind for i, e in merged.items()}
        changed: list[Row] = []
        for i, row in sorted(known.items()):
            if row["status"] != RETRACTED:
                kinds[i] = surer_kind(merged[i].kind, str(row["kind"]))
            old = cast("list[str]", row["aliases"] or [])
            aliases = sorted({*old, *merged[i].aliases})
            if (aliases, kinds[i], ACTIVE) != (sorted(old), row["kind"], row["status"]):
                named: Row = {"name": caption(aliases), "aliases": aliases}
                changed.append({"id": i, **named, "kind": kinds[i], "status": ACTIVE})
        self.run(_SET_ALIASES, changed, revision=True)
        return kinds

    def mentions(self, mentions: Sequence[MentionRecord]) -> None:
        """Note where entities are mentioned."""
        for unit, query in _MENTIONS.items():
            self.run(query, [to_row(m) for m in mentions if m.unit == unit])

    def facts(self, facts: Sequence[FactRecord]) -> list[str]:
        """Create facts, or widen known ones by what is said of them now.

        Returns:
            Those that once were replaced: once their statements are there, they must be settled.
        """
        new = {f.id: f for f in facts}
        params = {"ids": sorted(new), "user_id": self.user_id}
        found = self.tx.run(_FIND_FACTS, params) if new else []
        known = {str(r["id"]): r for r in found if r["status"] != RETRACTED}
        for f in facts:
            known[f.id] = {**to_row(f), **merged_fact(known.get(f.id), to_row(f))}
        self.run(_FACTS, [known[i] for i in new], revision=True)
        self.run(_SUBJECTS, [{"id": i, "subject_id": f.subject_id} for i, f in new.items()])
        objects = [{"id": i, "object_id": f.object_id} for i, f in new.items() if f.object_id]
        self.run(_OBJECTS, objects)
        return sorted(str(row["id"]) for row in found if row["replaced"])

    def statements(self, statements: Sequence[StatementRecord]) -> None:
        """Note where facts are stated."""
        for unit, query in _STATES.items():
            self.run(query, [to_row(s) for s in statements if s.unit == unit])


def _merged_entities(entities: Sequence[EntityRecord]) -> dict[str, EntityRecord]:
    merged: dict[str, EntityRecord] = {}
    for e in entities:
        seen = merged.get(e.id, e)
        aliases = tuple(sorted({*seen.aliases, *e.aliases}))
        merged[e.id] = replace(
            seen,
            name=caption(aliases),
            kind=surer_kind(seen.kind, e.kind),
            aliases=aliases,
            confidence=max(seen.confidence, e.confidence),
        )
    return merged
