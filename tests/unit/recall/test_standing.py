"""Which rows state what is current: order, pairs, chains, scope, and times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from graphmem.dynamics.beliefs import Tie, TieKind, Told
from graphmem.recall.repeats import Choice, merge
from graphmem.recall.standing import Pair, Reached, Standing, judge
from graphmem.stores.ties import FactTies

Stated = Mapping[str, Sequence[tuple[int, int]]]


def found(stated: Stated, *ties: Tie) -> FactTies:
    """Return ties and statements: fact -> (row, start), known from their start on."""
    told = {
        fact: [Told(fact, start, start, event_id=f"e{row}") for row, start in rows]
        for fact, rows in stated.items()
    }
    return FactTies(list(ties), {fact: f"words of {fact}" for fact in stated}, told)


def tie(source: str, target: str, at: int | None = 5, kind: TieKind = "SUPERSEDES") -> Tie:
    """Return a tie that was recorded at 6."""
    return Tie(kind, source, target, recorded_at=6, at=at)


def standing(known: FactTies, *, scope: Sequence[int] = range(9), **times: int) -> Standing:
    """Judge ties over rows 0 to 8."""
    bounds = {"as_of": None, "known_at": None, **times}
    return judge(known, {f"e{n}": n for n in range(9)}, scope.__contains__, **bounds)


def ordered(made: Standing, rows: Sequence[int]) -> list[int]:
    """Return the order of rows; the lower a row's number, the better its score."""
    return made.ordered(rows, lambda row: -float(row))[0]


MOVED = found({"lyon": [(0, 1), (4, 2)], "porto": [(3, 5), (7, 5)]}, tie("porto", "lyon"))


def test_what_was_replaced_stands_below_the_best_that_replaces_it():
    """The one in front comes up to just above; the others stay where they are."""
    assert ordered(standing(MOVED), [0, 1, 2, 3, 4, 7]) == [3, 0, 1, 2, 4, 7]
    assert ordered(standing(MOVED), [3, 0, 1]) == [3, 0, 1]


def test_what_replaces_is_brought_in():
    """The best in scope, and only what is in scope; it is told what it stands above."""
    order, came = standing(MOVED).ordered([1, 0], lambda row: -float(row))

    assert order == [1, 3, 0]
    assert came == {3: Reached(0, "words of lyon")}
    assert ordered(standing(MOVED, scope=[0, 1, 7]), [1, 0]) == [1, 7, 0]
    assert ordered(standing(MOVED, scope=[0, 1]), [1, 0]) == [1, 0]


@pytest.mark.parametrize("times", [{"as_of": 4}, {"known_at": 5}])
def test_what_is_not_yet_so_or_not_yet_known_does_not_count(times: dict[str, int]):
    """Before the move, or before it was recorded."""
    assert ordered(standing(MOVED, **times), [0, 3]) == [0, 3]
    assert standing(MOVED, **times).pairs([0, 3]) == []


def test_the_last_of_a_chain_is_brought_in_and_stands_first():
    """Row 5 replaced row 3, which replaced row 0; of those not there only the last comes."""
    known = found(
        {"lyon": [(0, 1)], "porto": [(3, 5)], "bern": [(5, 7)]},
        tie("porto", "lyon"), tie("bern", "porto", at=7),
    )  # fmt: skip

    assert ordered(standing(known), [0]) == [5, 0]
    assert ordered(standing(known), [0, 1, 3]) == [5, 3, 0, 1]
    assert ordered(standing(known, scope=[0, 3]), [0]) == [3, 0]
    assert {(p.one, p.other) for p in standing(known).pairs([0, 5])} == {(5, 0)}


def test_rows_that_replace_each_other_all_come_once():
    """No order fits both; nothing is lost and nothing hangs."""
    known = found(
        {"a": [(0, 1)], "b": [(1, 2)], "c": [(0, 1)], "d": [(1, 2)]},
        tie("b", "a"), tie("c", "d"),
    )  # fmt: skip

    assert sorted(ordered(standing(known), [0, 1, 2])) == [0, 1, 2]


