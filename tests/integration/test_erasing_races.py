"""Erasing while other processes read, write, close and erase: nothing of it stays anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphmem.errors import StoreUnavailableError
from graphmem.memory import Memory
from tests.conftest import USER
from tests.integration.on_server import assert_whole, free, left, meanwhile, opened
from tests.neo4j_server import Neo4jServer
from tests.toy import CONVERSATION

QUESTION = "Where does Clara work?"


def test_two_erase_a_user_while_a_third_begins_anew(one: Memory, two: Memory):
    """Who erases stops where another has finished it: what came after stays whole."""

    def other() -> None:
        one.forget(user_id=USER, everything=True)
        one.remember(list(CONVERSATION[:3]), user_id=USER)

    for at in range(2, 12):
        engine = meanwhile(two, at, other)
        two.forget(user_id=USER, everything=True)

        assert engine.happened
        assert one.stats(USER).nodes["Event"] == 3
        assert_whole(one)


def test_an_erasure_that_was_cut_short_is_finished_by_the_next(one: Memory, two: Memory):
    """Until then nobody sees or writes the rest; nothing of it stays."""
    stop = RuntimeError("killed")

    def die() -> None:
        raise stop

    two.recall(QUESTION, user_id=USER)
    meanwhile(one, 6, die)
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
