"""What two messages claim against each other, and which events are messages at all."""

from __future__ import annotations

import pytest

from graphmem import ids
from graphmem.ingest.messages.claims import TOLD, Side, find_claims
from graphmem.ingest.messages.finding import Judged
from graphmem.ingest.messages.message import Message, MessagePair, pair, read_message
from graphmem.psm.updates import Reading
from graphmem.stores.base import Row

KEYS = "Got the keys at last, so Bergen is home for me, third floor."
VAN = "Goodbye Bergen! Unpacking boxes in Turin, from today this is where you find me."


def _judged(older: str, newer: str, values: tuple[str, str], *, changed: float) -> Judged:
    messages = [
        Message(text, text, "Maya", n, (n, n, 0, text)) for n, text in enumerate((older, newer))
    ]
    one, other = (
        (text.index(value), text.index(value) + len(value))
        for text, value in zip((older, newer), values, strict=True)
    )
    reading = Reading(0.0, 1 - changed, changed, one, other)
    return Judged(MessagePair(*messages), reading)


@pytest.mark.parametrize(
    ("older", "newer", "values", "changed", "repeats"),
    [
        ("Surgery is in June.", "Surgery is on June 12.", ("June", "June 12"), 0.9, True),
        ("We are in Lyon.", "Home is Lyon.", ("Lyon", "Lyon"), 0.1, True),
        ("We are in Lyon.", "Left Lyon for Pau.", ("Lyon", "Lyon"), 0.9, False),
        ("We are in Lyon.", "Left Lyon for Pau.", ("Lyon", "Pau"), 0.9, False),
    ],
)
def test_one_value_is_no_update(
    older: str, newer: str, values: tuple[str, str], changed: float, *, repeats: bool
):
    """Said again, or more exactly."""
    assert _judged(older, newer, values, changed=changed).repeats == repeats


def _row(**fields: object) -> Row:
    return {
        "id": "m", "text": KEYS, "speaker": "Maya", "role": None, "external_id": None,
        "occurred_at": 5, "recorded_at": 7, "seq": None, "embedding": None, **fields,
    }  # fmt: skip


@pytest.mark.parametrize(
    "fields", [{"role": "assistant"}, {"external_id": "correction:x"}, {"text": " "}]
)
def test_some_events_are_no_messages(fields: dict[str, object]):
    """Nor is the user's own correction: what it does is written with it."""
    assert read_message(_row()) is not None
    assert read_message(_row(**fields)) is None


def test_pairs_are_in_the_order_of_time():
    """Whichever is given first."""
    one, other = (read_message(_row(id=i, occurred_at=at)) for i, at in (("a", 9), ("b", 5)))
    assert one is not None
    assert other is not None
    assert pair(one, other).older == other
    assert pair(other, one).older == other


def _side(text: str, value: str | None, *rows: Row) -> Side:
    message = Message(text, text, "Maya", 5, (5, 7, 0, text))
    place = None if value is None else (text.index(value), text.index(value) + len(value))
    return Side(message, place, rows)


def _fact(fact_id: str, value: str, **fields: object) -> Row:
    return {
        "fact_id": fact_id, "subject_id": MAYA, "object": value, "modality": "asserted",
        "polarity": True, **fields,
    }  # fmt: skip


def _claims(older: Side, newer: Side) -> list[str]:
    """Return the facts that are meant, "told" where a message stands for itself."""
    found = find_claims("u", older, newer, model="x", now_ms=1)
    return ["told" if claim.made else claim.fact_id for claim in found]


MAYA = ids.entity_id("u", "Maya")


@pytest.mark.parametrize(
    ("rows", "meant"),
    [
        ([_fact("floor", "third floor"), _fact("home", "Bergen")], "home"),
        ([_fact("plan", "Bergen", modality="planned")], "told"),
        ([_fact("no", "Bergen", polarity=False)], "told"),
        ([_fact("tom", "Bergen", subject_id="tom")], "told"),  # somebody else's fact
        ([_fact("born", "Bergen"), _fact("home", "Bergen")], "told"),  # which of both?
        ([], "told"),
    ],
)
def test_the_only_fact_of_the_speaker_with_the_value_is_meant(rows: list[Row], meant: str):
    """Not one of another value, of somebody else, nor one that denies it or only plans it."""
    assert _claims(_side(KEYS, "Bergen", *rows), _side(VAN, "Turin")) == [meant, "told"]


def test_both_facts_speak_of_one_person():
    """Of a brother, too, where both messages were read so."""
    older = _side("Tom is in Bergen.", "Bergen", _fact("one", "Bergen", subject_id="tom"))
    newer = _side("Tom went to Turin.", "Turin", _fact("two", "Turin", subject_id="tom"))
    assert _claims(older, newer) == ["one", "two"]


def test_a_message_may_stand_for_itself():
    """As a statement of its speaker that no rule compares with anything, made once."""
    older, newer = _side(KEYS, None), _side(VAN, "Turin")
    claim, _ = find_claims("u", older, newer, model="reader", now_ms=1)
    assert claim.made is not None
    fact, statement = claim.made
    assert (fact.modality, fact.predicate) == (TOLD, "tell")
    assert fact.literal == KEYS
    assert (statement.start, statement.end, statement.model) == (0, len(KEYS), "reader")
    again = _side(KEYS, None, _fact(claim.fact_id, KEYS, modality=TOLD))
    assert find_claims("u", again, newer, model="reader", now_ms=2)[0].made is None
