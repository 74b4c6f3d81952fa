"""Messages that update earlier ones are found as they are written: real weights, real engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from graphmem import ids
from graphmem.ingest.messages.claims import TOLD, Side, find_claims
from graphmem.ingest.messages.finding import Judged
from graphmem.ingest.messages.message import Message, MessagePair, pair, read_message
from graphmem.ingest.rules import RuleExtractor
from graphmem.memory import Memory
from graphmem.psm.updates import Reading
from graphmem.settings import InterferenceSettings, Settings
from graphmem.stores.base import Row
from graphmem.types import RecallOptions
from tests.unit.ingest.telling import START

KEYS = "Got the keys at last, so Bergen is home for me, third floor."
VAN = "Goodbye Bergen! Unpacking boxes in Turin, from today this is where you find me."


def _open(root: Path, **interference: object) -> Memory:
    chosen = InterferenceSettings.model_validate(interference)
    return Memory.open(root, settings=Settings(home=root, interference=chosen))


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """A memory in which each case is a user of its own; all that may be one is noted."""
    root = tmp_path_factory.mktemp("messages")
    with _open(root, message_conflict_at=0.5, message_retire_at=0.5) as opened:
        yield opened


def _tell(memory: Memory, user: str, *lines: str, role: str | None = None, **fields: str) -> None:
    for n, line in enumerate(lines):
        at = START + timedelta(days=60 * n)
        memory.remember(
            line, user_id=user, speaker="Maya", role=role, at=at, external_id=f"e{n}", **fields
        )


def _pairs(memory: Memory, user: str) -> list[tuple[str, str]]:
    """Return (older, newer) external ids of what was found."""
    return [
        (c.a.sources[0].external_id or "", c.b.sources[0].external_id or "")
        for c in memory.conflicts(user, status="all")
        if c.b is not None
    ]


def test_a_change_told_by_what_happened_is_recorded(memory: Memory):
    """No predicate is shared: only reading both together shows it."""
    _tell(memory, "moved", KEYS, VAN)
    assert _pairs(memory, "moved") == [("e0", "e1")]
    (found,) = memory.conflicts("moved", status="all")
    assert found.decisions[0].by.startswith("graphmem-updates-")
    assert "Bergen" in found.a.text
    assert found.b is not None
    assert "Turin" in found.b.text


def test_the_past_is_read_as_it_was(memory: Memory):
    """What was replaced still held before."""
    _tell(memory, "before", KEYS, VAN)
    options = RecallOptions(as_of=START + timedelta(days=30))
    then = memory.recall("Where is home?", user_id="before", options=options)
    assert [item.text for item in then.items] == [KEYS]


def test_what_stands_side_by_side_is_left_alone(memory: Memory):
    """Two hobbies, two days."""
    lines = "Bought clay again, pottery keeps me sane.", "Went bouldering after work."
    _tell(memory, "both", *lines)
    assert _pairs(memory, "both") == []


@pytest.mark.parametrize("role", ["assistant", "tool", "system"])
def test_who_speaks_of_others_is_not_read(memory: Memory, role: str):
    """An assistant tells nothing of itself."""
    _tell(memory, f"role-{role}", KEYS, VAN, role=role)
    assert _pairs(memory, f"role-{role}") == []


def test_two_people_update_nothing_of_each_other(memory: Memory):
    """Each has a home."""
    memory.remember(KEYS, user_id="two", speaker="Maya", at=START)
    memory.remember(VAN, user_id="two", speaker="Omar", at=START + timedelta(days=9))
    assert memory.conflicts("two", status="all") == []


def test_what_is_told_late_is_put_in_its_place(memory: Memory):
    """The order of telling is not the order of time."""
    memory.remember(VAN, user_id="late", speaker="Maya", at=START + timedelta(days=60))
    memory.remember(KEYS, user_id="late", speaker="Maya", at=START)
    (found,) = memory.conflicts("late", status="all")
    assert "Bergen" in found.a.text


def test_one_batch_is_compared_within_itself(memory: Memory):
    """An import brings both sides at once."""
    events = [
        {"text": text, "speaker": "Maya", "at": START + timedelta(days=n)}
        for n, text in enumerate((KEYS, "Rain all day.", VAN))
    ]
    memory.remember(events, user_id="batch")
    assert len(memory.conflicts("batch", status="all")) == 1


def test_nothing_is_found_twice(memory: Memory):
    """Looking again over all that is there adds nothing."""
    _tell(memory, "again", KEYS, VAN)
    assert memory.detect("again") == 0
    assert len(memory.conflicts("again", status="all")) == 1


def test_what_the_user_decided_is_not_judged_again(tmp_path: Path):
    """Both hold by the user's word: a restart and another look change nothing."""
    settings = {"message_conflict_at": 0.5, "message_retire_at": 0.5}
    with _open(tmp_path, **settings) as memory:
        _tell(memory, "maya", KEYS, VAN)
        (found,) = memory.conflicts("maya", status="all")
        memory.resolve(found.id, user_id="maya", keep="both")
    with _open(tmp_path, **settings) as memory:
        memory.detect("maya")
        (found,) = memory.conflicts("maya", status="all")
        assert [d.kept for d in found.decisions if d.retracted_at is None] == ["both"]


