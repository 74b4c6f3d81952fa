"""Finding what contradicts or replaces what: after each batch of the write path, or on demand.

New facts are compared with older ones of the same subject by comparable predicates, found in the
graph. The interference head judges statement against statement, in order of the times they speak
of; edges carry the verdict. Up to which revision all facts were compared is kept with the user,
so that a process that dies in between leaves them to the next write.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from graphmem.clock import now_ms
from graphmem.dynamics import beliefs
from graphmem.dynamics.beliefs import Tie, TieKind, Told
from graphmem.dynamics.families import normalised
from graphmem.dynamics.interference import FACTUAL
from graphmem.dynamics.objects import compare
from graphmem.dynamics.statements import Cardinality, Counted, Pair
from graphmem.ingest.comparable import ComparablePredicates
from graphmem.ingest.sides import Said, Turn, kind_of, read_sides, told, turns
from graphmem.instrumentation import ConflictsFound, Instrumentation
from graphmem.psm.interference import Interference, Verdict
from graphmem.psm.keeping import KeepingEncoder
from graphmem.psm.predicate_table import Table, read_predicates
from graphmem.psm.predicates import PredicateSpace
from graphmem.psm.runtime import Encoder, TextEncoder
from graphmem.settings import InterferenceSettings
from graphmem.stores.base import Row, Transaction
from graphmem.stores.contradicting import Noted, note
from graphmem.stores.pool import UserHandle, UserPool
from graphmem.stores.queries import load
from graphmem.stores.records import FactRecord

_CANDIDATES = load("conflicts.list_candidates")
_SIDES = load("conflicts.list_sides")
_TIES = load("conflicts.list_pair_ties")
_PREDICATES = load("conflicts.list_predicates")
_VALUES = load("conflicts.list_values")
_UNJUDGED = load("conflicts.list_unjudged")
_PAGE = 200  # facts that are judged at once
_COUNTED = 300  # facts of a predicate that are counted: evidence saturates at 25 subjects
#: Below this no count can make a conflict of it.
_HOPELESS = 0.2


@dataclass(frozen=True, slots=True)
class _Judged:
    turn: Turn
    verdict: Verdict


class Models:
    """The interference head and the predicates it compares, loaded when first needed.

    Args:
        encoder: That of the memory; another than the shipped one is not used here, as the
            tables know the shipped one's vectors only.
    """

    def __init__(self, encoder: TextEncoder, *, threads: int) -> None:
        self._given = encoder
        self._threads = threads

    @cached_property
    def _encoder(self) -> KeepingEncoder:
        shipped = Encoder.load(threads=self._threads)
        return KeepingEncoder(self._given if self._given.version == shipped.version else shipped)

    @cached_property
    def head(self) -> Interference:
        """The interference head."""
        return Interference.load(encoder=self._encoder)

    @cached_property
    def _table(self) -> Table:
        return read_predicates()[0]

    @cached_property
    def _space(self) -> PredicateSpace:
        return PredicateSpace.load(self._encoder)

    def predicates(self) -> ComparablePredicates:
        """Return an empty list of predicates."""
        return ComparablePredicates(self._space, self._table)


@dataclass(frozen=True, slots=True)
class Contradictions:
    """Compares facts of any user."""

    pool: UserPool
    models: Models
    settings: InterferenceSettings
    hooks: Instrumentation

    def after_write(
        self, user_id: str, handle: UserHandle, facts: Sequence[FactRecord], *, now_ms: int
    ) -> int:
        """Judge what a batch brought, and a short backlog with it; return how many edges came.

        Args:
            handle: Held; its ``revision`` is the batch's.
            facts: The batch's.
            now_ms: When its statements were recorded.
        """
        if not self.settings.enabled:
            return 0
        own: list[Row] = [
            {"id": f.id, "slot": f"{f.subject_id}:{f.predicate}", "predicate": f.predicate}
            for f in {f.id: f for f in facts}.values()
            if f.modality in FACTUAL
        ]
        store, revision = handle.store, handle.revision
        if store.judged >= revision - 1:
            return self._judge(user_id, handle, own, until=revision, since=now_ms)
        rows = self._unjudged(user_id, handle)
        if len(rows) < _PAGE:
            return self._judge(user_id, handle, rows, until=revision)
        return self._judge(user_id, handle, own, until=None, since=now_ms)

    def detect(self, user_id: str) -> int:
        """Judge all facts that were not judged yet; return how many edges were written."""
        if not self.pool.exists(user_id):
            return 0
        found = 0
        while True:
            with self.pool.user(user_id) as handle:
                state = handle.store.state()
                handle.revision = max(handle.revision, state.revision)
                rows = self._unjudged(user_id, handle)
                last = len(rows) < _PAGE
                # A page may end within a revision: the rest of it must stay unjudged.
                until = state.revision if last else cast("int", rows[-1]["revision"]) - 1
                if not last and until <= handle.store.judged:
                    until = cast("int", rows[-1]["revision"])
                    rows = self._unjudged(user_id, handle, limit=None)
                found += self._judge(user_id, handle, rows, until=until)
            if last:
                return found

    def _unjudged(self, user_id: str, handle: UserHandle, limit: int | None = _PAGE) -> list[Row]:
        scope: Row = {"user_id": user_id, "revision": handle.store.judged}
        return list(handle.engine.read(_UNJUDGED, {**scope, "limit": limit or 1_000_000}))

    def _judge(
        self,
        user_id: str,
        handle: UserHandle,
        facts: Sequence[Row],
        *,
        until: int | None,
        since: int | None = None,
    ) -> int:
        """Judge facts and write what was found; ``until`` is judged then, if it is given."""
        started = time.perf_counter()
        store, before = handle.store, handle.store.judged
        comparing = _Comparing(user_id, handle, self.models, self.settings)
        judged = comparing.judge(
            [f for f in facts if f.get("modality", "asserted") in FACTUAL], since
        )
        conflicts, successors = comparing.rows(judged)
        if until is not None:
            store.judged = max(before, until)
        if not conflicts and not successors:
            return 0
        now = now_ms()

        def work(tx: Transaction, revision: int) -> tuple[int, Noted]:
            return revision, note(tx, user_id, revision, conflicts, successors, now_ms=now)

        try:
            revision, noted = store.change(work, now_ms=now)
        except BaseException:
            store.judged = before
            raise
        if store.judged == revision - 1:
            store.judged = revision
        handle.revision = revision
        ms = (time.perf_counter() - started) * 1000
        self.hooks.emit(ConflictsFound(user_id, noted.conflicts, noted.replaced, revision, ms))
        return len(noted)


class _Comparing:
    """Compares some facts of one user with those before them."""

    def __init__(
        self, user_id: str, handle: UserHandle, models: Models, settings: InterferenceSettings
    ) -> None:
        self._user_id = user_id
        self._handle = handle
        self._models = models
        self._settings = settings
        self._told: dict[str, list[Told]] = {}
        self._ties: list[Tie] = []

    def judge(self, facts: Sequence[Row], since: int | None) -> list[_Judged]:
        """Return what the head says wherever one of the facts follows another, or is followed."""
        pairs = self._pairs(facts) if facts else []
        if not pairs:
            return []
        wanted = sorted({fact_id for pair in pairs for fact_id in pair})
        sides = read_sides(self._read(_SIDES, ids=wanted))
        found = [
            turn
            for one, other in pairs
            for turn in turns(sides.get(one, ()), sides.get(other, ()), since=since)
        ]
        if not found:
            return []
        self._told = told(sides)
        self._ties = self._known_ties(wanted)
        found = [turn for turn in found if not self._decided(turn)]
        return self._verdicts(found) if found else []

    def _pairs(self, facts: Sequence[Row]) -> list[tuple[str, str]]:
        """Return ids of facts of one subject by comparable predicates, the new one first."""
        known = self._predicates()
        known.add(str(f["predicate"]) for f in facts)
        slots: dict[str, list[str]] = {}
        for fact in facts:
            subject = str(fact["slot"]).partition(":")[0]
            comparable = known.of(str(fact["predicate"]))
            slots[str(fact["id"])] = [f"{subject}:{name}" for name in comparable]
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
        return list(pairs.values())

    def _predicates(self) -> ComparablePredicates:
        """Return what is known of the user's predicates; kept with the open user."""
        if not isinstance(self._handle.kept, ComparablePredicates):
            known = self._models.predicates()
            known.add(str(row["predicate"]) for row in self._read(_PREDICATES))
            self._handle.kept = known
        return self._handle.kept

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

    def _decided(self, turn: Turn) -> bool:
        """Tell whether somebody decided between the two, and nothing was said since."""
        pair = {turn.older.fact_id, turn.newer.fact_id}
        between = [t for t in self._ties if {t.source, t.target} == pair and beliefs.stands(t)]
        said = turn.newer.recorded_at
        return any(
            t.kind == "COEXISTS_WITH" or (t.by == "user" and t.recorded_at >= said) for t in between
        )

    def _verdicts(self, found: Sequence[Turn]) -> list[_Judged]:
        """Judge turns; what may be in conflict is judged again with what the graph shows."""
        pairs = [self._declared(turn.pair) for turn in found]
        verdicts = self._models.head.judge(pairs)
        unsure = [
            n
            for n, (pair, verdict) in enumerate(zip(pairs, verdicts, strict=True))
            if verdict.single is not None
            and pair.declared is None
            and verdict.conflict >= min(_HOPELESS, self._settings.conflict_at)
        ]
        counted = self._counted([found[n] for n in unsure])
        again = [replace(pairs[n], counted=c) for n, c in zip(unsure, counted, strict=True)]
        for n, verdict in zip(unsure, self._models.head.judge(again) if again else (), strict=True):
            verdicts[n] = verdict
        return [_Judged(t, v) for t, v in zip(found, verdicts, strict=True)]

    def _declared(self, pair: Pair) -> Pair:
        """Add what the settings say of the predicates."""
        known: Mapping[str, Cardinality] = {
            normalised(name): value for name, value in self._settings.declared.items()
        }
        for statement in (pair.newer, pair.older):
            if normalised(statement.predicate) in known:
                return replace(pair, declared=known[normalised(statement.predicate)])
        return pair

    def _counted(self, found: Sequence[Turn]) -> list[Counted]:
        """Return what the graph shows of the predicates, of other subjects than the pair's."""
        if not found:
            return []
        names = sorted({_predicate(side) for t in found for side in (t.older, t.newer)})
        shown: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in self._read(_VALUES, predicates=names, limit=_COUNTED):
            shown[str(row["predicate"])][str(row["subject_id"])].append(str(row["value"]))
        counts: list[Counted] = []
        for turn in found:
            own = {turn.older.subject_id, turn.newer.subject_id}
            of = shown[_predicate(turn.newer)]
            several = [_several(values) for subject, values in of.items() if subject not in own]
            counts.append(Counted(single=several.count(False), several=several.count(True)))
        return counts

    def rows(self, judged: Sequence[_Judged]) -> tuple[list[Row], list[Row]]:
        """Return the edges that verdicts ask for: conflicts, and what took another's place."""
        conflicts: dict[frozenset[str], Row] = {}
        successors: list[Row] = []
        for item in judged:
            turn, verdict = item.turn, item.verdict
            newer, older = turn.newer.fact_id, turn.older.fact_id
            row: Row = {
                "newer_id": newer,
                "older_id": older,
                "score": round(verdict.conflict, 4),
                "rule": ", ".join(verdict.reasons),
            }
            if verdict.supersedes > verdict.contradicts and self._retires(verdict):
                by = self._models.head.version
                successors.append({**row, "at": turn.newer.start, "by": by, "reason": ""})
            elif verdict.conflict >= self._settings.conflict_at and self._open(turn):
                kind = kind_of(turn, verdict.reasons)
                extra: Row = {"kind": kind, "model": self._models.head.version}
                conflicts.setdefault(frozenset((newer, older)), {**row, **extra})
        settled = {frozenset((r["newer_id"], r["older_id"])) for r in successors}
        return [row for pair, row in conflicts.items() if pair not in settled], successors

    def _retires(self, verdict: Verdict) -> bool:
        return verdict.conflict >= self._settings.retire_at

    def _open(self, turn: Turn) -> bool:
        """Tell whether the older fact still held when the newer one was said."""
        return not beliefs.replaced_by(
            turn.older.fact_id, self._ties, self._told, as_of=turn.newer.start
        )

    def _read(self, query: object, **params: object) -> list[Row]:
        scope = {**params, "user_id": self._user_id}
        return list(self._handle.engine.read(query, scope))  # type: ignore[arg-type]


def _predicate(said: Said) -> str:
    return said.statement.predicate


def _several(values: Sequence[str]) -> bool:
    """Tell whether values are other ones, not spellings or parts of one."""
    return any(compare(values[0], other) == "different" for other in values[1:])
