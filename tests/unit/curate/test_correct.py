"""Correcting an event or a fact in the user's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphmem.conflicts import Correction
from graphmem.curate import correct as correcting
from graphmem.curate.names import find_node
from graphmem.errors import EventError
from graphmem.memory import Memory
from tests.conftest import USER, open_memory
from tests.toy import day, turn
from tests.unit.curate.disputing import LYON, PORTO, TOLD, dispute, fact, quiet, succeed


@pytest.fixture
def memory(fresh: Callable[[], Path]) -> Iterator[Memory]:
    """A memory in which Ana told of two homes, and nothing was found yet."""
    with quiet(fresh()) as opened:
        opened.remember(list(TOLD), user_id=USER)
        yield opened


def standing(memory: Memory, *texts: str) -> list[str]:
    """Return how facts stand."""
    return [memory.explain(fact(memory, text), user_id=USER).standing for text in texts]


def test_a_correction_is_an_event_whose_facts_replace(memory: Memory):
    """In the session and voice of what it corrects, never gated, and without a time: never held."""
    done = memory.correct("e1", "I live in Bergen.", user_id=USER, reason="misheard")

    assert done.facts == ("Ana lives in Bergen",)
    assert done.replaced == (fact(memory, LYON),)
    assert standing(memory, LYON, PORTO, "Ana lives in Bergen") == [
        "replaced",
        "current",
        "current",
    ]
    [row] = memory.query(
        "MATCH (s:Session)-[:HAS_EVENT]->(e:Event)-[c:CORRECTS]->(o:Event) WHERE e.id = $id RETURN "
        "s.external_id AS session, e.role AS role, e.speaker AS speaker, e.kind AS kind, "
        "e.important AS important, e.tier AS tier, o.external_id AS corrected, c.reason AS why",
        {"id": done.event_id},
        user_id=USER,
    )
    assert row == {
        "session": "s1", "role": "user", "speaker": "Ana", "kind": "correction", "important": True,
        "tier": "episodic", "corrected": "e1", "why": "misheard",
    }  # fmt: skip
    [found] = memory.conflicts(USER, status="resolved")
    assert [(d.by, d.at, d.reason) for d in found.decisions] == [("user", None, "misheard")]


def test_the_same_words_twice_are_one_correction(memory: Memory):
    """Whoever repeats a call that was interrupted gets what the first would have given."""
    once = memory.correct("e1", "I live in Bergen.", user_id=USER)
    edges = memory.stats(USER).edges

    assert memory.correct("e1", "I live in Bergen.", user_id=USER) == once
    assert memory.stats(USER).edges == edges


def test_a_kill_between_words_and_edges_loses_nothing(memory: Memory):
    """The words are there; the same call writes what was left."""
    text = "I live in Bergen."
    with memory._pool.user(USER) as handle:
        target = find_node(handle, "e1", kinds=("event",))
        event = correcting._event(handle, target, text)
    said = memory.remember(event, user_id=USER)
    assert standing(memory, LYON) == ["current"]

    done = memory.correct("e1", text, user_id=USER)

    assert (done.event_id, done.replaced) == (said.event_id, (fact(memory, LYON),))
    assert standing(memory, LYON) == ["replaced"]


@pytest.mark.parametrize("target", ["event", "fact"])
def test_a_denial_makes_the_denied_fact_fall(memory: Memory, target: str):
    """No other value is named, and none but the denied one falls."""
    given = "e2" if target == "event" else fact(memory, PORTO)

    done = memory.correct(given, "I never lived in Porto.", user_id=USER)

    assert done.corrected == (memory.explain("e2", user_id=USER).id if target == "event" else given)
    assert done.replaced == (fact(memory, PORTO),)
    assert standing(memory, LYON, PORTO) == ["current", "replaced"]


def test_a_correction_of_a_fact_leaves_the_rest_of_its_event(memory: Memory):
    """An event that states two things is not corrected as a whole."""
    memory.remember(turn(4, "I live in Bergen. I like coffee.", at=day(8)), user_id=USER)

    memory.correct(fact(memory, "Ana lives in Bergen"), "I live in Ghent.", user_id=USER)

    assert standing(memory, "Ana lives in Bergen", "Ana likes coffee") == ["replaced", "current"]
    assert "CORRECTS" not in memory.stats(USER).edges


def test_words_that_name_no_other_fact_stand_against_the_event(memory: Memory):
    """What cannot be compared is still the user's word."""
    done = memory.correct(fact(memory, PORTO), "That is all wrong.", user_id=USER)

    assert done.replaced == ()
    assert memory.stats(USER).edges["CORRECTS"] == 1
    assert memory.explain("e2", user_id=USER).standing == "replaced"


