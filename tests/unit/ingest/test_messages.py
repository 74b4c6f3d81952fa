"""Messages that update earlier ones are found as they are written: real weights, real engine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from graphmem.ingest.rules import RuleExtractor
from graphmem.memory import Memory
from graphmem.settings import InterferenceSettings, Settings
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
