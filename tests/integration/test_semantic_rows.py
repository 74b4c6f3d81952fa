"""A semantic memory is recalled like an event, and is not one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graphmem.ids import digest
from graphmem.memory import Memory
from graphmem.stores.base import Row, Transaction
from graphmem.stores.index import snapshot
from graphmem.stores.queries import Query
from graphmem.types import RecallOptions
from tests.conftest import USER, make_settings
from tests.fakes import FakeEncoder
from tests.toy import day, turn
from tests.unit.stores.comparing import assert_same, rebuilt

SAID = "I play tennis with Bob."
QUESTION = "Who is tennis played with?"
ID = digest("semantic", USER, "tennis")
EVENTS = [
    turn(1, SAID, at=day(1)),
    turn(2, SAID, session="s2", at=day(2)),
    turn(3, "I play tennis with Bob on clay.", session="s3", at=day(3)),
    turn(4, "Clara works at Helios Labs.", session="s3", at=day(4)),
]
_CREATE = """
MATCH (e:Event {user_id: $user_id}) WHERE e.text CONTAINS 'tennis'
WITH e ORDER BY e.occurred_at WITH collect(e) AS es
CREATE (s:Semantic {id: $id, user_id: $user_id, kind: 'statement', text: $text, pattern: 'tennis',
  support: 3, sessions: 3, first_at: es[0].occurred_at, last_at: es[2].occurred_at, tokens: 5,
  embedding: $embedding, model: 'fake-1', confidence: 0.8, strength: 1.0, decay_rate: 0.001,
  recall_count: 0, status: 'active', recorded_at: 1720000000000, revision: $revision})
WITH s, es UNWIND es AS e
CREATE (s)-[:DERIVED_FROM {weight: 0.3}]->(e)
WITH DISTINCT s
MATCH (n:Entity {user_id: $user_id, key: 'bob'}) CREATE (s)-[:ABOUT]->(n)
"""
_DEMOTE = """
MATCH (s:Semantic {id: $id, user_id: $user_id}) SET s.status = 'demoted', s.revision = $revision
"""
_REWORD = """
MATCH (s:Semantic {id: $id, user_id: $user_id})
SET s.text = $text, s.embedding = $embedding, s.last_at = s.last_at + 1000, s.revision = $revision
"""


def change(memory: Memory, cypher: str, **params: object) -> None:
    """Write to the user's graph."""

    def work(tx: Transaction, revision: int) -> int:
        row: Row = {"user_id": USER, "id": ID, "revision": revision, **params}
        used = {name: value for name, value in row.items() if f"${name}" in cypher}
        tx.run(Query("test.change", cypher, frozenset(used), "write", ""), used)
        return revision

    with memory._pool.user(USER) as handle:
        handle.revision = handle.store.change(work, now_ms=1_720_000_000_000)


@pytest.fixture
def told(memory: Memory) -> Memory:
    """A memory in which tennis was spoken of three times, and once in words of its own."""
    memory.remember(EVENTS, user_id=USER)
    memory.recall(QUESTION, user_id=USER)  # the caches are there before the semantic memory is
    change(memory, _CREATE, text=SAID, embedding=FakeEncoder().encode([SAID])[0].tolist())
    return memory


def test_it_is_one_line_with_the_episodes_that_say_no_more(told: Memory):
    """How often, since when, from where; who says more has a line of his own."""
    context = told.recall(QUESTION, user_id=USER, options=RecallOptions(limit=2))

    lines = context.text.splitlines()[1:]
    assert lines[0] == f'- [3 times, 2024-03-01 to 2024-03-03] "{SAID}"'
    assert "on clay" in lines[1]
    [item, more] = context.items
    assert item.recurrence is not None
    assert (item.recurrence.id, item.recurrence.support) == (ID, 3)
    assert [s.external_id for s in item.sources] == ["e3", "e2", "e1"]
    assert [s.session_id for s in item.sources] == ["s3", "s2", "s1"]
    assert more.recurrence is None


def test_its_recall_is_noted_on_it(told: Memory):
    """The episodes were not recalled themselves."""
    told.recall(QUESTION, user_id=USER, options=RecallOptions(limit=1))
    told.flush(USER)

    counts = "MATCH (s:Semantic) RETURN s.recall_count AS n"
    assert told.query(counts, user_id=USER) == [{"n": 1}]
    logged = "MATCH (a:Access) RETURN a.event_ids AS ids ORDER BY a.at DESC LIMIT 1"
    assert told.query(logged, user_id=USER) == [{"ids": [ID]}]


