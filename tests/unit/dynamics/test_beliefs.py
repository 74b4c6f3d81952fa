"""What holds at a time, as far as was known at another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphmem.dynamics.beliefs import (
    Tie,
    Told,
    replaced_by,
    stands,
    start_of,
    stated,
    status,
    validity,
)

PORTO, LISBON, OSLO = "porto", "lisbon", "oslo"


def _told(*statements: Told) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for one in statements:
        found.setdefault(one.fact_id, []).append(one)
    return found


def _replaces(winner: str, loser: str, at: int | None, known: int, gone: int | None = None) -> Tie:
    return Tie("SUPERSEDES", winner, loser, known, gone, at=at)


def current(
    ties: list[Tie],
    told: dict[str, list[Told]],
    *,
    as_of: int | None = None,
    known_at: int | None = None,
) -> list[str]:
    """Return the facts that hold: begun, and not replaced."""
    return sorted(
        fact_id
        for fact_id in told
        if any(as_of is None or t.start <= as_of for t in stated(fact_id, told, known_at))
        and not replaced_by(fact_id, ties, told, as_of=as_of, known_at=known_at)
    )


MOVED = _told(Told(PORTO, 10, 100), Told(LISBON, 20, 200))
TIES = [_replaces(LISBON, PORTO, 20, 201)]


def test_a_statement_begins_at_the_time_its_words_name():
    """Else when it was said."""
    assert (start_of(5, 20), start_of(None, 20)) == (5, 20)


def test_what_was_taken_back_stood_before():
    """A past state is read as it was then."""
    tie = _replaces(LISBON, PORTO, 20, known=201, gone=300)

    assert [stands(tie, k) for k in (200, 201, 299, 300, None)] == [False, True, True, False, False]


def test_a_replaced_fact_holds_until_then():
    """As of a day before the move, the old place is the current one."""
    assert current(TIES, MOVED, as_of=19) == [PORTO]
    assert current(TIES, MOVED, as_of=20) == [LISBON]
    assert current(TIES, MOVED) == [LISBON]


def test_nothing_is_replaced_before_it_was_known():
    """Known before the second statement, the first holds at any time."""
    assert current(TIES, MOVED, as_of=50, known_at=150) == [PORTO]
    assert current(TIES, MOVED, as_of=50, known_at=200) == [LISBON, PORTO]


def test_a_fact_that_is_told_again_holds_again():
    """Porto, Lisbon, Porto: each in its time."""
    back = _told(*MOVED[PORTO], *MOVED[LISBON], Told(PORTO, 30, 300))
    ties = [*TIES, _replaces(PORTO, LISBON, 30, 301)]

    assert [current(ties, back, as_of=t) for t in (10, 25, 30)] == [[PORTO], [LISBON], [PORTO]]
    assert replaced_by(PORTO, ties, back, as_of=25) == [LISBON]
    assert (validity(PORTO, ties, back)[1], validity(LISBON, ties, back)[1]) == (None, 30)


def test_what_never_held_does_not_at_any_time():
    """Until it is told again."""
    tie = _replaces(LISBON, PORTO, None, known=201)

    assert current([tie], MOVED, as_of=10) == []
    assert validity(PORTO, [tie], MOVED) == (None, 10)
    again = _told(*MOVED[PORTO], *MOVED[LISBON], Told(PORTO, 5, 300))
    assert current([tie], again) == [LISBON, PORTO]


def test_who_takes_no_part_replaces_nothing():
    """A winner that no statement supports any more lets the loser stand."""
    gone = _told(*MOVED[PORTO], Told(LISBON, 20, 200, retracted_at=400))

    assert replaced_by(PORTO, TIES, gone) == []
    assert replaced_by(PORTO, TIES, gone, known_at=399) == [LISBON]
    assert validity(PORTO, TIES, gone) == (None, None)
    assert replaced_by(PORTO, TIES, _told(*MOVED[PORTO])) == []


def test_the_first_replacement_ends_a_fact():
    """The move told late ends it earlier than the one that was known."""
    three = _told(*MOVED[PORTO], Told(OSLO, 40, 200), Told(LISBON, 20, 300))
    ties = [_replaces(OSLO, PORTO, 40, 200), _replaces(LISBON, PORTO, 20, 300)]

    assert validity(PORTO, ties, three) == (None, 20)
    assert replaced_by(PORTO, ties, three) == [OSLO, LISBON]


def test_a_summary_is_the_widest_time_that_is_named():
    """Several statements name parts of it; those taken back count where none stands."""
    said = _told(
        Told(PORTO, 3, 100, valid_from=3, valid_to=5), Told(PORTO, 2, 100, valid_from=2),
        Told(PORTO, 1, 100, retracted_at=101, valid_from=1),
        Told(OSLO, 1, 100, retracted_at=101, valid_from=1),
    )  # fmt: skip

    assert validity(PORTO, [], said) == (2, 5)
    assert validity(OSLO, [], said) == (1, None)


def test_a_pair_is_open_until_something_stands_between_them():
    """A decision that was undone decides nothing."""
    conflict = Tie("CONFLICTS_WITH", LISBON, PORTO, 200)
    both = Tie("COEXISTS_WITH", LISBON, PORTO, 210, retracted_at=220)

    assert status([]) is None
    assert status([conflict], known_at=199) is None
    assert status([conflict, both]) == "open"
    assert status([conflict, both], known_at=215) == "resolved"
    assert status(TIES) == "resolved"


FACTS = st.sampled_from(["a", "b", "c"])
TIMES = st.integers(0, 20)
GONE = st.none() | st.integers(10, 30)
TOLDS = st.lists(st.builds(Told, FACTS, TIMES, TIMES, GONE), max_size=12)
TIE_LISTS = st.lists(
    st.tuples(FACTS, FACTS, st.none() | TIMES, TIMES, GONE)
    .filter(lambda t: t[0] != t[1])
    .map(lambda t: _replaces(*t)),
    max_size=6,
)


@given(TOLDS, TIE_LISTS, TIMES, TIMES, st.integers(21, 40))
def test_reads_at_a_past_time_never_change(
    said: list[Told], ties: list[Tie], as_of: int, known: int, later: int
):
    """What is recorded, or taken back, later than a read's time is nothing to it."""
    before = current(ties, _told(*said), as_of=as_of, known_at=known)

    more = _told(*said, Told("a", as_of, later), Told("d", as_of, later))
    also = [*ties, _replaces("d", "b", as_of, later)]

    assert current(also, more, as_of=as_of, known_at=known) == before


@given(TOLDS, TIE_LISTS, TIMES)
def test_a_summary_says_what_the_rules_say(said: list[Told], ties: list[Tie], as_of: int):
    """Whoever reads valid_to of a replaced fact reads when it was replaced first."""
    facts = _told(*said)
    for fact_id in facts:
        ended = validity(fact_id, ties, facts)[1]
        assert (ended is not None) == bool(replaced_by(fact_id, ties, facts))


@given(TOLDS, TIE_LISTS)
def test_only_what_was_told_holds_and_every_one_that_none_replaced(
    said: list[Told], ties: list[Tie]
):
    """A fact is current or replaced, never both and never neither."""
    facts = _told(*said)
    holding = set(current(ties, facts))

    for fact_id in facts:
        has_statement = any(stands(t) for t in facts[fact_id])
        assert (fact_id in holding) == (has_statement and not replaced_by(fact_id, ties, facts))
