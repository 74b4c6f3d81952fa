"""Replay: reading what changed since the last sleep, and all that was ever said of the same things.

Streams: groups of facts first (ids alone), then the evidence of some groups at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import cast

from graphmem.sleep.evidence import Evidence, Thing, literal, predicate_key, spellings
from graphmem.sleep.runs import batches
from graphmem.sleep.wording import told_besides, without_times
from graphmem.sleep.worth import SILENT_KINDS, SILENT_ROLES, is_worth
from graphmem.stores.base import Engine, Row
from graphmem.stores.index.bm25 import tokens
from graphmem.stores.queries import Query, load

_TOUCHED = load("sleep.list_touched")
_KNOWN = load("sleep.list_known")
_MERGES = load("sleep.list_merges")
_SLOT_FACTS = load("sleep.list_slot_facts")
_OBJECT_FACTS = load("sleep.list_object_facts")
_FACTS = load("sleep.list_facts")
_SUBJECT_FACTS = load("sleep.list_subject_facts")
_EVIDENCE = tuple(load(f"sleep.list_{unit}_evidence") for unit in ("event", "sentence"))
_CORRECTED = load("sleep.list_corrected")
_CHUNK = 500  # ids per statement
_WINDOW = 256  # revisions per question for what changed
_MOST_ABOUT = 200  # facts of one thing that a chain may go on with
SLOT = ":"  # between a subject's id and a predicate

#: Opens the user's database for one question, so that others are served between two of them.
Opened = Callable[[], AbstractContextManager[Engine]]


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of facts that may hold a pattern: ids alone.

    Attributes:
        slots: Subject and predicate -> slots; predicates that mean the same stand together.
        objects: Object -> predicates.
    """

    slots: dict[tuple[str, str], set[str]]
    objects: dict[str, set[str]]


