"""What goes to the archive is out of sight, whole, and found by who looks deep enough."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from graphmem.memory import Memory
from graphmem.stores import archiving
from graphmem.stores.archiving import Archiving
from graphmem.stores.packing import unpack_text
from tests.archives import DEEP, EVENTS, LONG, NOW_MS, ids, put_away, put_back, recalled, rows
from tests.conftest import USER, make_settings, open_memory
from tests.fakes import FakeEncoder
from tests.toy import CONVERSATION, day, turn
from tests.unit.stores.comparing import assert_same, picture, rebuilt, units_of

_SENTENCES = """
MATCH (s:Sentence) RETURN s.id AS id, s.text AS text, s.embedding AS embedding ORDER BY id
"""


def test_words_and_vectors_come_back_as_they_were(chaptered: Memory):
    """Texts exactly, those of chunks and sentences too; vectors within the error of their codes."""
    before, sentences = rows(chaptered, EVENTS), rows(chaptered, _SENTENCES)
    codes = codes_of(chaptered)

    put_away(chaptered, ["e3", "e5", "e8"])
    packed = {str(r["external_id"]): r for r in rows(chaptered, EVENTS) if r["packed"] is not None}
    put_back(chaptered)

    assert {"e3", "e5", "e8"} <= packed.keys()
    assert all(r["text"] is None and r["embedding"] is None for r in packed.values())
    assert unpack_text(str(packed["e8"]["packed"])) == LONG
    for old, new in zip(before, rows(chaptered, EVENTS), strict=True):
        assert (old["id"], old["text"], new["packed"]) == (new["id"], new["text"], None)
        assert_near(old["embedding"], new["embedding"])
    for old, new in zip(sentences, rows(chaptered, _SENTENCES), strict=True):
        assert (old["id"], old["text"]) == (new["id"], new["text"])
        assert_near(old["embedding"], new["embedding"])
    assert codes_of(chaptered) == codes


def test_a_deep_recall_finds_all_that_is_archived(chaptered: Memory):
    """Each by its own words, the long one by words of one of its chunks; a usual recall none."""
    names = ["e1", "e2", "e3", "e4", "e5", "e6"]
    texts = {e.external_id: e.text for e in CONVERSATION}

    put_away(chaptered, [*names, "e8"])

    for name in names:
        question = str(texts[name])
        assert recalled(chaptered, question, DEEP)[0] == name
        assert name not in recalled(chaptered, question)
    assert recalled(chaptered, "Which chapter tells of glacier number 59?", DEEP)[0] == "e8"
    assert recalled(chaptered, "Which chapter tells of glacier number 59?") == []


def test_what_stays_is_as_if_the_rest_had_never_been_at_hand(chaptered: Memory):
    """The cache that let go equals one that never held it; a deep recall leaves it alone."""
    recalled(chaptered, "Where do I live?")
    put_away(chaptered, ["e1", "e6", "e8"])
    usual = chaptered.recall("Where does Clara work?", user_id=USER)
    with chaptered._pool.user(USER) as handle:
        assert_same(chaptered._pool.refresh(USER, handle), rebuilt(handle.store))
        assert handle.deep is None

    recalled(chaptered, "Where does Clara work?", DEEP)

    again = chaptered.recall("Where does Clara work?", user_id=USER)
    assert [(i.text, i.score, i.parts) for i in again.items] == [
        (i.text, i.score, i.parts) for i in usual.items
    ]
    with chaptered._pool.user(USER) as handle:
        assert_same(chaptered._pool.refresh(USER, handle), rebuilt(handle.store))


def test_the_second_index_is_kept_while_the_graph_is_as_it_was(chaptered: Memory):
    """It is made by the first deep recall, serves the next, and goes with the next write."""
    put_away(chaptered, ["e1"])
    with chaptered._pool.user(USER) as handle:
        recalled(chaptered, "Where do I live?", DEEP)
        first = handle.deep
        recalled(chaptered, "Who is Clara?", DEEP)
        assert handle.deep is first is not None
        chaptered.remember("I bought a kite.", user_id=USER)
        recalled(chaptered, "kite")
        assert handle.deep is None


def test_where_nothing_is_archived_a_deep_recall_needs_no_second_index(chaptered: Memory):
    """Sensory and working memory lie in the usual one."""
    assert "e7" in recalled(chaptered, "haha ok", DEEP)
    with chaptered._pool.user(USER) as handle:
        assert handle.deep is None


def test_a_move_that_was_stopped_goes_on_from_its_beginning(
    chaptered: Memory, monkeypatch: pytest.MonkeyPatch
):
    """Each transaction is whole; what was done already is passed over."""
    monkeypatch.setattr(archiving, "BATCH", 2)
    names = ["e1", "e2", "e3", "e4", "e5"]
    put_away(chaptered, names, transactions=1)
    half = [r["external_id"] for r in rows(chaptered, EVENTS) if r["packed"] is not None]

    put_away(chaptered, names)

    assert len(half) == 2
    assert chaptered.stats(USER).tiers["archive"] == len(names)
    put_back(chaptered)
    known = {str(r["external_id"]): r["text"] for r in rows(chaptered, EVENTS)}
    assert [known[str(e.external_id)] for e in CONVERSATION] == [e.text for e in CONVERSATION]


def test_everything_that_reads_words_reads_them_packed(chaptered: Memory):
    """Working memory, the turns before a new one, a new extraction and new vectors."""
    put_away(chaptered, ["e1", "e2", "e3", "e4", "e5", "e8"])

    working = chaptered.working("s1", USER)
    said = [*(e.text for e in CONVERSATION[:3]), LONG]
    assert [item.text for item in working.items] == said
    chaptered.remember(turn(9, "She is nice.", session="s1", at=day(21)), user_id=USER)
    graph = chaptered.to_networkx(USER)
    assert graph.nodes[ids(chaptered)["e1"]]["tier"] == "archive"
    dry = list(chaptered.reextract(USER, dry_run=True))
    assert dry == []
    assert recalled(chaptered, "solar ovens", DEEP)[0] == "e3"


def test_what_is_archived_can_be_forgotten(chaptered: Memory):
    """Its packed words go with it; what others support stays, with the names they give it."""
    put_away(chaptered, ["e2", "e3"])
    assert recalled(chaptered, "solar ovens", DEEP)[0] == "e3"

    chaptered.forget(user_id=USER, event_id="e3")

    assert "e3" not in recalled(chaptered, "solar ovens", DEEP)
    assert recalled(chaptered, "Clara works at Helios Labs", DEEP)[0] == "e2"
    names = "MATCH (n:Entity) WHERE n.key STARTS WITH 'helios' RETURN n.name AS name"
    assert rows(chaptered, names) == [{"name": "Helios Labs"}]


def test_another_encoder_makes_the_vectors_of_the_archive_too(fresh: Callable[[], Path]):
    """What it reads lies unpacked in the archive until it is packed again."""
    root = fresh()
    with open_memory(root) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        put_away(memory, ["e1", "e3"])
    with open_memory(root, version="fake-2", check_encoder=False) as memory:
        assert sum(memory.reembed(USER)) == len(CONVERSATION)
    with open_memory(root, version="fake-2") as memory:
        assert recalled(memory, "solar ovens", DEEP)[0] == "e3"
        assert "e3" not in recalled(memory, "solar ovens")
        with memory._pool.user(USER) as handle:
            flow = Archiving(handle.store, handle.engine)
            for revision in flow.pack(sorted(ids(memory).values()), now_ms=NOW_MS):
                handle.revision = revision
        packed = {r["external_id"] for r in rows(memory, EVENTS) if r["packed"] is not None}
        assert packed == {"e1", "e3"}
        assert recalled(memory, "solar ovens", DEEP)[0] == "e3"


def test_a_large_user_s_archive_is_looked_through(fresh: Callable[[], Path]):
    """Where no cache is held, a deep recall reads the whole archive, and no usual one does."""
    settings = make_settings(
        store={"durable_flush": False, "heap_mb": 256, "cached_events": 0},
        ingest={"chunk_tokens": 64},
    )
    with Memory.open(fresh(), settings=settings, encoder=FakeEncoder()) as memory:
        memory.remember([*CONVERSATION, turn(8, LONG, at=day(20))], user_id=USER)
        put_away(memory, ["e1", "e3", "e8"])
        assert recalled(memory, "solar ovens sold in Kenya", DEEP)[0] == "e3"
        assert recalled(memory, "glacier number 59", DEEP)[0] == "e8"
        assert "e3" not in recalled(memory, "solar ovens sold in Kenya")
        memory.flush(USER)
        assert recalled(memory, "solar ovens sold in Kenya")[0] == "e3"


def assert_near(old: object, new: object) -> None:
    """Fail unless two vectors are as near as 8-bit codes keep them, or neither is there."""
    if old is None or new is None:
        assert old is new is None
        return
    one, two = np.array(old, np.float32), np.array(new, np.float32)
    assert np.abs(one - two).max() <= np.abs(one).max() / 127


def codes_of(memory: Memory) -> dict[str, object]:
    """The vectors of events and sentences as recall compares them, and whom sentences mention."""
    with memory._pool.user(USER) as handle:
        index = rebuilt(handle.store)
    units = {i: [(code, held) for code, _, held in of] for i, of in units_of(index).items()}
    return {"rows": picture(index)["codes"], "units": units}
