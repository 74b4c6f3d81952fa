"""What somebody says of an item of a recall, from the buffer to the graph."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphmem.conflicts import Conflict
from graphmem.errors import EventError
from graphmem.memory import Memory
from graphmem.types import Context, Feedback
from tests.conftest import USER
from tests.unit.curate.disputing import TOLD, quiet


@pytest.fixture
def root(fresh: Callable[[], Path]) -> Path:
    """A folder of memories."""
    return fresh()


@pytest.fixture
def memory(root: Path) -> Iterator[Memory]:
    """A memory in which Ana told three things."""
    with quiet(root) as opened:
        opened.remember(list(TOLD), user_id=USER)
        yield opened


def ask(memory: Memory) -> tuple[Context, str]:
    """Recall something; return it and the event of its best item."""
    context = memory.recall("Where does Ana live?", user_id=USER)
    return context, context.items[0].sources[0].event_id


def worth(memory: Memory, event: str) -> tuple[float, int, int]:
    """Return an event's strength, and how often it was helpful and irrelevant."""
    [row] = memory.query(
        "MATCH (e:Event {id: $id}) RETURN e.strength AS s, coalesce(e.helpful_count, 0) AS h, "
        "coalesce(e.irrelevant_count, 0) AS i",
        {"id": event},
        user_id=USER,
    )
    return float(str(row["s"])), int(str(row["h"])), int(str(row["i"]))


def test_feedback_waits_for_the_flush(memory: Memory):
    """Nothing is written before; then strength, counts and the recall's own record have it."""
    context, event = ask(memory)
    memory.feedback(context.id, event, "irrelevant", user_id=USER)
    assert worth(memory, event) == (1.0, 0, 0)

    memory.flush(USER)
    low = worth(memory, event)
    memory.feedback(context.id, event, "helpful", user_id=USER)
    memory.flush(USER)

    assert low[0] < 1.0
    assert low[1:] == (0, 1)
    assert low[0] < worth(memory, event)[0] < 1.0
    assert worth(memory, event)[1:] == (1, 1)
    [row] = memory.query(
        "MATCH (a:Access {id: $id}) RETURN a.judged_ids AS ids, a.verdicts AS verdicts",
        {"id": context.id},
        user_id=USER,
    )
    assert row == {"ids": [event, event], "verdicts": ["irrelevant", "helpful"]}


def test_the_same_twice_counts_once(memory: Memory):
    """In one recall; another recall of it may be judged again."""
    context, event = ask(memory)
    for _ in range(2):
        memory.feedback(context.id, event, "irrelevant", user_id=USER)
    memory.flush(USER)
    memory.feedback(context.id, event, "irrelevant", user_id=USER)
    memory.flush(USER)
    assert worth(memory, event)[1:] == (0, 1)

    again, _ = ask(memory)
    memory.feedback(again.id, event, "irrelevant", user_id=USER)
    memory.flush(USER)
    assert worth(memory, event)[1:] == (0, 2)


def test_feedback_is_not_lost_on_close(root: Path, memory: Memory):
    """Closing writes what waits, as it does with recalls."""
    context, event = ask(memory)
    memory.feedback(context.id, event, "irrelevant", user_id=USER)
    memory.close()

    with quiet(root) as opened:
        assert worth(opened, event)[1:] == (0, 1)
        opened.feedback(context.id, event, "helpful", user_id=USER)  # the log in the graph has it
        opened.flush(USER)
        assert worth(opened, event)[1:] == (1, 1)


