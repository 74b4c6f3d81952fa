"""Comparing some facts of one user with those before and after them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from graphmem.dynamics import beliefs
from graphmem.dynamics.beliefs import Tie, TieKind, Told
from graphmem.dynamics.excluding import exclusive
from graphmem.dynamics.families import normalised
from graphmem.dynamics.objects import compare
from graphmem.dynamics.statements import Cardinality, Pair
from graphmem.dynamics.turned import done_to_many
from graphmem.ingest.by_thing import Turning, held
from graphmem.ingest.comparable import ComparablePredicates
from graphmem.ingest.counting import MOST_COUNTED, Counts
from graphmem.ingest.sides import Said, Turn, kind_of, read_sides, told, turns
from graphmem.psm.interference import Interference, Verdict
from graphmem.settings import InterferenceSettings
from graphmem.stores.base import Engine, Row
from graphmem.stores.contradicting import Found, surest
from graphmem.stores.queries import Query, load

_CANDIDATES = load("conflicts.list_candidates")
_SIDES = load("conflicts.list_sides")
_TIES = load("conflicts.list_pair_ties")
_PREDICATES = load("conflicts.list_predicates")
_VALUES = load("conflicts.list_values")
_SAME = load("entities.list_same")
#: From here on a conflict is sure enough for its values to be none that stand side by side. It is
#: more than notes one: else the first false alarm of a predicate would bring others.
_SURE = 0.7
#: A newer statement that says so itself is noted from so much less on; it retires nothing by that.
_SAID_SO = 0.1
#: Statements of one fact that are compared, the last ones: what is said every day says nothing new,
#: and reading all of it at each repetition would take ever longer.
MOST_STATEMENTS = 32
#: So many values of one subject, side by side, say that the predicate has many.
_MANY = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """What the head says of two statements."""

    turn: Turn
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a user's predicates, kept as long as the user is open."""

    predicates: ComparablePredicates
    counts: Counts


def read_known(engine: Engine, user_id: str, predicates: ComparablePredicates) -> Known:
    """Read a user's predicates from the graph.

    Args:
        predicates: An empty list of them.
    """
    predicates.add(str(row["predicate"]) for row in engine.read(_PREDICATES, {"user_id": user_id}))

    def values(names: Sequence[str], judged: int) -> list[Row]:
        scope: Row = {"user_id": user_id, "limit": MOST_COUNTED, "sure": _SURE, "judged": judged}
        scope["predicates"] = list(names)
        return list(engine.read(_VALUES, scope))

    return Known(predicates, Counts(values))


