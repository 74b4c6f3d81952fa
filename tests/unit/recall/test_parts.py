"""Seeds, diffusion, selection and words of a recall, on a graph of five events."""

from __future__ import annotations

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.errors import ConvergenceError
from graphmem.recall import diffuse, pagerank
from graphmem.recall.seed import Query, Scope, SeedWeights, find_entities, link_share, seed, total
from graphmem.stores.index.user_index import UserIndex
from tests.fakes import FakeEncoder, FakeGraph
from tests.toy import entity_row, event_row, link_row, session_row

CLARA, HELIOS, BEN = 0, 1, 2
WEIGHTS = SeedWeights(bm25=0.4, link=0.2, speaker=0.1, time=0.2)
SHARES = diffuse.SpreadWeights(mention=0.3, chain=0.2, session=0.1)


@pytest.fixture
def index() -> UserIndex:
    """Clara works at Helios, Helios sells ovens; a chain of three, a day of one, one set aside."""
    graph = FakeGraph(
        sessions=[session_row(), session_row(901, name="day:x", implicit=True)],
        entities=[entity_row(50, "Clara"), entity_row(51, "Helios"), entity_row(52, "Ben")],
        events=[
            event_row(1, "Clara works at Helios."),
            event_row(2, "Helios sells ovens.", time_starts=[50_000], time_ends=[60_000]),
            event_row(3, "The rain fell.", speaker="Ben"),
            event_row(4, "A cello stood there.", session_id=f"{901:032x}"),
            event_row(5, "haha", session_id=f"{901:032x}", tier="sensory"),
        ],
        links=[
            link_row(1, 50, "topic"), link_row(1, 51, "mention"), link_row(2, 51, "topic"),
            link_row(3, 52, "speaker"), link_row(3, 52, "subject"),
        ],
    )  # fmt: skip
    made = UserIndex(384)
    made.refresh(graph, 1)
    return made


def _query(index: UserIndex, text: str, *intervals: tuple[int, int]) -> Query:
    vector = FakeEncoder().encode([text])[0]
    return Query(text, vector, find_entities(index, text), intervals)


def _seeds(index: UserIndex, text: str, *intervals: tuple[int, int], deep: bool = False):
    allowed = Scope(deep=deep).mask(index)
    return seed(index, _query(index, text, *intervals), WEIGHTS, allowed)


def test_best_words_get_the_whole_weight(index: UserIndex):
    """BM25 is scaled by its best row."""
    parts = _seeds(index, "Who sells ovens?")

    assert parts["bm25"].max() == pytest.approx(WEIGHTS.bm25)
    assert int(parts["bm25"].argmax()) == 1


def test_named_topic_and_speaker_add_their_share(index: UserIndex):
    """An event about a named entity, and one a named person said."""
    parts = _seeds(index, "What did Ben and Clara say?")

    assert parts["link"].tolist() == pytest.approx([WEIGHTS.link, 0, 0, 0, 0])
    assert parts["speaker"].tolist() == pytest.approx([0, 0, WEIGHTS.speaker, 0, 0])


def test_a_speaker_is_no_topic_of_their_own_words(index: UserIndex):
    """A fact about the speaker makes no turn about them."""
    assert index.topics.get(BEN)[0].tolist() == []
    assert index.subjects.get(BEN)[0].tolist() == []


