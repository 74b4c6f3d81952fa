"""The recall network: it learns, its export says the same, its figures are what they are."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

torch = pytest.importorskip("torch", reason="needs the extra [train]")
pytest.importorskip("torch_geometric", reason="needs the extra [train]")

from graphmem.errors import ModelError  # noqa: E402
from graphmem.psm.confidence import Confidence, calibration_error  # noqa: E402
from graphmem.psm.recall_network import RecallNetwork as Shipped  # noqa: E402
from graphmem.recall.features import NODE_FEATURES, PAIR_FEATURES  # noqa: E402
from graphmem.training.recall.confidence import (  # noqa: E402
    examples,
    fit_confidence,
    write_confidence,
)
from graphmem.training.recall.export import export  # noqa: E402
from graphmem.training.recall.fit import (  # noqa: E402
    Schedule,
    fit,
    recall_at,
    recalls,
    score_all,
)
from graphmem.training.recall.model import RecallNetwork, Shape  # noqa: E402
from graphmem.training.recall.regions import (  # noqa: E402
    Region,
    read_regions,
    write_regions,
)

pytestmark = pytest.mark.train
_N, _P = len(NODE_FEATURES), len(PAIR_FEATURES)


def _region(seed: int) -> Region:
    """Return a region in which what the best event links to by its topic is needed too.

    By itself the second event looks like all others: only a message can tell.
    """
    rng = np.random.default_rng(seed)
    size = int(rng.integers(6, 14))
    nodes = rng.normal(0, 0.1, (size, _N)).astype(np.float32)
    first, second = rng.permutation(size)[:2]
    nodes[first, NODE_FEATURES.index("dense")] = 1
    ends = rng.integers(0, size, (2, 3 * size)).astype(np.int32)
    ends[:, 0] = first, second
    pairs = rng.normal(0, 0.1, (3 * size, _P)).astype(np.float16)
    pairs[:, PAIR_FEATURES.index("topic")] = 0
    pairs[0, PAIR_FEATURES.index("topic")] = 1
    return Region(
        nodes, ends, pairs, np.arange(size), (int(first), int(second)),
        nodes[:, NODE_FEATURES.index("dense")], "toy", "bridge", seed % 5 == 0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def regions() -> list[Region]:
    """Return 150 regions; every fifth is held out."""
    return [_region(seed) for seed in range(150)]


@pytest.fixture(scope="module")
def fitted(regions: list[Region]) -> tuple[RecallNetwork, list[float]]:
    """Fit a small network; give it and the loss of each epoch."""
    losses: list[float] = []
    training = [r for r in regions if not r.held_out]
    held_out = [r for r in regions if r.held_out]
    schedule = Schedule(epochs=6, batch=8, rate=1e-2, width=16, layers=2, seed=1)
    network = fit(training, held_out, schedule, lambda _, loss, __: losses.append(loss))
    return network, losses


def test_loss_falls_and_messages_pay(
    fitted: tuple[RecallNetwork, list[float]], regions: list[Region]
):
    """What no event shows by itself is learned from its links."""
    network, losses = fitted
    held_out = [r for r in regions if r.held_out]
    assert losses[-1] < losses[0] / 2
    with_messages = np.mean(
        [recall_at(r, s, 2) for r, s in zip(held_out, score_all(network, held_out), strict=True)]
    )
    by_itself = np.mean([recall_at(r, r.scores, 2) for r in held_out])
    assert with_messages > by_itself + 0.2


def test_scores_are_chances(fitted: tuple[RecallNetwork, list[float]], regions: list[Region]):
    """Over held-out events the mean chance is the share that is needed."""
    held_out = [r for r in regions if r.held_out]
    chances = np.concatenate([1 / (1 + np.exp(-s)) for s in score_all(fitted[0], held_out)])
    needed = np.concatenate([r.needed for r in held_out])
    assert chances.mean() == pytest.approx(needed.mean(), abs=0.02)


def test_export_says_the_same(
    fitted: tuple[RecallNetwork, list[float]], regions: list[Region], tmp_path: Path
):
    """The engine's network agrees with the trained one, also on regions of odd sizes."""
    export(fitted[0], tmp_path, version="test", licence="none", source="toy")
    shipped = Shipped.load(tmp_path)
    assert shipped.node_features == NODE_FEATURES
    sizes = [(len(r.nodes), len(r.pairs)) for r in regions[:5]] + [(1, 0), (2, 1), (3, 0), (400, 9)]
    rng = np.random.default_rng(0)
    for n, m in sizes:
        nodes = rng.normal(size=(n, _N)).astype(np.float32)
        ends = rng.integers(0, n, (2, m))
        pairs = rng.normal(size=(m, _P)).astype(np.float32)
        scores, flow = shipped.score(nodes, ends, pairs)
        with torch.no_grad():
            expected = fitted[0](*map(torch.from_numpy, (nodes, ends, pairs)))
        np.testing.assert_allclose(scores, expected[0].numpy(), atol=1e-4)
        np.testing.assert_allclose(flow, expected[1].numpy(), atol=1e-5)


