"""Reading anew as a run: what is left to do, in what company, and where it goes on."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import USER
from tests.readers import LONG, OtherRules, blind_to_helios, reopened
from tests.toy import CONVERSATION, day, turn


def test_nothing_is_read_that_this_extractor_has_read(root: Path):
    """Neither events nor the revision are touched."""
    with reopened(root) as memory:
        before = memory.stats(USER).revision

        assert list(memory.reextract(USER)) == []
        assert list(memory.reextract("nobody")) == []
        assert memory.stats(USER).revision == before


def test_it_goes_on_where_it_stopped(root: Path):
    """Events that are done are not read again, by whichever process."""
    with reopened(root, OtherRules(blind_to_helios)) as memory:
        steps = memory.reextract(USER)
        first = [next(steps) for _ in range(3)]
    again = OtherRules(blind_to_helios)
    with reopened(root, again) as memory:
        rest = list(memory.reextract(USER))

    assert {s.event_id for s in first}.isdisjoint(s.event_id for s in rest)
    assert len(first) + len(rest) == len(again.read) + 3 == len(CONVERSATION) + 1
    assert {s.total for s in rest} == {len(rest)}


def test_a_dry_run_tells_the_same_and_changes_nothing(root: Path):
    """The steps are those of the run that follows."""
    with reopened(root, OtherRules(blind_to_helios)) as memory:
        before = memory.stats(USER).revision
        told = list(memory.reextract(USER, dry_run=True))
        assert memory.stats(USER).revision == before

        assert list(memory.reextract(USER)) == told


def test_a_new_event_is_said_to_be_read_by_the_new_extractor(root: Path):
    """Only what the old one read is left to do."""
    with reopened(root, OtherRules()) as memory:
        memory.remember("I live in Faro.", user_id=USER, speaker="Ana")

        assert len(list(memory.reextract(USER))) == len(CONVERSATION) + 1


def test_what_is_written_meanwhile_is_read_too(root: Path):
    """A process of the old version adds an event while the rest is read anew."""
    old = turn(30, "Clara lives in Faro.", at=day(20))
    with reopened(root, OtherRules()) as memory:
        steps = memory.reextract(USER)
        next(steps)
        memory._reextraction.extractor.name = "rules-1"  # type: ignore[attr-defined]
        memory.remember(old, user_id=USER)
        memory._reextraction.extractor.name = "rules-x"  # type: ignore[attr-defined]

        assert len(list(steps)) == len(CONVERSATION) + 1
        assert list(memory.reextract(USER)) == []


def test_each_event_is_read_with_the_turns_before_it(root: Path):
    """The last four of its session, oldest first; none in a session that is only a day."""
    reader = OtherRules()
    with reopened(root, reader) as memory:
        list(memory.reextract(USER))

    before = {said.text: [b.text for b in said.before] for said in reader.read}
    texts = [event.text for event in CONVERSATION]
    assert before[texts[2]] == texts[:2]
    assert before[texts[1]] == texts[:1]
    assert before[texts[5]] == []
    assert before[LONG.text] == texts[:3]
