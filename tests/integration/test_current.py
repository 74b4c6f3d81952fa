"""What is current stands above what it replaced, as of a time and as was known at another."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graphmem.clock import now_ms, to_ms
from graphmem.memory import Memory
from graphmem.stores import regions
from graphmem.types import Context, ContextItem, RecallOptions
from tests import ties
from tests.conftest import USER, make_settings, open_memory
from tests.fakes import FakeEncoder
from tests.ties import tie
from tests.toy import day

Fresh = Callable[[], Path]
OFF = {"enabled": False}
OLD, NEW = "I live in Lyon, in Lyon.", "I live in Porto."
QUESTION = "Lyon, Lyon, where does Ana live?"


def tell(memory: Memory, n: int, text: str, *, session: str = "s", speaker: str = "Ana") -> None:
    """Remember a text on a day of March 2024."""
    memory.remember(
        text, user_id=USER, speaker=speaker, session_id=session, at=day(n), external_id=f"e{n}"
    )


def ask(memory: Memory, question: str = QUESTION, **options: object) -> Context:
    """Recall with options."""
    wanted = replace(RecallOptions(limit=10), **options)  # type: ignore[arg-type]
    return memory.recall(question, user_id=USER, options=wanted)


def texts(context: Context) -> list[str]:
    """Return what a context holds, in order."""
    return [item.text for item in context.items]


def stances(item: ContextItem) -> list[str]:
    """Return an item's stances."""
    return [d.stance for d in item.disputes]


def told(memory: Memory) -> Memory:
    """Ana lived in Lyon, then in Porto; much else is told of Lyon."""
    tell(memory, 1, OLD)
    tell(memory, 2, NEW, session="t")
    for n in range(3, 20):
        tell(memory, n, f"Ana was asked of Lyon {n} times.", speaker="Ben")
    return memory


@pytest.fixture
def moved(fresh: Fresh) -> Iterator[Memory]:
    """In Porto since the second of March."""
    with open_memory(fresh(), interference=OFF) as memory:
        told(memory)
        ties.moved(memory, "Lyon", "Porto", day(2))
        yield memory


def test_what_replaced_the_best_event_stands_above_it(moved: Memory):
    """Even for one item, and though it was no candidate by itself; its path tells why."""
    [best] = ask(moved, limit=1, explain=True).items
    both = ask(moved, explain=True)

    assert best.text == NEW
    [step] = [s for s in best.path if s.relation == "replaces"]
    assert (step.source, step.target) == (
        both.items[1].sources[0].event_id,
        best.sources[0].event_id,
    )
    assert "Lyon" in step.via
    assert texts(both)[:2] == [NEW, OLD]
    assert [stances(i) for i in both.items[:2]] == [["replaces"], ["replaced"]]
    assert best.score >= both.items[1].score > 0


def test_nothing_is_asked_of_ties_where_no_row_has_any(fresh: Fresh, monkeypatch):
    """The query runs for the tied, and for nobody else."""
    with open_memory(fresh(), interference=OFF) as memory:
        told(memory)
        asked: list[list[str]] = []
        with memory._pool.user(USER) as handle:
            whole = handle.store.ties
            monkeypatch.setattr(handle.store, "ties", lambda i: asked.append(list(i)) or whole(i))
        ask(memory)
        assert asked == []
        tie(memory, ties.CONFLICT, newer="Porto", older="Lyon", recorded_at=1)
        ask(memory)
        assert len(asked) == 1
        assert len(asked[0]) <= 2


def test_a_decision_counts_from_when_it_was_recorded(fresh: Fresh):
    """``known_at`` before it, or after it was taken back: as if it were not."""
    plain = {"newest_at": 1}  # what was said last stands first without a decision too
    with open_memory(fresh(), interference=OFF, recall=plain) as memory:
        told(memory)
        known = [datetime.now(UTC)]
        for text in (ties.REPLACED, ties.TAKEN_BACK):
            time.sleep(0.005)
            tie(memory, text, newer="Porto", older="Lyon", at=to_ms(day(2)), recorded_at=now_ms())
            time.sleep(0.005)
            known.append(datetime.now(UTC))

        assert [texts(ask(memory, known_at=k))[0] for k in known] == [OLD, NEW, OLD]
        assert texts(ask(memory))[0] == OLD


