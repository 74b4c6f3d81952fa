"""A sleep over a real graph: what it makes, what it leaves, and that it can be cut short."""

from __future__ import annotations

import itertools

import pytest

from graphmem.errors import EventError, StoreUnavailableError
from graphmem.instrumentation import SleepStage
from graphmem.memory import Memory
from graphmem.sleep import leases
from graphmem.sleep.plan import CONTRADICTED
from tests.conftest import USER, open_memory
from tests.unit.sleep.living import (
    Killed,
    change,
    killed_at,
    revision,
    semantics,
    standing,
    tell,
    told,
    whole,
)

SENTENCES = {"Ana lives in Porto.": 4, "Ana loves jazz.": 4, "Clara works at Acme.": 4}


def test_what_was_said_again_and_again_becomes_a_memory(memory: Memory):
    """One node for each statement, with all its episodes, their times and entities."""
    tell(memory, range(4))
    report = memory.sleep(USER)
    assert standing(memory) == SENTENCES
    found = {p.text: (p.support, p.sessions, p.fresh) for p in report.patterns}
    assert found == dict.fromkeys(SENTENCES, (4, 2, True))
    row = next(r for r in semantics(memory) if r["text"] == "Ana lives in Porto.")
    assert (row["kind"], row["episodes"]) == ("statement", 4)
    assert 0.6 < row["confidence"] < 1
    about = memory.query(
        "MATCH (s:Semantic {text: 'Ana lives in Porto.'})-[:ABOUT]->(n) RETURN n.name AS name "
        "ORDER BY name",
        user_id=USER,
    )
    assert [r["name"] for r in about] == ["Ana", "Porto"]
    assert len(report.covered) == 12
    assert memory.stats(USER).tiers == {"archive": 12}


def test_a_second_sleep_changes_nothing(memory: Memory):
    """Where nothing is new, no revision is raised and no record is made."""
    tell(memory, range(4))
    first = memory.sleep(USER)
    before, at = whole(memory), revision(memory)
    second = memory.sleep(USER)
    assert not second.changed
    assert second.run_id is None
    assert (whole(memory), revision(memory)) == (before, at)
    assert [run.id for run in memory.sleep_runs(USER)] == [first.run_id]


def test_a_dry_run_writes_nothing_and_tells_all(memory: Memory):
    """The plan is that of the sleep which follows."""
    tell(memory, range(4))
    before, at = memory.stats(USER), revision(memory)
    dry = memory.sleep(USER, dry_run=True)
    assert (memory.stats(USER), revision(memory)) == (before, at)
    real = memory.sleep(USER)
    assert dry.run_id is None
    for name in ("patterns", "demoted", "covered", "moved", "episodes"):
        assert getattr(dry, name) == getattr(real, name)


def test_new_episodes_reinforce_the_same_memory(memory: Memory):
    """Support grows, and there is still one node."""
    tell(memory, range(4))
    memory.sleep(USER)
    ids = {r["text"]: r["id"] for r in semantics(memory)}
    tell(memory, range(4, 7), "I live in Porto.")
    report = memory.sleep(USER)
    assert [(p.text, p.fresh) for p in report.patterns] == [("Ana lives in Porto.", False)]
    assert standing(memory) == {**SENTENCES, "Ana lives in Porto.": 7}
    assert {r["text"]: r["id"] for r in semantics(memory)} == ids


def test_old_and_new_episodes_count_together(memory: Memory):
    """Two episodes before a sleep and one after it are three."""
    tell(memory, [0, 2])
    assert memory.sleep(USER).patterns == ()
    tell(memory, [4])
    assert len(memory.sleep(USER).patterns) == 3


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Do I live in Porto?", {}),
        ("I will live in Porto.", {}),
        ("If I live in Porto, I am happy.", {}),
        ("I live in Porto.", {"role": "assistant"}),
    ],
)
def test_what_states_nothing_is_not_promoted(memory: Memory, text: str, fields: dict[str, object]):
    """Questions, plans, conditions and what a machine repeats are no evidence."""
    tell(memory, range(6), text, **fields)
    assert memory.sleep(USER).patterns == ()