def test_a_network_of_other_features_is_not_exported(tmp_path: Path):
    """What the engine cannot feed is refused before it is written."""
    with pytest.raises(ValueError, match="other features"):
        export(RecallNetwork(Shape(3, 2)), tmp_path, version="1", licence="", source="")
    assert not list(tmp_path.iterdir())


def test_the_order_of_pairs_does_not_matter(fitted: tuple[RecallNetwork, list[float]]):
    """Messages are a set."""
    region = _region(7)
    order = np.random.default_rng(1).permutation(len(region.pairs))
    nodes, pairs = torch.from_numpy(region.nodes), torch.from_numpy(region.pairs.astype("f"))
    ends = torch.from_numpy(region.ends.astype(np.int64))
    with torch.no_grad():
        one = fitted[0](nodes, ends, pairs)[0]
        other = fitted[0](nodes, ends[:, order], pairs[order])[0]
    np.testing.assert_allclose(one.numpy(), other.numpy(), atol=1e-5)


def test_regions_come_back_from_their_file(regions: list[Region], tmp_path: Path):
    """Nothing of a region is lost on the way."""
    path = tmp_path / "toy.npz"
    assert write_regions(path, regions[:7]) == 7
    for one, other in zip(regions, read_regions([path]), strict=False):
        assert (one.gold, one.source, one.kind, one.held_out) == (
            other.gold, other.source, other.kind, other.held_out,
        )  # fmt: skip
        for name in ("nodes", "ends", "pairs", "events", "scores"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_recall_counts_distinct_events():
    """Two chunks of one event take one place."""
    region = _region(3)
    chunked = Region(
        region.nodes[:4], region.ends, region.pairs, np.array([7, 7, 8, 9]), (8, 5),
        region.scores[:4], "toy", "", held_out=False,
    )  # fmt: skip
    scores = np.array([4, 3, 2, 1], np.float32)
    assert recall_at(chunked, scores, 1) == 0
    assert recall_at(chunked, scores, 2) == 0.5
    assert recalls([chunked], [scores]) == {"toy": 0.5}


def test_confidence_is_fitted_and_read_back(
    fitted: tuple[RecallNetwork, list[float]], regions: list[Region], tmp_path: Path
):
    """A line over chances that were right is nearly calibrated, and ships as a table."""
    features, whole = examples(regions, score_all(fitted[0], regions))
    weights = fit_confidence(features, whole)
    write_confidence(tmp_path, weights, version="test", source="toy")
    line = Confidence.load(tmp_path)
    np.testing.assert_allclose(line.weights, weights, rtol=1e-6)
    chances = 1 / (1 + np.exp(-(features @ weights)))
    assert calibration_error(chances, whole) < 0.08
    assert line.of(np.array([0.9], np.float32), np.array([False])) == 0
    (tmp_path / "confidence.json").write_text(json.dumps({"values": {}}))
    with pytest.raises(ModelError):
        Confidence.load(tmp_path)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_calibration_error_is_between_nothing_and_all(pairs: list[tuple[float, bool]]):
    """Certainty that is right costs nothing, certainty that is wrong costs all."""
    chances = np.array([p for p, _ in pairs])
    whole = np.array([w for _, w in pairs])
    assert 0 <= calibration_error(chances, whole) <= 1
    assert calibration_error(whole.astype(float), whole) == 0
    assert calibration_error(1.0 - whole, whole) == pytest.approx(1)
