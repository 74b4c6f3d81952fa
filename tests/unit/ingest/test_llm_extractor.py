"""Extraction by a language model: grounded in the text, and never worse than a warning."""

from datetime import UTC, datetime

import pytest

from graphmem.errors import ModelError
from graphmem.ingest.extract import Said
from graphmem.ingest.llm_extractor import LlmExtractor
from tests.conftest import open_memory
from tests.unit.ingest.scripted import (
    NOW,
    RULES,
    TEXT,
    USED,
    Scripted,
    answer,
    extract,
    fact,
    shipped,
    triples,
)


def test_facts_and_names_are_those_of_the_model():
    """Names have their kinds and places, facts their words, tense and time."""
    found = extract(
        answer(
            fact("I", "move to", "Lisbon", tense="past", when="last week"),
            fact("I", "have brother", "Per", tense="present"),
            fact("Per", "eat", "fish", positive=False),
            Lisbon="city",
            Per="PERSON",
        )
    )

    assert triples(found) == [
        ("Ana", "move_to", "Lisbon", True),
        ("Ana", "have_brother", "Per", True),
        ("Per", "eat", "fish", False),
    ]
    names = [(m.name, m.kind, TEXT[m.start : m.end]) for m in found.mentions if m.end]
    assert names == [("Lisbon", "place", "Lisbon"), ("Per", "person", "Per")]
    assert [f.object_is_entity for f in found.facts] == [True, True, False]
    assert [f.valid_from for f in found.facts] == [datetime(2023, 6, 5, tzinfo=UTC), None, None]
    assert (found.facts[0].tense, found.facts[0].subject_kind) == ("past", "person")
    assert TEXT[found.facts[2].start : found.facts[2].end] == "Per doesn't eat fish"
    assert found.warnings == ()


def test_the_shipped_extractor_does_the_rest():
    """Sentences, the speaker, times, addresses and amounts are the fallback's."""
    text = "Blue Boat (film). Blue Boat cost $5 million, says a@b.example, last week."
    base = shipped(text, None)

    found = extract(
        answer(fact("Blue Boat", "cost", "$5 million"), Blue="name"), text, speaker=None
    )

    assert (found.sentences, found.times) == (base.sentences, base.times)
    kept = [m for m in base.mentions if m.role == "topic" or m.kind in ("email", "quantity")]
    assert kept
    assert set(kept) <= set(found.mentions)


def test_names_without_facts_leave_the_facts_to_the_shipped_extractor():
    """And facts without names the names; a warning says so."""
    text = "I live in Bergen with a dog."
    base = shipped(text)

    names = extract(answer(dog="name"), text)
    facts = extract(answer(fact("I", "live with", "dog")), text)

    assert (names.facts, names.warnings) == (
        base.facts,
        (f"language model: it has no fact that is in the text{USED}",),
    )
    assert [m.name for m in names.mentions] == ["Ana", "dog"]
    assert triples(facts) == [("Ana", "live_with", "dog", True)]
    assert (facts.mentions, facts.warnings) == (
        base.mentions,
        (f"language model: it has no name that is in the text{USED}",),
    )


@pytest.mark.parametrize(
    "failure",
    [
        ModelError("weights are missing"),
        TimeoutError("too slow"),
        RuntimeError("out of memory"),
        ValueError("bad"),
        ConnectionError("away"),
    ],
)
def test_a_failing_model_leaves_all_texts_to_the_shipped_extractor(failure):
    """Its reason stands in the warnings of each."""
    found = LlmExtractor(Scripted(failure), RULES).extract_all([Said(TEXT, NOW, "Ana")] * 2)

    assert [one.facts for one in found] == [shipped().facts] * 2
    assert all(str(failure) in one.warnings[0] for one in found)


def test_a_model_that_loses_answers_is_not_believed():
    """Answers that cannot be told apart belong to nobody."""
    found = LlmExtractor(Scripted(answer(Lisbon="place")), RULES).extract_all(
        [Said(TEXT, NOW, "Ana"), Said("Hi Ben!", NOW, "Ana")]
    )

    assert [one.facts for one in found] == [shipped().facts, ()]
    assert all("1 answers to 2 questions" in one.warnings[0] for one in found)


@pytest.mark.parametrize(("stop", "reason"), [("time", "out of time"), ("too_long", "longer")])
def test_an_answer_without_its_end_for_want_of_time_is_not_used(stop, reason):
    """What was written up to then might be half of what was meant."""
    model = Scripted(answer(fact("Per", "eat", "fish", positive=False)), stop=stop)

    [found] = LlmExtractor(model, RULES).extract_all([Said(TEXT, NOW, "Ana")])

    assert found.facts == shipped().facts
    assert reason in found.warnings[0]


def test_each_text_has_its_own_answer():
    """Blank and long texts are not asked about; the others keep their order."""
    model = Scripted(answer(fact("I", "like", "tea")), answer(fact("I", "like", "figs")))
    texts = ["I like tea.", " ", "x" * 60, "I like figs."]

    found = LlmExtractor(model, RULES, max_chars=50).extract_all(
        [Said(text, NOW, "Ana") for text in texts]
    )

    assert [[f.object for f in one.facts] for one in found] == [["tea"], [], [], ["figs"]]
    assert [bool(one.warnings) for one in found] == [False, False, True, False]
    assert len(model.asked) == 2


def test_a_memory_tells_in_its_receipt_that_the_model_failed(tmp_path):
    """The event is stored all the same, with what the shipped extractor finds in it."""
    model = LlmExtractor(Scripted(ModelError("no weights")), RULES)

    with open_memory(tmp_path, extractor=model) as memory:
        receipt = memory.remember(TEXT, user_id="ana", speaker="Ana", at=NOW)

    assert receipt.facts
    assert receipt.warnings == ("language model: no weights; the shipped extractor was used",)


def test_the_version_names_all_that_reads():
    """Model, question and fallback."""
    assert LlmExtractor(Scripted(), RULES).version == "scripted-1+ask-1+rules-1"
