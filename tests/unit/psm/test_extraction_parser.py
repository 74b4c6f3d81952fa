"""Words in, parses out: cutting, batching, filling a spaCy document. The network is a stand-in
that computes its scores from the word pieces alone, so that each word's labels are known.
"""  # noqa: D205

from itertools import pairwise

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import DependencyMatcher, Matcher

from graphmem.psm.extraction import Parser
from graphmem.psm.labels import ENTITY_TAGS, Inventory
from graphmem.psm.manifest import TOKENIZER, weights_folder
from graphmem.psm.parse import EntitySpan, Parse, join, to_doc
from graphmem.psm.parse_input import InputMaker
from graphmem.psm.parse_session import Scores, collate

INVENTORY = Inventory(
    relations=("case", "det", "nsubj", "obj"),
    scripts=(("l", "", ""), ("k", "", ""), ("l", "s", ""), ("l", "saw", "see")),
)
TOKENIZER_FILE = weights_folder() / TOKENIZER


class HashNetwork:
    """Scores are pseudo-random numbers that depend on a word's first piece and its place."""

    def run(self, batch) -> Scores:
        """Return the scores of a batch."""
        first = np.take_along_axis(batch["input_ids"], batch["firsts"], axis=1)  # (B, N)
        places = np.arange(first.shape[1])

        def scores(width: int, salt: int) -> np.ndarray:
            keys = (first * 31 + places * 7 + salt)[..., None] * (np.arange(width) + 3)
            return np.sin(keys.astype(np.float64) * 12.9898).astype(np.float32)

        sizes = INVENTORY.sizes()
        n = first.shape[1]
        relations = scores(sizes["relations"], 5).argmax(-1)
        return Scores(
            arcs=scores(n, 1),
            relations=np.repeat(relations[..., None], n, axis=2),
            upos=scores(sizes["upos"], 2),
            features=scores(sizes["features"], 3),
            scripts=np.argsort(scores(sizes["scripts"], 4), axis=-1)[..., ::-1],
            tags=scores(len(ENTITY_TAGS), 6),
        )


def parser(max_tokens: int = 64, batch_size: int = 4) -> Parser:
    """Return a parser over the stand-in."""
    maker = InputMaker(TOKENIZER_FILE, max_tokens=max_tokens)
    return Parser(HashNetwork(), INVENTORY, maker, batch_size=batch_size)


WORDS = st.lists(
    st.sampled_from(["Ana", "saw", "dogs", "unbelievably", ".", "🎉", "U.S."]), max_size=30
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=6))
def test_every_sentence_has_one_label_of_each_kind_per_word(sentences):
    """In order, whatever their lengths; heads form one tree per part."""
    found = parser().parse(sentences)

    assert [p.words for p in found] == [tuple(s) for s in sentences]
    for parse in found:
        n = len(parse.words)
        rows = (parse.heads, parse.relations, parse.upos, parse.feats, parse.lemmas)
        assert {len(row) for row in rows} == {n}
        assert all(0 <= head < n for head in parse.heads)
        roots = [i for i, head in enumerate(parse.heads) if head == i]
        assert len(roots) == (len(parse.starts) if n else 0)
        assert [i for i, r in enumerate(parse.relations) if r == "root"] == roots


def test_batches_do_not_mix_sentences_up():
    """Sentences of many lengths give the same alone and together, in any batch size."""
    sentences = [["saw"] * n + ["dogs", "Ana"][: n % 3] for n in range(25)]

    together = parser(batch_size=8).parse(sentences)

    assert together == [parser(batch_size=1).parse([s])[0] for s in sentences]


def test_a_long_sentence_is_cut_after_its_sentence_ends():
    """Parts begin after a full stop; where there is none, at the limit."""
    maker = InputMaker(TOKENIZER_FILE, max_tokens=12)

    assert maker.cut(["Ana", "saw", "dogs", "."] * 5) == [0, 8, 16]
    assert maker.cut(["dogs"] * 25) == [0, 10, 20]
    assert maker.cut(["dogs"] * 10) == [0]
    assert maker.cut([]) == [0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=60))
