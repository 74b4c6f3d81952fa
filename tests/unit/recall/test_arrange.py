"""In which order items stand: by score, by time, along the paths, and disputes side by side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphmem.recall.arrange import arranged
from graphmem.recall.disputes import Side, left_alone, side_by_side, sides
from graphmem.recall.repeats import Choice
from graphmem.recall.standing import Pair
from graphmem.types import Step

IDS = [frozenset({f"e{n}"}) for n in range(5)]


def step(source: str, weight: float = 0.5) -> Step:
    """Return a step to some item."""
    return Step(source, "mentions", "Clara", "", weight)


def paths(*sources: str | None) -> list[list[Step]]:
    """Return paths of one step from the question and one from an item, where there is one."""
    return [[step("What?"), *([step(s)] if s else [])] for s in sources]


def test_score_leaves_items_as_they_come():
    """Best first, whatever their times and paths."""
    assert arranged("score", [5, 1, 3], IDS[:3], paths("e2", None, None)) == [0, 1, 2]


def test_time_is_oldest_first_and_ties_by_score():
    """Two of one moment stay in the order of their scores."""
    assert arranged("time", [5, 1, 3, 1], IDS[:4], paths(None, None, None, None)) == [1, 3, 2, 0]


def test_an_item_stands_after_the_one_that_led_to_it():
    """The chain 2 → 0 → 3 stands together, where its first item's score puts it."""
    found = arranged("path", [0] * 5, IDS, paths("e2", None, None, "e0", "e1"))

    assert found == [1, 4, 2, 0, 3]


def test_repeats_of_an_item_lead_too():
    """The step comes from an event that only repeats the item."""
    ids = [IDS[0], IDS[1], frozenset({"e2", "e9"})]

    assert arranged("path", [0] * 3, ids, paths("e9", None, None)) == [1, 2, 0]


def test_a_circle_is_broken_at_the_better_item():
    """0 and 1 led to each other: the better one is taken to come from the other."""
    assert arranged("path", [0] * 3, IDS[:3], paths("e1", "e0", "e2")) == [1, 0, 2]


@given(st.lists(st.integers(-1, 7), max_size=8))
def test_every_item_stands_once_after_its_parent_or_where_a_circle_was_cut(sources: list[int]):
    """Whatever led to what, nothing is lost and nothing comes twice."""
    ids = [frozenset({f"e{n}"}) for n in range(len(sources))]
    ways = paths(*(None if s < 0 else f"e{s}" for s in sources))

    found = arranged("path", [0] * len(sources), ids, ways)

    assert sorted(found) == list(range(len(sources)))


def dispute(one: int, other: int, *, replaces: bool = False) -> Pair:
    """Return two rows that tell otherwise."""
    return Pair(one, other, f"of {one}", f"of {other}", replaces)


def test_both_items_have_a_side():
    """The newer one replaces, the older one is replaced; a conflict is mutual."""
    choices = [Choice(0, (3,)), Choice(1, ()), Choice(2, ())]
    pairs = [dispute(1, 0, replaces=True), dispute(3, 2), dispute(9, 0)]

    found = sides(choices, pairs)

    assert found == [
        (Side("replaced", 1, "of 0", "of 1"), Side("disputed", 2, "of 3", "of 2")),
        (Side("replaces", 0, "of 1", "of 0"),),
        (Side("disputed", 0, "of 2", "of 3"),),
    ]


def test_a_conflict_that_was_settled_is_told_once():
    """Where the newer took the older one's place, in whatever order the rows come."""
    choices = [Choice(0, ()), Choice(1, ())]
    settled, open_ = dispute(0, 1, replaces=True), dispute(1, 0)

    one, other = (sides(choices, pairs) for pairs in ([settled, open_], [open_, settled]))

    assert one == other == [
        (Side("replaces", 1, "of 0", "of 1"),), (Side("replaced", 0, "of 1", "of 0"),),
    ]  # fmt: skip


def test_an_item_is_in_no_dispute_with_itself():
    """A text that contradicts itself, or one of its repeats, has no other side here."""
    assert sides([Choice(0, (1,))], [dispute(0, 1), dispute(0, 0)]) == [()]


def test_disputes_stand_side_by_side_newest_first():
    """The third item comes up to the first, and behind it, since it is older."""
    found = {0: [Side("disputed", 2, "", "")], 2: [Side("disputed", 0, "", "")]}

    assert side_by_side([0, 1, 2, 3], found, [9, 5, 1, 7]) == [0, 2, 1, 3]
    assert side_by_side([0, 1, 2, 3], found, [1, 5, 9, 7]) == [2, 0, 1, 3]
    assert side_by_side([0, 1, 2, 3], found, [1, 5, 9, 7], by_time=True) == [0, 2, 1, 3]


def test_what_was_replaced_stands_behind_what_replaces_it():
    """The current one first, unless items are asked for by time; in a circle, the newest first."""
    found = {
        0: [Side("replaced", 2, "", "")],
        2: [Side("replaces", 0, "", ""), Side("replaced", 3, "", "")],
        3: [Side("replaces", 2, "", "")],
    }
    circle = {n: [Side("replaced", 1 - n, "", ""), Side("replaces", 1 - n, "", "")] for n in (0, 1)}

    assert side_by_side([0, 1, 2, 3], found, [1, 5, 2, 3]) == [3, 2, 0, 1]
    assert side_by_side([0, 1, 2, 3], found, [1, 5, 2, 3], by_time=True) == [0, 2, 3, 1]
    assert side_by_side([0, 1], circle, [5, 9]) == [1, 0]


def test_what_was_replaced_is_not_kept_without_what_replaces_it():
    """Where the replacement found no room, the old one would look like what holds."""
    choices = [Choice(n, ()) for n in range(4)]
    pairs = [dispute(0, 1, replaces=True), dispute(2, 3)]

    assert left_alone([1, 2, 3], choices, pairs) == [2, 3]
    assert left_alone([0, 1, 3], choices, pairs) == [0, 1, 3]


def test_what_replaces_each_other_is_kept_or_left_out_together():
    """Porto, Lisbon, Porto again: both are there, or what is left would look like what holds."""
    choices = [Choice(n, ()) for n in range(4)]
    circle = [dispute(n, (n + 1) % 3, replaces=True) for n in range(3)]

    assert left_alone([0, 1, 2, 3], choices, circle) == [0, 1, 2, 3]
    assert left_alone([1, 2, 3], choices, circle) == [3]


def test_a_dispute_of_three_is_one_group():
    """1 is against 0 and 3: all three stand together."""
    found = {
        0: [Side("disputed", 1, "", "")],
        1: [Side("disputed", 0, "", ""), Side("disputed", 3, "", "")],
        3: [Side("disputed", 1, "", "")],
    }

    assert side_by_side([2, 3, 1, 0], found, [1, 2, 3, 4]) == [2, 3, 1, 0]
    assert side_by_side([2, 0, 1, 3], found, [1, 2, 3, 4]) == [2, 3, 1, 0]
