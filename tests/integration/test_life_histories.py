"""Whatever is told, recalled, judged, slept over and forgotten: nothing is lost but what was to go.

A state machine over the real embedded engine and the shipped weights, beside a simple model.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from graphmem.memory import Memory
from graphmem.settings import TierSettings
from graphmem.stores.cutting import BAR
from graphmem.stores.packing import unpack_text
from graphmem.types import Context, ForgetReport, RecallOptions, Receipt
from tests.conftest import make_settings
from tests.histories import EVERYTHING, START, History, play
from tests.unit.stores.comparing import assert_same, rebuilt

_SAYINGS = (
    "I live in Porto.",
    "I love jazz.",
    "Clara works at Acme.",
    "I live in Porto. My sister Clara plays chess.",
    "I moved to Turin.",
    "Thanks, bye!",
)
_QUESTIONS = ("Where do I live?", "What does Clara do?", "What do I love?")
_NAMES = ("Clara", "Porto", "Acme", "jazz")
_HOT = 12  # events at hand: few, so that a longer history is crowded
_EVENTS = "MATCH (e:Event) RETURN e.id AS id, e.text AS text, e.packed AS packed, e.tier AS tier"
_SUPPORT = """
MATCH (s:Semantic)
OPTIONAL MATCH (s)-[d:DERIVED_FROM]->(e:Event) WHERE d.retracted_at IS NULL
RETURN s.text AS text, s.status AS status, s.support AS support, count(e) AS episodes
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """A memory with the shipped weights, in which few events stay at hand."""
    root = tmp_path_factory.mktemp("lives")
    chosen = make_settings(tiers=TierSettings(hot_events=_HOT))
    with Memory.open(root, settings=chosen) as opened:
        yield opened


