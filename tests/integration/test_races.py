"""What two processes can do to each other at the wrong moment, each moment made to come."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from neo4j import Query
from neo4j.exceptions import Neo4jError

from graphmem.clock import now_ms
from graphmem.errors import EncoderMismatchError, StoreError
from graphmem.ingest.rules import RuleExtractor
from graphmem.memory import Memory
from graphmem.stores.queries import load
from graphmem.types import Event
from tests.conftest import USER
from tests.integration.on_server import assert_whole, free, handle_of, meanwhile, opened
from tests.neo4j_server import Neo4jServer
from tests.toy import CONVERSATION, day, turn

QUESTION = "Where does Clara work?"
_PULLS = (
    "users.find_user",
    "erase.pull_tombstones",
    "users.find_secret",
    "sessions.pull_sessions",
    "entities.pull_entities",
    "events.pull_events",
    "entities.pull_event_links",
    "facts.pull_sentence_subjects",
    "events.find_items",
)
_REGION_READS = (
    "region.find_neighbours",
    "region.load_events",
    "region.load_event_links",
    "region.load_sessions",
    "events.find_items",
)


def _late(number: int) -> Event:
    return turn(1000 + number, f"Clara has {number} kettles.", at=day(20))


def test_no_two_transactions_have_one_revision(empty_neo4j: Neo4jServer, tmp_path: Path):
    """Eight threads with connections of their own raise it at once; each gets the next number."""

    def work(memory: Memory) -> list[int]:
        barrier.wait()
        with memory._pool.user(USER, new=True) as handle:
            store = handle.store
            return [
                store._engine.transaction(lambda tx: store._raise_revision(tx, now_ms())[0])
                for _ in range(15)
            ]

    barrier = threading.Barrier(8)
    with ExitStack() as stack, ThreadPoolExecutor(8) as threads:
        memories = [stack.enter_context(opened(empty_neo4j, tmp_path / str(n))) for n in range(8)]
        found = list(threads.map(work, memories))

    assert all(revisions == sorted(revisions) for revisions in found)
    assert sorted(n for revisions in found for n in revisions) == list(range(1, 121))


def test_a_receipt_names_the_revision_of_its_own_write(one: Memory, two: Memory):
    """Not that of another's, which came between the write and the refresh of the caches."""
    engine = meanwhile(one, "users.find_user", lambda: two.remember(_late(1), user_id=USER))
    receipts = one.remember([_late(2), _late(3)], user_id=USER)

    assert engine.happened
    rows = free(one, "MATCH (e:Event) RETURN e.id AS id, e.revision AS revision")
    written = {row["id"]: row["revision"] for row in rows}
    assert [r.revision for r in receipts] == [written[r.event_id] for r in receipts]


@pytest.mark.parametrize(
    "name", ["users.raise_revision", "users.hold_user", "users.mark_erasing", "users.hold_erasing"]
)
def test_queries_that_lock_a_user_do_so(one: Memory, empty_neo4j: Neo4jServer, name: str):
    """While a transaction that ran one is open, nobody else writes to the user."""
    with handle_of(one) as handle:
        lineage = handle.index.lineage
    given = {
        "user_id": USER,
        "lineage": lineage,
        "now": 1,
        "secret": "",
        "encoder": "fake-1",
        "judged": 0,
    }
    query = load(name)
    with (
        empty_neo4j.driver() as driver,
        driver.session() as holder,
        driver.session() as waiter,
        holder.begin_transaction() as held,
    ):
        assert held.run(query.text, {k: v for k, v in given.items() if k in query.params}).data()
        late = Query("MATCH (u:User {id: $user}) SET u.written_at = 2", timeout=0.3)
        with pytest.raises(Neo4jError, match="terminated"):
            waiter.run(late, user=USER).consume()


def _forget_and_tell(other: Memory) -> None:
    """Erase an event and put it back elsewhere, erase another for good, add a third."""
    other.forget(user_id=USER, event_id="e2")
    other.forget(user_id=USER, event_id="e5")
    moved = CONVERSATION[1].model_copy(update={"session_id": "s9"})
    other.remember([moved, turn(11, "Clara plays the oboe in Oslo.", at=day(11))], user_id=USER)


def _erase(other: Memory) -> None:
    """Erase the user."""
    other.forget(user_id=USER, everything=True)


def _begin_anew(other: Memory) -> None:
    """Erase the user; remember less, and something else."""
    other.forget(user_id=USER, everything=True)
    other.remember([CONVERSATION[1], turn(12, "Clara left Kenya.", session="s7")], user_id=USER)


_CHANGES = (_forget_and_tell, _begin_anew, _erase)