def test_it_can_be_turned_off(tmp_path: Path):
    """Then facts alone are compared."""
    with _open(tmp_path, messages=0) as memory:
        _tell(memory, "maya", KEYS, VAN)
        assert memory.conflicts("maya", status="all") == []


def test_forgetting_takes_the_claim_along(tmp_path: Path):
    """A message that stood for itself leaves no copy of its words."""
    with _open(tmp_path, message_conflict_at=0.5, message_retire_at=0.5) as memory:
        _tell(memory, "maya", KEYS, VAN)
        assert len(memory.conflicts("maya", status="all")) == 1
        memory.forget(event_id="e0", user_id="maya")
        words = "n.text CONTAINS 'third floor' OR n.literal CONTAINS 'third floor'"
        left = memory.query(f"MATCH (n) WHERE {words} RETURN n.id AS id", user_id="maya")
        assert list(left) == []
        assert memory.conflicts("maya", status="all") == []


def _judged(older: str, newer: str, values: tuple[str, str], *, changed: float) -> Judged:
    messages = [
        Message(text, text, "Maya", n, n, (n, n, 0, 0, text))
        for n, text in enumerate((older, newer))
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
    message = Message(text, text, "Maya", 5, 7, (5, 7, 0, text))
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


def test_what_was_replaced_is_not_disputed_again(memory: Memory):
    """The third home ends the second; the first one was over."""
    _tell(memory, "thrice", KEYS, VAN, "Goodbye Turin, I moved again: home is Graz now.")
    open_ones = memory.conflicts("thrice")
    assert [c for c in open_ones if "Bergen" in c.a.text] == []


def test_who_comes_back_is_home_again(memory: Memory):
    """The same words may replace what once replaced them."""
    lines = ["I moved: home is Bergen now.", "I moved: home is Turin now."]
    for n, line in enumerate([*lines, lines[0]]):
        at = START + timedelta(days=60 * n)
        memory.remember(line, user_id="back", speaker="Maya", at=at)
    options = RecallOptions(limit=1)
    (first,) = memory.recall("Where is my home?", user_id="back", options=options).items
    assert "Bergen" in first.text


def test_a_correction_is_the_users_word_alone(memory: Memory):
    """The reader adds nothing to it, at once or later."""
    _tell(memory, "word", KEYS)
    memory.correct("e0", "No, home is Turin, not Bergen.", user_id="word")
    memory.detect("word")
    edges = memory.query(
        "MATCH (:Fact)-[r:CONFLICTS_WITH|SUPERSEDES|RIVALS]->(:Fact) "
        "RETURN coalesce(r.by, r.model) AS by",
        user_id="word",
    )
    assert not [edge for edge in edges if str(edge["by"]).startswith("graphmem-updates")]


def test_reading_anew_leaves_what_the_reader_made(tmp_path: Path):
    """No extractor finds it; what is gone is found again."""
    settings = {"message_conflict_at": 0.5, "message_retire_at": 0.5}
    with _open(tmp_path, **settings) as memory:
        _tell(memory, "maya", KEYS, VAN)
        before = memory.conflicts("maya", status="all")
    chosen = InterferenceSettings.model_validate(settings)
    other = Settings(home=tmp_path, interference=chosen)
    with Memory.open(tmp_path, settings=other, extractor=RuleExtractor()) as memory:
        assert list(memory.reextract("maya"))
        told = memory.query(
            "MATCH ()-[s:STATES]->(f:Fact {modality: 'told'}) "
            "WHERE s.retracted_at IS NOT NULL RETURN f.id AS id",
            user_id="maya",
        )
        assert list(told) == []
        memory.detect("maya")  # where a fact is gone that was meant, the message stands for itself
        assert len(memory.conflicts("maya", status="all")) == len(before) == 1
