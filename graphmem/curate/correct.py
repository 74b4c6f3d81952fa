"""Correcting in the user's own words, which outweigh every rule.

Two steps: the words are remembered as an event, then edges say what they correct. A process that
dies between the two loses nothing: the same call again finds the event and writes the edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

from graphmem import ids
from graphmem.clock import now_ms
from graphmem.conflicts import Correction
from graphmem.curate.checks import check_words, refuse_unknown
from graphmem.curate.conflicts import events_of
from graphmem.curate.decisions import Decider, Verdict
from graphmem.curate.doubts import reopened, to_doubts
from graphmem.curate.names import Named, find_node, nodes_like
from graphmem.curate.opposing import opposed
from graphmem.curate.pairs import USER, Link, Pair
from graphmem.curate.sources import Statements, metadata_of
from graphmem.errors import EventError
from graphmem.stores.base import Row, Transaction
from graphmem.stores.pool import UserHandle, UserPool
from graphmem.stores.queries import Query, load
from graphmem.types import Receipt

_MARK = "correction:"  # begins the external id of every correction
_SPOKEN = load("curate.list_facts_of_events")
_FACTS = load("curate.list_facts")
_STATEMENTS = load("curate.list_statements")
_CORRECTIONS = load("curate.list_corrections")
_CORRECT = load("curate.create_corrections")
_RETRACT = load("curate.retract_corrections")
_DECIDED = load("curate.list_ties_of_correction")
_KIND = load("curate.set_kind")
_CLOSE = load("curate.close_doubts")
_REOPEN = load("curate.restore_doubts")
_DOUBTS = load("curate.find_doubts")


class Remember(Protocol):
    """The write path, as ``correct`` uses it."""

    def __call__(self, item: Mapping[str, object], /, *, user_id: str) -> Receipt:
        """Store one event."""
        ...


def correct(
    pool: UserPool, remember: Remember, user_id: str, given: str, text: str, *, reason: str
) -> Correction:
    """Correct an event or a fact; see ``Memory.correct``.

    Raises:
        EventError: There is no such event or fact, or the text is none.
    """
    check_words(text, "a correction")
    check_words(reason, "a reason")
    refuse_unknown(pool, user_id)
    with pool.user(user_id) as handle:
        target = find_node(handle, given, kinds=("event", "fact"))
        event = _event(handle, target, text)
    said = remember(event, user_id=user_id)
    if said.status == "forgotten":
        raise EventError("the correction tells what was forgotten: it is not stored")
    with pool.user(user_id) as handle:
        return _write(handle, target, said.event_id, reason)


def find_correction(handle: UserHandle, given: str) -> str | None:
    """Return the event of the correction that an id names; None: it names none, or several."""
    nodes = [n.id for n in nodes_like(handle, given) if n.kind == "event"]
    rows = events_of(handle.engine, handle.store.user_id, nodes)
    found = [str(r["event_id"]) for r in rows if str(r["external_id"]).startswith(_MARK)]
    return found[0] if len(found) == 1 else None


def undo(handle: UserHandle, event_id: str, reason: str) -> Correction:
    """Undo a correction: what it replaced stands again; its words stay said.

    Raises:
        EventError: Nothing of it stands.
    """
    [row] = events_of(handle.engine, handle.store.user_id, [event_id])
    target, words_at = _corrected(row), cast("int", row["recorded_at"])

    def work(tx: Transaction, revision: int) -> Correction:
        step = _Step(tx, handle.store.user_id, revision, event_id)
        done = Correction(event_id, target, step.take_back(words_at, reason), step.facts())
        handle.revision = revision
        return done

    return handle.store.change(work, now_ms=now_ms())


def _event(handle: UserHandle, target: Named, text: str) -> Row:
    """Return the event that a correction is stored as: in the session of what it corrects."""
    user_id = handle.store.user_id
    about = [target.id]
    if target.kind == "fact":
        about = [
            s.event_id for s in Statements.read(handle.engine, user_id, about).sources(target.id)
        ]
    rows = events_of(handle.engine, user_id, about)
    if not rows:
        raise EventError(f"fact {target.id!r} has no source any more: remember the words instead")
    last = rows[-1]
    return {
        "text": text,
        "session_id": None if last["implicit"] else last["session"],
        "speaker": _speaker(handle, rows),
        "role": USER,
        "external_id": _MARK + ids.digest("correction", user_id, target.id, text),
        "important": True,
        "metadata": {"corrects": target.id},
    }


def _speaker(handle: UserHandle, rows: Sequence[Row]) -> str | None:
    """Return who "I" is in a correction: who said it, else the user of that session."""
    session = ids.session_id(handle.store.user_id, str(rows[-1]["session"]))
    near = [*reversed(rows), *handle.store.latest(session, 20)]
    users = [row for row in near if row["role"] == USER and row["speaker"]]
    others = [row for row in near if row["role"] in {None, USER} and row["speaker"]]
    found = next(iter(users or others), None)
    return None if found is None else str(found["speaker"])


def _corrected(row: Row) -> str:
    return str(metadata_of(row).get("corrects", ""))


def _write(handle: UserHandle, target: Named, event_id: str, reason: str) -> Correction:
    """Write the edges of a correction, if they do not stand already."""

    def work(tx: Transaction, revision: int) -> Correction:
        step = _Step(tx, handle.store.user_id, revision, event_id)
        replaced = step.standing() if step.made() else step.write(target, reason)
        handle.revision = revision
        return Correction(event_id, target.id, replaced, step.facts())

    return handle.store.change(work, now_ms=now_ms())


@dataclass(frozen=True, slots=True)
class _Step:
    """The edges of one correction, inside an open transaction."""

    tx: Transaction
    user_id: str
    revision: int
    event_id: str

    def facts(self) -> tuple[str, ...]:
        """Return what the words state, as text."""
        return tuple(str(row["text"]) for row in self._run(_SPOKEN, [self.event_id]))

    def made(self) -> bool:
        """Tell whether something of this correction stands."""
        return bool(self._decided() or self._corrections())

    def standing(self) -> tuple[str, ...]:
        """Return the facts that do not stand because of it."""
        return tuple(link.tie.target for _, link in self._decided())

    def write(self, target: Named, reason: str) -> tuple[str, ...]:
        """Write what the words correct; return the facts that fall."""
        whole = target.kind == "event"
        events = [target.id] if whole else self._stating(target.id)
        old = self._run(_SPOKEN, events) if whole else self._run(_FACTS, [target.id])
        new = self._run(_SPOKEN, [self.event_id])
        verdicts = [
            Verdict(winner, loser, reason=reason, event=self.event_id)
            for winner, loser in opposed(new, old)
        ]
        decider = Decider(self.tx, self.user_id, self.revision)
        decider.decide(verdicts)
        if whole or not verdicts:
            self._correct(events, reason)
        self._change(_KIND, {"id": self.event_id})
        closed: list[Row] = [
            {"event_id": e, "access_id": None, "closed_by": self.event_id, "reason": reason}
            for e in events
        ]
        self._change(_CLOSE, {"rows": closed, "now": self._moment(events)})
        return tuple(dict.fromkeys(v.loser for v in verdicts))

    def take_back(self, words_at: int, reason: str) -> tuple[str, ...]:
        """Undo all of it; return the facts that stand again.

        Args:
            words_at: When the words were recorded (epoch ms).
        """
        decided, corrected = self._decided(), self._corrections()
        if not (decided or corrected):
            raise EventError(f"nothing of the correction {self.event_id!r} stands: nothing to undo")
        events = [str(row["target"]) for row in corrected]
        events += [e for _, link in decided for e in self._stating(link.tie.target)]
        found = to_doubts(self._run(_DOUBTS, events))
        doubts = [d for d in found if d.rows[-1]["closed_by"] == self.event_id]
        decider = Decider(self.tx, self.user_id, self.revision)
        decider.take_back(decided, reason, words_at=words_at)
        if corrected:
            at = max([now_ms(), *(cast("int", row["recorded_at"]) for row in corrected)])
            self._change(_RETRACT, {"id": self.event_id, "now": at, "reason": reason})
        again = [reopened(d, max(now_ms(), d.changed_at)) for d in doubts]
        if again:
            self._change(_REOPEN, {"rows": again})
        return tuple(dict.fromkeys(link.tie.target for _, link in decided))

    def _correct(self, events: Iterable[str], reason: str) -> None:
        now = now_ms()
        rows: list[Row] = [
            {
                "source": self.event_id, "target": event, "recorded_at": now, "by": USER,
                "reason": reason,
            }
            for event in events
            if event != self.event_id
        ]  # fmt: skip
        if rows:
            self._change(_CORRECT, {"rows": rows})

    def _stating(self, fact: str) -> list[str]:
        said = Statements.of(self._run(_STATEMENTS, [fact]))
        return [s.event_id for s in said.sources(fact) if s.event_id != self.event_id]

    def _decided(self) -> list[tuple[Pair, Link]]:
        """Return the decisions of this correction that stand, with their pairs."""
        decider = Decider(self.tx, self.user_id, self.revision)
        rows = self.tx.run(_DECIDED, {"id": self.event_id, "user_id": self.user_id})
        pairs = [decider.pair(str(row["source"]), str(row["target"])) for row in rows]
        unique = {pair.id: pair for pair in pairs if pair is not None}
        return [(p, k) for p in unique.values() for k in p.standing if k.event == self.event_id]

    def _corrections(self) -> list[Row]:
        """Return the events that this one stands against as a whole."""
        rows = self._run(_CORRECTIONS, [self.event_id])
        mine = [row for row in rows if row["source"] == self.event_id]
        return [row for row in mine if row["retracted_at"] is None]

    def _moment(self, events: Sequence[str]) -> int:
        doubts = to_doubts(self._run(_DOUBTS, events))
        return max([now_ms(), *(d.changed_at for d in doubts)])

    def _run(self, query: Query, ids: Sequence[str]) -> list[Row]:
        return self.tx.run(query, {"ids": sorted(set(ids)), "user_id": self.user_id})

    def _change(self, query: Query, params: Row) -> None:
        self.tx.run(query, {**params, "user_id": self.user_id, "revision": self.revision})
