"""The suite ``updates``: what is told, by which rule, and how answers are scored."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import (
    update_chats_dev,
    update_chats_free,
    update_chats_fresh,
    update_chats_held,
    update_chats_unseen,
    update_chats_wide,
    updates,
)
from benchmarks.run import SUITES
from benchmarks.update_chats import FREE, FRESH, HELD, UNSEEN, WIDE, read_words, worlds
from benchmarks.updates_cases import Together, Update, World
from benchmarks.updates_mquake import as_change, told_as_change
from benchmarks.updates_mquake import worlds as mquake_worlds
from benchmarks.updates_pairs import Pairs
from benchmarks.updates_score import Outcome, Recorded, above, noted, rows
from graphmem.conflicts import Claim, Conflict, Decision
from graphmem.contexts import Source
from graphmem.types import Event

_DAY = datetime(2024, 3, 1, tzinfo=UTC)


def test_a_seed_gives_the_same_chats_and_another_one_others():
    """A seed gives the same chats, and another one gives others."""
    assert worlds(1, 2) == worlds(1, 2)
    assert worlds(1, 2) != worlds(2, 2)


@pytest.mark.parametrize("seed", [0, HELD, FRESH, WIDE, FREE, UNSEEN])
def test_chats_hold_every_kind_and_twenty_unrelated_statements_per_update(seed: int):
    """Each user has ten updates, nine pairs that both hold, and twenty other statements each."""
    for world in worlds(seed, 4):
        assert len(world.updates) == 10
        assert len(world.together) == 9
        assert len(world.unrelated) == 200
        assert {u.kind for u in world.updates} == {
            "changed", "plain", "corrected", "ends", "returned", "late",
        }  # fmt: skip
        ids = [event.external_id for event in world.events]
        assert len(set(ids)) == len(ids)


def test_the_old_value_is_earlier_and_may_be_told_late():
    """The old value holds earlier; of the kind ``late`` it reaches the memory after the new one."""
    for world in worlds(0, 6):
        order = {event.external_id: n for n, event in enumerate(world.events)}
        at = {event.external_id: event.at for event in world.events}
        for update in world.updates:
            assert at[update.old] < at[update.current]
            assert (order[update.old] > order[update.current]) == (update.kind == "late")
            if update.before is not None:
                assert at[update.old] < update.before < at[update.current]


def test_one_has_one_landlord():
    """What one has one of is said once by a speaker among what nothing contradicts."""
    for world in worlds(HELD, 15):
        said = [
            (event.speaker, event.text.split()[1])
            for event in world.events
            if event.external_id in world.unrelated
            and event.text.startswith(("My landlord", "My coach", "My grandmother"))
        ]
        assert len(set(said)) == len(said)


def test_nobody_speaks_twice_of_one_property():
    """No two updates or pairs of a user speak of one property of one subject."""
    for world in worlds(3, 6):
        questions = [update.question for update in world.updates]
        assert len(set(questions)) == len(questions)


@pytest.mark.parametrize(
    "seen",
    [update_chats_dev, update_chats_held, update_chats_fresh, update_chats_wide, update_chats_free],
)
def test_the_unseen_wordings_are_others(seen: ModuleType):
    """No sentence of the unseen part stands in one that failures were looked at in."""
    known, unseen = (
        {t for w in read_words(m.WORDS) for texts in w.forms.values() for t in texts}
        | set(m.UNRELATED.strip().splitlines())
        for m in (seen, update_chats_unseen)
    )
    # A few are what anybody says ("I live in {o}."): only those of one clause.
    assert all(len(text.split()) <= 6 for text in known & unseen)
    assert len(known & unseen) < 12


def test_dates_keep_their_comma():
    """Values of kind ``finer`` are divided at the coarse one, dates keep their comma."""
    (birth,) = [w for w in read_words(update_chats_dev.WORDS) if w.name == "birth"]
    assert birth.values[:2] == ("1990 > May 5, 1990", "1984 > June 2, 1984")


def test_what_no_change_of_the_world_alters_is_told_plainly():
    """Clozes in the past tense are told plainly, every second other one as a change."""
    prompts = ["The seat of {} is", "{} was founded by", "{} lives in", "The coach of {} is"]
    assert told_as_change(prompts) == [True, False, False, True]
    forms = [as_change("The seat of Chad is Sarh", _DAY, n) for n in range(3)]
    assert forms[1] == "Since March 2024, the seat of Chad is Sarh."
    assert len(set(forms)) == 3


def _edit(subject: str, prompt: str, old: str, new: str) -> dict[str, object]:
    return {
        "subject": subject,
        "relation_id": "P36",
        "prompt": prompt,
        "question": f"Which one of {subject}?",
        "target_true": {"str": old},
        "target_new": {"str": new},
    }


def _case(number: int, new: str) -> dict[str, object]:
    hop = {"cloze": "The seat of Chad is", "answer": new}
    other = {"cloze": "The seat of Peru is", "answer": "Lima"}
    return {
        "case_id": number,
        "requested_rewrite": [_edit("Chad", "The seat of {} is", "Abéché", new)],
        "questions": ["What is the seat of the place?"] * 2,
        "single_hops": [other],
        "new_single_hops": [hop],
    }


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with two cases that disagree, and three passages."""
    (tmp_path / "mquake").mkdir()
    (tmp_path / "multihop").mkdir()
    cases = [_case(1, "Sarh"), _case(2, "Doba"), _case(3, "Sarh")]
    (tmp_path / "mquake" / "MQuAKE-hard_open.json").write_text(json.dumps(cases), "utf-8")
    texts = ["Chad is a country that lies far away from the sea.", "A heron is a bird that stands."]
    passages = [{"title": f"t{n}", "text": f"{text} More."} for n, text in enumerate(texts)]
    lines = "\n".join(json.dumps(p) for p in passages)
    (tmp_path / "multihop" / "x_corpus_large.jsonl").write_text(lines, "utf-8")
    return tmp_path


