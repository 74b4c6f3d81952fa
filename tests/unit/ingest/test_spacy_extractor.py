"""A user's own spaCy pipeline in the place of the shipped names, and of the parse."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from graphmem.errors import ModelError, SettingsError
from graphmem.ingest.extract import Extraction, Said
from graphmem.ingest.other_models import with_model
from graphmem.ingest.rules import RuleExtractor
from graphmem.ingest.spacy_extractor import SpacyExtractor
from graphmem.ingest.spacy_parser import speaks_ud
from graphmem.settings import ExtractorSettings

NOW = datetime(2023, 6, 14, 10, 30, tzinfo=UTC)
RULES = RuleExtractor()
#: Word, UPOS, head, relation, features, lemma.
TREE = {
    "Ana": ("PROPN", 1, "nsubj", "Number=Sing", "Ana"),
    "moved": ("VERB", 1, "ROOT", "Tense=Past|VerbForm=Fin|Mood=Ind", "move"),
    "bakes": ("VERB", 1, "ROOT", "Tense=Pres|VerbForm=Fin|Mood=Ind", "bake"),
    "bread": ("NOUN", 1, "obj", "Number=Sing", "bread"),
    "to": ("ADP", 3, "case", "", "to"),
    "Lisbon": ("PROPN", 1, "obl", "Number=Sing", "Lisbon"),
    ".": ("PUNCT", 1, "punct", "", "."),
}


@Language.component("test_tree")
def set_tree(doc: Doc) -> Doc:
    """Parse the few sentences of these tests."""
    for token in doc:
        pos, head, relation, features, lemma = TREE.get(token.text, ("X", 1, "dep", "", ""))
        token.pos_, token.dep_, token.lemma_ = pos, relation, lemma
        token.set_morph(features)
        token.head = doc[min(head, len(doc) - 1)]
    return doc


@Language.component("test_fails")
def fail(doc: Doc) -> Doc:
    """Fail on some texts."""
    if "Bergen" in doc.text:
        raise KeyError("Bergen is unknown")
    return doc


def ruled(*names: tuple[str, str]) -> Language:
    """Return a pipeline that knows some names."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in names])
    return nlp


def extract(nlp: Language, text: str, speaker: str | None = "Ana") -> Extraction:
    """Extract from a text said now."""
    return SpacyExtractor(nlp, RULES).extract_all([Said(text, NOW, speaker)])[0]


def named(found: Extraction) -> list[tuple[str, str, str]]:
    """Return names with kind and role, but for the speaker."""
    return [(m.name, m.kind, m.role) for m in found.mentions if m.role != "speaker"]


def test_the_names_are_those_of_the_pipeline():
    """Lower case and things that no rule takes for a name; the rules' own names are gone."""
    nlp = ruled(("sensor hub", "PRODUCT"), ("lisbon", "GPE"), ("K9", "GADGET"))

    found = extract(nlp, "We took the sensor hub and K9 to lisbon with Tove.")

    assert named(found) == [
        ("sensor hub", "product", "mention"),
        ("K9", "name", "mention"),
        ("lisbon", "place", "mention"),
    ]


def test_the_rest_is_the_shipped_extractors():
    """Sentences, times, the speaker, headings, addresses, amounts and facts."""
    text = "I live in Bergen since 2016. It cost $5 million; write to a@b.example!"
    base = RULES.extract_all([Said(text, NOW, "Ana")])[0]

    found = extract(ruled(("K9", "PRODUCT")), text)

    assert (found.sentences, found.times) == (base.sentences, base.times)
    assert [m.kind for m in found.mentions] == ["person", "quantity", "email"]
    assert [(f.predicate, f.object) for f in found.facts] == [("live_in", "Bergen")]
    assert found.warnings == ()


def test_a_heading_stays_the_topic_and_takes_the_pipelines_kind():
    """What a text is about does not hang on who finds names."""
    text = "Blue Boat (film). Blue Boat is a film by Tove Lind."

    found = extract(ruled(("Blue Boat", "WORK_OF_ART"), ("Tove Lind", "PERSON")), text, None)

    assert ("Blue Boat", "work", "topic") in named(found)
    assert ("Tove Lind", "person", "mention") in named(found)


def test_objects_are_entities_where_the_pipeline_names_them():
    """The same fact, its object a thing or an entity."""
    text = "I love Sushi."

    literal = extract(ruled(("K9", "PRODUCT")), text)
    entity = extract(ruled(("Sushi", "DISH")), text)

    assert [f.object_is_entity for f in literal.facts] == [False]
    assert [f.object_is_entity for f in entity.facts] == [True]


def test_times_and_numbers_are_no_entities():
    """They are read by rules; amounts are kept as amounts."""
    nlp = ruled(("last week", "DATE"), ("three", "CARDINAL"), ("40 euros", "MONEY"))

    found = extract(nlp, "I paid 40 euros for three hats last week.")

    assert named(found) == [("40 euros", "quantity", "mention")]


