"""A receipt tells what became of an event."""

from __future__ import annotations

from graphmem.memory import Memory
from tests.conftest import USER
from tests.toy import CONVERSATION, turn


def test_receipt_tells_what_was_understood(memory: Memory):
    """Entities, facts, times, kind and why it was kept."""
    receipt = memory.remember(CONVERSATION[3], user_id=USER)

    assert (receipt.status, receipt.tier, receipt.external_id) == ("added", "episodic", "e4")
    assert "Porto" in receipt.entities
    assert any("Porto" in fact for fact in receipt.facts)
    assert [t.text for t in receipt.times] == ["last week"]
    assert receipt.reason
    assert receipt.revision == memory.stats(USER).revision


def test_repeat_inside_a_batch_is_told(memory: Memory):
    """The first is added, the second repeated, both name one event."""
    first, second = memory.remember([CONVERSATION[0], CONVERSATION[0]], user_id=USER)

    assert (first.status, second.status) == ("added", "repeated")
    assert first.event_id == second.event_id
    assert memory.stats(USER).nodes["Event"] == 1


def test_repeat_tells_tier_and_reason_of_the_first_time(memory: Memory):
    """What the gate said then is what a repeat says."""
    first = memory.remember(CONVERSATION[6], user_id=USER)
    again = memory.remember(CONVERSATION[6], user_id=USER)

    assert first.tier == "sensory"
    assert (again.status, again.tier, again.reason) == ("repeated", first.tier, first.reason)
    assert again.kind == first.kind


def test_important_event_is_kept(memory: Memory):
    """The caller's word beats the gate."""
    receipt = memory.remember(turn(1, "haha ok", important=True), user_id=USER)

    assert receipt.tier == "episodic"


def test_other_language_is_stored_with_a_warning(memory: Memory):
    """Rules for English say so where they cannot read."""
    receipt = memory.remember(
        "昨日、クララはリヨンに引っ越しました。とても嬉しいです。", user_id=USER
    )

    assert receipt.status == "added"
    assert receipt.warnings
    assert memory.recall("クララはリヨン", user_id=USER).items