def test_many_threads_lose_nothing(memory: Memory):
    """Feedback from several threads, some of which flush, is counted once each."""
    contexts = [ask(memory) for _ in range(8)]

    def judge(context: Context, event: str) -> None:
        memory.feedback(context.id, event, "helpful", user_id=USER)
        memory.flush(USER)

    threads = [threading.Thread(target=judge, args=pair) for pair in contexts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert worth(memory, contexts[0][1])[1] == 8


def test_wrong_opens_a_correction_that_a_correction_closes(memory: Memory):
    """It is an open conflict without another side; strength stays as it was."""
    context, event = ask(memory)
    memory.feedback(context.id, event, "wrong", user_id=USER)

    [found] = memory.conflicts(USER)
    assert (found.kind, found.status, found.b, found.a.id) == ("correction", "open", None, event)
    assert found.id == f"{context.id}-{event}"
    assert worth(memory, event) == (1.0, 0, 0)
    assert memory.explain(event, user_id=USER).standing == "disputed"

    done = memory.correct(event, "I live in Bergen.", user_id=USER)
    assert memory.conflicts(USER) == []
    [closed] = [c for c in memory.conflicts(USER, status="resolved") if c.b is None]
    assert [d.kept for d in closed.decisions] == ["b"]
    with pytest.raises(EventError, match="was closed by a correction"):
        memory.undo(closed.id, user_id=USER)

    memory.undo(done.event_id, user_id=USER)
    assert [c.id for c in memory.conflicts(USER)] == [found.id]


def test_wrong_may_be_right_after_all(memory: Memory):
    """Keeping it closes the correction; undoing that opens it again."""
    context, event = ask(memory)
    memory.feedback(context.id, event, "wrong", user_id=USER)
    [found] = memory.conflicts(USER)
    with pytest.raises(EventError, match="says what is right"):
        memory.resolve(found.id, user_id=USER, keep="b")

    closed = memory.resolve(found.id[:8], user_id=USER, keep="a", reason="checked")
    assert (closed.status, memory.conflicts(USER)) == ("resolved", [])
    assert memory.explain(event, user_id=USER).standing == "current"
    with pytest.raises(EventError, match="closed already"):
        memory.resolve(found.id, user_id=USER, keep="a")

    opened = memory.undo(found.id, user_id=USER)
    assert isinstance(opened, Conflict)
    assert opened.status == "open"
    assert [d.retracted_at is None for d in opened.decisions] == [False]
    with pytest.raises(EventError, match="nothing to undo"):
        memory.undo(found.id, user_id=USER)


def test_feedback_on_what_was_erased_is_passed_over(memory: Memory):
    """The recall goes with the event, and what was said of it too."""
    context, event = ask(memory)
    memory.flush(USER)
    memory.feedback(context.id, event, "wrong", user_id=USER)
    waiting = memory._reader.accesses.take(USER)
    memory.forget(user_id=USER, event_id=event)
    memory._reader.accesses.give_back(USER, waiting)  # as when another process had erased it
    memory.flush(USER)

    assert memory.conflicts(USER, status="all") == []


@pytest.mark.parametrize("verdict", ["good", "", None, 1])
def test_an_unknown_verdict_is_refused(memory: Memory, verdict: Feedback):
    """By name, with those that there are."""
    context, event = ask(memory)

    with pytest.raises(EventError, match="one of helpful, irrelevant, wrong"):
        memory.feedback(context.id, event, verdict, user_id=USER)


def test_only_what_a_recall_returned_can_be_judged(memory: Memory):
    """Another user's recall, an unknown one, and an item that was not returned are refused."""
    memory.remember("Nobody asks for this.", user_id="ben", external_id="b1")
    context, event = ask(memory)
    other = memory.recall("Nobody asks?", user_id="ben")
    refused = [
        (other.id, event, "has no recall"),
        ("nothing", event, "has no recall"),
        (context.id, "e9", "returned no item 'e9'"),
        (context.id, other.items[0].sources[0].event_id, "returned no item"),
        (context.id, "\ud800", "wrongly decoded"),
    ]

    for flushed in (False, True):
        if flushed:
            memory.flush()
        for where, item, message in refused:
            with pytest.raises(EventError, match=message):
                memory.feedback(where, item, "helpful", user_id=USER)
    with pytest.raises(EventError, match="nothing is remembered"):
        memory.feedback(context.id, event, "helpful", user_id="nobody")
    assert memory.users() == ["ana", "ben"]


def test_an_item_may_be_named_by_the_caller_s_id(memory: Memory):
    """Or by the beginning of its own."""
    context, event = ask(memory)
    name = context.items[0].sources[0].external_id
    assert name is not None

    memory.feedback(context.id, name, "irrelevant", user_id=USER)
    memory.feedback(context.id, event[:8], "helpful", user_id=USER)
    memory.flush(USER)

    assert worth(memory, event)[1:] == (1, 1)