@pytest.mark.parametrize("named", ["its own id", "a source's id", "a source's name"])
def test_feedback_on_it_changes_its_strength(told: Memory, named: str):
    """As it does an event's: by the id that its item has, or by a source, as of any item."""
    context = told.recall(QUESTION, user_id=USER, options=RecallOptions(limit=1))
    source = context.items[0].sources[0].event_id
    item_id = {"its own id": ID, "a source's id": source, "a source's name": "e1"}[named]

    told.feedback(context.id, item_id, "irrelevant", user_id=USER)
    told.flush(USER)

    left = "MATCH (s:Semantic) RETURN s.strength AS left"
    assert told.query(left, user_id=USER) == [{"left": pytest.approx(0.9)}]


@pytest.mark.parametrize(
    "options",
    [RecallOptions(session_id="s1"), RecallOptions(as_of=day(2)), RecallOptions(known_at=day(9))],
)
def test_it_is_of_no_session_and_of_its_time(told: Memory, options: RecallOptions):
    """Not known before its last episode, nor before a sleep made it."""
    found = told.recall(QUESTION, user_id=USER, options=options)

    assert all(item.recurrence is None for item in found.items)


def test_what_no_longer_stands_is_not_recalled(told: Memory):
    """The episodes speak for themselves again; the caches let go of it."""
    told.recall(QUESTION, user_id=USER)

    change(told, _DEMOTE)

    found = told.recall(QUESTION, user_id=USER)
    assert all(item.recurrence is None for item in found.items)
    assert {"e1", "e2", "e3"} <= {s.external_id for i in found.items for s in i.sources}
    with told._pool.user(USER) as handle:
        assert_same(told._pool.refresh(USER, handle), rebuilt(handle.store))
    assert told.explain(ID, user_id=USER).standing == "retracted"


def test_the_cache_follows_what_it_says_now(told: Memory):
    """Another sleep made it of later episodes, in other words: it is found by these."""
    told.recall(QUESTION, user_id=USER)
    words = "Ana juggles torches."
    change(told, _REWORD, text=words, embedding=FakeEncoder().encode([words])[0].tolist())

    with told._pool.user(USER) as handle:
        assert_same(told._pool.refresh(USER, handle), rebuilt(handle.store))
    found = told.recall("Who juggles torches?", user_id=USER).items
    assert any(i.recurrence is not None and i.text == words for i in found)


def test_the_cache_equals_the_graph_and_its_snapshot(told: Memory, tmp_path: Path):
    """However it was filled."""
    with told._pool.user(USER) as handle:
        index = told._pool.refresh(USER, handle)
        assert_same(index, rebuilt(handle.store))
        snapshot.save(index, tmp_path / "index.npz", encoder="fake-1")
        loaded = snapshot.load(tmp_path / "index.npz", encoder="fake-1", dimension=384)
        assert loaded is not None
        assert_same(loaded, index)
        assert ID in loaded.row_of


def test_a_large_user_s_region_finds_it(fresh: Callable[[], Path]):
    """By the engine's own index of its vector, and by whom it is about."""
    settings = make_settings(store={"durable_flush": False, "heap_mb": 256, "cached_events": 0})
    with Memory.open(fresh(), settings=settings, encoder=FakeEncoder()) as memory:
        memory.remember(EVENTS, user_id=USER)
        change(memory, _CREATE, text=SAID, embedding=FakeEncoder().encode([SAID])[0].tolist())
        for question in (QUESTION, "What about Bob?"):
            items = memory.recall(question, user_id=USER).items
            assert [i.recurrence.id for i in items if i.recurrence is not None] == [ID]


def test_it_is_explained_by_its_episodes(told: Memory):
    """By its id, or the beginning of it."""
    found = told.explain(ID[:12], user_id=USER)

    assert (found.kind, found.text, found.standing) == ("semantic", SAID, "current")
    assert [s.external_id for s in found.rests_on] == ["e1", "e2", "e3"]
    assert [c.what for c in found.changes] == ["learned"]