def test_one_session_is_no_pattern(memory: Memory):
    """Who repeats himself in one conversation says it once."""
    tell(memory, range(6), "I love jazz.", session_id="one")
    assert memory.sleep(USER).patterns == ()


def test_what_was_replaced_is_demoted(memory: Memory):
    """A fact in whose place another stands bears no memory."""
    tell(memory, range(4), "I live in Porto.")
    memory.sleep(USER)
    tell(memory, [9], "I live in Lyon.")
    change(
        memory,
        "MATCH (a:Fact)-[:OBJECT]->(:Entity {name: 'Lyon'}), (b:Fact)-[:OBJECT]->"
        "(:Entity {name: 'Porto'}) MERGE (a)-[r:SUPERSEDES]->(b) "
        "SET r.at = 1767950000000, r.recorded_at = 1767950000000, r.by = 'user'",
    )
    report = memory.sleep(USER)
    assert [(d.text, d.reason) for d in report.demoted] == [("Ana lives in Porto.", CONTRADICTED)]
    assert standing(memory) == {}
    assert "episodic" in memory.stats(USER).tiers, "what it covered is at hand again"


def test_what_is_forgotten_no_longer_counts(memory: Memory):
    """A memory stands as long as enough episodes state it."""
    tell(memory, range(4), "I live in Porto.")
    memory.sleep(USER)
    memory.forget(user_id=USER, event_id="e0-0")
    memory.sleep(USER)
    assert standing(memory) == {"Ana lives in Porto.": 3}
    memory.forget(user_id=USER, event_id="e1-0")
    memory.sleep(USER)
    assert standing(memory) == {}


def test_a_shape_says_what_several_facts_share(memory: Memory):
    """A variable stands for friends; no episode is covered by that."""
    for number, name in enumerate(["Clara", "Ben", "Dana"]):
        tell(memory, [2 * number], f"I visited {name}.")
    report = memory.sleep(USER)
    assert [(p.kind, p.support) for p in report.patterns] == [("shape", 3)]
    assert report.covered == ()


@pytest.mark.parametrize("committed", [False, True])
def test_a_killed_sleep_is_finished_by_the_next(memory: Memory, monkeypatch, committed: bool):
    """Wherever it dies, the graph ends as if it had not, under one record."""
    said = "I live in Porto."
    tell(memory, range(3), said)
    memory.sleep(USER)
    wanted = whole(memory)
    for number in itertools.count(1):
        user = f"u{number}"
        tell(memory, range(3), said, user=user)
        with killed_at(number, monkeypatch, committed=committed):
            try:
                memory.sleep(user)
                break
            except Killed:
                pass
        monkeypatch.setattr(leases, "_PROCESS", f"another:{number}")
        memory.sleep(user)
        assert whole(memory, user) == wanted, f"killed at transaction {number}"
        runs = memory.sleep_runs(user)
        assert [(run.state, len(run.promoted), run.moved) for run in runs] == [("done", 1, 3)]
        assert not memory.sleep(user).changed
    assert number > 6, "a lease, a record, a memory, tiers, the end, the lease"


def test_a_sleep_tells_its_stages(fresh):
    """One record for each stage, with what it dealt with and how long it took."""
    told_of: list[object] = []
    with open_memory(fresh(), hooks=[told_of.append]) as memory:
        tell(memory, range(4))
        report = memory.sleep(USER)
    stages = [r for r in told_of if isinstance(r, SleepStage)]
    assert [s.stage for s in stages] == [
        "names", "replay", "patterns", "reconcile", "tiers", "write"
    ]  # fmt: skip
    assert [name for name, _ in report.stages_ms] == [s.stage for s in stages]
    assert all(s.ms >= 0 for s in stages)


def test_nobody_unknown_sleeps(memory: Memory):
    """A user of whom nothing is remembered is an error, not an empty report."""
    with pytest.raises(EventError, match="nothing is remembered"):
        memory.sleep("nobody")
    assert "nobody" not in memory.users()


