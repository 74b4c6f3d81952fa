"""What goes to the archive is out of sight, whole, and found by who looks deep enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from graphmem.clock import now_ms
from graphmem.dynamics.tiers import COVERED, FADED, FOUND, Transition
from graphmem.memory import Memory
from graphmem.stores import archiving
from graphmem.stores.archiving import Archiving
from graphmem.stores.packing import unpack_text
from graphmem.types import RecallOptions
from tests.conftest import USER, make_settings, open_memory
from tests.fakes import FakeEncoder
from tests.toy import CONVERSATION, day, turn
from tests.unit.stores.comparing import assert_same, picture, rebuilt, units_of

NOW_MS = 1_720_000_000_000
DEEP = RecallOptions(limit=3, deep=True)
LONG = " ".join(f"Chapter {n} tells of glacier number {n}." for n in range(60))
_EVENTS = """
MATCH (e:Event) RETURN e.id AS id, e.text AS text, e.embedding AS embedding, e.tier AS tier,
  e.packed AS packed, e.external_id AS external_id, e.moved_for AS reason ORDER BY id
"""
_SENTENCES = """
MATCH (s:Sentence) RETURN s.id AS id, s.text AS text, s.embedding AS embedding ORDER BY id
"""
_MOVES = """
MATCH (a:Access)-[m:MOVED]->(e:Event)
RETURN e.external_id AS event, m.from_tier AS source, m.to_tier AS to, m.reason AS reason,
       a.query AS question ORDER BY event
"""


@pytest.fixture
def told(fresh: Callable[[], Path]) -> Iterator[Memory]:
    """A memory of the toy conversation and a long text, which is kept in chunks."""
    with open_memory(fresh(), ingest={"chunk_tokens": 64}) as memory:
        memory.remember([*CONVERSATION, turn(8, LONG, at=day(20))], user_id=USER)
        yield memory


def rows(memory: Memory, text: str) -> list[dict[str, object]]:
    """The rows of a free query."""
    return memory.query(text, user_id=USER)


def ids(memory: Memory) -> dict[str, str]:
    """Ids of whole events by the caller's."""
    found = rows(memory, _EVENTS)
    return {str(r["external_id"]): str(r["id"]) for r in found if r["external_id"] is not None}


def put_away(
    memory: Memory, names: Sequence[str], *, reason: str = FADED, transactions: int = 99
) -> None:
    """Send episodic events to the archive."""
    known = ids(memory)
    steps = [Transition(known[n], "episodic", "archive", reason) for n in names]
    with memory._pool.user(USER) as handle:
        moving = Archiving(handle.store, handle.engine).move(steps, None, now_ms=NOW_MS)
        for _, revision in zip(range(transactions), moving, strict=False):
            handle.revision = revision


def recalled(memory: Memory, question: str, options: RecallOptions | None = None) -> list[str]:
    """External ids of what a question brings to mind, best first."""
    context = memory.recall(question, user_id=USER, options=options)
    return [str(item.sources[0].external_id) for item in context.items]


def test_words_and_vectors_come_back_as_they_were(told: Memory):
    """Texts exactly, those of chunks and sentences too; vectors within the error of their codes."""
    before, sentences = rows(told, _EVENTS), rows(told, _SENTENCES)
    codes = codes_of(told)

    put_away(told, ["e3", "e5", "e8"])
    packed = {str(r["external_id"]): r for r in rows(told, _EVENTS) if r["packed"] is not None}
    put_back(told)

    assert {"e3", "e5", "e8"} <= packed.keys()
    assert all(r["text"] is None and r["embedding"] is None for r in packed.values())
    assert unpack_text(str(packed["e8"]["packed"])) == LONG
    for old, new in zip(before, rows(told, _EVENTS), strict=True):
        assert (old["id"], old["text"], new["packed"]) == (new["id"], new["text"], None)
        assert_near(old["embedding"], new["embedding"])
    for old, new in zip(sentences, rows(told, _SENTENCES), strict=True):
        assert (old["id"], old["text"]) == (new["id"], new["text"])
        assert_near(old["embedding"], new["embedding"])
    assert codes_of(told) == codes