def test_a_saved_pipeline_is_named_by_the_settings(tmp_path: Path):
    """A folder that ``to_disk`` wrote is loaded by its path."""
    ruled(("K9", "PRODUCT")).to_disk(tmp_path)
    chosen = ExtractorSettings(kind="spacy", model=str(tmp_path))

    found = with_model(chosen, RULES).extract_all([Said("K9 is here.", NOW)])[0]

    assert ("K9", "product") in {(m.name, m.kind) for m in found.mentions}


def test_a_trained_recogniser_finds_names():
    """A network of spaCy's own, trained on the spot, behind the same interface."""
    nlp = spacy.blank("en")
    nlp.add_pipe("ner").add_label("PLANET")
    texts = [f"the ship left {name} at noon" for name in ("vulcan", "arrakis", "solaria")]
    examples = [
        Example.from_dict(nlp.make_doc(text), {"entities": [(14, len(text) - 8, "PLANET")]})
        for text in texts
    ]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(12):
        nlp.update(examples, sgd=optimizer)

    assert named(extract(nlp, texts[1])) == [("arrakis", "name", "mention")]


def test_facts_come_from_the_pipelines_trees():
    """A pipeline with Universal Dependencies parses for the rules that read facts from trees."""
    nlp = ruled(("Lisbon", "GPE"))
    nlp.add_pipe("test_tree")

    found = extract(nlp, "Ana moved to Lisbon. Ana bakes bread.", None)

    assert speaks_ud(nlp)
    assert [(f.subject, f.predicate, f.object, f.object_is_entity) for f in found.facts] == [
        ("Ana", "move_to", "Lisbon", True),
        ("Ana", "bake", "bread", False),
    ]


def test_trees_of_another_scheme_are_not_read():
    """The labels of spaCy's own English parsers mean other things."""
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in ("nsubj", "dobj", "pobj"):
        parser.add_label(label)
    nlp.initialize()
    nlp.add_pipe("test_tree")  # all annotation is there, and the parser says whose it is

    assert not speaks_ud(nlp)
    assert [f.predicate for f in extract(nlp, "I live in Bergen.").facts] == ["live_in"]


def test_a_failing_text_is_left_to_the_shipped_extractor():
    """The others keep the pipeline's names; the reason stands in the warnings."""
    nlp = ruled(("K9", "PRODUCT"))
    nlp.add_pipe("test_fails")
    texts = ["K9 is here.", "I live in Bergen.", "K9 is there."]

    found = SpacyExtractor(nlp, RULES).extract_all([Said(text, NOW, "Ana") for text in texts])

    assert [[m.name for m in one.mentions] for one in found] == [
        ["Ana", "K9"],
        ["Ana", "Bergen"],
        ["Ana", "K9"],
    ]
    assert [one.warnings for one in found[::2]] == [(), ()]
    assert found[1].facts
    assert found[1].warnings == (
        "spaCy pipeline: 'Bergen is unknown'; the shipped extractor was used",
    )


def test_a_run_without_blanks_is_not_handed_to_a_tokenizer():
    """It would take minutes; what stands beside it keeps its place."""
    text = "😀" * 20_000 + " K9 is here."

    found = extract(ruled(("K9", "PRODUCT")), text, None)

    assert [text[m.start : m.end] for m in found.mentions] == ["K9"]


@pytest.mark.parametrize("what", ["nothing", "rubbish"])
def test_a_pipeline_that_cannot_be_loaded_is_a_model_error(tmp_path: Path, what: str):
    """Said when the memory is opened, not when the first text comes."""
    if what == "rubbish":
        (tmp_path / "config.cfg").write_text("[nlp\n")
        (tmp_path / "meta.json").write_text("{}")

    with pytest.raises(ModelError, match="cannot be loaded as a spaCy pipeline"):
        SpacyExtractor.load(tmp_path, RULES)


def test_a_pipeline_that_does_not_run_is_a_model_error():
    """A component that was never trained says so at once."""
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")

    with pytest.raises(ModelError, match="does not run"):
        SpacyExtractor(nlp, RULES)


def test_the_shipped_extractor_reads_unless_another_is_named():
    """A kind that needs a model says so where none is named."""
    assert with_model(ExtractorSettings(), RULES) is RULES
    assert with_model(ExtractorSettings(kind="rules"), RULES) is RULES
    for kind in ("llm", "spacy"):
        with pytest.raises(SettingsError, match=r"extractor\.model"):
            with_model(ExtractorSettings(kind=kind), RULES)


def test_the_version_differs_with_the_labels():
    """Pipelines that find other things have other names on what they derive."""
    one, other = ruled(("K9", "PRODUCT")), ruled(("K9", "DOG"))

    versions = {SpacyExtractor(nlp, RULES).version for nlp in (one, other)}

    assert len(versions) == 2
    assert all(v.startswith("spacy-en_pipeline") and v.endswith("+rules-1") for v in versions)