def test_what_was_erased_meanwhile_is_left_out(memory: Memory, monkeypatch):
    """A plan is checked as it is written: what a memory rests on must still be there."""
    from graphmem.sleep import cycle

    tell(memory, range(4))
    real = cycle.encoded

    def erasing(*given):
        memory.forget(user_id=USER, event_id="e0-0")
        return real(*given)

    with monkeypatch.context() as patch:
        patch.setattr(cycle, "encoded", erasing)
        report = memory.sleep(USER)
    assert report.skipped == 1
    assert "Ana lives in Porto." not in standing(memory)
    memory.sleep(USER)
    assert standing(memory) == {**SENTENCES, "Ana lives in Porto.": 3}


def test_a_user_erased_while_asleep_is_not_made_anew(memory: Memory, monkeypatch):
    """The sleep ends with an error, and leaves no database behind."""
    from graphmem.sleep import cycle

    tell(memory, range(4))
    monkeypatch.setattr(cycle, "encoded", lambda *_: memory.forget(user_id=USER, everything=True))
    with pytest.raises(StoreUnavailableError, match="erased"):
        memory.sleep(USER)
    assert USER not in memory.users()


def test_nothing_is_put_away_for_a_memory_that_was_forgotten(memory: Memory):
    """What it said may be told again; no memory is made of that, so the episodes stay at hand."""
    tell(memory, range(3), "I live in Porto.")
    memory.sleep(USER)
    for number in range(3):
        memory.forget(user_id=USER, event_id=f"e{number}-0")
    for number in range(3, 7):
        memory.remember(told(["I live in Porto."], number, force=True), user_id=USER)
    report = memory.sleep(USER)
    assert (report.patterns, report.skipped) == ((), 0)
    assert memory.stats(USER).tiers == {"episodic": 4}
    assert not memory.sleep(USER).changed


def test_what_was_replaced_since_says_so_at_once(memory: Memory):
    """No sleep is needed for recall to know that a memory no longer holds."""
    tell(memory, range(4), "I live in Porto.")
    memory.sleep(USER)
    before = memory.recall("Where does Ana live?", user_id=USER).items[0]
    assert before.recurrence is not None
    assert before.disputes == ()

    tell(memory, [9], "I moved to Lisbon.")

    new, old = memory.recall("Where does Ana live?", user_id=USER).items[:2]
    assert (new.text, new.disputes[0].stance) == ("I moved to Lisbon.", "replaces")
    assert old.recurrence is not None
    assert old.disputes[0].stance == "replaced"


def said(memory: Memory) -> list[str]:
    """Return the words by which the only memory is found."""
    (row,) = memory.query("MATCH (s:Semantic) RETURN s.said AS said", user_id=USER)
    return str(row["said"] or "").split("\n")


def test_a_memory_is_found_by_the_words_of_its_episodes(memory: Memory):
    """As they were told, with who told them; also of episodes that lie in the archive since."""
    tell(memory, range(4), "I love jazz.")
    memory.sleep(USER)
    assert said(memory) == ["Ana loves jazz.", "Ana: I love jazz."]

    tell(memory, range(4, 8), "Really, I do love jazz!")
    memory.sleep(USER)
    assert "Ana: I love jazz." in said(memory)


def test_words_that_were_forgotten_find_nothing(memory: Memory):
    """They go with their episode; the next sleep takes those of another one."""
    tell(memory, range(3), "I love jazz.")
    tell(memory, [3], "I love jazz, you know.")
    tell(memory, [4], "I love jazz.")
    memory.sleep(USER)

    memory.forget(user_id=USER, event_id="e0-0")
    assert said(memory) == [""]
    assert memory.sleep(USER).changed
    assert "Ana: I love jazz." in said(memory)


def test_a_memory_whose_vector_was_made_otherwise_is_made_anew(memory: Memory):
    """Stores of earlier versions, and of other encoders, are brought up to date by any sleep."""
    tell(memory, range(4), "I love jazz.")
    memory.sleep(USER)
    change(memory, "MATCH (s:Semantic) SET s.model = 'of the sentence', s.said = null")

    assert memory.sleep(USER).changed
    assert said(memory) == ["Ana loves jazz.", "Ana: I love jazz."]
    assert not memory.sleep(USER).changed
