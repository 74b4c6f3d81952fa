"""What an erasure takes, what it leaves, and that it does not come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphmem.errors import EventError
from graphmem.memory import Memory
from graphmem.stores.archiving import Archiving
from graphmem.stores.barring import barred
from graphmem.stores.cutting import BAR, Forms
from graphmem.stores.erasing_words import _is_name
from tests.conftest import USER, open_memory
from tests.engines import ENGINES
from tests.graphs import change
from tests.integration.on_server import opened
from tests.toy import CONVERSATION, day, turn
from tests.unit.stores.comparing import assert_same, rebuilt


@pytest.fixture(params=ENGINES)
def memory(
    request: pytest.FixtureRequest, fresh: Callable[[], Path], tmp_path: Path
) -> Iterator[Memory]:
    """Ana remembers the toy conversation, on either engine."""
    if request.param == "neo4j":
        place = opened(request.getfixturevalue("empty_neo4j"), tmp_path / "caches")
    else:
        place = open_memory(fresh())
    with place as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        yield memory


def rows(memory: Memory, text: str, **params: object) -> list[dict[str, object]]:
    """Return what a query finds."""
    return memory.query(text, params, user_id=USER)  # type: ignore[arg-type]


def words(memory: Memory) -> str:
    """Return everything in the graph that holds words."""
    nodes, edges = (
        memory.to_networkx(USER).nodes(data=True),
        memory.to_networkx(USER).edges(data=True),
    )
    return f"{list(nodes)} {list(edges)}"


def fact(memory: Memory, words: str) -> str:
    """Return the id of the fact whose words hold some."""
    found = rows(
        memory, "MATCH (f:Fact) WHERE f.text CONTAINS $words RETURN f.id AS id", words=words
    )
    assert found, rows(memory, "MATCH (f:Fact) RETURN f.text AS text")
    return str(found[0]["id"])


def assert_caches_fit(memory: Memory) -> None:
    """Fail unless the caches say what caches made anew would say."""
    with memory._pool.user(USER) as handle:
        assert_same(memory._pool.refresh(USER, handle), rebuilt(handle.store))


def test_a_forgotten_fact_is_cut_out_of_its_event(memory: Memory):
    """The fact goes, its words become a bar, the rest of the event stays; caches follow."""
    memory.recall("Where does Clara work?", user_id=USER)

    report = memory.forget(user_id=USER, fact_id=fact(memory, "Helios Labs"))

    assert len(report.facts) >= 1
    [(now, before)] = report.redacted.items()
    [row] = rows(memory, "MATCH (e:Event {external_id: 'e2'}) RETURN e.id AS id, e.text AS text")
    assert row["id"] == now != before
    assert "works" not in str(row["text"])
    assert BAR in str(row["text"])
    assert len(str(row["text"])) == len(CONVERSATION[1].text)
    assert_caches_fit(memory)
    assert all("works at" not in item.text for item in memory.recall("Clara", user_id=USER).items)


def test_what_others_state_stays_without_the_fact(memory: Memory):
    """Helios Labs is spoken of elsewhere: the receipt says that it stays, and by how many."""
    report = memory.forget(user_id=USER, fact_id=fact(memory, "Clara works"))

    kept = {k.text: k for k in report.kept if k.kind == "entity"}
    assert kept["Helios Labs"].events == 1
    assert rows(memory, "MATCH (e:Event) WHERE e.external_id = 'e3' RETURN e.text AS t")[0][
        "t"
    ] == (CONVERSATION[2].text)


def test_a_forgotten_name_stands_nowhere(memory: Memory):
    """Not in texts, sentences, statements, facts, names, the access log or the caller's data."""
    memory.remember(
        turn(30, "CLARA sings.", metadata={"to": ["Clara"]}, uri="x:Clara"), user_id=USER
    )
    memory.remember(turn(31, "Hello!", speaker="Clara"), user_id=USER)
    memory.remember(turn(22, "Clara's friend paints.", session="s4"), user_id=USER)
    memory.recall("Where does Clara work?", user_id=USER)

    report = memory.forget(user_id=USER, entity_id="clara")

    assert "clara" not in words(memory).casefold()
    assert report.accesses == 1
    assert not report.remains
    assert not report.events
    assert_caches_fit(memory)
    texts = [
        r["t"] for r in rows(memory, "MATCH (e:Event) RETURN e.text AS t ORDER BY e.external_id")
    ]
    assert texts[0] == f"I live in Lyon with my sister {BAR * 5}."
    assert "Helios Labs builds solar ovens. The ovens are sold in Kenya." in texts


@pytest.mark.parametrize(
    ("name", "goes"),
    [
        ("Clara works at Helios", True), ("my sister Clara", True), ("Clara's Bakery", True),
        ("Clara Ray", False), ("Clara de Vries", False), ("Santa Clara", False), ("Claras", False),
    ],
)  # fmt: skip
def test_what_is_only_called_by_the_name_goes_with_it(name: str, goes: bool):
    """A description that holds the name has none of its own."""
    forms = Forms(("Clara",))

    assert (name in forms and not _is_name(name)) == goes


