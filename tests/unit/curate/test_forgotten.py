"""What was forgotten does not come back by itself, nor stand in memories made of it."""

from __future__ import annotations

import pytest

from graphmem.errors import EventError
from graphmem.memory import Memory
from graphmem.stores.barring import barred
from tests.conftest import USER
from tests.graphs import change
from tests.toy import CONVERSATION
from tests.unit.curate.erased import assert_caches_fit, rows, words


@pytest.fixture
def memory(either: Memory) -> Memory:
    """Ana remembers the toy conversation."""
    return either


def test_what_was_forgotten_is_refused_until_it_is_forced(memory: Memory):
    """By its id, by its words under another id, by its fact and by its name."""
    memory.forget(user_id=USER, event_id="e6")

    again = memory.remember(CONVERSATION[5], user_id=USER)
    words_ = memory.remember("  I play the CELLO every\nmorning.", user_id=USER)
    assert (again.status, words_.status) == ("forgotten", "forgotten")
    assert "cello" not in words(memory)
    assert memory.remember("My cello is old.", user_id=USER).status == "added"

    forced = memory.remember(CONVERSATION[5], user_id=USER, force=True)
    assert forced.status == "added"
    assert memory.remember(CONVERSATION[5], user_id=USER).status == "repeated"
    assert memory.remember(
        words_text := "I play the cello every morning.", user_id=USER
    ).status == ("added"), words_text


def test_a_forgotten_fact_or_name_is_refused_in_any_words(memory: Memory):
    """What tells it is not stored at all; other events of the list are."""
    memory.forget(user_id=USER, entity_id="Clara")

    said = ["Clara paints.", "It rains in Porto."]
    statuses = [r.status for r in memory.remember(said, user_id=USER)]

    assert statuses == ["forgotten", "added"]
    assert memory.remember("Clara paints.", user_id=USER, force=True).status == "added"
    assert memory.remember("Clara sings.", user_id=USER).status == "added"


def test_small_talk_is_barred_by_its_id_alone(memory: Memory):
    """Many say "haha ok"."""
    memory.forget(user_id=USER, event_id="e7")

    assert memory.remember(CONVERSATION[6], user_id=USER).status == "forgotten"
    assert memory.remember("haha ok", user_id=USER, session_id="s9").status == "added"


def test_another_name_goes_with_what_only_the_event_told_and_may_come_back(memory: Memory):
    """Only what the user named is barred."""
    memory.forget(user_id=USER, event_id="e3")

    assert memory.remember("I was in Kenya.", user_id=USER).status == "added"


_SEMANTICS = """
MATCH (a:Event {external_id: 'e1'}), (b:Event {external_id: 'e5'}), (n:Entity {key: 'clara'})
CREATE (s:Semantic {id: 'sa', user_id: $user, text: $words, support: 2, sessions: 2}),
       (t:Semantic {id: 'sb', user_id: $user, text: 'Only one.', support: 1, sessions: 1})
CREATE (s)-[:DERIVED_FROM {weight: 1.0}]->(a), (s)-[:DERIVED_FROM {weight: 1.0}]->(b),
       (t)-[:DERIVED_FROM {weight: 1.0}]->(a), (s)-[:ABOUT]->(n)
WITH [s, t] AS both UNWIND both AS x
SET x.kind = 'statement', x.status = 'active', x.revision = 1, x.tokens = 3, x.model = 'x',
    x.embedding = $vector, x.first_at = 1, x.last_at = 2, x.recorded_at = 1, x.pattern = x.id,
    x.strength = 1.0, x.decay_rate = 0.0, x.recall_count = 0, x.emotion = 0.0, x.confidence = 0.5
"""


def add_semantics(memory: Memory, text: str) -> None:
    """Write two semantic nodes, of two episodes and of one."""
    with memory._pool.user(USER) as handle:
        change(handle.engine, _SEMANTICS, user=USER, words=text, vector=[0.5] * 384)


def semantics(memory: Memory) -> dict[str, dict[str, object]]:
    """Return what semantic nodes there are."""
    columns = ", ".join(f"s.{name} AS {name}" for name in ("id", "text", "support", "model"))
    return {str(r["id"]): r for r in rows(memory, f"MATCH (s:Semantic) RETURN {columns}")}


def test_semantic_nodes_go_with_their_last_episode(memory: Memory):
    """One that has another stays, counts anew, and keeps words that are not the erased ones."""
    add_semantics(memory, "Clara visits.")

    report = memory.forget(user_id=USER, event_id="e1")

    left = semantics(memory)
    assert list(left) == ["sa"]
    assert (left["sa"]["text"], left["sa"]["support"]) == ("Clara visits.", 1)
    assert report.semantics == ("sb",)
    assert "sa" in {k.id for k in report.kept}
    with memory._pool.user(USER) as handle:
        assert barred(handle.engine.read, USER, ["sa", "sb"]) == {"sb"}


def test_semantic_nodes_do_not_quote_what_was_erased(memory: Memory):
    """They get the words and the vector of what is left."""
    add_semantics(memory, "I live in Lyon with my sister Clara. (3 times)")
    memory.recall("Where is Clara?", user_id=USER)

    memory.forget(user_id=USER, event_id="e1")

    left = semantics(memory)["sa"]
    assert left["text"] == CONVERSATION[4].text
    assert left["model"] == "fake-1"
    assert_caches_fit(memory)


def test_a_correction_that_tells_what_was_forgotten_is_refused(memory: Memory):
    """And nothing is corrected."""
    memory.forget(user_id=USER, entity_id="Clara")

    with pytest.raises(EventError, match="forgotten"):
        memory.correct("e4", "Clara moved to Porto.", user_id=USER)