def test_a_row_that_states_both_is_above_and_below_nothing():
    """Who tells of a move tells of both homes."""
    known = found({"lyon": [(0, 1)], "porto": [(0, 5)]}, tie("porto", "lyon"))

    assert ordered(standing(known), [0, 1]) == [0, 1]
    assert standing(known).pairs([0]) == []


def test_open_conflicts_make_pairs_that_replace_nothing():
    """Until somebody says that both hold."""
    stated: Stated = {"a": [(0, 1)], "b": [(1, 2)]}
    conflict = tie("b", "a", kind="CONFLICTS_WITH")

    assert standing(found(stated, conflict)).pairs([0, 1]) == [
        Pair(0, 1, "words of a", "words of b")
    ]
    both = tie("b", "a", kind="COEXISTS_WITH")
    assert standing(found(stated, conflict, both)).pairs([0, 1]) == []


RIVALS = found({"law": [(1, 1)], "art": [(3, 5), (4, 9)]}, tie("art", "law", kind="RIVALS"))


def test_rivals_trade_places_so_that_the_last_said_comes_first():
    """The others stay where they are; nothing is told to be replaced or in dispute."""
    made = standing(RIVALS)

    assert made.traded([0, 1, 2, 3, 5], 9) == [0, 3, 2, 1, 5]
    assert made.traded([0, 1, 2, 4, 3], 9) == [0, 4, 2, 3, 1]
    assert made.traded([3, 1], 9) == [3, 1]
    assert made.traded([0, 1, 2, 3], 3) == [0, 1, 2, 3]
    assert made.pairs([1, 3]) == []
    assert ordered(made, [0, 1, 2]) == [0, 1, 2]


@pytest.mark.timeout(20)
def test_two_that_each_say_something_later_trade_nothing():
    """What one says last of Ana, the other says last of Ben: neither is the newer one."""
    facts = {"ana-a": [(1, 1)], "ana-b": [(2, 3)], "ben-a": [(1, 4)], "ben-b": [(2, 2)]}
    ties = (tie("ana-b", "ana-a", kind="RIVALS"), tie("ben-b", "ben-a", kind="RIVALS"))
    made = standing(found(facts, *ties))

    assert made.traded([1, 2], 9) == [1, 2]
    assert made.traded([2, 1], 9) == [2, 1]


@pytest.mark.timeout(20)
def test_a_circle_of_rivals_comes_to_an_end():
    """Each of three says something later than the next: all stay, in some order."""
    facts = {
        "x1": [(1, 1)], "x2": [(2, 2)], "y2": [(2, 1)], "y3": [(3, 2)], "z3": [(3, 1)],
        "z1": [(1, 2)],
    }  # fmt: skip
    pairs = (("x2", "x1"), ("y3", "y2"), ("z1", "z3"))
    made = standing(found(facts, *(tie(a, b, kind="RIVALS") for a, b in pairs)))

    assert sorted(made.traded([1, 2, 3], 9)) == [1, 2, 3]


@pytest.mark.parametrize("times", [{"as_of": 4}, {"known_at": 5}])
def test_rivals_told_or_known_later_trade_nothing(times: dict[str, int]):
    """Before the newer one holds, or before the tie was recorded."""
    assert standing(RIVALS, **times).traded([1, 3], 9) == [1, 3]


@pytest.mark.parametrize("kind", ["SUPERSEDES", "COEXISTS_WITH"])
def test_what_was_decided_between_two_makes_them_no_rivals(kind: TieKind):
    """Whether or not the decision was taken back."""
    decided = Tie(kind, "art", "law", recorded_at=6, retracted_at=7, at=5)
    known = found({"law": [(1, 1)], "art": [(3, 5)]}, tie("art", "law", kind="RIVALS"), decided)

    assert standing(known).traded([1, 3], 9) == [1, 3]
    assert standing(known, known_at=6).traded([1, 3], 9) == [1, 3]


def test_what_is_told_otherwise_is_no_repetition():
    """The same words about two things: apart where they cannot both hold, else one."""
    made = standing(MOVED)

    assert merge([0, 3, 4], lambda _: "x", apart=made.apart) == [Choice(0, (4,)), Choice(3, ())]
    assert merge([0, 3, 4], lambda _: "x") == [Choice(0, (3, 4))]
