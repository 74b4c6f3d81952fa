"""Writing a plan: bounded transactions, each of them whole, harmless twice, and under the lease.

What a memory rests on may have been erased since the plan was made. So each transaction looks
whether all of it is still there, and whether the user had it forgotten; what fails that is left
for the next sleep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from graphmem.psm.runtime import TextEncoder
from graphmem.sleep.plan import Demotion, Edges, Source, Stored, Write
from graphmem.sleep.promote import Promotion
from graphmem.sleep.replay import Opened
from graphmem.stores.barring import Run, barred, words_of
from graphmem.stores.base import Engine, Row, Transaction
from graphmem.stores.queries import Query, load
from graphmem.stores.records import spoken

_SEMANTICS = load("semantics.list_semantics")
_SOURCES = load("semantics.list_sources")
_TOPICS = load("semantics.list_topics")
_PRESENT = {label: load(f"sleep.list_present_{label}s") for label in ("event", "fact")}
_SAYINGS = load("sleep.list_sayings")
_MERGE = load("semantics.merge_semantics")
_DEMOTE = load("semantics.demote_semantics")
_HOLD = load("semantics.hold_semantics")
_LINK = {label: load(f"semantics.link_{label}s") for label in ("event", "fact", "topic")}
_WEIGH = {label: load(f"semantics.weigh_{label}s") for label in ("event", "fact")}
_UNLINK = {label: load(f"semantics.unlink_{label}s") for label in ("event", "fact", "topic")}
_MADE = ("embedding", "tokens", "model", "said", "typical")  # what ``encoded`` makes
_CHUNK = 2_000  # ids per statement
_LONGEST = 400  # characters of what one episode says that are searched


def read_stored(engine: Engine, user_id: str) -> dict[str, Stored]:
    """Return all semantic memories of a user with what they rest on."""
    scope: Row = {"user_id": user_id}
    found: dict[str, Stored] = {}
    for row in engine.read(_SEMANTICS, scope):
        row.pop("reason")
        found[str(row["id"])] = Stored(**row)  # type: ignore[arg-type] - the columns are its fields
    for row in engine.read(_SOURCES, scope):
        there = found.get(str(row["id"]))
        if there is not None:
            edges = there.events if row["label"] == "Event" else there.facts
            edges[str(row["source"])] = Source(float(str(row["weight"])), bool(row["covers"]))
    for row in engine.read(_TOPICS, scope):
        if str(row["id"]) in found:
            found[str(row["id"])].topics.add(str(row["entity_id"]))
    return found


def maker(encoder: TextEncoder) -> str:
    """Return what vectors of semantic memories are made by: an encoder, of the episodes' words.

    A memory whose vector was made by anything else is made anew by the next sleep.
    """
    return f"{encoder.version} of episodes"


def encoded(
    opened: Opened, user_id: str, writes: Sequence[Write], encoder: TextEncoder
) -> dict[str, Row]:
    """Return vector, length, words and encoder of the memories whose words are new, by id.

    A memory is looked for in the words in which its episodes were told ("Where do I swim?" is far
    from "Noor swims"). So its vector is the mean of those of its typical episodes.

    Args:
        opened: Gives the engine for one question.
    """
    new = [w.promotion for w in writes if w.encode]
    said = _said(opened, user_id, new)
    texts = [p.text for p in new]
    found: dict[str, Row] = {}
    for p, tokens in zip(new, encoder.count_tokens(texts) if new else (), strict=True):
        own = said[p.id] or [p.text]
        mean = encoder.encode(own).mean(axis=0)
        length = float(np.linalg.norm(mean))
        found[p.id] = {
            "embedding": (mean / length if length else mean).tolist(),
            "tokens": tokens,
            "model": maker(encoder),
            "said": "\n".join(dict.fromkeys([p.text, *own])),
            "typical": [event for event, _ in p.typical],
        }
    return found


def _said(opened: Opened, user_id: str, promotions: Sequence[Promotion]) -> dict[str, list[str]]:
    """Return the words of the typical episodes of some memories, with who said them."""
    pairs = {pair for p in promotions for pair in p.typical}
    rows: list[Row] = [{"event_id": event, "fact_id": fact} for event, fact in sorted(pairs)]
    told: dict[tuple[str, str], str] = {}
    for first in range(0, len(rows), _CHUNK):
        params: Row = {"rows": rows[first : first + _CHUNK], "user_id": user_id}
        with opened() as engine:
            found = list(engine.read(_SAYINGS, params))
        for row in found:
            if row["text"]:
                words = spoken(str(row["text"])[:_LONGEST], cast("str | None", row["speaker"]))
                told.setdefault((str(row["event_id"]), str(row["fact_id"])), words)
    return {p.id: list(dict.fromkeys(told[x] for x in p.typical if x in told)) for p in promotions}


def forgotten(run: Run, user_id: str, promotions: Sequence[Promotion]) -> set[str]:
    """Return the ids of memories that the user had forgotten: themselves, or what they say.

    Args:
        run: Runs a query with its parameters, in a transaction or outside.
    """
    signs = {p.id: (p.id, words_of(p.text)) for p in promotions}
    never = barred(run, user_id, [sign for pair in signs.values() for sign in pair])
    return {i for i, pair in signs.items() if not never.isdisjoint(pair)}


@dataclass(frozen=True, slots=True)
class SemanticWriter:
    """Writes semantic memories inside an open transaction.

    Attributes:
        run_id: The sleep that writes.
        now_ms: When (epoch ms).
    """

    tx: Transaction
    user_id: str
    revision: int
    run_id: str
    now_ms: int

    def write(
        self,
        writes: Sequence[Write],
        vectors: Mapping[str, Row],
        held: Mapping[str, int] | None = None,
    ) -> list[str]:
        """Write memories; return the ids of those that were left, as something in them is gone.

        Args:
            vectors: What ``encoded`` returns.
            held: Support up to which a memory stays as it is written, by id.
        """
        left = self._spoilt(writes)
        fit = [w for w in writes if w.promotion.id not in left]
        self._run(_MERGE, [self._row(w, vectors.get(w.promotion.id)) for w in fit], stamped=True)
        for label in ("event", "fact"):
            self._edges(label, {w.promotion.id: getattr(w, f"{label}s") for w in fit})
        for query, name in ((_LINK["topic"], "new_topics"), (_UNLINK["topic"], "old_topics")):
            pairs = [(w.promotion.id, i) for w in fit for i in getattr(w, name)]
            self._run(query, [{"id": i, "source": entity} for i, entity in pairs])
        kept: list[Row] = [{"id": i, "held": n} for i, n in (held or {}).items() if i not in left]
        self._run(_HOLD, kept)
        return sorted(left)

    def demote(self, demotions: Sequence[Demotion], held: Mapping[str, int] | None = None) -> None:
        """Note that memories no longer stand; what they rested on stays to be seen."""
        known = held or {}
        rows: list[Row] = [
            {"id": d.id, "reason": d.reason, "held": known.get(d.id)} for d in demotions
        ]
        self._run(_DEMOTE, rows, stamped=True)

    def drop(self, label: str, pairs: Sequence[tuple[str, str]]) -> None:
        """Take back that memories rest on some events, or facts. pairs: memory, source."""
        stamp: Row = {"run": self.run_id, "now": self.now_ms}
        rows: list[Row] = [{"id": i, "source": x, **stamp} for i, x in pairs]
        self._run(_UNLINK[label], rows, stamped=True)

    def _spoilt(self, writes: Sequence[Write]) -> set[str]:
        """Return the memories of which something is gone, or that the user had forgotten."""
        there = self._present("event", {i for w in writes for i in w.promotion.episodes})
        there |= self._present("fact", {i for w in writes for i in w.promotion.facts})
        made = [w.promotion for w in writes]
        gone = {p.id for p in made if not there >= {*p.episodes, *p.facts}}
        return gone | forgotten(self.tx.run, self.user_id, made)

    def _present(self, label: str, ids: set[str]) -> set[str]:
        wanted, there = sorted(ids), set[str]()
        for first in range(0, len(wanted), _CHUNK):
            some: Row = {"ids": wanted[first : first + _CHUNK], "user_id": self.user_id}
            there |= {str(row["id"]) for row in self.tx.run(_PRESENT[label], some)}
        return there

    def _row(self, write: Write, vector: Row | None) -> Row:
        p = write.promotion
        names = ("id", "kind", "text", "pattern", "support", "sessions", "first_at", "last_at")
        row: Row = {name: getattr(p, name) for name in (*names, "confidence", "emotion")}
        unchanged = cast("Row", dict.fromkeys(_MADE))
        return {
            **row,
            "now": self.now_ms,
            "decay_rate": p.life_cycle.decay_rate,
            **(vector or unchanged),
        }

    def _edges(self, label: str, changes: Mapping[str, Edges]) -> None:
        stamp: Row = {"run": self.run_id, "now": self.now_ms}
        added = [_edge(i, x, s) | stamp for i, e in changes.items() for x, s in e.added.items()]
        weighed = [_edge(i, x, s) for i, e in changes.items() for x, s in e.weighed.items()]
        self._run(_LINK[label], added, stamped=True)
        self._run(_WEIGH[label], weighed, stamped=True)
        self.drop(label, [(i, x) for i, e in changes.items() for x in e.dropped])

    def _run(self, query: Query, rows: Sequence[Row], *, stamped: bool = False) -> None:
        stamp: Row = {"revision": self.revision} if stamped else {}
        for first in range(0, len(rows), _CHUNK):
            some = list(rows[first : first + _CHUNK])
            self.tx.run(query, {"rows": some, "user_id": self.user_id, **stamp})


def _edge(memory: str, source: str, edge: Source) -> Row:
    return {"id": memory, "source": source, "weight": edge.weight, "covers": edge.covers}
