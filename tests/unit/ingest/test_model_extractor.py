"""The extractor over the shipped network: what a text says, alone and in a conversation."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from graphmem.ingest.extract import Before, Extraction, FactDraft, Said
from graphmem.ingest.model_extractor import RULES, ModelExtractor

_AT = datetime(2024, 3, 5, 12, tzinfo=UTC)  # a Tuesday


@pytest.fixture(scope="module")
def extractor() -> ModelExtractor:
    """The shipped one, two threads."""
    return ModelExtractor.load(threads=2)


def _said(text: str, speaker: str | None = "Ana", *before: tuple[str, str]) -> Said:
    return Said(text, _AT, speaker, tuple(Before(who, words) for who, words in before))


def _triples(found: Extraction) -> set[tuple[str, str, str]]:
    return {(f.subject, f.predicate, f.object) for f in found.facts}


def _fact(found: Extraction, predicate: str) -> FactDraft:
    [fact] = [f for f in found.facts if f.predicate == predicate]
    return fact


def test_a_turn_gives_names_times_and_facts(extractor: ModelExtractor):
    """Each with its place in the text; what began then holds from then on."""
    text = "My sister Clara moved to Lisbon last week. She works for Siemens now."
    [found] = extractor.extract_all([_said(text)])

    kinds = {m.name: m.kind for m in found.mentions}
    assert kinds == {
        "Ana": "person",
        "Clara": "person",
        "Lisbon": "place",
        "Siemens": "organisation",
    }
    assert [t.text for t in found.times] == ["last week"]
    assert {("Ana", "have_sister", "Clara"), ("Clara", "move_to", "Lisbon")} <= _triples(found)
    moved = _fact(found, "move_to")
    assert "moved to Lisbon" in text[moved.start : moved.end]
    assert (moved.tense, moved.positive, moved.modality) == ("past", True, "asserted")
    assert moved.valid_from == datetime(2024, 2, 26, tzinfo=UTC)
    assert ("Clara", "work_for", "Siemens") in _triples(found)


def test_you_is_the_other_one_who_speaks(extractor: ModelExtractor):
    """Known from the turns before; alone it stays open."""
    text = "You moved to Rome in 2019."
    alone, told = extractor.extract_all([_said(text), _said(text, "Ana", ("Ben", "Hi Ana!"))])

    assert ("Ben", "move_to", "Rome") in _triples(told)
    assert not any(f.predicate == "move_to" for f in alone.facts)


def test_she_is_whom_the_turns_before_spoke_of(extractor: ModelExtractor):
    """Also after an answer of the other; with nobody named it stays open."""
    text = "She bought a house in Porto."
    before = (("Ana", "My sister Clara likes Portugal."), ("Ben", "Oh, that is nice!"))
    told, alone = extractor.extract_all([_said(text, "Ana", *before), _said(text)])

    assert ("Clara", "buy", "house in Porto") in _triples(told) or (
        "Clara",
        "buy",
        "house",
    ) in _triples(told)
    assert not any(f.predicate == "buy" for f in alone.facts)


def test_how_a_statement_is_meant(extractor: ModelExtractor):
    """Denied, planned, possible and reported statements are told from asserted ones."""
    texts = (
        "I don't like coffee.",
        "I'm going to visit Rome next year.",
        "We might adopt a dog.",
        "Tom told me that Lena works for Siemens.",
        "I used to play chess.",
    )
    likes, plans, might, told, used = extractor.extract_all([_said(t) for t in texts])

    assert [f.positive for f in likes.facts if f.predicate == "like"] == [False]
    assert [f.modality for f in plans.facts if f.object == "Rome"] == ["planned"]
    assert [f.modality for f in might.facts if f.predicate == "adopt"] == ["possible"]
    heard = _fact(told, "work_for")
    assert (heard.subject, heard.modality, heard.said_by) == ("Lena", "reported", "Tom")
    played = _fact(used, "play")
    assert (played.positive, played.tense) == (True, "past")


def test_names_without_capitals_are_found(extractor: ModelExtractor):
    """The rules alone see none of them."""
    [found] = extractor.extract_all([_said("i saw tom in berlin yesterday")])

    assert {(m.name, m.kind) for m in found.mentions} >= {("tom", "person"), ("berlin", "place")}


def test_company_does_not_change_what_a_text_says(extractor: ModelExtractor):
    """In a batch, alone, and again later."""
    batch = [
        _said("I live in Oslo with my dog Rex."),
        _said("Tim plays the drums in a band.", "Ben", ("Ana", "Who is Tim?")),
        _said("Ok!"),
        _said("The Eiffel Tower is a tower in Paris, France.", None),
    ]

    together = extractor.extract_all(batch)

    assert [extractor.extract_all([one])[0] for one in batch] == together
    assert ModelExtractor.load(threads=1).extract_all(batch[::-1]) == together[::-1]


def test_every_span_lies_in_its_text(extractor: ModelExtractor):
    """Whatever characters and blanks there are."""
    texts = (
        "  Ana \t met   Ben\n\nin   Łódź 😀 — he's “fine”…  ",
        "a" * 3000,
        "She said:\u2028«I moved to São Paulo»!!! " * 30,
        "????",
        "1) Buy milk\n2) Call Tom\n- Rex is a dog",
    )
    for text, found in zip(texts, extractor.extract_all([_said(t) for t in texts]), strict=True):
        for span in (*found.sentences, *found.mentions, *found.facts):
            assert 0 <= span.start <= span.end <= len(text)
        for mention in found.mentions:
            if mention.role == "mention":
                assert text[mention.start : mention.end] == mention.name


def test_another_language_gives_names_and_a_warning(extractor: ModelExtractor):
    """The network has read English only."""
    text = "Meine Schwester Clara ist letzte Woche mit ihrem Hund nach Lissabon gezogen und froh."
    [found] = extractor.extract_all([_said(text)])

    assert any("Clara" in m.name for m in found.mentions)
    assert found.facts == ()
    assert found.times == ()
    assert found.warnings[0].startswith("language: ")


def test_a_time_without_a_zone_is_refused(extractor: ModelExtractor):
    """A day named from it would be another somewhere else."""
    naive = Said("I moved yesterday.", datetime(2024, 3, 5))

    with pytest.raises(ValueError, match="zone"):
        extractor.extract_all([naive])


def test_the_version_names_network_and_rules(extractor: ModelExtractor):
    """Both change what is extracted."""
    name, _, rules = extractor.version.partition("+")

    assert name.startswith("graphmem-extractor/")
    assert rules == RULES


def test_times_need_no_network():
    """A question's times are read without loading it, and without spaCy's pipelines."""
    code = (
        "import sys; from datetime import datetime, UTC;"
        "from graphmem.ingest.model_extractor import ModelExtractor;"
        "x = ModelExtractor.load();"
        "assert x.times('in May 2021', occurred_at=datetime(2024, 1, 1, tzinfo=UTC));"
        "assert 'onnxruntime' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", code], check=True)
