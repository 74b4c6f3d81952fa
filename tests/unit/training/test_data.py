"""Data sets as files, splits, and what is counted; none of it needs PyTorch."""

import json
import lzma
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest

from graphmem.errors import SettingsError
from graphmem.psm.labels import ENTITY_TAGS
from graphmem.training import splits
from graphmem.training.augment import Rates, augment, chatty, lowered
from graphmem.training.example import Example, Mention, Tree
from graphmem.training.make_splits import SHARES, split
from graphmem.training.read_conllu import read_ewt_dev, read_treebank
from graphmem.training.read_docred import read_docred
from graphmem.training.read_files import blocks
from graphmem.training.read_gum import _document
from graphmem.training.read_ner import read_btc, read_wikigold, read_wnut

ROWS = """\
# newdoc id = first
# text = Ana 's dogs bark .
1\tAna\tAna\tPROPN\tNNP\tNumber=Sing\t3\tnmod:poss\t_\tEntity=(1-animal-new(2-person-new-Ana)
2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_
2-3\tdogs\t_\t_\t_\t_\t_\t_\t_\t_
3\tdogs\tdog\tNOUN\tNNS\tNumber=Plur\t4\tnsubj\t_\tEntity=1)
4\tbark\tbark\tVERB\tVBP\tTense=Pres|VerbForm=Fin\t0\troot\t_\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_
"""
WORDS = ("Ana", "'s", "dogs", "bark", ".")


def write(path: Path, text: str) -> Path:
    """Write a file and return its path."""
    path.write_text(text, encoding="utf-8")
    return path


def named(example: Example) -> list[tuple[str, tuple[str, ...]]]:
    """Return an example's names with their types."""
    return [(" ".join(example.words[m.start : m.end]), m.types) for m in example.mentions or ()]


def tags(example: Example, word: int) -> set[str]:
    """Return the tags that a word may have."""
    row = example.allowed_tags()[word]
    return {tag for tag, ok in zip(ENTITY_TAGS, row, strict=True) if ok}


def test_a_treebank_gives_words_and_trees(tmp_path: Path):
    """Ranges are left out, documents are kept."""
    [example] = read_treebank(write(tmp_path / "a.conllu", ROWS), "toy")

    assert (example.document, example.words) == ("first", WORDS)
    assert example.tree is not None
    assert example.tree.heads == (3, 1, 4, 0, 4)
    assert example.tree.lemmas[2] == "dog"


def test_a_packed_file_is_read_as_if_it_were_not(tmp_path: Path):
    """Only ``.xz`` is there; without either, the error names the file."""
    (tmp_path / "a.conllu.xz").write_bytes(lzma.compress(ROWS.encode()))

    assert len(list(blocks(tmp_path / "a.conllu"))) == 1
    with pytest.raises(SettingsError, match=r"b\.conllu"):
        list(blocks(tmp_path / "b.conllu"))


def test_names_are_set_on_the_sentence_with_the_same_words(tmp_path: Path):
    """UNER's file follows the treebank's sentences."""
    uner = "# newdoc id = first\n1\tAna\tB-PER\t-\t-\n2\t's\tO\t-\t-\n3\tdogs\tO\t-\t-\n"
    uner += "4\tbark\tO\t-\t-\n5\t.\tO\t-\t-\n"
    treebank = write(tmp_path / "a.conllu", ROWS)

    [example] = read_ewt_dev(treebank, write(tmp_path / "a.iob2", uner))

    assert named(example) == [("Ana", ("person",))]
    assert example.tree is not None


def test_a_tweets_account_name_is_one_word(tmp_path: Path):
    """An at sign and what follows are joined where they are labelled alike."""
    for part in "abegh":
        write(tmp_path / f"btc_{part}.conll", "@\tB-PER\nana\tB-PER\nin\tO\nGraz\tB-LOC\n")

    examples = read_btc(tmp_path)

    assert examples[0].words == ("@ana", "in", "Graz")
    assert named(examples[0]) == [("@ana", ("person",)), ("Graz", ("place",))]
    assert len({e.document for e in examples}) == 5


def test_what_a_set_does_not_annotate_stays_open(tmp_path: Path):
    """A word outside names is no person, place ...; it may be an event if it looks like a name."""
    text = "We\tO\nleft\tO\nGraz\tB-location\non\tO\nEaster\tO\nMay\tO\n2\tO\n"

    [example] = read_wnut(write(tmp_path / "w.conll", text), "wnut_train")

    assert tags(example, 1) & {"B-person", "B-event", "B-date"} == set()
    assert "B-event" in tags(example, 4)
    assert "B-person" not in tags(example, 4)
    assert "B-date" in tags(example, 6)
    assert tags(example, 2) == {"B-place"}