def test_cases_that_disagree_are_told_to_two_memories(data: Path):
    """Cases that disagree go to two memories; sentences that name an edited subject to none."""
    found = mquake_worlds(data / "mquake", data / "multihop", limit=None, seed=0)
    assert [len(world.chains) for world in found] == [4, 2]
    told = [e.text for w in found for e in w.events if e.external_id in w.unrelated]
    assert sorted(told) == ["A heron is a bird that stands.", "The seat of Peru is Lima."]


def test_the_current_fact_must_be_found_and_the_old_one_below():
    """The current fact must be among the first ten, the old one must not stand above it."""
    assert above(["x", "new", "old"], "new", "old")
    assert above(["new"], "new", "old")
    assert not above(["old", "new"], "new", "old")
    assert not above([*"abcdefghij", "new"], "new", "old")


def _claim(event: str) -> Claim:
    return Claim(event, event, _DAY, (Source(event, event, "s", None, None, _DAY),))


def _conflict(a: str, b: str, *decisions: Decision) -> Conflict:
    return Conflict(
        f"{a}-{b}", "value", "open", _claim(a), _claim(b), 1.0, "r", _DAY, tuple(decisions)
    )


def test_the_loser_of_the_last_decision_is_retired():
    """The loser of the last decision that stands is retired; an undone decision retires nobody."""
    kept = Decision("b", _DAY, _DAY, "rule", "")
    undone = Decision("a", None, _DAY, "user", "", retracted_at=_DAY)
    found = noted([_conflict("old", "new", kept, undone), _conflict("x", "y")])
    assert found.pairs == {frozenset(("old", "new")), frozenset(("x", "y"))}
    assert found.retired == {"old"}


def test_what_is_said_again_after_its_end_is_not_retired():
    """What is said again after another took its place holds again."""
    decision = Decision("b", datetime(2024, 2, 1, tzinfo=UTC), _DAY, "rule", "")
    assert noted([_conflict("said in March", "new", decision)]).retired == frozenset()


def test_rows_tell_what_is_found_and_what_is_flagged_wrongly():
    """Rows count updates by wording, unrelated statements that are flagged, and pairs."""
    events = tuple(Event(text=t, at=_DAY, external_id=t) for t in ("old", "new", "x", "y"))
    update = Update("changed", "Where?", "new", "old", _DAY)
    pair = Together("many", "x", "y")
    world = World("chat", "u", events, (update,), frozenset({"x", "y"}), (pair,))
    outcome = Outcome(world, [["new", "old"]], [["old"]], [], ms=[1.0])
    pairs = frozenset((frozenset(("old", "new")), frozenset(("x", "new"))))
    outcome.recorded = Recorded(pairs, frozenset({"old", "new", "x"}), frozenset({"x"}))
    whole, changed, *together = rows("graphmem", [outcome])
    assert (whole["current_first"], whole["as_of"], whole["recorded"]) == (1.0, 1.0, 1.0)
    assert (whole["false_retirements"], whole["retired"], whole["unrelated"]) == (0.5, 0.5, 2)
    assert changed["unit"] == "changed"
    assert [row["false_retirements"] for row in together] == [0.0, 0.0]


def test_the_suite_asks_every_system(make_run, data: Path):
    """The suite gives a row per set and system, and baselines record nothing."""
    assert SUITES["updates"] is updates.run
    table = updates.run(make_run("updates", data=data, limit=1, extractor="rules"))
    whole = {(row["set"], row["system"]): row for row in table if row["unit"] == "all"}
    systems = ("graphmem", "graphmem-declared", "bm25", "dense", "rrf")
    assert set(whole) == {(s, system) for s in ("chat", "mquake") for system in systems}
    assert "recorded" in whole["mquake", "graphmem"]
    assert "recorded" not in whole["mquake", "rrf"]
    assert whole["mquake", "rrf"]["as_of"] == 1.0


def test_two_events_are_judged_as_a_memory_judges_them():
    """What a pair of events is found to be, and why where nothing is found."""
    judges = Pairs()
    told = [
        Event(text=text, speaker="Maya", at=_DAY)
        for text in ("I live in Oslo.", "I live in Rome now.", "I like tea.", "Oh well.")
    ]

    causes = [judges.judge(told[0], newer).cause for newer in told[1:]]

    assert causes == ["found", "not comparable", "no fact of the new"]
