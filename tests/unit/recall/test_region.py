"""Regions: what is looked at closely, and which links it holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.recall.joins import KINDS, find_joins, find_named
from graphmem.recall.region import RegionBounds, choose_region, reach, sentence_match
from graphmem.recall.seed import Scope
from graphmem.stores.index.postings import Postings
from graphmem.stores.index.user_index import UserIndex
from tests.fakes import FakeEncoder
from tests.unit.recall.conftest import ANA, PORTO, TOM, VELA, asked


def _region(index: UserIndex, best: int, bounds: RegionBounds, scope: Scope | None = None):
    activation = np.zeros(len(index), np.float32)
    activation[best] = 1
    allowed = (scope or Scope()).mask(index)
    return choose_region(index, activation, activation, allowed, bounds).tolist()


def _links(index: UserIndex, text: str = "?") -> set[tuple[str, int, int, int]]:
    rows = np.arange(len(index), dtype=np.int32)
    named = find_named(index, asked(index, text), rows)
    joins = find_joins(index, rows, named)
    return {
        (KINDS[k], int(a), int(b), int(named.entities[v]) if v >= 0 else -1)
        for k, a, b, v in zip(joins.kind, *joins.ends, joins.via, strict=True)
    }


def test_the_best_lead_to_what_they_name(hops: UserIndex):
    """The best lead to what they name."""
    one = RegionBounds(best=1, by_sentence=0, sources=1, in_time=0, fills=False)
    assert _region(hops, 0, one) == [0, 1]
    assert _region(hops, 1, one) == [0, 1, 2]


def test_the_turns_around_the_best_come_along(hops: UserIndex):
    """The turns around the best come along."""
    near = RegionBounds(best=1, by_sentence=0, sources=1, in_time=1, fills=False)
    assert _region(hops, 3, near) == [2, 3, 4]


def test_days_tie_nothing_in_time(hops: UserIndex):
    """Days tie nothing in time."""
    near = RegionBounds(best=1, by_sentence=0, sources=1, in_time=1, fills=False)
    assert _region(hops, 6, near) == [2, 6]


def test_what_is_set_aside_stays_out_unless_asked_for(hops: UserIndex):
    """What is set aside stays out unless asked for."""
    bounds = RegionBounds()
    assert 5 not in _region(hops, 5, bounds)
    assert 5 in _region(hops, 5, bounds, Scope(deep=True))


def test_a_region_has_its_bound(hops: UserIndex):
    """A region has its bound."""
    assert len(_region(hops, 1, RegionBounds(best=2, by_sentence=0, in_time=0, rows=2))) == 2


def test_room_is_filled_with_the_next_best(hops: UserIndex):
    """A memory smaller than the bound is looked at whole."""
    four = RegionBounds(best=1, by_sentence=0, sources=1, in_time=0, rows=4)
    assert _region(hops, 0, four) == [0, 1, 2, 3]
    assert _region(hops, 0, RegionBounds()) == [0, 1, 2, 3, 4, 6]


def test_an_empty_memory_has_an_empty_region():
    """An empty memory has an empty region."""
    index = UserIndex(384)
    nothing = np.zeros(0, np.float32)
    allowed = np.zeros(0, bool)
    assert choose_region(index, nothing, nothing, allowed, RegionBounds()).tolist() == []


def test_what_is_reached_counts_by_its_strongest_source(hops: UserIndex):
    """What is reached counts by its strongest source."""
    activation = np.array([0.5, 1, 0, 0, 0, 0, 0], np.float32)
    alone = reach(hops, np.array([0], np.int32), activation)
    both = reach(hops, np.array([0, 1], np.int32), activation)
    assert alone[1] == pytest.approx(0.5)  # row 0 names Vela, which row 1 is about
    assert alone[2] == 0
    assert both[2] == pytest.approx(1)  # row 1 names Tom


def test_a_row_counts_by_its_nearest_sentence(hops: UserIndex):
    """A row counts by its nearest sentence."""
    vector = FakeEncoder().encode(["works at Vela"])[0]
    dense = hops.vectors.scores(vector)
    match = sentence_match(hops, vector, dense)
    assert match[0] > dense[0]
    assert match[1] == dense[1]


def test_links_lead_to_what_an_event_is_about(hops: UserIndex):
    """Links lead to what an event is about."""
    found = _links(hops)
    assert ("topic", 0, 1, VELA) in found
    assert ("topic", 1, 2, TOM) in found
    assert ("co_mention", 2, 6, PORTO) in found
    assert ("co_mention", 6, 2, PORTO) in found


def test_links_in_time_go_both_ways_and_only_in_named_sessions(hops: UserIndex):
    """Links in time go both ways and only in named sessions."""
    timely = {(k, a, b) for k, a, b, _ in _links(hops) if k in ("next", "previous")}
    assert timely == {("next", 2, 3), ("previous", 3, 2), ("next", 3, 4), ("previous", 4, 3)}


def test_a_pair_has_one_link_of_its_best_kind(hops: UserIndex):
    """A pair has one link of its best kind."""
    pairs = [(a, b) for k, a, b, _ in _links(hops) if k not in ("next", "previous")]
    assert len(pairs) == len(set(pairs))
    assert not any(a == b for a, b in pairs)


def test_the_questions_names_are_known(hops: UserIndex):
    """The questions names are known."""
    rows = np.arange(len(hops), dtype=np.int32)
    named = find_named(hops, asked(hops, "Where does Ana work?"), rows)
    assert named.entities[named.asked].tolist() == [ANA]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=60),
    st.lists(st.integers(0, 9), max_size=6, unique=True),
    st.integers(0, 60),
)
def test_gathering_is_getting_key_by_key(
    pairs: list[tuple[int, int]], keys: list[int], packed_at: int
):
    """Gathering is getting key by key."""
    postings = Postings()
    for place, (key, row) in enumerate(pairs):
        if place == packed_at:
            postings.packed(10)
        postings.add(key, row)
    owner, rows = postings.gather(np.array(keys, np.int64))
    counts = postings.counts(np.array(keys, np.int64))
    for place, key in enumerate(keys):
        expected = postings.get(key)[0].tolist()
        assert rows[owner == place].tolist() == expected
        assert counts[place] == len(expected)
