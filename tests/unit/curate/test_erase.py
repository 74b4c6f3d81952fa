"""What an erasure takes, and what it leaves."""

from __future__ import annotations

import pytest

from graphmem.errors import EventError
from graphmem.memory import Memory
from graphmem.stores.archiving import Archiving
from graphmem.stores.cutting import BAR, Forms
from graphmem.stores.erasing import erase_events
from graphmem.stores.erasing_words import _is_name
from tests.conftest import USER
from tests.graphs import change
from tests.toy import CONVERSATION, day, turn
from tests.unit.curate.erased import assert_caches_fit, fact, rows, words


@pytest.fixture
def memory(either: Memory) -> Memory:
    """Ana remembers the toy conversation."""
    return either


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


def test_sessions_go_on_after_one_was_forgotten(memory: Memory):
    """What is told next follows what was told in its own session, in the caches too."""
    memory.recall("Clara", user_id=USER)
    memory.forget(user_id=USER, session_id="s1")
    for number, session in ((26, "s2"), (27, "s3"), (28, "s4")):
        memory.remember(turn(number, f"I saw {number} birds.", session=session), user_id=USER)

    assert_caches_fit(memory)


def test_events_in_the_middle_of_a_session_leave_a_chain(memory: Memory):
    """Neighbours that go together do not leave a gap."""
    with memory._pool.user(USER) as handle:
        gone = [i for e in ("e2", "e3") for i in handle.store.find_external(e)]
        memory.remember(turn(30, "The end."), user_id=USER)
        handle.store.erase(lambda work: erase_events(work, gone), now_ms=1)

    chain = "MATCH (a:Event)-[:NEXT]->(b:Event) RETURN a.external_id AS a, b.external_id AS b"
    assert ("e1", "e30") in [(r["a"], r["b"]) for r in rows(memory, chain)]


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
