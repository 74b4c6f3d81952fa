"""Reading events anew: what both versions find is kept, the rest retracted, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graphmem.ingest.extract import Extraction, FactDraft, Mention
from graphmem.memory import Memory
from graphmem.types import ReextractStep
from tests.conftest import USER
from tests.readers import OtherRules, blind_to_helios, reopened, rows
from tests.toy import CONVERSATION, day, turn
from tests.unit.stores.comparing import assert_same, graph_of, rebuilt

_STANDING = (
    "MATCH (x)-[r:MENTIONS|STATES]->(y) WHERE r.retracted_at IS NULL "
    "RETURN x.id AS x, type(r) AS type, y.id AS y, r.start AS at, r.end AS till, "
    "r.role AS role, r.kind AS kind, r.confidence AS confidence, r.text AS text, "
    "r.valid_from AS since ORDER BY x, type, y, at, till, role, text"
)
_SUMMARIES = (
    "MATCH (n:Fact|Entity) WHERE n.status = 'active' RETURN n.id AS id, n.text AS text, "
    "n.kind AS kind, n.confidence AS confidence, n.valid_from AS since ORDER BY id"
)


@pytest.fixture
def reread(root: Path) -> Iterator[tuple[Memory, list[ReextractStep]]]:
    """The memory, read anew by an extractor that finds less and more; it was in use before."""
    with reopened(root, OtherRules(blind_to_helios)) as memory:
        memory.recall("Who works at Helios Labs?", user_id=USER)
        yield memory, list(memory.reextract(USER))


def test_what_both_versions_find_is_kept_and_carries_the_new_ones_name(root: Path):
    """No edge is made or retracted; the same facts and entities stand."""
    before = graph_of(root, ignore=("model", "extractor"))

    with reopened(root, OtherRules()) as memory:
        steps = list(memory.reextract(USER))
        models = rows(memory, "MATCH ()-[r:MENTIONS|STATES]->() RETURN DISTINCT r.model AS model")

    assert [s.done for s in steps] == list(range(1, len(CONVERSATION) + 2))
    assert {s.total for s in steps} == {len(CONVERSATION) + 1}
    assert sum(s.added + s.retracted for s in steps) == 0
    assert models == [{"model": "rules-x"}]
    assert graph_of(root, ignore=("model", "extractor")) == before


def test_what_is_not_found_any_more_is_retracted_and_not_lost(reread):
    """The statement stays with its words and times; its fact is one that nothing states."""
    memory, steps = reread

    [stated] = rows(
        memory,
        "MATCH (e:Event)-[s:STATES]->(f:Fact {predicate: 'work_at'}) RETURN f.status AS status, "
        "f.text AS text, s.text AS said, s.model AS model, s.recorded_at AS at, "
        "s.retracted_at AS retracted",
    )

    assert stated["status"] == "retracted"
    assert stated["text"] == stated["said"] == "Clara work at Helios Labs"
    assert stated["model"] == "rules-1"
    assert stated["retracted"] >= stated["at"]
    assert sum(s.retracted for s in steps) == 3  # the fact, and two mentions


def test_what_is_retracted_counts_for_nothing(reread):
    """No name leads to it, no recall is linked by it, no query to explore with shows it."""
    memory, _ = reread

    found = memory.recall("Who works at Helios Labs?", user_id=USER)
    with memory._pool.user(USER) as handle:
        names = handle.index.names.bearers
        region = handle.region.load(
            [str(r["id"]) for r in rows(memory, "MATCH (e:Event) RETURN e.id AS id")]
        )
    known = memory.query("explore.know_about", {"name": "Clara"}, user_id=USER)

    assert "helios labs" not in names
    assert "clara" in names
    assert not region.names.bearers.get("helios labs")
    assert all(item.parts.get("link", 0) == 0 for item in found.items)
    assert not [r for r in known if "Helios" in str(r["text"]) and r["what"] == "fact"]
    assert memory.query("explore.know_about", {"name": "Helios Labs"}, user_id=USER) == []
    assert memory.query("explore.timeline", {"name": "Helios Labs", "limit": 9}, user_id=USER) == []


def test_no_way_of_looking_for_a_region_leads_over_it(reread):
    """What names, or shared mentions, bring in for a question to a large memory."""
    memory, _ = reread
    about = {"keys": ["helios labs"], "fanout": 500, "limit": 50}
    ids = [r["id"] for r in rows(memory, "MATCH (e:Event {external_id: 'e2'}) RETURN e.id AS id")]

    named = memory.query("region.find_by_names", about, user_id=USER)
    shared = memory.query(
        "region.find_co_mentions", {"ids": ids, "fanout": 500, "limit": 50}, user_id=USER
    )

    told = {
        r["text"]
        for i in shared
        for r in rows(memory, "MATCH (e:Event {id: $i}) RETURN e.text AS text", i=i["id"])
    }
    assert named == []
    assert any("Clara visits" in str(text) for text in told)
    assert not [text for text in told if "solar ovens" in str(text)]


def test_what_is_new_is_there(reread):
    """Words, manner, tense and who said it; the kind of what it is about."""
    memory, _ = reread

    [fact] = rows(
        memory,
        "MATCH (:Event)-[s:STATES]->(f:Fact {predicate: 'visit'})-[:OBJECT]->(n) "
        "WHERE f.modality = 'wanted' "
        "RETURN f.text AS text, s.tense AS tense, s.said_by AS said_by, n.kind AS kind, "
        "s.model AS model",
    )

    assert fact == {
        "text": "Ben wants to visit Rome", "tense": "present", "said_by": "Clara", "kind": "place",
        "model": "rules-x",
    }  # fmt: skip
    assert memory.query("explore.know_about", {"name": "cello"}, user_id=USER)
    edges = memory.to_networkx(USER).edges(data=True)
    assert [e for _, _, e in edges if e["type"] == "STATES" and e.get("said_by") == "Clara"]
    assert [e for _, _, e in edges if e["type"] == "STATES" and e.get("retracted_at")]


def test_caches_learn_of_it(reread):
    """An index that was filled before says what one made anew says, and so does its snapshot."""
    memory, _ = reread

    with memory._pool.user(USER) as handle:
        assert_same(memory._pool.refresh(USER, handle), rebuilt(handle.store))
    memory.close()


def test_a_snapshot_from_before_is_brought_up_to_date(root: Path):
    """Another process opens with the snapshot of the old reading."""
    with reopened(root) as memory:
        memory.recall("Helios Labs", user_id=USER)
    [path] = root.rglob("index.npz")
    old = path.read_bytes()
    with reopened(root, OtherRules(blind_to_helios)) as memory:
        list(memory.reextract(USER))
    path.write_bytes(old)

    for _ in range(2):  # the second time with a snapshot of the new reading
        with reopened(root) as memory, memory._pool.user(USER) as handle:
            index = memory._pool.refresh(USER, handle)
            assert index.retracted
            assert_same(index, rebuilt(handle.store))


def test_going_back_gives_what_was_there(root: Path):
    """The first version again: the same edges stand, and facts and entities say the same."""
    with reopened(root) as memory:
        before = [rows(memory, text) for text in (_STANDING, _SUMMARIES)]
    with reopened(root, OtherRules(blind_to_helios)) as memory:
        list(memory.reextract(USER))
        between = rows(memory, _STANDING)
    with reopened(root) as memory:
        steps = list(memory.reextract(USER))
        after = [rows(memory, text) for text in (_STANDING, _SUMMARIES)]

    assert between != before[0]
    assert after == before
    assert sum(s.added for s in steps) == 3


def test_forgetting_takes_what_was_retracted_with_it(root: Path):
    """Nothing of the event is left, and nothing of a fact that only it ever stated."""
    with reopened(root, OtherRules(blind_to_helios)) as memory:
        list(memory.reextract(USER))
        memory.forget(user_id=USER, event_id="e2")
        memory.forget(user_id=USER, event_id="e3")
        left = rows(memory, "MATCH (n:Fact|Entity|Event|Sentence) RETURN n.text AS t, n.name AS m")
        with memory._pool.user(USER) as handle:
            assert_same(memory._pool.refresh(USER, handle), rebuilt(handle.store))

    assert "Helios" not in str(left)


def test_a_retracted_fact_that_is_told_again_is_there_again(reread):
    """It has the words and times of the new statement, and none of the retracted one."""
    memory, _ = reread
    memory._reextraction.extractor.change = lambda _, found: found  # type: ignore[attr-defined]

    memory.remember(turn(40, "CLARA works at HELIOS LABS.", at=day(25)), user_id=USER)

    [fact] = rows(memory, "MATCH (f:Fact {predicate: 'work_at'}) RETURN f.status AS s, f.text AS t")
    assert fact == {"s": "active", "t": "CLARA work at HELIOS LABS"}
    assert memory.query("explore.know_about", {"name": "Helios Labs"}, user_id=USER)


def brings_clara(text: str, found: Extraction) -> Extraction:
    """Find Clara where no word of hers is left, and that Ben met her."""
    mentions = [*found.mentions, Mention(0, 3, "Clara", "person", "mention", 0.9)]
    fact = FactDraft(0, 3, "Ben", "meet", "Clara", True, True, 0.9)
    return replace(found, mentions=tuple(mentions), facts=(*found.facts, fact))


def test_what_was_forgotten_is_not_found_again(root: Path):
    """Neither the name nor a fact about her, whatever a later version reads; chunks are whole."""
    with reopened(root) as memory:
        memory.forget(user_id=USER, entity_id="Clara")
        assert len(rows(memory, "MATCH (c:Event)-[:PART_OF]->() RETURN c.id AS id")) > 1

    with reopened(root, OtherRules(brings_clara)) as memory:
        steps = list(memory.reextract(USER))
        there = rows(memory, "MATCH (n:Entity) RETURN n.key AS key")
        facts = rows(memory, "MATCH (f:Fact) RETURN f.predicate AS predicate")
        with memory._pool.user(USER) as handle:
            assert_same(memory._pool.refresh(USER, handle), rebuilt(handle.store))

    assert len(steps) == len(CONVERSATION) + 1
    assert "clara" not in {row["key"] for row in there}
    assert "ben" in {row["key"] for row in there}
    assert "meet" not in {row["predicate"] for row in facts}