def test_a_fact_holds_until_another_takes_its_place(moved: Memory):
    """``as_of`` before the move; and a move of later on is none yet."""
    assert texts(ask(moved, as_of=day(1, 23)))[0] == OLD
    tell(moved, 21, "I live in Bern.")
    later = now_ms() + 10**9
    tie(moved, ties.REPLACED, newer="Bern", older="Porto", at=later, recorded_at=now_ms())

    assert texts(ask(moved, "Porto, Porto, where does Ana live?"))[0] == NEW


def test_who_went_back_lives_where_he_said_last(moved: Memory):
    """Lyon, Porto, Lyon: the first is current again, and the other was replaced."""
    tell(moved, 25, "I live in Lyon, again.")
    ties.moved(moved, "Porto", "Lyon", day(25))

    found = ask(moved, "Porto, Porto, where does Ana live?")
    before = ask(moved, "Lyon, Lyon, where does Ana live?", as_of=day(20))

    [porto] = [i for i in found.items if i.text == NEW]
    assert set(stances(porto)) == {"replaced"}
    assert texts(before)[:2] == [NEW, OLD]


def test_the_last_of_a_chain_stands_first(moved: Memory):
    """What replaced the replacement is brought in, though nothing ties it to the oldest."""
    tell(moved, 21, "I live in Bern.")
    ties.moved(moved, "Porto", "Bern", day(21))

    assert texts(ask(moved, limit=1)) == ["I live in Bern."]
    found = texts(ask(moved))
    assert found.index("I live in Bern.") < found.index(OLD)


def test_what_is_out_of_scope_is_not_brought_in(moved: Memory):
    """A recall confined to a session stays in it."""
    found = ask(moved, session_id="s")

    assert NEW not in texts(found)
    assert texts(found)[0] == OLD
    assert stances(found.items[0]) == []


def test_the_order_of_time_is_kept(moved: Memory):
    """Who asks for the order of time gets it; the marks tell the rest."""
    found = ask(moved, order="time")

    assert texts(found).index(OLD) < texts(found).index(NEW)
    assert [stances(i) for i in found.items if i.text in (OLD, NEW)] == [["replaced"], ["replaces"]]


@pytest.mark.parametrize("budget", [11, 19, 24, 40])
@pytest.mark.parametrize("select", ["score", "coverage"])
def test_what_was_replaced_never_stands_alone(moved: Memory, budget: int, select: str):
    """Whatever fits: the old one only with the new one, which stands before it."""
    found = ask(moved, budget_tokens=budget, select=select)

    assert found.tokens <= budget
    if OLD in texts(found):
        assert texts(found).index(NEW) < texts(found).index(OLD)


def test_what_both_hold_is_no_dispute(fresh: Fresh):
    """A conflict is marked until somebody says that both are true."""
    with open_memory(fresh(), interference=OFF) as memory:
        told(memory)
        for text, marks in ((ties.CONFLICT, 2), (ties.COEXISTS, 0)):
            tie(memory, text, newer="Porto", older="Lyon", recorded_at=now_ms())
            found = ask(memory, "Porto or Lyon, where does Ana live?", limit=30)
            assert sum(len(i.disputes) for i in found.items) == marks


def test_snapshots_and_regions_know_what_is_tied(fresh: Fresh):
    """The same answer from the cache, from a snapshot, and of a user too large for both."""
    root = fresh()
    with open_memory(root, interference=OFF) as memory:
        told(memory)
        ties.moved(memory, "Lyon", "Porto", day(2))
        cached = texts(ask(memory, limit=2))
    assert list(root.glob("users/*/index.npz"))
    with open_memory(root, interference=OFF) as memory:
        assert texts(ask(memory, limit=2)) == cached == [NEW, OLD]
        with memory._pool.user(USER) as handle:
            assert int(handle.index.tied.values.sum()) == 2
    uncached = make_settings(store={"durable_flush": False, "heap_mb": 256, "cached_events": 0})
    with Memory.open(root, settings=uncached, encoder=FakeEncoder()) as memory:
        assert texts(ask(memory, limit=2)) == cached