def test_it_is_told_where_a_name_remains(memory: Memory):
    """The caller's own ids, and other names that hold it, are not graphmem's to change."""
    memory.remember(turn(30, "Clara Ray paints.", session="with Clara"), user_id=USER)

    report = memory.forget(user_id=USER, entity_id="Clara")

    assert {"Session: 1", "Entity: 1"} <= set(report.remains)
    assert rows(memory, "MATCH (e:Event {external_id: 'e30'}) RETURN e.text AS t")[0]["t"] == (
        "Clara Ray paints."
    )


def test_a_forgotten_session_takes_all_its_events(memory: Memory):
    """The order of what stays is whole."""
    report = memory.forget(user_id=USER, session_id="s1")

    assert len(report.events) == 3
    assert len(report.sessions) == 1
    assert {r["x"] for r in rows(memory, "MATCH (e:Event) RETURN e.external_id AS x")} == {
        "e4", "e5", "e6", "e7"
    }  # fmt: skip
    chain = "MATCH (a:Event)-[:NEXT]->(b:Event) RETURN a.external_id AS a, b.external_id AS b"
    assert sorted((r["a"], r["b"]) for r in rows(memory, chain)) == [("e4", "e5"), ("e5", "e7")]
    assert_caches_fit(memory)


def test_events_in_the_middle_of_a_session_leave_a_chain(memory: Memory):
    """Neighbours that go together do not leave a gap."""
    from graphmem.stores.erasing import erase_events

    with memory._pool.user(USER) as handle:
        gone = [i for e in ("e2", "e3") for i in handle.store.find_external(e)]
        memory.remember(turn(30, "The end."), user_id=USER)
        handle.store.erase(lambda work: erase_events(work, gone), now_ms=1)

    chain = "MATCH (a:Event)-[:NEXT]->(b:Event) RETURN a.external_id AS a, b.external_id AS b"
    assert ("e1", "e30") in [(r["a"], r["b"]) for r in rows(memory, chain)]


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


def test_words_are_cut_out_of_long_and_of_archived_texts(memory: Memory):
    """Chunks, their sentences, and what is packed."""
    long = " ".join(f"Clara counts to {n} in Bergen." for n in range(60))
    memory.remember(turn(20, long, session="s3"), user_id=USER)
    with memory._pool.user(USER) as handle:
        whole = handle.store.find_external("e20") + handle.store.find_external("e1")
        change(
            handle.engine, "MATCH (e:Event) WHERE e.external_id IN ['e1'] SET e.tier = 'archive'"
        )
        list(Archiving(handle.store, handle.engine).pack(whole, now_ms=1))
        memory._pool.refresh(USER, handle)
    packed = "MATCH (e:Event) WHERE e.packed IS NOT NULL RETURN e.external_id AS x"
    assert [r["x"] for r in rows(memory, packed)] == ["e1"]

    report = memory.forget(user_id=USER, entity_id="Clara")

    assert "clara" not in words(memory).casefold()
    assert len(report.redacted) >= 2
    assert rows(memory, packed) == []
    parts = rows(memory, "MATCH (c:Event)-[:PART_OF]->(e:Event) RETURN c.text AS t, e.text AS w")
    assert len(parts) > 1
    assert all(str(p["t"]) in str(p["w"]) and BAR in str(p["t"]) for p in parts)


@pytest.mark.parametrize(
    "wanted",
    [
        {"event_id": "no-such"}, {"fact_id": "no-such"}, {"entity_id": "Nobody"},
        {"session_id": "none"}, {"event_id": "e1", "fact_id": "x"}, {},
        {"session_id": "s1", "everything": True}, {"entity_id": "\ud800"},
    ],
)  # fmt: skip
def test_what_names_nothing_is_refused(memory: Memory, wanted: dict[str, str]):
    """And nothing is changed."""
    before = memory.stats(USER).revision

    with pytest.raises(EventError):
        memory.forget(user_id=USER, **wanted)  # type: ignore[arg-type]

    assert memory.stats(USER).revision == before


def test_a_fact_told_by_two_is_cut_out_of_both(memory: Memory):
    """Wherever it is stated."""
    memory.remember(
        turn(30, "Clara works at Helios Labs, I heard.", session="s3", at=day(3)), user_id=USER
    )

    report = memory.forget(user_id=USER, fact_id=fact(memory, "Clara works at Helios Labs"))

    told = [str(r["t"]) for r in rows(memory, "MATCH (e:Event) RETURN e.text AS t")]
    assert not [t for t in told if "works at Helios" in t]
    assert len(report.redacted) == 2


def test_a_name_is_cut_out_of_the_user_s_reasons(memory: Memory):
    """What was said of a decision is no other text than the rest."""
    memory.correct("e4", "I moved to Porto in May.", user_id=USER, reason="Clara told me")

    memory.forget(user_id=USER, entity_id="Clara")

    [row] = rows(memory, "MATCH ()-[r:CORRECTS]->() RETURN r.reason AS reason")
    assert row["reason"] == BAR


def test_a_correction_that_tells_what_was_forgotten_is_refused(memory: Memory):
    """And nothing is corrected."""
    memory.forget(user_id=USER, entity_id="Clara")

    with pytest.raises(EventError, match="forgotten"):
        memory.correct("e4", "Clara moved to Porto.", user_id=USER)
