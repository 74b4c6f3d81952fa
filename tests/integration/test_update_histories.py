"""Whatever is told, corrected, decided and undone: nothing is lost, and the past stays as it was.

A state machine over the real embedded engine and the shipped weights, beside a simple model.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from graphmem.conflicts import Conflict
from graphmem.memory import Memory
from graphmem.types import Context, RecallOptions
from tests.conftest import make_settings
from tests.histories import EVERYTHING, START, History, play

_PEOPLE = ("Mia", "Omar")
_TOWNS = ("Oslo", "Porto", "Turin")
_SAYINGS = (
    "{who} lives in {town}.",
    "{who} moved to {town}.",
    "{who} does not live in {town}.",
    "{who} has a brother in {town}.",
)
_STALE = "MATCH (f:Fact) WHERE NOT (f)<-[:STATES]-() RETURN f.id AS id"
_ENDS = """
MATCH (a)-[r:SUPERSEDES|CONFLICTS_WITH|COEXISTS_WITH|CORRECTS]->(b)
RETURN type(r) AS kind, labels(a)[0] AS source, labels(b)[0] AS target, r.recorded_at AS at
"""
_ENDS_OF = {"CORRECTS": ("Event", "Event")}

#: What stands between two facts: status, and the last decision that stands.
View = tuple[str, tuple[object, ...] | None]
#: What a recall showed: events, and who tells otherwise than whom.
Shown = tuple[frozenset[str], frozenset[tuple[str, str, str]]]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """A memory with the shipped weights."""
    root = tmp_path_factory.mktemp("histories")
    with Memory.open(root, settings=make_settings()) as opened:
        yield opened


def view_of(conflict: Conflict) -> View:
    """Return what stands of a conflict, without when it was written."""
    standing = [d for d in conflict.decisions if d.retracted_at is None]
    last = standing[-1] if standing else None
    return conflict.status, None if last is None else (last.kept, last.at, last.by)


def shown(context: Context) -> Shown:
    """Return what a recall showed, but for the order of what is not in dispute."""
    events = frozenset(s.event_id for item in context.items for s in item.sources)
    sides = frozenset(
        (item.sources[0].event_id, dispute.stance, dispute.event_id)
        for item in context.items
        for dispute in item.disputes
    )
    return events, sides


class Histories(History):
    """A user who tells, corrects, decides and undoes, and a model of what must be so."""

    @initialize()
    def begin(self) -> None:
        """Begin with a new user who has told two things of one person."""
        self.new_user()
        self.before: dict[str, list[tuple[View, set[str]]]] = {}  # by conflict, what undo restores
        self.corrections: dict[str, dict[str, View]] = {}  # views before each that stands
        self.past: list[tuple[str, RecallOptions, Shown]] = []
        self.tell("Mia", "Oslo", 0, 10)
        self.tell("Mia", "Porto", 0, 20)

    def views(self) -> dict[str, View]:
        """Return what stands of every pair that anything was ever noted of, in order of words.

        Ids are hashes of the user, who is another one each time: their order is none to replay.
        """
        found = self.memory.conflicts(self.user, status="all", limit=EVERYTHING)
        pairs = [(c.a.text, c.b.text, c) for c in found if c.b is not None]
        return {c.id: view_of(c) for _, _, c in sorted(pairs, key=lambda p: p[:2])}

    def decided(self) -> dict[str, int]:
        """Return how often each pair was decided, decisions that were taken back too."""
        found = self.memory.conflicts(self.user, status="all", limit=EVERYTHING)
        return {c.id: len(c.decisions) for c in found if c.b is not None}

    def ask(self, who: str, options: RecallOptions) -> Context:
        """Ask where somebody lives, in every tier."""
        return self.memory.recall(f"Where does {who} live?", user_id=self.user, options=options)

    @rule(
        who=st.sampled_from(_PEOPLE),
        town=st.sampled_from(_TOWNS),
        saying=st.integers(0, len(_SAYINGS) - 1),
        day=st.integers(0, 60),
    )
    def tell(self, who: str, town: str, saying: int, day: int) -> None:
        """Tell something; what is told late may be of an earlier day."""
        text = _SAYINGS[saying].format(who=who, town=town)
        at = START + timedelta(days=day, seconds=len(self.told))
        known, decided = self.views(), self.decided()
        receipt = self.memory.remember(text, user_id=self.user, at=at)
        self.told[receipt.event_id] = text
        self._forget_changed(known, decided)

    @rule(pick=st.integers(0, 10**6), who=st.sampled_from(_PEOPLE), town=st.sampled_from(_TOWNS))
    def correct(self, pick: int, who: str, town: str) -> None:
        """Correct an event in words of one's own."""
        event = list(self.told)[pick % len(self.told)]
        known, decided = self.views(), self.decided()
        text = f"{who} lives in {town}."
        done = self.memory.correct(event, text, user_id=self.user)
        assert done.corrected == event
        if done.event_id not in self.told:  # the same words of the same event are one correction
            self.corrections[done.event_id] = known
        self.told[done.event_id] = text
        self._forget_changed(known, decided)

    @precondition(lambda self: self.views())
    @rule(pick=st.integers(0, 10**6), keep=st.sampled_from(("a", "b", "both")))
    def resolve(self, pick: int, keep: str) -> None:
        """Decide a conflict: the user's word stands."""
        known = self.views()
        chosen = list(known)[pick % len(known)]
        conflict = self.memory.resolve(chosen, user_id=self.user, keep=keep, reason="I know")
        assert view_of(conflict) == self.views()[chosen]
        status, decision = view_of(conflict)
        assert status == "resolved"
        assert decision is not None
        assert (decision[0], decision[2]) == (keep, "user")
        self.before.setdefault(chosen, []).append((known[chosen], set()))
        self._stand(known, {chosen})

    @precondition(lambda self: any(self.before.values()))
    @rule(pick=st.integers(0, 10**6))
    def undo(self, pick: int) -> None:
        """Undo a decision: what stood before it stands again, exactly."""
        known = self.views()
        choices = [key for key in known if self.before.get(key)]
        chosen = choices[pick % len(choices)]
        wanted, _ = self.before[chosen].pop()
        conflict = self.memory.undo(chosen, user_id=self.user, reason="I was wrong")
        assert isinstance(conflict, Conflict)
        assert view_of(conflict) == wanted
        self._stand(known, {chosen})

    @precondition(lambda self: self.corrections)
    @rule()
    def undo_correction(self) -> None:
        """Undo the last correction: what it changed is as before it, but for what came since."""
        event, wanted = self.corrections.popitem()
        known, decided = self.views(), self.decided()
        self.memory.undo(event, user_id=self.user)
        after = self.views()
        touched = {key for key in known if after[key] != known[key]}
        assert {key: after[key] for key in touched & set(wanted)} == {
            key: wanted[key] for key in touched & set(wanted)
        }
        self._forget_changed(known, decided)

    @rule(who=st.sampled_from(_PEOPLE), day=st.integers(0, 60))
    def remember_a_read(self, who: str, day: int) -> None:
        """Keep what a question shows as of a day and as known now."""
        time.sleep(0.002)  # what comes next is known later by a millisecond at least
        known_at = datetime.now(UTC)
        time.sleep(0.002)
        options = RecallOptions(
            limit=EVERYTHING, as_of=START + timedelta(days=day), known_at=known_at, deep=True
        )
        self.past.append((who, options, shown(self.ask(who, options))))

    @invariant()
    def reads_of_the_past_never_change(self) -> None:
        """A question as of then, by what was known then, shows what it showed."""
        for who, options, wanted in self.past:
            assert shown(self.ask(who, options)) == wanted

    @invariant()
    def nothing_acknowledged_is_lost(self) -> None:
        """Every event is in the graph with its words, and a deep recall has it."""
        rows = self.memory.query(
            "MATCH (e:Event) RETURN e.id AS id, e.text AS t", user_id=self.user
        )
        assert {row["id"]: row["t"] for row in rows} == self.told
        found = self.ask("Mia", RecallOptions(limit=EVERYTHING, deep=True))
        assert shown(found)[0] == set(self.told)

    @invariant()
    def what_is_replaced_stands_below(self) -> None:
        """No event stands above one that replaces it."""
        items = self.ask("Mia", RecallOptions(limit=EVERYTHING)).items
        places = {s.event_id: n for n, item in enumerate(items) for s in item.sources}
        for place, item in enumerate(items):
            stances = {d.event_id: d.stance for d in item.disputes}
            ahead = [places[e] for e, stance in stances.items() if stance == "replaced"]
            assert not ahead or min(ahead) < place

    @invariant()
    def provenance_never_dangles(self) -> None:
        """Every fact has a statement; every tie has two ends of its kind, and a time."""
        assert self.memory.query(_STALE, user_id=self.user) == []
        for row in self.memory.query(_ENDS, user_id=self.user):
            ends = _ENDS_OF.get(str(row["kind"]), ("Fact", "Fact"))
            assert (row["source"], row["target"]) == ends
            assert row["at"] is not None

    def _stand(self, known: dict[str, View], changed: set[str]) -> None:
        """Check that a decision on one pair left all others alone."""
        after = self.views()
        assert {k: v for k, v in after.items() if k not in changed} == {
            k: v for k, v in known.items() if k not in changed
        }

    def _forget_changed(self, known: dict[str, View], decided: dict[str, int]) -> None:
        """Where something new decided a pair, undoing no longer leads to what the model holds.

        Even where it decided the same: then an undo takes back one of two.
        """
        after, now = self.views(), self.decided()
        for key, view in known.items():
            if after[key] != view or now[key] != decided[key]:
                self.before.pop(key, None)
                self.corrections.clear()


def test_any_history_keeps_all_and_can_be_undone(real: Memory):
    """Nothing is lost, nothing dangles, undo restores, and reads of the past never change."""
    play(Histories, real, examples=6, steps=12)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_many_histories_keep_all_and_can_be_undone(real: Memory):
    """The same of many more and longer histories."""
    play(Histories, real, examples=60, steps=25)
