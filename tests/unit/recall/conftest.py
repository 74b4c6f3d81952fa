"""A small graph that leads from a question over two hops, for the tests of regions."""

from __future__ import annotations

import pytest

from graphmem.recall.seed import Query, find_entities
from graphmem.stores.index.user_index import UserIndex
from tests.fakes import FakeEncoder, FakeGraph
from tests.toy import entity_row, event_row, link_row, sentence_row, session_row

#: Entities of ``hops``, in order.
ANA, VELA, TOM, PORTO = range(4)


@pytest.fixture
def hops() -> UserIndex:
    """Ana works at Vela, Vela was founded by Tom, Tom grew up in Porto; talk around it.

    Rows 0 to 2 lead from Ana to Porto; rows 3 and 4 follow row 2 in its session; row 5 is set
    aside, row 6 is of a day and names Porto too.
    """
    alone = f"{901:032x}"
    graph = FakeGraph(
        sessions=[session_row(), session_row(901, name="day:x", implicit=True)],
        entities=[
            entity_row(50, "Ana"), entity_row(51, "Vela"),
            entity_row(52, "Tom Reyes"), entity_row(53, "Porto"),
        ],
        events=[
            event_row(1, "Ana lives in Lisbon. She works at Vela.", session_id=alone),
            event_row(2, "Vela was founded by Tom Reyes.", session_id=alone),
            event_row(3, "Tom Reyes grew up in Porto.", speaker="Ben"),
            event_row(4, "The rain fell.", speaker="Ben", time_starts=[1], time_ends=[2]),
            event_row(5, "A cello stood there."),
            event_row(6, "Porto, haha", session_id=alone, tier="sensory"),
            event_row(7, "Ships sail from Porto.", session_id=alone),
        ],
        links=[
            link_row(1, 50, "topic"), link_row(1, 51, "mention", 30), link_row(2, 51, "topic"),
            link_row(2, 52, "mention"), link_row(3, 52, "topic"), link_row(3, 53, "mention"),
            link_row(6, 53, "mention"), link_row(7, 53, "mention"),
        ],
        sentences=[
            sentence_row(1, 0, "Ana lives in Lisbon."),
            sentence_row(1, 21, "She works at Vela."),
        ],
    )  # fmt: skip
    made = UserIndex(384)
    made.refresh(graph, 1)
    return made


def asked(index: UserIndex, text: str) -> Query:
    """Return a question as the index sees it."""
    return Query(text, FakeEncoder().encode([text])[0], find_entities(index, text), ())
