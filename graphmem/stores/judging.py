"""Writing feedback: on the recall it is of, and on the events it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from graphmem.conflicts import Feedback
from graphmem.dynamics.feedback import strength_after
from graphmem.stores.base import Row, Transaction
from graphmem.stores.queries import load

_JUDGED = (load("access.list_judged"), load("semantics.list_judged"))
_SET_JUDGED = load("access.set_judged")
_SET_STRENGTHS = (load("access.set_strengths"), load("semantics.set_strengths"))
_DOUBTS = load("access.create_doubts")
_LIFT = load("users.lift_revision")


@dataclass(slots=True)
class _Recall:
    """What was said of a recall: (event, verdict, when)."""

    said: list[tuple[str, str, int]]
    changed: bool = False


@dataclass(slots=True)
class _Scores:
    """What feedback made of an event."""

    strength: float
    counts: dict[str, int]
    changed: bool = False


@dataclass(slots=True)
class _Sheet:
    """All that some feedback is about, read once and written once."""

    recalls: dict[str, _Recall] = field(default_factory=dict[str, _Recall])
    events: dict[str, _Scores] = field(default_factory=dict[str, _Scores])
    doubted: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    doubts: list[Row] = field(default_factory=list[Row])

    def add(self, row: Row) -> None:
        """Take in a row of ``access.list_judged``."""
        context, event = str(row["context_id"]), str(row["event_id"])
        lists = (cast("list[object]", row[k] or []) for k in ("judged_ids", "verdicts"))
        said = zip(*lists, cast("list[int]", row["judged_at"] or []), strict=True)
        self.recalls.setdefault(context, _Recall([(str(i), str(v), at) for i, v, at in said]))
        counts = {v: cast("int", row[v]) for v in ("helpful", "irrelevant")}
        self.events.setdefault(event, _Scores(cast("float", row["strength"]), counts))
        if row["doubts"]:
            self.doubted.add((context, event))

    def apply(self, context: str, event: str, verdict: Feedback, at: int) -> None:
        """Take one judgement in; the same of the same item in the same recall counts once."""
        recall, scores = self.recalls.get(context), self.events.get(event)
        if recall is None or scores is None:
            return
        if any((i, v) == (event, verdict) for i, v, _ in recall.said):
            return
        recall.said.append((event, verdict, at))
        recall.changed = True
        if verdict == "wrong":
            if (context, event) not in self.doubted:
                self.doubted.add((context, event))
                row: Row = {"context_id": context, "event_id": event, "recorded_at": at}
                self.doubts.append(row)
            return
        scores.strength = strength_after(scores.strength, verdict)
        scores.counts[verdict] += 1
        scores.changed = True


def note_judgements(
    tx: Transaction, user_id: str, judgements: Sequence[Row], *, revision: int
) -> int:
    """Write feedback inside an open transaction, behind the recalls it is of.

    What was erased since is passed over. Writing the same once more changes nothing. Where
    strengths change the revision is raised: search structures hold them.

    Returns:
        The user's revision.

    Args:
        judgements: context_id, event_id, verdict, at (epoch ms).
    """
    if not judgements:
        return revision
    sheet = _Sheet()
    told: Row = {"rows": list(judgements), "user_id": user_id}
    for row in [row for query in _JUDGED for row in tx.run(query, told)]:
        sheet.add(row)
    for row in judgements:
        verdict = cast("Feedback", row["verdict"])
        sheet.apply(str(row["context_id"]), str(row["event_id"]), verdict, cast("int", row["at"]))
    recalls: list[Row] = [
        {
            "id": i,
            "judged_ids": [said[0] for said in r.said],
            "verdicts": [said[1] for said in r.said],
            "judged_at": [said[2] for said in r.said],
        }
        for i, r in sheet.recalls.items()
        if r.changed
    ]
    events: list[Row] = [
        {
            "id": i,
            "strength": s.strength,
            "helpful_count": s.counts["helpful"],
            "irrelevant_count": s.counts["irrelevant"],
        }
        for i, s in sheet.events.items()
        if s.changed
    ]
    scope: Row = {"user_id": user_id}
    if recalls:
        tx.run(_SET_JUDGED, {**scope, "rows": recalls})
    if events:
        revision = cast("int", tx.run(_LIFT, scope)[0]["revision"])
        for query in _SET_STRENGTHS:
            tx.run(query, {**scope, "rows": events, "revision": revision})
    if sheet.doubts:
        tx.run(_DOUBTS, {**scope, "rows": sheet.doubts, "revision": revision})
    return revision