class Comparing:
    """Judges facts of one user; used once.

    Args:
        judged: Revision up to which facts were judged before.
        known: What is known of the user's predicates.
    """

    def __init__(
        self, engine: Engine, user_id: str, judged: int, known: Known,
        settings: InterferenceSettings,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._user_id = user_id
        self._judged = judged
        self._known = known
        self._settings = settings
        self._told: dict[str, list[Told]] = {}
        self._ties: list[Tie] = []

    def turns(self, facts: Sequence[Row], since: int | None) -> list[Turn]:
        """Return where one of some facts follows another, or is followed, and may interfere.

        Args:
            facts: ``id``, ``slot`` and ``predicate`` of each.
            since: Only where one of both was recorded then or later (epoch ms).
        """
        pairs = self._pairs(facts) if facts else []
        if not pairs:
            return []
        wanted = sorted({fact_id for pair in pairs for fact_id in pair})
        sides = read_sides(self._read(_SIDES, ids=wanted, most=MOST_STATEMENTS))
        found = [
            turn
            for one, other in pairs
            for turn in turns(sides.get(one, ()), sides.get(other, ()), since=since)
        ]
        if not found:
            return []
        self._told = told(sides)
        self._ties = self._known_ties(wanted)
        many = self._many(sides)
        return [t for t in found if not self._decided(t) and not self._listed(t, many)]

    def _pairs(self, facts: Sequence[Row]) -> list[tuple[str, str]]:
        """Return ids of facts of one subject by comparable predicates, the new one first."""
        known = self._known.predicates
        known.add(str(f["predicate"]) for f in facts)
        slots: dict[str, list[str]] = {}
        same = self._same({_subject(fact) for fact in facts})
        for fact in facts:
            comparable = known.of(str(fact["predicate"]))
            members = same[_subject(fact)]
            slots[str(fact["id"])] = [f"{m}:{name}" for m in members for name in comparable]
        most = self._settings.candidates
        asked = sorted({slot for wanted in slots.values() for slot in wanted})
        there: dict[str, list[Row]] = defaultdict(list)
        for row in self._read(_CANDIDATES, slots=asked, limit=most + len(facts)):
            there[str(row["slot"])].append(row)
        pairs: dict[frozenset[str], tuple[str, str]] = {}
        for fact_id, wanted in slots.items():
            rows = [row for slot in wanted for row in there[slot] if row["id"] != fact_id]
            rows.sort(key=lambda row: (-cast("int", row["revision"]), str(row["id"])))
            for row in rows[:most]:
                pairs.setdefault(frozenset((fact_id, str(row["id"]))), (fact_id, str(row["id"])))
        turning = Turning(known, self._read, most)
        for one, other in (*held(facts, known.known, self._read), *turning.pairs(facts)):
            pairs.setdefault(frozenset((one, other)), (one, other))
        return list(pairs.values())

    def _same(self, subjects: Collection[str]) -> dict[str, list[str]]:
        """Return the entities that each of some is one with, itself among them."""
        found = {subject: [subject] for subject in subjects}
        for row in self._read(_SAME, ids=sorted(subjects)):
            if row["member_id"] != row["id"]:
                found[str(row["id"])].append(str(row["member_id"]))
        return found

    def _known_ties(self, wanted: Sequence[str]) -> list[Tie]:
        ties: list[Tie] = []
        for row in self._read(_TIES, ids=wanted):
            tie = Tie(
                kind=cast("TieKind", row["kind"]),
                source=str(row["source"]),
                target=str(row["target"]),
                recorded_at=cast("int", row["recorded_at"]),
                retracted_at=cast("int | None", row["retracted_at"]),
                at=cast("int | None", row["at"]),
                by=str(row["by"]),
            )
            ties.append(tie)
            if row["stated"] and tie.source not in self._told:
                self._told[tie.source] = [Told(tie.source, tie.recorded_at, tie.recorded_at)]
        return ties

    def _many(self, sides: Mapping[str, Sequence[Said]]) -> frozenset[tuple[str, str]]:
        """Return subjects and predicates of which several values stand side by side."""
        tied = {
            end
            for tie in self._ties
            if tie.kind != "RIVALS" and beliefs.stands(tie)
            for end in (tie.source, tie.target)
        }
        values: dict[tuple[str, str], list[str]] = defaultdict(list)
        for fact_id, said in sides.items():
            if fact_id in tied or not said[-1].statement.positive:
                continue
            here = values[_slot(said[-1])]
            value = said[-1].statement.object
            if all(compare(value, other) == "different" for other in here):
                here.append(value)
        # The fact in question is among them.
        return frozenset(slot for slot, here in values.items() if len(here) > _MANY)

    def _listed(self, turn: Turn, many: Collection[tuple[str, str]]) -> bool:
        """Tell whether both are values of a list that the subject has.

        Or of what one does to many ("wrote", "chairs"), of which each has it done by one.
        """
        older, newer = turn.older, turn.newer
        said = newer.statement
        done = not turn.turned and done_to_many(said.predicate, said.object)
        if not done and (_slot(older) not in many or _slot(older) != _slot(newer)):
            return False
        plain = older.statement.positive and newer.statement.positive
        apart = exclusive(older.statement.object, newer.statement.object)
        return plain and not apart and self._cardinality(turn.pair) is None

    def _decided(self, turn: Turn) -> bool:
        """Tell whether somebody decided between the two, and nothing was said since."""
        pair = {turn.older.fact_id, turn.newer.fact_id}
        between = [t for t in self._ties if {t.source, t.target} == pair and beliefs.stands(t)]
        said = turn.newer.recorded_at
        return any(
            t.kind == "COEXISTS_WITH" or (t.by == "user" and t.recorded_at >= said) for t in between
        )

    def judge(self, found: Sequence[Turn], head: Interference) -> list[Judged]:
        """Return what the head says of turns, with what is declared and what the graph shows."""
        counts = self._known.counts
        counts.count((t.newer.statement.predicate for t in found), revision=self._judged)
        pairs: list[Pair] = []
        for turn in found:
            pair, subjects = turn.pair, (turn.older.subject_id, turn.newer.subject_id)
            counted = counts.of(turn.newer.statement.predicate, apart_from=subjects)
            told = not turn.turned and (counted.single or counted.several)
            shown = counted if told else None  # what a writer has many of, a book has one of
            held: Cardinality | None = "one_at_a_time" if turn.held else None
            declared = self._cardinality(pair) or held
            pairs.append(replace(pair, counted=shown, declared=declared))
        return [Judged(t, v) for t, v in zip(found, head.judge(pairs), strict=True)]

    def _cardinality(self, pair: Pair) -> Cardinality | None:
        """Return what the settings say of the predicates."""
        known: dict[str, Cardinality] = {
            normalised(name): value for name, value in self._settings.declared.items()
        }
        for statement in (pair.newer, pair.older):
            if normalised(statement.predicate) in known:
                return known[normalised(statement.predicate)]
        return None

    def rows(self, judged: Sequence[Judged], model: str) -> Found:
        """Return the edges that verdicts ask for.

        Args:
            model: Version of the head.
        """
        conflicts: dict[frozenset[str], Row] = {}
        successors: dict[tuple[str, str, int], Row] = {}
        rivals: dict[frozenset[str], Row] = {}
        there = {(t.kind, t.source, t.target, t.at) for t in self._ties}
        doubted = {frozenset((a, b)) for kind, a, b, _ in there if kind == "CONFLICTS_WITH"}
        for item in judged:
            turn, verdict = item.turn, item.verdict
            newer, older, at = turn.newer.fact_id, turn.older.fact_id, turn.newer.start
            row: Row = {
                "newer_id": newer,
                "older_id": older,
                "score": round(verdict.conflict, 4),
                "rule": ", ".join(verdict.reasons),
            }
            if self._retires(verdict):
                successors[newer, older, at] = {**row, "at": at, "by": model, "reason": ""}
            elif self._conflicts(verdict) and self._open(turn):
                extra: Row = {"kind": kind_of(turn, verdict.reasons), "model": model}
                conflicts.setdefault(frozenset((newer, older)), {**row, **extra})
            elif verdict.conflict >= self._settings.order_at:
                rivals.setdefault(frozenset((newer, older)), {**row, "model": model})
        settled = {frozenset((newer, older)) for newer, older, _ in successors}
        kept = [row for pair, row in conflicts.items() if pair not in settled | doubted]
        new = [row for key, row in successors.items() if ("SUPERSEDES", *key) not in there]
        told = settled | conflicts.keys() | {frozenset((a, b)) for _, a, b, _ in there}
        return Found(kept, new, surest(r for pair, r in rivals.items() if pair not in told))

    def _retires(self, verdict: Verdict) -> bool:
        changed = verdict.supersedes > verdict.contradicts
        return changed and verdict.conflict >= self._settings.retire_at

    def _conflicts(self, verdict: Verdict) -> bool:
        """Tell whether to note a conflict: what says that it changed needs less to be believed."""
        changed = verdict.supersedes > verdict.contradicts
        return verdict.conflict >= self._settings.conflict_at - (_SAID_SO if changed else 0)

    def _open(self, turn: Turn) -> bool:
        """Tell whether the older fact still held when the newer one was said."""
        return not beliefs.replaced_by(
            turn.older.fact_id, self._ties, self._told, as_of=turn.newer.start
        )

    def _read(self, query: Query, **params: object) -> list[Row]:
        return list(self._engine.read(query, {**params, "user_id": self._user_id}))


def _subject(fact: Row) -> str:
    return str(fact["slot"]).partition(":")[0]


def _slot(said: Said) -> tuple[str, str]:
    return said.subject_id, said.statement.predicate