def test_who_says_again_what_is_tied_is_asked_about(moved: Memory):
    """An event of later on that states a fact with ties, in a batch of its own."""
    tell(moved, 22, "Well: I live in Porto.", session="u")

    with moved._pool.user(USER) as handle:
        index = moved._pool.refresh(USER, handle)
        tied = {index.ids[n] for n in index.tied.values.nonzero()[0]}
        assert set(handle.store.find_external("e22")) < tied
    assert len(tied) == 3


def test_a_region_takes_in_what_replaced_its_best(fresh: Fresh, monkeypatch: pytest.MonkeyPatch):
    """Though no way of looking led to it."""
    root = fresh()
    monkeypatch.setattr(regions, "LIMIT", 1)
    uncached = make_settings(store={"durable_flush": False, "heap_mb": 256, "cached_events": 0})
    with Memory.open(root, settings=uncached, encoder=FakeEncoder()) as memory:
        tell(memory, 1, OLD, session="a")
        for n in range(2, 6):
            tell(memory, n, f"Tale {n} of Lyon, Lyon, Lyon.", session="b", speaker="Ben")
        tell(memory, 9, "Porto it is: I live in Porto.", session="c")
        question = "Who says: I live in Lyon, in Lyon?"
        before = texts(ask(memory, question))
        ties.moved(memory, "Lyon", "Porto", day(9))
        after = texts(ask(memory, question))

    assert OLD in before
    assert not any("Porto" in text for text in before)
    assert after[0] == "Porto it is: I live in Porto."


def test_erased_words_take_their_ties_with_them(moved: Memory):
    """Without the replacement the old one stands again, unmarked."""
    moved.forget(user_id=USER, event_id="e2")

    found = ask(moved)

    assert texts(found)[0] == OLD
    assert "replace" not in found.text


CITIES = ("Lyon", "Porto", "Bern", "Oslo")
Read = tuple[datetime, datetime | None, list[tuple[str, str]]]


def picture(memory: Memory, known_at: datetime, as_of: datetime | None) -> list[tuple[str, str]]:
    """Return what a read gives: each item with what is against it, and how the tied ones stand."""
    found = ask(memory, "Where does Ana live?", known_at=known_at, as_of=as_of, limit=100)
    place = {i.sources[0].event_id: n for n, i in enumerate(found.items)}
    return sorted(
        (item.text, f"{d.stance} {d.against} {place[d.event_id] < n}")
        for n, item in enumerate(found.items)
        for d in item.disputes
    ) + sorted((item.text, "") for item in found.items)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_read_at_a_past_time_never_changes(fresh: Fresh, seed: int):
    """Whatever is told, decided and taken back later: what was known then stays what it was."""
    rng = random.Random(seed)
    reads: list[Read] = []
    with open_memory(fresh(), interference=OFF) as memory:
        for n in range(1, 13):
            tell(memory, n, f"I live in {rng.choice(CITIES)}.", session=f"s{n}")
            newer, older = rng.sample(CITIES, 2)
            text = rng.choice((ties.REPLACED, ties.REPLACED, ties.CONFLICT, ties.TAKEN_BACK))
            at = rng.choice((None, to_ms(day(n)), to_ms(day(max(n - 3, 1)))))
            tie(memory, text, newer=newer, older=older, at=at, recorded_at=now_ms())
            time.sleep(0.003)
            known, as_of = datetime.now(UTC), rng.choice((None, day(n), day(max(n - 2, 1))))
            reads.append((known, as_of, picture(memory, known, as_of)))
            time.sleep(0.003)
        again = [(known, as_of, picture(memory, known, as_of)) for known, as_of, _ in reads]

    assert again == reads
    assert any(mark for _, _, seen in reads for _, mark in seen)