def test_account_names_of_a_set_that_leaves_them_out_are_unknown(tmp_path: Path):
    """They may be anything."""
    [example] = read_wnut(write(tmp_path / "w.conll", "@ana\tO\nhi\tO\n"), "wnut_train")

    assert tags(example, 0) == set(ENTITY_TAGS)


def test_a_coarse_type_allows_its_finer_ones(tmp_path: Path):
    """MISC may be a work, product, event or other; I- without B- begins a name."""
    text = "-DOCSTART- O\n\nThe I-MISC\nIliad I-MISC\nby O\nHomer I-PER\n"

    [example] = read_wikigold(write(tmp_path / "w.conll", text))

    assert named(example)[0] == ("The Iliad", ("work", "product", "event", "other"))
    assert tags(example, 1) == {"I-work", "I-product", "I-event", "I-other"}


def test_relations_make_a_coarse_type_finer(tmp_path: Path):
    """What has an author is a work; of overlapping mentions the longest counts."""
    document = {
        "title": "Homer",
        "sents": [["Homer", "wrote", "The", "Iliad", " "]],
        "vertexSet": [
            [{"type": "PER", "pos": [0, 1], "sent_id": 0}],
            [{"type": "MISC", "pos": [2, 4], "sent_id": 0}],
            [{"type": "LOC", "pos": [3, 4], "sent_id": 0}],
        ],
        "labels": [{"r": "P50", "h": 1, "t": 0}],
    }

    [example] = read_docred(write(tmp_path / "d.json", json.dumps([document])))

    assert named(example) == [("Homer", ("person",)), ("The Iliad", ("work",))]
    assert example.words[4] == "?"


def test_of_gums_noun_phrases_the_names_are_taken():
    """Of "Ana" and "Ana's dogs" the first is one."""
    [example] = _document(ROWS)

    assert named(example) == [("Ana", ("person",))]


TREE = Tree(
    heads=(3, 1, 4, 0, 4),
    relations=("nmod:poss", "case", "nsubj", "root", "punct"),
    upos=("PROPN", "PART", "NOUN", "VERB", "PUNCT"),
    feats=("Number=Sing", "_", "Number=Plur", "_", "_"),
    lemmas=("Ana", "'s", "dog", "bark", "."),
)
EXAMPLE = Example("toy", "first", WORDS, TREE, (Mention(0, 1, ("person",)),), ("person",))


def test_without_capitals_the_labels_stay():
    """The lemma of a name loses its capital; what may be a name is still known."""
    lower = lowered(EXAMPLE)

    assert lower.words[0] == lower.tree.lemmas[0] == "ana"
    assert (lower.allowed_tags() == EXAMPLE.allowed_tags()).all()


def test_chat_spelling_keeps_words_and_labels_in_step():
    """As many words as labels, whatever is changed; names are spelt as they were."""
    for seed in range(60):
        found = chatty(EXAMPLE, Random(seed))

        assert found.tree is not None
        assert len(found.words) == len(found.tree.heads) == len(found.allowed_tags())
        assert found.words[0] == "Ana"


def test_rates_of_zero_change_nothing_and_of_one_everything():
    """Rates are shares of sentences."""
    assert augment(EXAMPLE, Rates(), Random(0)) is EXAMPLE
    assert augment(EXAMPLE, Rates(upper=1.0), Random(0)).words[0] == "ANA"


@pytest.mark.parametrize("source", sorted(SHARES))
def test_committed_lists_put_a_document_into_one_part(source: str):
    """No document is evaluated and tuned on; each list has something."""
    lists = json.loads(files(splits).joinpath(f"{source}.json").read_text(encoding="utf-8"))

    assert set(lists) == set(SHARES[source])
    documents = [document for part in lists.values() for document in part]
    assert len(documents) == len(set(documents))
    assert all(lists.values())


def test_splitting_deals_whole_documents_by_share():
    """Until a part has its share of the sentences; the order of the sentences plays no role."""
    examples = [Example("toy", f"d{i % 20}", ("a", str(i))) for i in range(200)]

    lists = split(examples, {"evaluation": 0.5, "tuning": 0.1})

    assert {part: len(documents) for part, documents in lists.items()} == {
        "evaluation": 10,
        "tuning": 2,
    }
    assert split(examples[::-1], {"evaluation": 0.5, "tuning": 0.1}) == lists


def test_a_sentence_that_is_evaluated_on_is_in_no_other_part():
    """Also when another set has it, in other case; very short ones may be everywhere."""
    text = ("They", "saw", "the", "sea")
    again = tuple(word.upper() for word in text)
    examples = [
        Example("wnut_dev", "wnut_dev:1", text),
        Example("ewt", "x", again),
        Example("ewt", "x", ("Thanks", ",")),
        Example("wnut_dev", "wnut_dev:2", ("Thanks", ",")),
    ]

    parts = splits.without_leaks(examples)

    assert [e.words for e in parts["training"]] == [("Thanks", ",")]
    assert len(parts["evaluation"]) == 2