def test_every_part_fits(words):
    """No part is longer than the network reads, and no word is lost."""
    maker = InputMaker(TOKENIZER_FILE, max_tokens=12)
    cuts = [*maker.cut(words), len(words)]

    assert cuts == sorted(cuts)
    for start, end in pairwise(cuts):
        made = maker.make(words[start:end])
        assert len(made.ids) == len(made.shapes) <= 12
        assert len(made.firsts) == end - start + 1


def test_a_word_that_the_tokenizer_drops_is_an_unknown_word():
    """Half a surrogate pair, a control character or nothing at all still is one word."""
    maker = InputMaker(TOKENIZER_FILE, max_tokens=64)

    made = maker.make(["Ana", "\ud83d", "\x00", "", "dogs"])

    assert len(made.firsts) == 6
    assert len(set(made.firsts)) == 6


def test_padding_looks_at_the_first_marker():
    """Arrays of sentences of different lengths are filled with zeros."""
    maker = InputMaker(TOKENIZER_FILE, max_tokens=64)

    batch = collate([maker.make(["dogs"]), maker.make(["Ana", "saw", "dogs", "."])])

    assert {a.shape for a in batch.values()} == {(2, 8)}
    assert batch["attention_mask"].sum(1).tolist() == [3, 6]
    assert batch["firsts"].tolist() == [[0, 1] + [0] * 6, [0, 1, 2, 3, 4] + [0] * 3]


ANA = Parse(
    words=("Ana", "saw", "the", "dogs"),
    heads=(1, 1, 3, 1),
    relations=("nsubj", "root", "det", "obj"),
    upos=("PROPN", "VERB", "DET", "NOUN"),
    feats=("Number=Sing", "Tense=Past|VerbForm=Fin", "", "Number=Plur"),
    lemmas=("Ana", "see", "the", "dog"),
    entities=(EntitySpan(0, 1, "person", 0.9),),
)


@pytest.fixture(scope="module")
def vocab():
    """The vocabulary of a blank pipeline."""
    return spacy.blank("en").vocab


def test_a_document_holds_what_the_parse_says(vocab):
    """Two sentences: heads, relations, tags, features, lemmas, names and sentence starts."""
    doc = to_doc(vocab, [ANA, ANA], [True, True, True, False, True, True, True, False])

    assert doc.text == "Ana saw the dogsAna saw the dogs"
    assert [t.head.i for t in doc] == [1, 1, 3, 1, 5, 5, 7, 5]
    assert [t.dep_ for t in doc[:4]] == ["nsubj", "ROOT", "det", "obj"]
    assert [t.pos_ for t in doc[:4]] == list(ANA.upos)
    assert [t.lemma_ for t in doc[:4]] == list(ANA.lemmas)
    assert doc[1].morph.get("Tense") == ["Past"]
    assert [(e.text, e.label_, e.start) for e in doc.ents] == [
        ("Ana", "person", 0),
        ("Ana", "person", 4),
    ]
    assert [s.start for s in doc.sents] == [0, 4]
    assert [t.text for t in doc[3].subtree] == ["the", "dogs"]


def test_spacys_matchers_work_on_it(vocab):
    """Patterns over lemmas, parts of speech and the tree find what is there."""
    doc = to_doc(vocab, [ANA])
    words = Matcher(vocab)
    words.add("seeing", [[{"LEMMA": "see", "MORPH": {"IS_SUPERSET": ["Tense=Past"]}}]])
    trees = DependencyMatcher(vocab)
    trees.add(
        "who",
        [
            [
                {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"POS": "VERB"}},
                {
                    "LEFT_ID": "verb",
                    "REL_OP": ">",
                    "RIGHT_ID": "who",
                    "RIGHT_ATTRS": {"DEP": "nsubj", "ENT_TYPE": "person"},
                },
            ]
        ],
    )

    assert [(start, end) for _, start, end in words(doc)] == [(1, 2)]
    assert [tokens for _, tokens in trees(doc)] == [[1, 0]]


def test_nothing_makes_an_empty_document(vocab):
    """No sentences, or sentences without words."""
    assert len(to_doc(vocab, [])) == 0
    assert len(to_doc(vocab, parser().parse([[]]))) == 0


def test_joined_parses_keep_their_trees_apart():
    """Places are counted over all words."""
    whole = join([ANA, ANA])

    assert whole.heads == (1, 1, 3, 1, 5, 5, 7, 5)
    assert whole.starts == (0, 4)
    assert [e.start for e in whole.entities] == [0, 4]
