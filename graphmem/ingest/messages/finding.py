"""Finding which messages update which: a reading of each pair, edges between their claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from graphmem.dynamics.objects import compare
from graphmem.ingest.messages.claims import Claim, Side, find_claims
from graphmem.ingest.messages.message import MessagePair
from graphmem.ingest.messages.pairing import Pairing
from graphmem.ingest.messages.ties import Ties
from graphmem.psm.updates import Reading, UpdateReader
from graphmem.settings import InterferenceSettings
from graphmem.stores.base import Row
from graphmem.stores.contradicting import Found, surest
from graphmem.stores.pool import UserHandle
from graphmem.stores.queries import load

_CLAIMS = load("conflicts.list_claims")
_RULES = {"other": "another value", "changed": "says that it changed"}
_FINER = frozenset({"older_finer", "newer_finer"})
Kind = Literal["successors", "conflicts", "rivals"]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of messages of which the newer may update the older one."""

    pair: MessagePair
    reading: Reading

    @property
    def says_so(self) -> bool:
        """Tell whether the newer message says that something changed."""
        return self.reading.changed >= self.reading.other

    @property
    def rule(self) -> str:
        """Return what the newer message does, in words."""
        return _RULES["changed" if self.says_so else "other"]

    @property
    def repeats(self) -> bool:
        """Tell whether both values are one: a finer date or place, a name, the same again.

        Who says that something changed may name the old value, and that may be taken for the new:
        then only a finer one is no change.
        """
        spans = self.reading.older, self.reading.newer
        if spans[0] is None or spans[1] is None:
            return False
        values = self.pair.older.text[slice(*spans[0])], self.pair.newer.text[slice(*spans[1])]
        found = compare(*values)
        return found in _FINER or (found != "different" and not self.says_so)


@dataclass(slots=True)
class _Edges:
    """Edges by kind, and the claims at their ends."""

    rows: dict[Kind, list[Row]] = field(
        default_factory=lambda: {"successors": [], "conflicts": [], "rivals": []}
    )
    made: dict[tuple[str, str], Claim] = field(default_factory=dict[tuple[str, str], Claim])

    def found(self) -> Found:
        """Return what is to be written: of rivals the surest, of claims those at some end."""
        rivals = surest(self.rows["rivals"])
        written = (*self.rows["successors"], *self.rows["conflicts"], *rivals)
        ends = {str(row[end]) for row in written for end in ("newer_id", "older_id")}
        claims = [c.made for c in self.made.values() if c.made and c.fact_id in ends]
        return Found(self.rows["conflicts"], self.rows["successors"], rivals, claims)


@dataclass(frozen=True, slots=True)
class MessageUpdates:
    """Compares new messages of one user with others; used once.

    Attributes:
        handle: Held; its search structures hold the new messages.
        now_ms: When what is found is recorded.
    """

    handle: UserHandle
    user_id: str
    reader: UpdateReader
    settings: InterferenceSettings
    now_ms: int

    def find(self, new: Sequence[str], told: Iterable[frozenset[str]] = ()) -> Found:
        """Return the edges to write, and the claims between which they stand.

        Args:
            new: Ids of events that were not compared yet.
            told: Pairs of facts of which rules just said something.
        """
        pairs = Pairing(self.handle, self.user_id, self.settings).pairs(new)
        readings = self.reader.read([(p.older.text, p.newer.text) for p in pairs])
        judged = [Judged(p, r) for p, r in zip(pairs, readings, strict=True)]
        kept = [j for j in judged if j.reading.update >= self.settings.order_at and not j.repeats]
        return self._edges(kept, set(told)) if kept else Found()

    def _edges(self, judged: Sequence[Judged], told: set[frozenset[str]]) -> Found:
        stated = self._stated(judged)
        claimed = [(item, *self._claims(item, stated)) for item in judged]
        facts = {str(row["fact_id"]) for rows in stated.values() for row in rows}
        facts |= {claim.fact_id for _, *claims in claimed for claim in claims}
        ties = Ties.read(self.handle.engine, self.user_id, facts, told)
        edges = _Edges()
        # Oldest first, so that what one message replaced is not disputed by the next.
        for item, older, newer in sorted(claimed, key=lambda c: c[0].pair.newer.order):
            kind = self._kind(item.reading, says_so=item.says_so)
            at = item.pair.newer.occurred_at
            ends = newer.fact_id, older.fact_id
            sides = [
                {claim.fact_id, *(str(row["fact_id"]) for row in stated.get(message.id, ()))}
                for claim, message in ((newer, item.pair.newer), (older, item.pair.older))
            ]
            if ends[0] == ends[1] or ties.settled(*sides) or ties.closed(kind, *ends, at):
                continue
            ties.add(kind, *ends, at)
            edges.rows[kind].append(self._row(item, kind, *ends))
            for claim, message in ((newer, item.pair.newer), (older, item.pair.older)):
                edges.made[claim.fact_id, message.id] = claim
        return edges.found()

    def _stated(self, judged: Sequence[Judged]) -> dict[str, list[Row]]:
        """Return what the messages of some pairs state already, by message."""
        wanted = sorted({m.id for j in judged for m in (j.pair.older, j.pair.newer)})
        found: dict[str, list[Row]] = defaultdict(list)
        params: Row = {"ids": wanted, "user_id": self.user_id}
        for row in self.handle.engine.read(_CLAIMS, params):
            found[str(row["id"])].append(row)
        return found

    def _claims(self, item: Judged, stated: dict[str, list[Row]]) -> tuple[Claim, Claim]:
        older, newer = (
            Side(message, value, stated.get(message.id, ()))
            for message, value in (
                (item.pair.older, item.reading.older),
                (item.pair.newer, item.reading.newer),
            )
        )
        model = self.reader.version
        return find_claims(self.user_id, older, newer, model=model, now_ms=self.now_ms)

    def _kind(self, reading: Reading, *, says_so: bool) -> Kind:
        if says_so and reading.update >= self.settings.message_retire_at:
            return "successors"
        sure = reading.update >= self.settings.message_conflict_at
        return cast("Kind", "conflicts" if sure else "rivals")

    def _row(self, item: Judged, kind: Kind, newer: str, older: str) -> Row:
        row: Row = {"newer_id": newer, "older_id": older, "rule": item.rule}
        row["score"] = round(item.reading.update, 4)
        if kind == "successors":
            at = item.pair.newer.occurred_at
            return {**row, "at": at, "by": self.reader.version, "reason": ""}
        if kind == "conflicts":
            return {**row, "kind": "value", "model": self.reader.version}
        return {**row, "model": self.reader.version}
