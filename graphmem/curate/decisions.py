"""Writing what was decided: append-only, in one transaction, undone by bringing back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphmem.clock import now_ms
from graphmem.curate.names import both_ways
from graphmem.curate.pairs import USER, Link, Pair, to_pairs
from graphmem.stores.base import Row, Transaction
from graphmem.stores.queries import Query, load
from graphmem.stores.settling import settle_facts

_TIES = load("curate.find_ties")
_RETRACT = load("curate.retract_decisions")
_SUCCEED = load("curate.create_successions")
_COEXIST = load("curate.create_coexistences")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to stand between two facts.

    Attributes:
        winner: Takes the other's place; of ``both`` the newer one.
        both: Neither does.
        at: From when the loser no longer holds (epoch ms); None: it never held.
        event: The correction that says so.
    """

    winner: str
    loser: str
    both: bool = False
    at: int | None = None
    reason: str = ""
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Decider:
    """Writes decisions of one user inside an open transaction.

    Attributes:
        revision: Stamped on all that is written, and on what it sets aside.
    """

    tx: Transaction
    user_id: str
    revision: int

    def pair(self, one: str, other: str) -> Pair | None:
        """Return what lies between two facts now; None: nothing, or one of them is gone."""
        return next(iter(to_pairs(self.tx.run(_TIES, both_ways(self.user_id, one, other)))), None)

    def decide(self, verdicts: Sequence[Verdict]) -> None:
        """Set aside what stands between facts, and put the user's word in its place."""
        if not verdicts:
            return
        now = self.moment(self.pair(v.winner, v.loser) for v in verdicts)
        rows = [self._aside(v.winner, v.loser, None, v.reason) for v in verdicts]
        self._run(_RETRACT, [r for both in rows for r in both], now=now)
        new: list[tuple[bool, Row]] = [
            (
                v.both,
                {
                    "source": v.winner,
                    "target": v.loser,
                    "at": v.at,
                    "recorded_at": now,
                    "by": USER,
                    "reason": v.reason,
                    "score": 1.0,
                    "rule": USER,
                    "event": v.event,
                    "restores": None,
                    "decided_at": None,
                },
            )
            for v in verdicts
        ]
        self._create(new)
        self._settle(f for v in verdicts for f in (v.winner, v.loser))

    def take_back(
        self, pairs: Sequence[tuple[Pair, Link]], reason: str, *, words_at: int | None = None
    ) -> None:
        """Set decisions aside, and bring back what each of them had set aside in its pair.

        Args:
            words_at: When the words of a correction were recorded (epoch ms): what a rule found in
                them is not brought back, it was not there before the correction.
        """
        now = self.moment(pair for pair, _ in pairs)
        rows = [self._aside(p.newer, p.older, link.revision, reason) for p, link in pairs]
        self._run(_RETRACT, [r for both in rows for r in both], now=now)
        back = [
            k
            for pair, link in pairs
            for k in pair.links
            if k.ended_in == link.root
            and (words_at is None or k.tie.by == USER or k.decided_at < words_at)
        ]
        self._create([(k.tie.kind == "COEXISTS_WITH", self._again(k, now)) for k in back])
        self._settle(f for pair, _ in pairs for f in (pair.newer, pair.older))

    def moment(self, pairs: Iterable[Pair | None]) -> int:
        """Return the present (epoch ms), never before what it comes after."""
        return max([now_ms(), *(pair.changed_at for pair in pairs if pair is not None)])

    def _aside(self, one: str, other: str, only: int | None, reason: str) -> list[Row]:
        return [
            {"source": a, "target": b, "only": only, "reason": reason}
            for a, b in ((one, other), (other, one))
        ]

    def _again(self, link: Link, now: int) -> Row:
        tie = link.tie
        return {
            "source": tie.source,
            "target": tie.target,
            "at": tie.at,
            "recorded_at": now,
            "by": tie.by,
            "reason": tie.reason,
            "score": tie.score,
            "rule": tie.rule,
            "event": link.event,
            "restores": link.root,
            "decided_at": link.decided_at,
        }

    def _create(self, rows: Sequence[tuple[bool, Row]]) -> None:
        for query, wanted in ((_SUCCEED, False), (_COEXIST, True)):
            chosen = [row for both, row in rows if both == wanted]
            if chosen:
                stamp: Row = {"user_id": self.user_id, "revision": self.revision}
                self.tx.run(query, {"rows": chosen, **stamp})

    def _settle(self, facts: Iterable[str]) -> None:
        """Bring the summary of facts, from when until when they hold, up to what stands now."""
        ids = sorted(set(facts))
        if ids:
            settle_facts(self.tx, self.user_id, self.revision, ids)

    def _run(self, query: Query, rows: Sequence[Row], *, now: int) -> None:
        if rows:
            stamp: Row = {"user_id": self.user_id, "revision": self.revision, "now": now}
            self.tx.run(query, {"rows": list(rows), **stamp})
