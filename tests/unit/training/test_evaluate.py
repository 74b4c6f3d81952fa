"""What counts as right."""

from dataclasses import replace

import pytest

from graphmem.psm.parse import EntitySpan, Parse
from graphmem.training.evaluate import score_spans, score_trees
from graphmem.training.example import Example, Mention, Tree

COARSE = ("work", "product", "event", "other")
EXAMPLE = Example(
    source="toy",
    document="one",
    words=("Ana", "read", "Iliad", "@tom"),
    tree=Tree(
        heads=(2, 0, 2, 2),
        relations=("nsubj", "root", "obj", "vocative"),
        upos=("PROPN", "VERB", "PROPN", "PROPN"),
        feats=("Number=Sing", "Tense=Past|Style=Coll", "_", "_"),
        lemmas=("Ana", "read", "Iliad", "@tom"),
    ),
    mentions=(Mention(0, 1, ("person",)), Mention(2, 3, COARSE)),
    annotated=("person", *COARSE),
    unknown=frozenset({3}),
)
PARSE = Parse(
    words=EXAMPLE.words,
    heads=(1, 1, 1, 1),
    relations=("nsubj", "root", "obj", "vocative"),
    upos=("PROPN", "VERB", "PROPN", "PROPN"),
    feats=("Number=Sing", "Tense=Past", "", ""),
    lemmas=("Ana", "read", "Iliad", "@tom"),
    entities=(),
)


def spans(*found: tuple[int, int, str]) -> Parse:
    """Return the parse with entities."""
    return replace(PARSE, entities=tuple(EntitySpan(*span, 0.9) for span in found))


def test_a_perfect_parse_scores_one():
    """Features that the network does not know are not asked for."""
    found = score_trees([(EXAMPLE, PARSE)])

    assert (found.words, found.uas, found.las) == (4, 1.0, 1.0)
    assert (found.upos, found.lemma, found.feats) == (1.0, 1.0, 1.0)


def test_a_wrong_head_costs_both_scores_and_a_wrong_relation_one():
    """Of four words one has a wrong head, another a wrong relation."""
    wrong = replace(PARSE, heads=(1, 1, 0, 1), relations=("obj", "root", "obj", "vocative"))

    found = score_trees([(EXAMPLE, wrong)])

    assert (found.uas, found.las) == (0.75, 0.5)


def test_a_coarse_gold_type_takes_any_of_its_types():
    """Iliad may be a work or a product; as a person it would be wrong."""
    assert score_spans([(EXAMPLE, spans((0, 1, "person"), (2, 3, "work")))]).f1 == 1
    assert score_spans([(EXAMPLE, spans((0, 1, "person"), (2, 3, "person")))]).precision == 0.5


def test_what_the_set_does_not_know_counts_neither_way():
    """A date, and a name on an unknown word, are no false alarms."""
    found = score_spans([(EXAMPLE, spans((0, 1, "person"), (1, 2, "date"), (3, 4, "person")))])

    assert (found.precision, found.recall) == (1.0, 0.5)


def test_spans_must_be_exact():
    """One word too many is a miss and a false alarm."""
    assert score_spans([(EXAMPLE, spans((0, 2, "person")))]).f1 == 0


def test_without_types_the_span_alone_counts():
    """A place where a person is named is right then."""
    pairs = [(EXAMPLE, spans((0, 1, "work"), (2, 3, "person")))]

    assert score_spans(pairs).f1 == 0
    assert score_spans(pairs, typed=False).f1 == 1


@pytest.mark.parametrize(("kind", "gold"), [("person", 1), ("work", 0)])
def test_by_type_coarse_gold_is_left_out(kind: str, gold: int):
    """A work found where gold is coarse is neither right nor wrong."""
    found = score_spans([(EXAMPLE, spans((0, 1, "person"), (2, 3, "work")))], kind)

    assert found.gold == gold
    assert found.precision == gold