def test_subjects_of_facts_lead_to_their_events_with_a_share_of_their_own():
    """A topic leads with the whole share, a subject with a part of it; what is both is a topic."""
    graph = FakeGraph(
        sessions=[session_row(901, name="day:x", implicit=True)],
        entities=[entity_row(50, "Clara"), entity_row(51, "Helios")],
        events=[event_row(n, words, session_id=f"{901:032x}") for n, words in (
            (1, "Clara."), (2, "Clara hired Tom."), (3, "Helios hired Clara."), (4, "Rain."),
        )],
        links=[
            link_row(1, 50, "topic"), link_row(1, 50, "subject"), link_row(2, 50, "subject"),
            link_row(3, 51, "subject"), link_row(3, 50, "mention"),
        ],
    )  # fmt: skip
    index = UserIndex(384)
    index.refresh(graph, 1)
    query, allowed = _query(index, "Clara?"), Scope().mask(index)
    half = SeedWeights(bm25=0.4, link=0.2, speaker=0.1, time=0.2, subject=0.5)
    shares = diffuse.SpreadWeights(mention=0.3, chain=0.0, session=0.0, subject=0.5)

    link = seed(index, query, half, allowed)["link"]
    spread = diffuse.spread(index, np.array([0, 1, 0, 0], np.float32), shares, allowed)
    silent = diffuse.SpreadWeights(mention=0.3, chain=0.0, session=0.0, subject=0.0)
    without = diffuse.spread(index, np.array([1, 0, 0, 0], np.float32), silent, allowed)

    assert link.tolist() == pytest.approx([0.2, 0.1, 0, 0])
    assert index.entities_of(1).tolist() == [CLARA]
    assert spread.parts["spread"][0] > 0
    assert without.parts["spread"][1] == 0


@pytest.mark.parametrize(
    ("interval", "rows"),
    [((2000, 2001), [1]), ((55_000, 55_001), [1]), ((0, 9**9), [0, 1, 2, 3, 4]),
     ((60_000, 70_000), []), ((5, 5), [])],
)  # fmt: skip
def test_named_time_adds_its_share(index: UserIndex, interval: tuple[int, int], rows: list[int]):
    """Events that happened in it, or speak of it; intervals are half open."""
    parts = _seeds(index, "when", interval)

    assert np.flatnonzero(parts["time"]).tolist() == rows


def test_nothing_known_scores_nothing_but_similarity(index: UserIndex):
    """Words that no event holds divide by no zero."""
    parts = _seeds(index, "zzz")

    assert not parts["bm25"].any()
    assert np.isfinite(total(parts, len(index))).all()


@pytest.mark.parametrize(
    ("scope", "rows"),
    [
        (Scope(), [0, 1, 2, 3]), (Scope(deep=True), [0, 1, 2, 3, 4]), (Scope(as_of=2000), [0, 1]),
        (Scope(known_at=2000), [0]), (Scope(session=0), [0, 1, 2]), (Scope(session=-1), []),
        (Scope(as_of=-1, deep=True), []),
    ],
)  # fmt: skip
def test_scope_masks_rows(index: UserIndex, scope: Scope, rows: list[int]):
    """Tier, both times and session, alone and together."""
    assert np.flatnonzero(scope.mask(index)).tolist() == rows


def test_spread_follows_mentions_to_what_is_about_them(index: UserIndex):
    """From the event that mentions Helios to the event about it, and not back to itself."""
    seeds = np.array([1, 0, 0, 0, 0], np.float32)

    found = diffuse.spread(index, seeds, SHARES, np.ones(5, bool))

    assert found.parts["spread"].tolist() == pytest.approx([0, SHARES.mention, 0, 0, 0])
    assert (found.origin[1], found.via[1]) == (0, HELIOS)
    assert found.parts["chain"].tolist() == pytest.approx([0, SHARES.chain / 2, 0, 0, 0])
    assert found.parts["session"].tolist() == pytest.approx([SHARES.session] * 3 + [0, 0])


def test_spread_passes_nothing_from_what_is_out_of_scope(index: UserIndex):
    """What may not be recalled activates nothing."""
    seeds = np.array([1, 0, 0, 0, 0], np.float32)

    found = diffuse.spread(index, seeds, SHARES, np.array([False, True, True, True, True]))

    assert not any(part.any() for part in found.parts.values())


@given(st.lists(st.integers(0, 5), max_size=30), st.integers(0, 35))
def test_top_rows_is_a_stable_sort(values: list[int], n: int):
    """Best first, ties by row, at any cut."""
    scores = np.array(values, np.float32)
    expected = sorted(range(len(values)), key=lambda r: (-values[r], r))[:n]

    assert diffuse.top_rows(scores, n).tolist() == expected


