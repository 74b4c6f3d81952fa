"""Which predicates are comparable, what is counted of them, and what follows what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from graphmem.clock import to_ms
from graphmem.dynamics.statements import Counted, Statement
from graphmem.ingest.comparable import ComparablePredicates
from graphmem.ingest.comparing import MOST_STATEMENTS
from graphmem.ingest.counting import Counts
from graphmem.ingest.sides import Said, turns
from graphmem.psm.predicate_table import read_predicates
from graphmem.psm.predicates import PredicateSpace
from graphmem.psm.runtime import Encoder
from graphmem.stores.base import Row
from graphmem.stores.queries import load
from tests.conftest import USER
from tests.unit.ingest.telling import START, edges, open_judging


@pytest.fixture(scope="module")
def predicates() -> ComparablePredicates:
    """Some predicates of a user."""
    found = ComparablePredicates(PredicateSpace.load(Encoder.load(threads=1)), read_predicates()[0])
    found.add(["live_in", "move_to", "reside_in", "work_for", "quit", "like", "hate", "visit"])
    return found


@pytest.mark.parametrize(
    ("asked", "with_it", "without"),
    [
        ("live_in", {"live_in", "move_to", "reside_in"}, {"work_for", "visit"}),
        ("leave", {"leave", "live_in", "work_for", "quit"}, {"like"}),
        ("love", {"love", "like", "hate"}, {"live_in"}),
        ("paint", {"paint"}, {"like", "visit"}),
    ],
)
def test_predicates_of_one_matter_are_compared(
    predicates: ComparablePredicates, asked: str, with_it: set[str], without: set[str]
):
    """Those that begin and end a state too; a predicate nobody has is compared with itself."""
    found = set(predicates.of(asked))

    assert found >= with_it
    assert found.isdisjoint(without)


class Graph:
    """Values by predicate and subject; notes how often it is read."""

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}
        self.reads = 0

    def __call__(self, predicates: Sequence[str], _: int) -> Iterator[Row]:
        """Give the rows of ``conflicts.list_values``."""
        self.reads += 1
        for subject, values in self.values.items():
            for value in values:
                for predicate in predicates:
                    yield {"predicate": predicate, "subject_id": subject, "value": value}


def test_subjects_with_other_values_are_counted_and_not_spellings():
    """Whose values are in question is left out."""
    graph = Graph()
    graph.values = {"a": ["Porto"], "b": ["Oslo", "Rome"], "c": ["NYC", "New York City"]}
    counts = Counts(graph)
    counts.count(["live_in"], revision=1)

    assert counts.of("live_in", apart_from=()) == Counted(single=2, several=1)
    assert counts.of("live_in", apart_from=["b"]) == Counted(single=2, several=0)


def test_a_predicate_is_counted_anew_when_much_was_written():
    """A few facts soon, many later."""
    graph = Graph()
    graph.values = {str(n): ["Porto"] for n in range(40)}
    counts = Counts(graph)
    reads: list[int] = []
    for revision in (1, 2, 11, 12, 13):
        counts.count(["live_in"], revision=revision)
        reads.append(graph.reads)

    assert reads == [1, 1, 1, 2, 2]


def _said(fact: str, value: str, start: int, *, recorded: int = 0, place: int = 0) -> Said:
    statement = Statement(
        "Maya", "live_in", value, "person", "place", text=f"Maya lives in {value}"
    )
    event = f"{fact}{start}" if place == 0 else "one"
    return Said(
        fact_id=fact,
        subject_id="maya",
        statement=statement,
        start=start,
        order=(start, recorded, start, 0, 0, fact),
        breath=(event, place, "present"),
        recorded_at=recorded,
        event_id=event,
    )


def test_each_change_between_two_facts_is_looked_at():
    """Porto, Oslo, Porto, Porto: two changes, the same whichever fact comes first."""
    porto = [_said("p", "Porto", start) for start in (1, 5, 6)]
    oslo = [_said("o", "Oslo", 3)]

    for one, other in ((porto, oslo), (oslo, porto)):
        found = [(t.older.start, t.newer.start) for t in turns(one, other)]
        assert found == [(1, 3), (3, 5)]


def test_only_what_is_new_is_looked_at_again():
    """A turn with a statement that was recorded since."""
    porto = [_said("p", "Porto", 1, recorded=10), _said("p", "Porto", 9, recorded=30)]
    oslo = [_said("o", "Oslo", 3, recorded=20)]

    found = [(t.older.start, t.newer.start) for t in turns(porto, oslo, since=30)]

    assert found == [(3, 9)]


def test_what_is_told_in_one_breath_lies_side_by_side():
    """Porto and Oslo, of one sentence."""
    assert turns([_said("p", "Porto", 1, place=7)], [_said("o", "Oslo", 1, place=7)]) == []
    assert len(turns([_said("p", "Porto", 1)], [_said("o", "Oslo", 1)])) == 1


_PORTO = "MATCH (f:Fact) WHERE f.text ENDS WITH 'Porto' RETURN f.id AS id"


def test_what_is_said_every_day_is_not_read_anew_each_day(fresh: Callable[[], Path]):
    """Its last statements are compared; what changes afterwards is found all the same."""
    days = [START + timedelta(days=n) for n in range(MOST_STATEMENTS + 8)]
    with open_judging(fresh()) as memory:
        for day in days:
            memory.remember("I live in Porto.", user_id=USER, speaker="Maya", at=day)
        later = days[-1] + timedelta(days=9)
        memory.remember("I now live in Oslo.", user_id=USER, speaker="Maya", at=later)
        [fact] = memory.query(_PORTO, user_id=USER)
        scope = {"ids": [fact["id"]], "user_id": USER, "most": MOST_STATEMENTS}
        with memory._pool.user(USER) as handle:
            rows = list(handle.engine.read(load("conflicts.list_sides"), scope))

        assert edges(memory) == [("replaced", "Maya now lives in Oslo", "Maya lives in Porto")]
    told = sorted(int(str(row["occurred_at"])) for row in rows)
    assert told == [to_ms(day) for day in days[-MOST_STATEMENTS:]]
