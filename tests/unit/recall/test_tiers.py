"""Which tiers a recall searches, from the cache and in regions."""

import numpy as np
import pytest

from graphmem.recall.seed import Scope
from graphmem.stores.index.user_index import TIERS, UserIndex
from graphmem.stores.regions import Bounds
from tests.fakes import FakeGraph
from tests.toy import event_row, session_row

THERE, ELSEWHERE = f"{900:032x}", f"{901:032x}"


@pytest.fixture
def index() -> UserIndex:
    """An event of each tier in one session, and working memory of another."""
    graph = FakeGraph(
        sessions=[session_row(), session_row(901, name="other")],
        entities=[],
        events=[
            *(event_row(n, f"Word {n}.", tier=tier) for n, tier in enumerate(TIERS)),
            event_row(9, "Word 9.", tier="working", session_id=ELSEWHERE),
        ],
        links=[],
    )
    made = UserIndex(384, deep=True)  # the usual one holds nothing of the archive
    made.refresh(graph, 1)
    return made


@pytest.mark.parametrize(
    ("deep", "session", "tiers"),
    [
        (False, None, ["episodic", "semantic"]),
        (False, THERE, ["episodic", "working"]),
        (True, THERE, list(TIERS)),
        (True, None, list(TIERS)),
    ],
)
def test_working_memory_is_the_sessions_own(index, deep, session, tiers):
    """Working memory is found in its session and by deep recalls; the cache and regions agree."""
    number = None if session is None else index.session_of[session]
    rows = np.flatnonzero(Scope(session=number, deep=deep).mask(index))

    assert {TIERS[index.tier.values[row]] for row in rows} == set(tiers)
    assert Bounds(session_id=session, deep=deep).params()["tiers"] == tiers


def test_working_memory_of_another_session_is_not_found(index):
    """A recall within one session leaves out what another one had in mind."""
    rows = np.flatnonzero(Scope(session=index.session_of[THERE]).mask(index))

    assert index.row_of[f"{9:032x}"] not in rows