@pytest.mark.parametrize("values", [5, 10**6])
@pytest.mark.parametrize("n", [1, 100, 700, 19_999])
def test_top_rows_of_many_are_those_of_a_sort(values: int, n: int):
    """What a sample sorts out is none of them, however many are alike or hidden."""
    rng = np.random.default_rng(n)
    scores = rng.integers(0, values, 20_000).astype(np.float32)
    scores[rng.random(len(scores)) < 0.9] = -np.inf
    expected = np.lexsort((np.arange(len(scores)), -scores))[:n]

    assert diffuse.top_rows(scores, n).tolist() == expected.tolist()


@pytest.mark.parametrize(("rows", "share"), [(0, 0), (1, 1), (3, 1), (12, 0.5)])
def test_link_share_falls_with_the_fanout(rows: int, share: float):
    """A name that many events are about says little of each."""
    assert link_share(rows) == pytest.approx(share)


def test_pagerank_keeps_its_mass(index: UserIndex):
    """A node passes on all or nothing, scores are no negative and no more than 1 in all."""
    graph = pagerank.links(index)
    sums = np.bincount(graph.source, weights=graph.share, minlength=graph.n_nodes)

    ranking = pagerank.personalised_pagerank(
        graph, np.array([1, 0, 0, 0, 0], np.float32), alpha=0.5
    )

    assert all(s == pytest.approx(0) or s == pytest.approx(1) for s in sums)
    assert (ranking.scores >= 0).all()
    assert ranking.scores.sum() <= 1 + 1e-5
    assert ranking.scores[1] > ranking.scores[4] == 0
    assert ranking.steps > 1


def test_pagerank_that_cannot_settle_says_so(index: UserIndex):
    """The error tells after how many steps, and how far it was."""
    graph = pagerank.links(index)

    with pytest.raises(ConvergenceError) as caught:
        pagerank.personalised_pagerank(graph, np.ones(5, np.float32), alpha=0.01, max_steps=2)

    assert caught.value.steps == 2
    assert caught.value.residual > 0


def test_pagerank_agrees_with_networkx(index: UserIndex):
    """The same walk by an independent implementation gives the same shares."""
    graph = pagerank.links(index)
    seeds = np.array([0.6, 0.4, 0, 0, 0], np.float32)
    peer = networkx.DiGraph()
    peer.add_nodes_from(range(graph.n_nodes))
    peer.add_edges_from(zip(graph.source.tolist(), graph.target.tolist(), strict=True))
    start = {0: 0.6, 1: 0.4}

    ours = pagerank.personalised_pagerank(graph, seeds, alpha=0.5).scores
    theirs = networkx.pagerank(peer, alpha=0.5, personalization=start, dangling=start, tol=1e-12)

    assert ours.tolist() == pytest.approx([theirs[row] for row in range(5)], abs=1e-6)


def test_spread_ties_events_that_name_the_same_rare_entity(index: UserIndex):
    """Clara's event and one that only names Helios too share a part of the activation."""
    seeds = np.array([1, 0, 0, 0, 0], np.float32)
    index.mentions.add(HELIOS, 3)

    found = diffuse.spread(index, seeds, SHARES, np.ones(5, bool))

    naming = float(diffuse.rarities(np.array([2]), 5)[0])  # two of five events name Helios
    assert found.parts["spread"][3] == pytest.approx(
        SHARES.mention * diffuse.CO_MENTION * naming * link_share(2)
    )
    assert found.parts["spread"][1] == pytest.approx(SHARES.mention * naming)


@pytest.mark.parametrize(
    ("naming", "rows", "share"),
    [(0, 100, 1), (1, 100, 1), (10, 100, 0.5), (100, 100, 0), (1, 1, 1)],
)
def test_rarity_falls_with_the_events_that_name_an_entity(naming: int, rows: int, share: float):
    """A name all events bear leads nowhere."""
    assert diffuse.rarities(np.array([naming]), rows)[0] == pytest.approx(share)


def test_pagerank_without_seeds_is_zero(index: UserIndex):
    """Nothing to start from activates nothing."""
    ranking = pagerank.personalised_pagerank(
        pagerank.links(index), np.zeros(5, np.float32), alpha=0.5
    )

    assert not ranking.scores.any()