@pytest.mark.parametrize("at", _PULLS)
def test_a_graph_that_changes_under_a_recall_breaks_nothing(one: Memory, two: Memory, at: str):
    """Between any two reads of it: the recall answers, the next one knows the graph as it is."""
    for number, change in enumerate(_CHANGES, start=20):
        one.remember([_late(number), CONVERSATION[0]], user_id=USER)
        two.recall(QUESTION, user_id=USER)
        one.forget(user_id=USER, event_id=f"e{1000 + number}")  # to catch up with
        one.remember(_late(10 + number), user_id=USER)
        engine = meanwhile(two, at, partial(change, one))

        items = two.recall(QUESTION, user_id=USER).items

        assert engine.happened
        assert all(item.text for item in items)
        assert_whole(two)
        found = {s.external_id for i in two.recall(QUESTION, user_id=USER).items for s in i.sources}
        there = free(one, "MATCH (e:Event) RETURN e.external_id AS id")
        assert found <= {str(r["id"]) for r in there}


@pytest.mark.parametrize("at", _REGION_READS)
def test_a_large_graph_that_changes_under_a_recall_breaks_nothing(
    one: Memory, empty_neo4j: Neo4jServer, tmp_path: Path, at: str
):
    """Nor where the recall reads the graph itself, part by part."""
    with opened(empty_neo4j, tmp_path / "three", cached_events=1) as three:
        for change in _CHANGES[:2]:
            engine = meanwhile(three, at, partial(change, one))
            items = three.recall(QUESTION, user_id=USER).items
            assert engine.happened
            assert all(item.text for item in items)
            assert three.recall(QUESTION, user_id=USER).items


def test_recalls_are_counted_while_others_write(
    empty_neo4j: Neo4jServer, one: Memory, tmp_path: Path
):
    """Logs of the same events in any order lock each other out for a moment, and lose no count."""

    def work(number: int) -> int:
        with opened(empty_neo4j, tmp_path / f"w{number}") as memory:
            barrier.wait()
            told = 0
            for step in range(6):
                told += len(memory.recall(("Porto ", "Clara ")[step % 2], user_id=USER).items)
                memory.flush()
                memory.remember(_late(100 * number + step), user_id=USER)
            return told

    barrier = threading.Barrier(4)
    with ThreadPoolExecutor(4) as threads:
        told = sum(threads.map(work, range(1, 5)))

    rows = free(one, "MATCH (e:Event) RETURN sum(e.recall_count) AS n")
    assert rows[0]["n"] == told
    assert_whole(one)


def test_a_large_user_who_begins_anew_is_small_again(
    one: Memory, empty_neo4j: Neo4jServer, tmp_path: Path
):
    """A user's size, and the recalls that are noted, are of the graph that is there."""
    with opened(empty_neo4j, tmp_path / "three", cached_events=3) as three:
        assert three.recall(QUESTION, user_id=USER).items
        with handle_of(three) as handle:
            assert handle.large
        _begin_anew(one)
        assert three.recall(QUESTION, user_id=USER).items
        with handle_of(three) as handle:
            assert not handle.large
        assert_whole(three)
        three.flush()
    assert len(free(one, "MATCH (a:Access) RETURN a.id AS id")) == 1


def test_reembedding_leaves_no_vector_of_a_writer_with_the_old_encoder(
    one: Memory, empty_neo4j: Neo4jServer, tmp_path: Path
):
    """Whenever it writes: either its vector is made anew too, or it is refused."""
    refused = 0
    for at in range(1, 4):
        version = f"fake-{at + 1}"
        with (
            opened(empty_neo4j, tmp_path / f"old{at}", version=f"fake-{at}") as old,
            opened(empty_neo4j, tmp_path / f"new{at}", version=version, check_encoder=False) as new,
        ):
            late = _late(at)

            def write(old: Memory = old, late: Event = late) -> None:
                nonlocal refused
                try:
                    old.remember(late, user_id=USER)
                except EncoderMismatchError:
                    refused += 1

            engine = meanwhile(new, at, write)
            assert list(new.reembed(USER))
            assert engine.happened
            rows = free(one, "MATCH (e:Event) WHERE e.searchable RETURN DISTINCT e.model AS model")
            assert [r["model"] for r in rows] == [version]
            with pytest.raises(EncoderMismatchError):
                old.recall(QUESTION, user_id=USER)
        with opened(empty_neo4j, tmp_path / f"after{at}", version=version) as after:
            assert_whole(after)
    assert refused


def test_of_two_reembeddings_at_once_one_gives_way(
    one: Memory, empty_neo4j: Neo4jServer, tmp_path: Path
):
    """The first is told, and no user is left with vectors of two encoders."""
    many = [_late(n) for n in range(300)]
    with opened(empty_neo4j, tmp_path / "quick", extractor=RuleExtractor()) as quick:
        quick.remember(many, user_id=USER)
    with (
        opened(empty_neo4j, tmp_path / "a", version="fake-a", check_encoder=False) as first,
        opened(empty_neo4j, tmp_path / "b", version="fake-b", check_encoder=False) as second,
    ):
        steps = first.reembed(USER)
        next(steps)
        assert sum(second.reembed(USER)) == len(many) + len(CONVERSATION)
        with pytest.raises(StoreError, match="fake-b"):
            list(steps)

    rows = free(one, "MATCH (e:Event) WHERE e.searchable RETURN DISTINCT e.model AS model")
    assert [r["model"] for r in rows] == ["fake-b"]
    with opened(empty_neo4j, tmp_path / "after", version="fake-b") as after:
        assert after.recall(QUESTION, user_id=USER).items
