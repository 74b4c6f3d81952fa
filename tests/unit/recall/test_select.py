"""What is taken where not everything fits: by score, or by what covers the question best."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.recall import select
from graphmem.recall.seed import Query
from graphmem.stores.index.user_index import UserIndex
from tests.fakes import FakeEncoder, FakeGraph
from tests.toy import entity_row, event_row, link_row, session_row


def candidates(
    relevance: list[float],
    tokens: list[int] | None = None,
    *,
    holds: list[list[int]] | None = None,
    vectors: list[list[float]] | None = None,
) -> select.Candidates:
    """Return candidates; without more, they hold nothing and are orthogonal."""
    n = len(relevance)
    held = np.array(holds, bool) if holds is not None else np.zeros((n, 0), bool)
    weights = np.full(held.shape[1], 1 / max(held.shape[1], 1), np.float32)
    made = np.eye(n) if vectors is None else np.array(vectors)
    scores = np.array(relevance, np.float32)
    return select.Candidates(scores, tokens or [10] * n, made.astype(np.float32), held, weights)


@given(
    st.lists(st.integers(0, 9), max_size=12),
    st.integers(1, 6),
    st.one_of(st.none(), st.integers(0, 20)),
)
def test_by_score_fits_and_nothing_smaller_was_passed_over(
    costs: list[int], limit: int, room: int | None
):
    """Whole items in order, under both limits; what was left out did not fit any more."""
    taken = select.by_score(costs, limit=limit, room=room)

    used = sum(costs[place] for place in taken)
    assert taken == sorted(taken)
    assert len(taken) <= limit
    assert room is None or used <= room
    if len(taken) < limit:
        assert room is not None or taken == list(range(len(costs)))
        assert all(used + c > (room or 0) for n, c in enumerate(costs) if n not in taken)


@given(
    st.lists(st.tuples(st.floats(-5, 5), st.integers(0, 30)), max_size=10),
    st.integers(1, 6),
    st.one_of(st.none(), st.integers(0, 60)),
)
def test_by_coverage_keeps_limit_and_room(
    found: list[tuple[float, int]], limit: int, room: int | None
):
    """No item twice, never more than there is room for, in the order of score."""
    scores = sorted((score for score, _ in found), reverse=True)
    costs = [cost for _, cost in found]

    taken = select.by_coverage(candidates(scores, costs), limit=limit, room=room)

    assert taken == sorted(set(taken))
    assert len(taken) <= limit
    assert room is None or sum(costs[n] for n in taken) <= room
    if room is None:
        assert len(taken) == min(limit, len(costs))


def test_what_covers_another_part_comes_before_more_of_the_same():
    """The second item says nothing new of the question; the third has its other half."""
    found = candidates([1.0, 0.5, 0.4, 0.0], holds=[[1, 0], [1, 0], [0, 1], [0, 0]])

    assert select.by_score(found.tokens, limit=2, room=20) == [0, 1]
    assert select.by_coverage(found, limit=2, room=20) == [0, 2]


def test_what_repeats_gives_way():
    """The second item is the first again; the third is as good as new."""
    found = candidates([1.0, 0.5, 0.4, 0.0], vectors=[[1, 0], [1, 0], [0, 1], [0, 1]])

    assert select.by_coverage(found, limit=2, room=20) == [0, 2]


@given(st.floats(0.1, 100), st.floats(-50, 50))
def test_the_scale_of_scores_does_not_matter(factor: float, offset: float):
    """Cosines, sums or probabilities: the same choice."""
    scores = [0.9, 0.8, 0.5, 0.4, 0.1]
    holds = [[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 1]]
    shifted = [factor * score + offset for score in scores]

    one = select.by_coverage(candidates(scores, holds=holds), limit=3, room=40)
    other = select.by_coverage(candidates(shifted, holds=holds), limit=3, room=40)

    assert one == other


def test_the_walk_is_near_the_best_choice():
    """Against all choices of up to three of eight: 97 % of the best value in the mean."""
    rng = np.random.default_rng(7)
    reached: list[float] = []
    for _ in range(20):
        scores = np.sort(rng.random(8))[::-1].tolist()
        vectors = rng.random((8, 4))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        found = candidates(
            scores, rng.integers(5, 30, 8).tolist(),
            holds=rng.integers(0, 2, (8, 4)).tolist(), vectors=vectors.tolist(),
        )  # fmt: skip
        subsets = [c for n in (1, 2, 3) for c in itertools.combinations(range(8), n)]
        fitting = [c for c in subsets if sum(found.tokens[n] for n in c) <= 45]

        taken = select.by_coverage(found, limit=3, room=45)

        reached.append(value(found, taken) / max(value(found, list(c)) for c in fitting))

    assert np.mean(reached) > 0.97
    assert min(reached) > 1 - np.exp(-0.5)  # what Lin and Bilmes prove without the repetition


def value(found: select.Candidates, taken: list[int]) -> float:
    """Return the objective of a choice, the repetition counted in the best order."""
    shares = select.shares(found.relevance)[taken].sum()
    covered = found.weights[found.holds[taken].any(axis=0)].sum()
    similar = found.vectors @ found.vectors.T
    repeated = min(
        sum(max((similar[a, b] for b in order[:n]), default=0.0) for n, a in enumerate(order))
        for order in itertools.permutations(taken)
    )
    return float(shares + select.COVERAGE * covered - select.REDUNDANCY * repeated)


@pytest.mark.parametrize(("room", "expected"), [(None, False), (30, False), (29, True)])
def test_a_budget_binds_when_the_best_do_not_fit(room: int | None, expected: bool):
    """Three of ten tokens each are wanted."""
    assert select.binds([10, 10, 10, 10], limit=3, room=room) is expected


def test_parts_are_words_names_and_times_by_rarity():
    """The rarer a word, name or time, the more it is worth; what nobody holds is worth nothing."""
    graph = FakeGraph(
        sessions=[session_row()],
        entities=[entity_row(50, "Clara")],
        events=[
            event_row(1, "Clara bakes bread"),
            event_row(2, "Ben bakes cakes", time_starts=[50_000], time_ends=[60_000]),
            event_row(3, "Rain", speaker="Ben"),
        ],
        links=[link_row(1, 50, "topic")],
    )
    index = UserIndex(384)
    index.refresh(graph, 1)
    text = "When does Clara bake a unicorn?"
    query = Query(text, FakeEncoder().encode([text])[0], (0,), ((3000, 55_000), (7, 8)))

    holds, weights = select.question_parts(index, query, [0, 1, 2])

    # clara, bake, the entity Clara, the first interval: of "unicorn" and [7, 8) nobody has any
    assert holds.T.tolist() == [
        [True, False, False], [True, True, False], [True, False, False], [False, True, True],
    ]  # fmt: skip
    assert weights.sum() == pytest.approx(1)
    assert weights[0] == weights[2] > weights[1] == weights[3]


def test_a_question_without_parts_covers_nothing():
    """Function words alone: relevance and repetition decide."""
    index = UserIndex(384)

    holds, weights = select.question_parts(
        index, Query("what is it", FakeEncoder().encode(["x"])[0], (), ()), []
    )

    assert holds.shape == (0, 0)
    assert weights.tolist() == []


@given(
    chances=st.lists(st.floats(0, 1, width=32), min_size=1, max_size=30),
    missing=st.floats(0, 5),
    share=st.floats(0.01, 1),
)
def test_the_first_that_hold_a_share_and_no_more(
    chances: list[float], missing: float, share: float
):
    """Fewer would hold less than the share; where all together hold less, all are taken."""
    expected = sum(chances) + missing
    count = select.first_enough(chances, expected, share=share)

    assert 1 <= count <= len(chances)
    assert count == len(chances) or sum(chances[:count]) >= share * expected - 1e-5
    assert count == 1 or sum(chances[: count - 1]) < share * expected
