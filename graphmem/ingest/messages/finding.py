"""Finding which messages update which: candidates, a reading of each pair, edges of claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from graphmem.ingest.messages.claims import Claim, find_claim
from graphmem.ingest.messages.message import Message, MessagePair, pair, read_message
from graphmem.ingest.messages.nearest import Nearest, Vector, as_vector
from graphmem.psm.updates import Reading, UpdateReader
from graphmem.settings import InterferenceSettings
from graphmem.stores.base import Row
from graphmem.stores.contradicting import Found, surest
from graphmem.stores.pool import UserHandle
from graphmem.stores.queries import Query, load

_MESSAGES = load("conflicts.list_messages")
_CLAIMS = load("conflicts.list_claims")
_TIES = load("conflicts.list_pair_ties")
_RULES = {"other": "another value", "changed": "says that it changed"}
_WEAK = "RIVALS"  # decides nothing: what is surer may be noted beside it


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair of messages of which the newer may update the older one."""

    pair: MessagePair
    reading: Reading

    @property
    def rule(self) -> str:
        """Return what the newer message does, in words."""
        changed = self.reading.changed >= self.reading.other
        return _RULES["changed" if changed else "other"]


@dataclass(frozen=True, slots=True)
class MessageUpdates:
    """Compares new messages of one user with earlier ones; used once.

    Attributes:
        handle: Held; its search structures hold the new messages.
        now_ms: When what is found is recorded.
    """

    handle: UserHandle
    user_id: str
    reader: UpdateReader
    settings: InterferenceSettings
    now_ms: int

    def find(self, new: Sequence[str], told: Collection[frozenset[str]] = ()) -> Found:
        """Return the edges to write, and the claims between which they stand.

        Args:
            new: Ids of events that were not compared yet.
            told: Pairs of facts of which rules just said something.
        """
        judged = [j for j in self._judged(new) if j.reading.update >= self.settings.order_at]
        return self._edges(judged, told) if judged else Found()

    def _judged(self, new: Sequence[str]) -> list[Judged]:
        pairs = self._pairs(new)
        texts = [(p.older.text, p.newer.text) for p in pairs]
        return [Judged(p, r) for p, r in zip(pairs, self.reader.read(texts), strict=True)]

    def _pairs(self, new: Sequence[str]) -> list[MessagePair]:
        """Return new messages with their nearest ones; the same words say nothing new."""
        known, vectors = self._read(new)
        fresh = [known[i] for i in new if i in known]
        if not fresh:
            return []
        near = Nearest(
            self.handle, self.user_id, self.settings.messages, self.settings.message_cosine
        )
        beside = {m.id: near.of(m.id, m.speaker, vectors.get(m.id)) for m in fresh}
        others, _ = self._read(sorted({i for ids in beside.values() for i in ids} - known.keys()))
        known |= others
        found: dict[frozenset[str], MessagePair] = {}
        for message in fresh:
            some = [known[i] for i in beside[message.id] if i in known]
            same = [m for m in some if m.voice == message.voice and m.text != message.text]
            for other in same[: self.settings.messages]:
                found.setdefault(frozenset((message.id, other.id)), pair(message, other))
        return list(found.values())

    def _read(self, event_ids: Sequence[str]) -> tuple[dict[str, Message], dict[str, Vector]]:
        messages: dict[str, Message] = {}
        vectors: dict[str, Vector] = {}
        for row in self._rows(_MESSAGES, event_ids):
            message, vector = read_message(row), as_vector(row["embedding"])
            if message is not None:
                messages[message.id] = message
                if vector is not None:
                    vectors[message.id] = vector
        return messages, vectors

    def _edges(self, judged: Sequence[Judged], told: Collection[frozenset[str]]) -> Found:
        wanted = sorted({m.id for j in judged for m in (j.pair.older, j.pair.newer)})
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows(_CLAIMS, wanted):
            rows[str(row["id"])].append(row)
        tied = self._tied(row for some in rows.values() for row in some) | set(told)
        made: dict[str, Claim] = {}
        edges: dict[str, list[Row]] = {"conflicts": [], "successors": [], "rivals": []}
        taken: set[frozenset[str]] = set()
        for item in sorted(judged, key=lambda j: -j.reading.update):
            older, newer = (self._claim(item, side, rows) for side in ("older", "newer"))
            ends = frozenset((older.fact_id, newer.fact_id))
            if len(ends) == 1 or ends in taken or self._settled(item.pair, rows, tied, ends):
                continue
            taken.add(ends)
            kind, edge = self._edge(item, newer.fact_id, older.fact_id)
            edges[kind].append(edge)
            made |= {c.fact_id: c for c in (older, newer) if c.made}
        rivals = surest(edges["rivals"])
        used = {str(e[end]) for e in (*edges["conflicts"], *edges["successors"], *rivals)
                for end in ("newer_id", "older_id")}  # fmt: skip
        claims = [c.made for c in made.values() if c.made and c.fact_id in used]
        return Found(edges["conflicts"], edges["successors"], rivals, claims)

    def _claim(self, item: Judged, side: str, rows: dict[str, list[Row]]) -> Claim:
        message = cast("Message", getattr(item.pair, side))
        value = cast("tuple[int, int] | None", getattr(item.reading, side))
        return find_claim(
            self.user_id,
            message,
            value,
            rows.get(message.id, ()),
            model=self.reader.version,
            now_ms=self.now_ms,
        )

    def _edge(self, item: Judged, newer: str, older: str) -> tuple[str, Row]:
        reading, settings = item.reading, self.settings
        row: Row = {
            "newer_id": newer,
            "older_id": older,
            "score": round(reading.update, 4),
            "rule": item.rule,
        }
        says_so = reading.changed >= reading.other
        if says_so and reading.update >= settings.message_retire_at:
            at = item.pair.newer.occurred_at
            return "successors", {**row, "at": at, "by": self.reader.version, "reason": ""}
        if reading.update >= settings.message_conflict_at:
            return "conflicts", {**row, "kind": "value", "model": self.reader.version}
        return "rivals", {**row, "model": self.reader.version}

    def _tied(self, rows: Iterable[Row]) -> set[frozenset[str]]:
        """Return pairs of facts between which anything was ever recorded."""
        facts = sorted({str(row["fact_id"]) for row in rows})
        return {
            frozenset((str(tie["source"]), str(tie["target"])))
            for tie in (self._rows(_TIES, facts) if facts else ())
            if tie["kind"] != _WEAK
        }

    def _settled(
        self,
        both: MessagePair,
        rows: dict[str, list[Row]],
        tied: set[frozenset[str]],
        ends: frozenset[str],
    ) -> bool:
        """Tell whether rules, or the user, said something of what both messages state already."""
        older, newer = (
            {str(row["fact_id"]) for row in rows.get(m.id, ())} for m in (both.older, both.newer)
        )
        return ends in tied or any(frozenset((a, b)) in tied for a in older for b in newer)

    def _rows(self, query: Query, event_ids: Sequence[str]) -> list[Row]:
        params: Row = {"ids": list(event_ids), "user_id": self.user_id}
        return list(self.handle.engine.read(query, params)) if event_ids else []