class Replay:
    """Reads one user's graph for a sleep.

    Args:
        opened: Gives the engine for one question.
        merged: Entity -> the entity that stands for its group, where it is not itself.
    """

    def __init__(self, opened: Opened, user_id: str) -> None:
        self._opened = opened
        self._user_id = user_id
        self._merged = _standing_for(self._rows(_MERGES, {}))
        self._members: dict[str, list[str]] = defaultdict(list)
        for member, head in self._merged.items():
            self._members[head].append(member)

    def groups(self, since: int, until: int) -> Groups:
        """Return the groups of the facts that changed in some revisions, or bear a memory."""
        groups = Groups({}, {})
        for start in range(since, until, _WINDOW):
            window: Row = {"revision": start, "until": min(start + _WINDOW, until)}
            self._add(groups, self._rows(_TOUCHED, window))
        self._add(groups, self._rows(_KNOWN, {}))
        return groups

    def by_slot(self, groups: Groups, size: int) -> Iterator[list[Evidence]]:
        """Yield the evidence of what is said of subjects, some groups at a time."""
        for some in batches(sorted(groups.slots), size):
            slots = sorted({slot for key in some for slot in groups.slots[key]})
            yield self._evidence(self._chunked(_SLOT_FACTS, "slots", slots))

    def by_object(self, groups: Groups, size: int) -> Iterator[list[Evidence]]:
        """Yield the evidence of what is said about objects, whoever does it."""
        for some in batches(sorted(groups.objects), size):
            wanted: list[Row] = [
                {"id": member, "predicates": sorted(groups.objects[i])}
                for i in some
                for member in self._group(i)
            ]
            yield self._evidence(self._chunked(_OBJECT_FACTS, "rows", wanted))

    def about(self, things: Sequence[str]) -> list[Evidence]:
        """Return the evidence of what is said of some entities."""
        ids = [member for i in things for member in self._group(i)]
        return self._evidence(self._chunked(_SUBJECT_FACTS, "ids", ids, limit=_MOST_ABOUT))

    def of(self, facts: Sequence[str]) -> list[Evidence]:
        """Return the evidence of some facts."""
        return self._evidence(self._chunked(_FACTS, "ids", facts))

    def ask(self, query: Query, ids: Sequence[str]) -> Iterator[Row]:
        """Run a query over ids, some at a time."""
        return self._chunked(query, "ids", ids)

    def _add(self, groups: Groups, rows: Iterable[Row]) -> None:
        for row in rows:
            subject, _, predicate = str(row["slot"] or "").partition(SLOT)
            if not predicate:
                continue
            head = self._head(subject)
            key = (head, predicate_key(predicate))
            if key not in groups.slots:
                names = spellings(predicate)
                groups.slots[key] = {
                    f"{i}{SLOT}{name}" for i in self._group(head) for name in names
                }
            groups.slots[key] |= {f"{i}{SLOT}{predicate}" for i in self._group(head)}
            if row["object_id"]:
                target = self._head(str(row["object_id"]))
                groups.objects.setdefault(target, set()).add(predicate)

    def _evidence(self, facts: Iterable[Row]) -> list[Evidence]:
        by_id = {str(row["id"]): row for row in facts}
        found: dict[tuple[str, str], Evidence] = {}
        for query in _EVIDENCE:
            for row in self._chunked(query, "ids", sorted(by_id)):
                if _is_silent(row):
                    continue
                one = self._one(by_id[str(row["fact_id"])], row)
                key = (one.fact_id, one.episode)
                if is_worth(one) and key not in found:
                    found[key] = one
        episodes = sorted({one.episode for one in found.values()})
        corrected = {str(r["id"]) for r in self._chunked(_CORRECTED, "ids", episodes)}
        return [one for one in found.values() if one.episode not in corrected]

    def _one(self, fact: Row, row: Row) -> Evidence:
        subject = self._thing(fact, "subject")
        named = fact["object_id"] is not None
        target = self._thing(fact, "object") if named else literal(str(fact["literal"]))
        text = without_times(str(row["text"] or ""), cast("list[str]", row["times"] or []))
        return Evidence(
            fact_id=str(fact["id"]),
            subject=subject,
            predicate=str(fact["predicate"]),
            object=target,
            positive=bool(fact["polarity"]),
            episode=str(row["event_id"]),
            session=str(row["session_id"]),
            at=cast("int", row["at"]),
            text=text,
            tense=str(row["tense"] or "none"),
            confidence=cast("float", row["confidence"]),
            day=cast("int | None", row["day"]),
            emotion=cast("float", row["emotion"] or 0.0),
            detail=told_besides(text, subject.name, target.name, tokens),
        )

    def _thing(self, fact: Row, end: str) -> Thing:
        kind = str(fact[f"{end}_kind"] or "")
        return Thing(self._head(str(fact[f"{end}_id"])), str(fact[end]), kind)

    def _head(self, entity: str) -> str:
        return self._merged.get(entity, entity)

    def _group(self, head: str) -> list[str]:
        return self._members.get(head) or [head]

    def _chunked(
        self, query: Query, name: str, values: Sequence[object], **params: object
    ) -> Iterator[Row]:
        for first in range(0, len(values), _CHUNK):
            yield from self._rows(query, {name: list(values[first : first + _CHUNK]), **params})

    def _rows(self, query: Query, params: Row) -> list[Row]:
        with self._opened() as engine:
            return list(engine.read(query, {**params, "user_id": self._user_id}))


def _is_silent(row: Row) -> bool:
    """Tell whether an event states nothing that counts: asked, planned, said again by a machine."""
    return row["kind"] in SILENT_KINDS or row["role"] in SILENT_ROLES or row["tier"] == "sensory"


def _standing_for(pairs: Iterable[Row]) -> dict[str, str]:
    """Return for each member of a group of entities the smallest one."""
    parent: dict[str, str] = {}

    def head(i: str) -> str:
        while parent.setdefault(i, i) != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for row in pairs:
        one, other = sorted((head(str(row["one"])), head(str(row["other"]))))
        parent[other] = one
    return {i: head(i) for i in parent}