def test_the_user_outranks_a_rule(memory: Memory):
    """A rule had put Porto in Lyon's place; the user says that it never was so."""
    pair = succeed(memory)

    memory.correct("e2", "I never lived in Porto.", user_id=USER)

    assert standing(memory, LYON, PORTO) == [
        "replaced",
        "replaced",
    ]  # of Lyon the user said nothing
    memory.resolve(pair, user_id=USER, keep="a")
    assert standing(memory, LYON, PORTO) == ["current", "replaced"]


def test_undo_takes_all_of_a_correction_back(memory: Memory):
    """What fell stands again; the words stay said, and may be said again."""
    pair = dispute(memory)
    before = standing(memory, LYON, PORTO)
    done = memory.correct("e1", "I live in Bergen.", user_id=USER)

    undone = memory.undo(done.event_id, user_id=USER, reason="slip")

    assert isinstance(undone, Correction)
    assert undone.replaced == done.replaced
    assert standing(memory, LYON, PORTO) == before
    assert [c.id for c in memory.conflicts(USER)] == [pair]
    assert memory.explain("e1", user_id=USER).standing == "disputed"
    with pytest.raises(EventError, match="nothing to undo"):
        memory.undo(done.event_id, user_id=USER)

    assert memory.correct("e1", "I live in Bergen.", user_id=USER) == done
    assert standing(memory, LYON) == ["replaced"]


def test_undo_of_a_correction_restores_what_was_decided_before(memory: Memory):
    """The decision that the correction set aside stands again."""
    pair = dispute(memory)
    memory.resolve(pair, user_id=USER, keep="b")
    done = memory.correct("e2", "I live in Lyon.", user_id=USER)
    assert standing(memory, PORTO) == ["replaced"]

    memory.undo(done.event_id, user_id=USER)

    [found] = memory.conflicts(USER, status="resolved")
    assert [d.kept for d in found.decisions if d.retracted_at is None] == ["b"]
    assert standing(memory, PORTO) == ["current"]


def test_a_later_decision_outlives_the_undoing_of_a_correction(memory: Memory):
    """Only what the correction decided, and still decides, is taken back."""
    done = memory.correct("e1", "I live in Bergen.", user_id=USER)
    [found] = memory.conflicts(USER, status="resolved")
    memory.resolve(found.id, user_id=USER, keep="both")

    memory.undo(done.event_id, user_id=USER)

    [after] = memory.conflicts(USER, status="resolved")
    assert [d.kept for d in after.decisions if d.retracted_at is None] == ["both"]


@pytest.mark.parametrize(
    ("given", "text", "user", "message"),
    [
        ("e9", "I live in Bergen.", USER, "no event or fact 'e9'"),
        ("e1", "", USER, "is empty"),
        ("e1", "\ud800", USER, "a correction is a text"),
        ("e1", 7, USER, "a correction is a text"),
        ("e1", "I live in Bergen.", "ben", "'ben' has no event or fact 'e1'"),
        ("e1", "I live in Bergen.", "nobody", "nothing is remembered for 'nobody'"),
    ],
)
def test_what_cannot_be_corrected_is_refused(
    memory: Memory, given: str, text: str, user: str, message: str
):
    """By a sentence; nothing is stored."""
    before = memory.stats(USER)

    with pytest.raises(EventError, match=message):
        memory.correct(given, text, user_id=user)

    assert memory.stats(USER) == before
    assert memory.users() == ["ana", "ben"]


def test_an_entity_is_not_corrected(memory: Memory):
    """It has an id too, but says nothing."""
    rows = memory.query("MATCH (n:Entity {key: 'lyon'}) RETURN n.id AS id", user_id=USER)

    with pytest.raises(EventError, match="no event or fact"):
        memory.correct(str(rows[0]["id"]), "I live in Bergen.", user_id=USER)


def test_a_correction_holds_against_what_rules_find_in_it(fresh: Callable[[], Path]):
    """With detection on, its verdict on the new words does not weaken the user's."""
    with open_memory(fresh()) as opened:
        opened.remember(list(TOLD), user_id=USER)

        done = opened.correct("e2", "I never lived in Porto.", user_id=USER)

        assert fact(opened, PORTO) in done.replaced
        found = opened.explain(fact(opened, PORTO), user_id=USER)
        assert found.standing == "replaced"
        opened.detect(USER)
        assert opened.explain(fact(opened, PORTO), user_id=USER).standing == "replaced"

        opened.undo(done.event_id, user_id=USER)
        after = opened.explain(fact(opened, PORTO), user_id=USER).standing
        assert after in {"current", "disputed"}


def test_the_same_words_stay_where_only_one_of_two_was_corrected(memory: Memory):
    """The corrected one stands below its correction; the other one is a memory like any."""
    memory.remember(turn(4, "I live in Lyon.", at=day(7)), user_id=USER)

    memory.correct("e4", "That is all wrong.", user_id=USER)

    items = memory.recall("Where does Ana live?", user_id=USER).items
    found = {i.sources[0].external_id: [d.stance for d in i.disputes] for i in items}
    assert found["e1"] == []
    assert found["e4"] == ["replaced"]
