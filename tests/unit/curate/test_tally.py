"""Counts and hashes by which a copy is compared."""

from __future__ import annotations

from graphmem.curate.tally import Tally


def test_tally_knows_no_order_but_every_difference():
    """Two alike count twice; 1 is not 1.0; text and back is the same."""
    edge = {"type": "NEXT", "source": "a", "target": "b", "properties": {"gap_ms": 1}}
    node = {"label": "Event", "properties": {"id": "a", "n": 1}}
    one, other, less, real = Tally(), Tally(), Tally(), Tally()
    one.add([edge, node, edge])
    other.add([node])
    other.add([edge, edge])
    less.add([node])
    real.add([{**node, "properties": {"id": "a", "n": 1.0}}, edge, edge])

    assert one.differences(other) == []
    assert Tally.from_json(one.to_json()).differences(other) == []
    assert one.differences(less) == ["NEXT: 2 were read, 0 are there"]
    assert one.differences(real) == ["Event: as many as were read, but not the same"]
    assert (one.total(), one.counts()) == (3, {"Event": 1, "NEXT": 2})
