"""What the recall network reads, value by value."""

from __future__ import annotations

import numpy as np
import pytest

from graphmem.recall.activate import activate
from graphmem.recall.features import NODE_FEATURES, PAIR_FEATURES, RegionGraph, region_graph
from graphmem.recall.question import question_features
from graphmem.recall.region import sentence_match
from graphmem.recall.seed import Scope
from graphmem.settings import RecallSettings
from graphmem.stores.index.user_index import UserIndex
from tests.unit.recall.conftest import asked


def _graph(index: UserIndex, text: str) -> RegionGraph:
    query, allowed = asked(index, text), Scope().mask(index)
    found = activate(index, query, RecallSettings(), allowed, spreads=True)
    match = sentence_match(index, query.vector, found.parts["dense"])
    return region_graph(index, query, np.flatnonzero(allowed).astype(np.int32), found, match)


def _node(graph: RegionGraph, row: int, name: str) -> float:
    place = int(np.flatnonzero(graph.rows == row)[0])
    return float(graph.nodes[place, NODE_FEATURES.index(name)])


def _pair(graph: RegionGraph, first: int, second: int, name: str) -> float:
    ends = graph.rows[graph.ends]
    place = int(np.flatnonzero((ends[0] == first) & (ends[1] == second))[0])
    return float(graph.pairs[place, PAIR_FEATURES.index(name)])


def test_columns_are_what_they_are_called(hops: UserIndex):
    """Columns are what they are called."""
    graph = _graph(hops, "Where did Tom Reyes grow up?")
    assert graph.nodes.shape == (len(graph.rows), len(NODE_FEATURES))
    assert graph.pairs.shape == (graph.ends.shape[1], len(PAIR_FEATURES))
    assert np.isfinite(graph.nodes).all()
    assert np.isfinite(graph.pairs).all()
    assert graph.nodes.dtype == graph.pairs.dtype == np.float32


def test_an_event_knows_what_of_the_question_it_holds(hops: UserIndex):
    """An event knows what of the question it holds."""
    graph = _graph(hops, "Where did Tom Reyes grow up?")
    assert _node(graph, 2, "covered") == pytest.approx(1 - _missing(hops, "grow"), abs=1e-6)
    assert _node(graph, 2, "asked_topic") == 1
    assert _node(graph, 1, "asked_topic") == 0
    assert _node(graph, 1, "asked_named") == 1
    assert _node(graph, 0, "asked_named") == 0
    assert _node(graph, 3, "tells_time") == 1
    assert _node(graph, 2, "in_session") == 1
    assert _node(graph, 0, "in_session") == 0


def _missing(index: UserIndex, word: str) -> float:
    """Share of a word of the test's question that row 2 does not hold ("grew")."""
    rows = {"tom": 2, "rey": 2, word: 0}
    idf = {w: np.log1p((len(index) - n + 0.5) / (n + 0.5)) for w, n in rows.items()}
    return float(idf[word] / sum(idf.values()))


def test_the_best_of_a_region_is_one(hops: UserIndex):
    """The best of a region is one."""
    graph = _graph(hops, "Vela founded")
    for name in ("activation", "bm25", "dense_rank", "activation_rank"):
        assert graph.nodes[:, NODE_FEATURES.index(name)].max() == pytest.approx(1)


def test_a_link_knows_the_sentence_that_names_what_ties(hops: UserIndex):
    """A link knows the sentence that names what ties."""
    graph = _graph(hops, "She works")
    bridge = _pair(graph, 0, 1, "bridge")
    # The second sentence of row 0 names Vela; the whole row is further from the question.
    assert bridge > _node(graph, 0, "dense")
    assert bridge == pytest.approx(_node(graph, 0, "sentence"), abs=0.02)
    assert _pair(graph, 0, 1, "topic") == 1
    assert _pair(graph, 0, 1, "mutual") == 1  # both name Vela: a link leads back


def test_what_a_pair_covers_together(hops: UserIndex):
    """What a pair covers together."""
    graph = _graph(hops, "Ana founded")
    one, both = _node(graph, 0, "covered"), _pair(graph, 0, 1, "covered_both")
    assert both == pytest.approx(1)
    assert _pair(graph, 0, 1, "covered_more") == pytest.approx(1 - one, abs=1e-6)


def test_time_between_turns_counts_in_sessions_only(hops: UserIndex):
    """Time between turns counts in sessions only."""
    graph = _graph(hops, "rain")
    assert _pair(graph, 2, 3, "gap") == pytest.approx(np.log1p(1) / 15)
    assert _pair(graph, 0, 1, "gap") == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Who came first, Ana or Tom Reyes?", "comparing"),
        ("Did Ana move?", "closed"),
        ("When did it rain?", "when"),
        ("Where is what Ben said?", "where"),
    ],
)
def test_questions_say_what_they_ask(hops: UserIndex, text: str, name: str):
    """Questions say what they ask."""
    assert question_features(hops, asked(hops, text))[name] == 1
    assert question_features(hops, asked(hops, "Name it"))[name] == 0
