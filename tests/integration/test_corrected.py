"""Where a corrected event stands, and what it no longer speaks for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graphmem.clock import now_ms
from graphmem.memory import Memory
from tests import ties
from tests.conftest import USER, make_settings, open_memory
from tests.integration.test_current import OFF, ask, stances, tell, texts
from tests.ties import tie

Fresh = Callable[[], Path]


def test_a_corrected_event_stands_below_its_correction(fresh: Fresh):
    """Also where what was corrected is a part of a long text."""
    long = " ".join(f"Lyon has bridge number {n}." for n in range(60))
    with open_memory(fresh(), interference=OFF, ingest={"chunk_tokens": 64}) as memory:
        tell(memory, 1, long)
        tell(memory, 2, "That was Porto.")
        tie(memory, ties.CORRECTED, newer="e2", older="e1", recorded_at=now_ms())
        found = ask(memory, "How many bridges has Lyon?", limit=2)

    assert texts(found)[0] == "That was Porto."
    assert stances(found.items[1]) == ["replaced"]


def test_a_corrected_event_replaces_nothing_by_what_others_say_too(fresh: Fresh):
    """Else two events would each stand in the other's place."""
    with Memory.open(fresh(), settings=make_settings()) as memory:
        tell(memory, 1, "Mia lives in Oslo.")
        first = memory.recall("Mia", user_id=USER).items[0].sources[0].event_id

        def correct(event_id: str, town: str) -> str:
            return memory.correct(event_id, f"Omar lives in {town}.", user_id=USER).event_id

        other, oslo = correct(first, "Turin"), correct(first, "Oslo")
        turin = correct(oslo, "Turin")
        correct(other, "Oslo")
        found = ask(memory, "Where does Mia live?", limit=30)

    sides = next(i.disputes for i in found.items if i.sources[0].event_id == oslo)
    assert [d.event_id for d in sides if d.stance == "replaced"] == [turin]
    assert turin not in {d.event_id for d in sides if d.stance == "replaces"}