def strings(value: object) -> Iterator[str]:
    """Yield every string in a property, a row or a list of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)


class Lives(History):
    """A user who tells, asks, judges, sleeps and forgets, and a model of what must be so."""

    @initialize()
    def begin(self) -> None:
        """Begin with a new user who has told one thing in three sessions."""
        self.new_user()
        self.gone: set[str] = set()  # texts that were forgotten
        self.names: set[str] = set()  # names likewise
        self.days = itertools.count()
        self.contexts: list[Context] = []
        self.runs: list[str] = []
        for session in range(3):
            self.tell(0, session)

    @rule(saying=st.integers(0, len(_SAYINGS) - 1), session=st.integers(0, 3))
    def tell(self, saying: int, session: int) -> None:
        """Tell something on a new day: what was not forgotten is stored."""
        text = _SAYINGS[saying]
        receipt = self._remember(text, session)
        if receipt.status == "forgotten":
            assert self.gone or self.names, f"nothing was ever forgotten: {text}"
        else:
            assert text not in self.gone or self._may_return(text)
            assert not any(name in text for name in self.names)
            self.told[receipt.event_id] = text

    @precondition(lambda self: self.gone or self.names)
    @rule(saying=st.integers(0, len(_SAYINGS) - 1), session=st.integers(0, 3))
    def tell_again_on_purpose(self, saying: int, session: int) -> None:
        """Tell something with force: it is stored, and the last word counts."""
        text = _SAYINGS[saying]
        receipt = self._remember(text, session, force=True)
        assert receipt.status == "added"
        self.told[receipt.event_id] = text
        self.gone.discard(text)
        self.names = {name for name in self.names if name not in text}

    @rule(question=st.sampled_from(_QUESTIONS), deep=st.booleans())
    def ask(self, question: str, deep: bool) -> None:
        """Ask something, and leave it in the access log."""
        options = RecallOptions(limit=5, deep=deep)
        self.contexts.append(self.memory.recall(question, user_id=self.user, options=options))

    @precondition(lambda self: self.contexts and self.contexts[-1].items)
    @rule(pick=st.integers(0, 4), verdict=st.sampled_from(("helpful", "irrelevant", "wrong")))
    def judge(self, pick: int, verdict: str) -> None:
        """Say of an item of the last answer what it was worth."""
        found = self.contexts[-1]
        sources = {s.event_id for item in found.items for s in item.sources}
        chosen = found.items[pick % len(found.items)].sources[0].event_id
        if sources <= set(self.told):  # else the recall went with what was forgotten
            self.memory.feedback(found.id, chosen, verdict, user_id=self.user)  # type: ignore[arg-type]

    @rule(days=st.sampled_from((0, 1, 40, 4000)))
    def sleep(self, days: int) -> None:
        """Sleep, at once or after a long time; a second sleep has nothing to do."""
        night = START + timedelta(days=1000 + days)
        report = self.memory.sleep(self.user, now=night)
        if report.run_id is not None:
            self.runs.append(report.run_id)
        before = self._sizes()
        again = self.memory.sleep(self.user, now=night)
        assert not again.changed, again
        assert again.run_id is None
        assert self._sizes() == before

    @precondition(lambda self: self.runs)
    @rule()
    def undo_sleep(self) -> None:
        """Take the last sleep back; taking it back twice changes nothing."""
        run = self.runs.pop()
        assert self.memory.undo_sleep(run, self.user).state == "undone"
        before = self._sizes()
        self.memory.undo_sleep(run, self.user)
        assert self._sizes() == before

    @precondition(lambda self: self.told)
    @rule(pick=st.integers(0, 10**6))
    def forget_event(self, pick: int) -> None:
        """Forget an event: it alone goes."""
        chosen = list(self.told)[pick % len(self.told)]
        report = self.memory.forget(user_id=self.user, event_id=chosen)
        assert report.events == (chosen,)
        self._went(report)

    @precondition(lambda self: self.told)
    @rule(session=st.integers(0, 3))
    def forget_session(self, session: int) -> None:
        """Forget a session, if anything was told in it."""
        query = "MATCH (s:Session {external_id: $name})-[:HAS_EVENT]->(e) RETURN e.id AS id"
        rows = self.memory.query(query, {"name": f"s{session}"}, user_id=self.user)
        if rows:
            report = self.memory.forget(user_id=self.user, session_id=f"s{session}")
            assert set(report.events) == {str(row["id"]) for row in rows}
            self._went(report)

    @rule(name=st.sampled_from(_NAMES))
    def forget_name(self, name: str) -> None:
        """Forget a name, if it is known: no event goes."""
        query = "MATCH (n:Entity {name: $name}) RETURN n.id AS id"
        rows = self.memory.query(query, {"name": name}, user_id=self.user)
        if rows:
            report = self.memory.forget(user_id=self.user, entity_id=str(rows[0]["id"]))
            assert report.events == ()
            self.names.add(name)
            self._went(report)

    @rule(pick=st.integers(0, 10**6))
    def forget_fact(self, pick: int) -> None:
        """Forget a fact, if there is any: no event goes."""
        rows = self.memory.query(
            "MATCH (f:Fact) RETURN f.id AS id, f.text AS text ORDER BY text", user_id=self.user
        )
        if rows:
            chosen = rows[pick % len(rows)]
            report = self.memory.forget(user_id=self.user, fact_id=str(chosen["id"]))
            assert chosen["id"] in report.facts
            assert report.events == ()
            self._went(report)

    @invariant()
    def nothing_acknowledged_is_lost(self) -> None:
        """Every event is in the graph with its words, and a deep recall has it."""
        rows = self._events()
        assert {i: row["text"] for i, row in rows.items()} == self.told
        options = RecallOptions(limit=EVERYTHING, deep=True)
        for question in _QUESTIONS[:2]:
            found = self._peek(question, options)
            assert {s.event_id for item in found.items for s in item.sources} == set(self.told)

    @invariant()
    def what_is_at_hand_is_found(self) -> None:
        """A usual recall has all that is not archived."""
        found = self._peek(_QUESTIONS[0], RecallOptions(limit=EVERYTHING))
        shown = {s.event_id for item in found.items for s in item.sources}
        lasting = {i for i, row in self._events().items() if row["tier"] == "episodic"}
        assert lasting <= shown <= set(self.told)

    @invariant()
    def semantic_memories_are_borne_out(self) -> None:
        """Each that stands has as many episodes as it says."""
        for row in self.memory.query(_SUPPORT, user_id=self.user):
            if row["status"] == "active":
                assert row["episodes"], row
                assert row["episodes"] == row["support"], row

    @invariant()
    def what_was_forgotten_stands_nowhere(self) -> None:
        """No property of anything holds it, unless it was told elsewhere."""
        graph = self.memory.to_networkx(self.user)
        there = [*graph.nodes(data=True), *graph.edges(data=True)]
        held = {text for part in there for text in strings(part[-1])}
        told = "\n".join(self.told.values())
        lost = {text.casefold() for text in self.gone if text not in told}
        assert not {h for h in held for text in lost if text in h.casefold()}
        assert not {h for h in held for name in self.names if name in h}

    @invariant()
    def caches_fit(self) -> None:
        """The search structures say what structures made anew would say."""
        with self.memory._pool.user(self.user) as handle:
            assert_same(self.memory._pool.refresh(self.user, handle), rebuilt(handle.store))

    def _remember(self, text: str, session: int, *, force: bool = False) -> Receipt:
        at = START + timedelta(days=next(self.days))
        return self.memory.remember(
            text, user_id=self.user, speaker="Ana", session_id=f"s{session}", at=at, force=force
        )

    def _sizes(self) -> tuple[object, ...]:
        """Return what a sleep with nothing to do must leave alone."""
        found = self.memory.stats(self.user)
        return found.revision, found.nodes, found.edges, found.tiers

    def _events(self) -> dict[str, dict[str, object]]:
        """Return every event with its tier and its words, which are packed in the archive."""
        rows = self.memory.query(_EVENTS, user_id=self.user)
        return {
            str(row["id"]): {**row, "text": row["text"] or unpack_text(str(row["packed"]))}
            for row in rows
        }

    def _peek(self, question: str, options: RecallOptions) -> Context:
        """Ask, and leave no trace: what is recalled is moved."""
        log = self.memory._reader.accesses
        waiting = log.take(self.user)
        found = self.memory.recall(question, user_id=self.user, options=options)
        log.take(self.user)
        log.give_back(self.user, waiting)
        return found

    def _may_return(self, text: str) -> bool:
        """Tell whether a text is small talk: of that only the events are barred."""
        return text == "Thanks, bye!"

    def _went(self, report: ForgetReport) -> None:
        """Note what an erasure took, and what the texts are that it cut."""
        self.gone |= {self.told.pop(i) for i in report.events}
        rows = self._events()
        for now, before in report.redacted.items():
            self.gone.add(self.told.pop(before))
            text = str(rows[now]["text"])
            assert BAR in text
            self.told[now] = text


def test_any_life_keeps_all_but_what_was_to_go(real: Memory):
    """Nothing is lost, nothing forgotten comes back, a second sleep changes nothing."""
    play(Lives, real, examples=6, steps=12)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_many_lives_keep_all_but_what_was_to_go(real: Memory):
    """The same of many more and longer lives."""
    play(Lives, real, examples=60, steps=25)
