"""What two processes can do to each other at the wrong moment, each moment made to come."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from graphmem.clock import now_ms
from graphmem.errors import EncoderMismatchError, StoreError, StoreUnavailableError
from graphmem.memory import Memory
from graphmem.types import Event
from tests.conftest import USER
from tests.integration.on_server import Meanwhile, free, handle_of, left, opened
from tests.neo4j_server import Neo4jServer
from tests.toy import CONVERSATION, day, turn
from tests.unit.stores.comparing import assert_same, chains_of, rebuilt, session_line

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


@pytest.fixture
def one(empty_neo4j: Neo4jServer, tmp_path: Path):
    """A process that remembers the toy conversation."""
    with opened(empty_neo4j, tmp_path / "one") as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        yield memory


@pytest.fixture
def two(empty_neo4j: Neo4jServer, tmp_path: Path):
    """Another process, which has not looked at anything yet."""
    with opened(empty_neo4j, tmp_path / "two") as memory:
        yield memory


def _late(number: int) -> Event:
    return turn(1000 + number, f"Clara has {number} kettles.", at=day(20))


def _meanwhile(memory: Memory, at: str | int, happens: Callable[[], object]) -> Meanwhile:
    """Let something happen at a moment of what a memory does next."""
    backend = memory._pool.backend
    engine = Meanwhile(backend._engine(None), at, happens)  # type: ignore[attr-defined]
    backend._ready[None] = engine  # type: ignore[attr-defined]
    with memory._pool.user(USER) as handle:
        handle.engine = handle.store._engine = engine
    return engine


def _assert_whole(memory: Memory) -> None:
    """Fail unless caches equal the graph and chains are lines."""
    with handle_of(memory) as handle:
        assert_same(handle.index, rebuilt(handle.store))
        assert sum(map(len, chains_of(handle.store).values())) == len(handle.index)
        session_line(handle.store)


def test_no_two_transactions_have_one_revision(empty_neo4j: Neo4jServer, tmp_path: Path):
    """Eight threads with connections of their own raise it at once; each gets the next number."""

    def work(memory: Memory) -> list[int]:
        barrier.wait()
        with memory._pool.user(USER) as handle:
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


@pytest.mark.parametrize("change", [_forget_and_tell, _erase, _begin_anew])
@pytest.mark.parametrize("at", _PULLS)
def test_a_graph_that_changes_under_a_recall_breaks_nothing(
    one: Memory, two: Memory, at: str, change: Callable[[Memory], None]
):
    """Between any two reads of it: the recall answers, the next one knows the graph as it is."""
    two.recall(QUESTION, user_id=USER)
    one.forget(user_id=USER, event_id="e7")  # so that there is something to catch up with
    one.remember(turn(10, "Clara bought a kettle in Lyon."), user_id=USER)
    engine = _meanwhile(two, at, lambda: change(one))

    items = two.recall(QUESTION, user_id=USER).items

    assert engine.happened
    assert all(item.text for item in items)
    _assert_whole(two)
    assert {s.external_id for i in two.recall(QUESTION, user_id=USER).items for s in i.sources} <= {
        str(r["id"]) for r in free(one, "MATCH (e:Event) RETURN e.external_id AS id")
    }


def test_two_erase_a_user_while_a_third_begins_anew(one: Memory, two: Memory):
    """Who erases stops where another has finished it: what came after stays whole."""

    def other() -> None:
        one.forget(user_id=USER, everything=True)
        one.remember(list(CONVERSATION[:3]), user_id=USER)

    for at in range(2, 12):
        engine = _meanwhile(two, at, other)
        two.forget(user_id=USER, everything=True)

        assert engine.happened
        assert one.stats(USER).nodes["Event"] == 3
        _assert_whole(one)


def test_an_erasure_that_was_cut_short_is_finished_by_the_next(one: Memory, two: Memory):
    """Until then nobody sees or writes the rest; nothing of it stays."""
    stop = RuntimeError("killed")

    def die() -> None:
        raise stop

    two.recall(QUESTION, user_id=USER)
    _meanwhile(one, 6, die)
    with pytest.raises(RuntimeError):
        one.forget(user_id=USER, everything=True)

    assert not two.recall(QUESTION, user_id=USER).known_user
    with pytest.raises(StoreUnavailableError, match=r"forget --user ana --everything"):
        two.remember("Clara is back.", user_id=USER)
    assert left(two) > 0
    two.forget(user_id=USER, everything=True)
    assert left(two) == 0
    assert two.remember("Clara is back.", user_id=USER).revision == 1


def test_nothing_is_noted_of_what_another_process_erased(one: Memory, two: Memory):
    """Recalls wait to be logged; those that returned an erased event, or a user, never are."""
    two.recall(QUESTION, user_id=USER)
    two.recall("Who plays the cello?", user_id=USER)
    one.forget(user_id=USER, event_id="e2")
    two.flush()
    assert free(one, "MATCH (a:Access) RETURN a.query AS query") == []
    two.recall("Who plays the cello?", user_id=USER)
    two.flush()
    assert len(free(one, "MATCH (a:Access) RETURN a.query AS query")) == 1

    two.recall("Is anything known of Lyon?", user_id=USER)
    one.forget(user_id=USER, everything=True)
    two.flush()
    assert left(one) == 0

    two.recall("nothing", user_id=USER)
    one.remember(list(CONVERSATION), user_id=USER)
    two.recall("What is known of Porto?", user_id=USER)
    one.forget(user_id=USER, everything=True)
    one.remember(list(CONVERSATION), user_id=USER)
    two.flush()
    assert free(one, "MATCH (a:Access) RETURN a.query AS query") == []


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
    _assert_whole(one)


def test_no_snapshot_keeps_what_another_process_erased(
    one: Memory, empty_neo4j: Neo4jServer, tmp_path: Path
):
    """A process that closes after an erasure elsewhere writes nothing of it to its disk."""
    for everything in (False, True):
        with opened(empty_neo4j, tmp_path / "three") as three:
            three.recall(QUESTION, user_id=USER)
            one.forget(user_id=USER, event_id=None if everything else "e6", everything=everything)
        kept = list((tmp_path / "three").rglob("*.npz"))
        assert not any(b"cello" in path.read_bytes() for path in kept)
        assert bool(kept) is not everything


def test_caches_of_a_user_who_was_erased_elsewhere_go(one: Memory, two: Memory):
    """The next question finds no user, and no copy stays in memory."""
    two.recall(QUESTION, user_id=USER)
    one.forget(user_id=USER, everything=True)

    assert not two.recall(QUESTION, user_id=USER).known_user
    assert all(len(handle.index) == 0 for handle in two._pool._open.values())


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
        _assert_whole(three)
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

            engine = _meanwhile(new, at, write)
            assert list(new.reembed(USER))
            assert engine.happened
            rows = free(one, "MATCH (e:Event) WHERE e.searchable RETURN DISTINCT e.model AS model")
            assert [r["model"] for r in rows] == [version]
            with pytest.raises(EncoderMismatchError):
                old.recall(QUESTION, user_id=USER)
        with opened(empty_neo4j, tmp_path / f"after{at}", version=version) as after:
            _assert_whole(after)
    assert refused


def test_of_two_reembeddings_at_once_one_gives_way(
    one: Memory, empty_neo4j: Neo4jServer, tmp_path: Path
):
    """The first is told, and no user is left with vectors of two encoders."""
    many = [_late(n) for n in range(300)]
    one.remember(many, user_id=USER)
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
