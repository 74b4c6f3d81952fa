"""Diffusion by the network: what it scores, what stays behind it, and how it explains itself."""

from __future__ import annotations

import numpy as np
import pytest

from graphmem.recall.explain import path
from graphmem.recall.joins import KINDS
from graphmem.recall.pipeline import Recaller
from graphmem.recall.region import RegionBounds
from graphmem.recall.seed import Floats, Query, Scope
from graphmem.recall.weigh import weigh
from graphmem.settings import RecallSettings
from graphmem.stores.index.user_index import UserIndex
from graphmem.types import RecallOptions
from tests.fakes import FakeEncoder
from tests.unit.recall.conftest import asked


class Chosen:
    """A network that finds some events of a region needed, and opens all links.

    Args:
        odds: Log-odds by place in the region; others get -4.
    """

    def __init__(self, odds: dict[int, float]) -> None:
        self.odds = odds

    def score(self, nodes: Floats, ends: np.ndarray, pairs: Floats) -> tuple[Floats, Floats]:
        """Return the chosen log-odds and open links."""
        scores = np.full(len(nodes), -4, np.float32)
        for place, value in self.odds.items():
            scores[place] = value
        return scores, np.ones(ends.shape[1], np.float32)


def _weighed(index: UserIndex, query: Query, odds: dict[int, float], **bounds: int):
    allowed = Scope().mask(index)
    stages: list[str] = []
    found = weigh(
        index, query, allowed, Chosen(odds), RegionBounds(**bounds), stages.append
    )  # fmt: skip
    assert stages == ["seed", "region", "features", "network"]
    return found


def test_scores_are_the_networks_chances(hops: UserIndex):
    """What it finds needed comes first, whatever seeds say."""
    found, _ = _weighed(hops, asked(hops, "Ana"), {2: 3.0, 1: 1.0})
    assert found.scores[2] == pytest.approx(1 / (1 + np.exp(-3)), abs=1e-6)
    assert np.argsort(-found.scores)[:2].tolist() == [2, 1]
    assert found.parts["network"][2] == found.scores[2]
    assert found.parts["dense"][0] > 0


def test_rows_outside_the_region_follow_it(hops: UserIndex):
    """A region is a bound on work, not on what can be recalled."""
    query = asked(hops, "Ships sail from Porto")
    found, weighed = _weighed(
        hops, query, {0: -9.0}, best=1, by_sentence=0, in_time=0, sources=1, rows=2
    )
    outside = [r for r in (0, 1, 2, 3, 4, 6) if r not in weighed.graph.rows]
    assert outside
    assert all(0 <= found.scores[r] < found.scores[weighed.graph.rows].min() for r in outside)


def test_what_is_out_of_scope_has_no_score(hops: UserIndex):
    """Row 5 is set aside."""
    found, weighed = _weighed(hops, asked(hops, "haha Porto"), {})
    assert found.scores[5] == -np.inf
    assert 5 not in weighed.graph.rows


def test_paths_follow_what_passed_most(hops: UserIndex):
    """From the answer back over what names it to where the question points."""
    query = asked(hops, "Where did the founder of the company of Ana grow up?")
    found, weighed = _weighed(hops, query, {0: 2.0, 1: 1.9, 2: 1.8})
    steps = path(
        hops, query, found.spread, 2, {k: float(v[2]) for k, v in found.parts.items()}, weighed
    )
    links = [(s.source, s.relation, s.via, s.target) for s in steps if s.relation == "mentions"]
    assert (hops.ids[1], "mentions", "Tom Reyes", hops.ids[2]) in links
    assert (hops.ids[0], "mentions", "Vela", hops.ids[1]) in links


def test_what_only_follows_from_an_event_did_not_lead_to_it(hops: UserIndex):
    """A link from an event that is far less likely is no reason."""
    query = asked(hops, "Ana")
    found, weighed = _weighed(hops, query, {2: 3.0})
    assert list(weighed.steps(hops, 2)) == []
    assert list(weighed.steps(hops, 5)) == []  # not in the region
    assert found.scores.argmax() == 2


def test_every_kind_of_link_can_be_told(hops: UserIndex):
    """No kind lacks its words."""
    found, weighed = _weighed(hops, asked(hops, "rain"), dict.fromkeys(range(6), 1.0))
    relations = {step.relation for row in range(7) for step in weighed.steps(hops, row)}
    assert relations <= {"mentions", "states of", "names too", "next: after", "next: before"}
    assert {"mentions", "next: after"} <= relations
    assert len(KINDS) == 5
    assert np.isfinite(found.scores[weighed.graph.rows]).all()


@pytest.mark.parametrize(("tokens", "network"), [(40, True), (160, False)])
def test_talk_of_long_turns_is_left_to_hand_set_weights(
    hops: UserIndex, tokens: int, network: bool
):
    """Unless the network is asked for by name; days that stand in for sessions do not count."""
    hops.tokens.values[:] = 400
    hops.tokens.values[2:5] = tokens  # the rows of the named session
    recaller = Recaller(FakeEncoder(), RecallSettings(), network=Chosen({}))
    for diffusion, weighed in (("auto", network), ("network", True), ("spread", False)):
        options = RecallOptions(diffusion=diffusion)
        _, region = recaller.activate(hops, asked(hops, "rain"), Scope(), options)
        assert (region is not None) == weighed


class Read:
    """A network that keeps what it was given to read."""

    def __init__(self) -> None:
        self.seen: list[np.ndarray] = []

    def score(self, nodes: Floats, ends: np.ndarray, pairs: Floats) -> tuple[Floats, Floats]:
        """Keep the features."""
        self.seen += [nodes, pairs]
        return np.zeros(len(nodes), np.float32), np.ones(ends.shape[1], np.float32)


def test_users_weights_do_not_change_what_the_network_reads(hops: UserIndex):
    """It was trained over the shipped ones; those of the settings are for one hand-set step."""
    query, scope = asked(hops, "Where does Ana work?"), Scope()
    seen: list[np.ndarray] = []
    scores: list[Floats] = []
    for settings in (RecallSettings(), RecallSettings(bm25_weight=2, link_weight=0)):
        network = Read()
        recaller = Recaller(FakeEncoder(), settings, network=network)
        recaller.activate(hops, query, scope, RecallOptions(diffusion="network"))
        one_step, _ = recaller.activate(hops, query, scope, RecallOptions(diffusion="spread"))
        seen += network.seen
        scores.append(one_step.scores)
    np.testing.assert_array_equal(seen[0], seen[2])
    np.testing.assert_array_equal(seen[1], seen[3])
    assert not np.array_equal(scores[0], scores[1])
