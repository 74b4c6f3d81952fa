"""What a memory rests on, and what changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphmem.errors import EventError
from graphmem.memory import Memory
from tests.conftest import USER
from tests.toy import day, turn
from tests.unit.curate.disputing import LYON, PORTO, TOLD, dispute, fact, quiet


@pytest.fixture
def memory(fresh: Callable[[], Path]) -> Iterator[Memory]:
    """A memory in which Ana told of two homes, one of them twice."""
    with quiet(fresh()) as opened:
        opened.remember([*TOLD, turn(4, "I live in Porto.", at=day(8))], user_id=USER)
        yield opened


def entity(memory: Memory, key: str) -> str:
    """Return the id of an entity."""
    rows = memory.query("MATCH (n:Entity {key: $k}) RETURN n.id AS id", {"k": key}, user_id=USER)
    return str(rows[0]["id"])


def test_a_fact_rests_on_who_said_it(memory: Memory):
    """Every event that states it, oldest first, and what was decided about it."""
    pair = dispute(memory)
    memory.resolve(pair, user_id=USER, keep="b", reason="I moved")
    memory.undo(pair, user_id=USER, reason="not yet")

    found = memory.explain(fact(memory, PORTO), user_id=USER)

    assert (found.kind, found.text, found.standing) == ("fact", PORTO, "disputed")
    assert [s.external_id for s in found.rests_on] == ["e2", "e4"]
    assert [c.what for c in found.changes] == ["said", "said", "conflict", "decided", "undone"]
    moments = [c.at for c in found.changes]
    assert moments == sorted(moments)
    assert {c.other for c in found.changes[2:]} == {pair}
    assert "took the place of 'Ana lives in Lyon' on 2024-03-05 (by user: I moved)" in (
        found.changes[3].text
    )
    assert found.changes[4].text.endswith("not yet")


def test_an_event_tells_why_it_was_kept_and_what_came_of_it(memory: Memory):
    """Gate, recalls, feedback, corrections; by its own id, the caller's, or a beginning."""
    context = memory.recall("Where does Ana live?", user_id=USER)
    event = memory.explain("e1", user_id=USER).id
    memory.feedback(context.id, event, "helpful", user_id=USER)
    memory.correct("e1", "I live in Bergen.", user_id=USER)

    found = memory.explain(event[:10], user_id=USER)

    assert found == memory.explain("e1", user_id=USER)
    assert (found.kind, found.text, found.standing) == ("event", "I live in Lyon.", "replaced")
    whats = [c.what for c in found.changes]
    assert whats[:3] == ["said", "recalled", "helpful"]
    assert sorted(whats[3:]) == ["corrected", "decided"]
    assert found.changes[0].text.startswith("Ana: I live in Lyon. (episodic: ")
    assert [c.other for c in found.changes[1:3]] == [context.id] * 2


def test_an_entity_rests_on_what_names_it(memory: Memory):
    """And tells what was said of it."""
    found = memory.explain(entity(memory, "porto"), user_id=USER)

    assert (found.kind, found.text, found.standing) == ("entity", "Porto", "current")
    assert [s.external_id for s in found.rests_on] == ["e2", "e4"]
    assert [c.text for c in found.changes] == ["Ana: Ana lives in Porto"] * 2


@pytest.mark.parametrize(
    ("keep", "standing"), [(None, "disputed"), ("b", "replaced"), ("both", "current")]
)
def test_a_conflict_tells_of_both_sides(memory: Memory, keep: str | None, standing: str):
    """Sources of both, what was said, and what was decided."""
    pair = dispute(memory)
    if keep is not None:
        memory.resolve(pair, user_id=USER, keep=keep)  # type: ignore[arg-type]

    found = memory.explain(pair, user_id=USER)

    assert (found.kind, found.standing) == ("conflict", standing)
    assert found.text == f"{LYON} / {PORTO}"
    assert [s.external_id for s in found.rests_on] == ["e1", "e2", "e4"]
    assert [c.what for c in found.changes][:4] == ["said", "said", "said", "conflict"]


def test_a_doubted_event_is_a_conflict_too(memory: Memory):
    """What was asked, and that nothing is decided."""
    context = memory.recall("Where does Ana live?", user_id=USER)
    memory.feedback(context.id, "e1", "wrong", user_id=USER)
    [conflict] = memory.conflicts(USER)

    found = memory.explain(conflict.id, user_id=USER)

    assert (found.kind, found.text, found.standing) == ("conflict", "I live in Lyon.", "disputed")
    assert [c.what for c in found.changes] == ["recalled", "doubted"]
    assert found.changes[1].text == "called wrong as an answer to: Where does Ana live?"


@pytest.mark.parametrize("given", ["zzzz", "", "e", "nothing-like-it", "\ud800"])
def test_what_is_not_there_is_refused(memory: Memory, given: str):
    """By a sentence, and another user's ids are not there."""
    with pytest.raises(EventError):
        memory.explain(given, user_id=USER)
    for known in ("e1", fact(memory, LYON), entity(memory, "porto"), dispute(memory)):
        with pytest.raises(EventError, match="'ben' has no"):
            memory.explain(known, user_id="ben")


def test_a_beginning_of_several_ids_is_refused(memory: Memory):
    """It says how many there are."""
    memory.remember([turn(n, f"I saw {n} boxes.", at=day(9)) for n in range(10, 60)], user_id=USER)
    ids = [str(r["id"]) for r in memory.query("MATCH (n:Event) RETURN n.id AS id", user_id=USER)]
    with memory._pool.user(USER) as handle:
        from graphmem.curate import names

        least, names._LEAST = names._LEAST, 1
        try:
            with pytest.raises(EventError, match="begins the ids of"):
                names.find_node(handle, ids[0][0])
        finally:
            names._LEAST = least