def test_a_deep_recall_finds_all_that_is_archived(told: Memory):
    """Each by its own words, the long one by words of one of its chunks; a usual recall none."""
    names = ["e1", "e2", "e3", "e4", "e5", "e6"]
    texts = {e.external_id: e.text for e in CONVERSATION}

    put_away(told, [*names, "e8"])

    for name in names:
        question = str(texts[name])
        assert recalled(told, question, DEEP)[0] == name
        assert name not in recalled(told, question)
    assert recalled(told, "Which chapter tells of glacier number 59?", DEEP)[0] == "e8"
    assert recalled(told, "Which chapter tells of glacier number 59?") == []


def test_what_stays_is_as_if_the_rest_had_never_been_at_hand(told: Memory):
    """The cache that let go equals one that never held it; a deep recall leaves it alone."""
    recalled(told, "Where do I live?")
    put_away(told, ["e1", "e6", "e8"])
    usual = told.recall("Where does Clara work?", user_id=USER)
    with told._pool.user(USER) as handle:
        assert_same(told._pool.refresh(USER, handle), rebuilt(handle.store))
        assert handle.deep is None

    recalled(told, "Where does Clara work?", DEEP)

    again = told.recall("Where does Clara work?", user_id=USER)
    assert [(i.text, i.score, i.parts) for i in again.items] == [
        (i.text, i.score, i.parts) for i in usual.items
    ]
    with told._pool.user(USER) as handle:
        assert_same(told._pool.refresh(USER, handle), rebuilt(handle.store))


def test_the_second_index_is_kept_while_the_graph_is_as_it_was(told: Memory):
    """It is made by the first deep recall, serves the next, and goes with the next write."""
    put_away(told, ["e1"])
    with told._pool.user(USER) as handle:
        recalled(told, "Where do I live?", DEEP)
        first = handle.deep
        recalled(told, "Who is Clara?", DEEP)
        assert handle.deep is first is not None
        told.remember("I bought a kite.", user_id=USER)
        recalled(told, "kite")
        assert handle.deep is None


def test_where_nothing_is_archived_a_deep_recall_needs_no_second_index(told: Memory):
    """Sensory and working memory lie in the usual one."""
    assert "e7" in recalled(told, "haha ok", DEEP)
    with told._pool.user(USER) as handle:
        assert handle.deep is None


def test_being_recalled_wakes_at_the_next_flush(told: Memory):
    """Not before: reads write nothing. Which question woke it can be told."""
    put_away(told, ["e3", "e6", "e8"], reason=COVERED)
    recalled(told, "What does Helios Labs build?", RecallOptions(limit=1, deep=True))
    assert told.stats(USER).tiers["archive"] == 3 + chunks(told)

    told.flush(USER)

    assert recalled(told, "What does Helios Labs build?")[0] == "e3"
    assert rows(told, _MOVES) == [
        {
            "event": "e3",
            "source": "archive",
            "to": "episodic",
            "reason": FOUND,
            "question": "What does Helios Labs build?",
        }
    ]
    with told._pool.user(USER) as handle:
        moves = Archiving(handle.store, handle.engine).moves(ids(told)["e3"])
        assert [(m["to_tier"], m["mover_label"]) for m in moves] == [("episodic", "Access")]
        assert_same(told._pool.refresh(USER, handle), rebuilt(handle.store))
    told_of = told.explain(ids(told)["e3"], user_id=USER).changes
    assert [c.text for c in told_of if c.what == "moved"] == [f"from archive to episodic: {FOUND}"]
    assert "(archive: " in told_of[0].text  # no sleep has put it there


def test_what_lay_unpacked_in_the_archive_comes_back_with_its_session(told: Memory):
    """Caches let go of a session with nothing at hand; whatever leaves the archive is found."""
    known = ids(told)
    put_away(told, ["e4", "e5", "e7"])  # all of a session
    assert "e5" not in recalled(told, "Who visits on Friday?", RecallOptions(limit=99))
    with told._pool.user(USER) as handle:
        archive = Archiving(handle.store, handle.engine)
        handle.revision = archive.bring_to_hand([known["e5"]], now_ms=NOW_MS) or 0
        step = Transition(known["e5"], "archive", "episodic", FOUND)
        for revision in archive.move([step], None, now_ms=NOW_MS):
            handle.revision = revision

    assert "e5" in recalled(told, "Who visits on Friday?", RecallOptions(limit=99))


def test_what_was_recalled_before_it_went_does_not_wake(told: Memory):
    """The access log may be written later: it tells of what was at hand."""
    recalled(told, "What does Helios Labs build?")
    with told._pool.user(USER) as handle:
        flow = Archiving(handle.store, handle.engine)
        steps = [Transition(ids(told)["e3"], "episodic", "archive", FADED)]
        for revision in flow.move(steps, None, now_ms=now_ms()):
            handle.revision = revision

    told.flush(USER)

    assert told.stats(USER).tiers["archive"] == 1


def test_a_chunk_that_is_recalled_wakes_its_whole_event(told: Memory):
    """A long text goes and comes as one."""
    put_away(told, ["e8"])

    recalled(told, "glacier number 7", RecallOptions(limit=1, deep=True))
    told.flush(USER)

    assert "archive" not in told.stats(USER).tiers
    assert recalled(told, "glacier number 59")[0] == "e8"


def test_a_move_that_was_stopped_goes_on_from_its_beginning(
    told: Memory, monkeypatch: pytest.MonkeyPatch
):
    """Each transaction is whole; what was done already is passed over."""
    monkeypatch.setattr(archiving, "BATCH", 2)
    names = ["e1", "e2", "e3", "e4", "e5"]
    put_away(told, names, transactions=1)
    half = [r["external_id"] for r in rows(told, _EVENTS) if r["packed"] is not None]

    put_away(told, names)

    assert len(half) == 2
    assert told.stats(USER).tiers["archive"] == len(names)
    put_back(told)
    known = {str(r["external_id"]): r["text"] for r in rows(told, _EVENTS)}
    assert [known[str(e.external_id)] for e in CONVERSATION] == [e.text for e in CONVERSATION]


def test_everything_that_reads_words_reads_them_packed(told: Memory):
    """Working memory, the turns before a new one, a new extraction and new vectors."""
    put_away(told, ["e1", "e2", "e3", "e4", "e5", "e8"])

    working = told.working("s1", USER)
    said = [*(e.text for e in CONVERSATION[:3]), LONG]
    assert [item.text for item in working.items] == said
    told.remember(turn(9, "She is nice.", session="s1", at=day(21)), user_id=USER)
    graph = told.to_networkx(USER)
    assert graph.nodes[ids(told)["e1"]]["tier"] == "archive"
    dry = list(told.reextract(USER, dry_run=True))
    assert dry == []
    assert recalled(told, "solar ovens", DEEP)[0] == "e3"


def test_what_is_archived_can_be_forgotten(told: Memory):
    """Its packed words go with it; what others support stays, with the names they give it."""
    put_away(told, ["e2", "e3"])
    assert recalled(told, "solar ovens", DEEP)[0] == "e3"

    told.forget(user_id=USER, event_id="e3")

    assert "e3" not in recalled(told, "solar ovens", DEEP)
    assert recalled(told, "Clara works at Helios Labs", DEEP)[0] == "e2"
    names = "MATCH (n:Entity) WHERE n.key STARTS WITH 'helios' RETURN n.name AS name"
    assert rows(told, names) == [{"name": "Helios Labs"}]


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
        packed = {r["external_id"] for r in rows(memory, _EVENTS) if r["packed"] is not None}
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


def chunks(memory: Memory) -> int:
    """How many chunks the long text has."""
    found = rows(memory, "MATCH (c:Event)-[:PART_OF]->(:Event) RETURN count(c) AS n")
    return int(str(found[0]["n"]))


def put_back(memory: Memory) -> None:
    """Bring everything back that is in the archive."""
    known = sorted(ids(memory).values())
    steps = [Transition(i, "archive", "episodic", FOUND) for i in known]
    with memory._pool.user(USER) as handle:
        for revision in Archiving(handle.store, handle.engine).move(steps, None, now_ms=NOW_MS):
            handle.revision = revision


def codes_of(memory: Memory) -> dict[str, object]:
    """The vectors of events and sentences as recall compares them, and whom sentences mention."""
    with memory._pool.user(USER) as handle:
        index = rebuilt(handle.store)
    units = {i: [(code, held) for code, _, held in of] for i, of in units_of(index).items()}
    return {"rows": picture(index)["codes"], "units": units}
