"""The extraction network as it ships."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graphmem.errors import ModelError
from graphmem.psm.extraction import Extractor
from graphmem.psm.extraction_manifest import EXTRACTOR, EXTRACTOR_MANIFEST, read_manifest
from graphmem.psm.manifest import ENCODER, TOKENIZER, weights_folder

TEXTS = (
    "My sister Clara moved to Lisbon in 2019 .",
    "She does n't work for Siemens any more .",
    "ok",
    "We might visit the Prado with Tom and his two dogs next week !",
    "i love my new job at google",
    "What did he say ?",
)
SENTENCES = [text.split() for text in TEXTS]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """The shipped network, two threads."""
    return Extractor.load(threads=2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped weights, to be damaged."""
    names = (EXTRACTOR, EXTRACTOR_MANIFEST, TOKENIZER, ENCODER)
    for name in names:
        shutil.copyfile(weights_folder() / name, tmp_path / name)
    return tmp_path


def test_a_plain_sentence_is_understood(extractor: Extractor):
    """Subject, verb, negation, tense, lemma and names of two easy sentences."""
    moved, works = extractor.parse(SENTENCES[:2])

    assert moved.words[moved.heads[1]] == "moved"
    assert moved.relations[1] == "nsubj"
    assert moved.lemmas[3] == "move"
    assert "Tense=Past" in moved.feats[3]
    names = {" ".join(moved.words[e.start : e.end]): e.label for e in moved.entities}
    assert names["Clara"] == "person"
    assert names["Lisbon"] == "place"
    assert works.words[works.heads[2]] == "work"
    assert works.lemmas[1:3] == ("do", "not")
    assert [e.label for e in works.entities] == ["organisation"]


def test_company_and_threads_do_not_change_a_parse(extractor: Extractor):
    """A sentence says the same alone, in any batch, at any place, with one thread."""
    crowd = [SENTENCES[i % 6] + ["again"] * (i // 6 % 4) for i in range(48)]

    together = extractor.parse(crowd)

    assert together == [extractor.parse([words])[0] for words in crowd]
    assert together[::-1] == extractor.parse(crowd[::-1])
    assert together == Extractor.load(threads=1, batch_size=5).parse(crowd)


def test_a_long_text_has_a_tree_for_each_part(extractor: Extractor):
    """Beyond 256 word pieces it is cut after a full stop; names keep their places."""
    words = SENTENCES[0] * 40

    parse = extractor.parse([words])[0]

    assert len(parse.starts) > 1
    assert all(words[start - 1] == "." for start in parse.starts[1:])
    found = [i for e in parse.entities for i in range(e.start, e.end) if words[i] == "Lisbon"]
    assert found == [i for i, word in enumerate(words) if word == "Lisbon"]


@pytest.mark.parametrize("words", [[], [""], ["\ud83d"], ["a" * 5000], ["🎉"] * 300, ["\n"]])
def test_odd_words_have_parses(extractor: Extractor, words: list[str]):
    """Nothing, half a surrogate pair, one endless word, only pictures: a parse as long."""
    assert extractor.parse([words])[0].words == tuple(words)


def test_no_sentences_have_no_parses(extractor: Extractor):
    """An empty list needs no model."""
    assert extractor.parse([]) == []


def test_callers_in_parallel_get_their_own_parses(extractor: Extractor):
    """First use and later use may come from several threads at once."""
    fresh = Extractor.load(threads=1)
    expected = extractor.parse(SENTENCES)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda i: fresh.parse([SENTENCES[i % 6]])[0], range(24)))

    assert found == [expected[i % 6] for i in range(24)]


def test_importing_and_loading_start_no_model():
    """Until the first sentence, neither onnxruntime nor the tokenizer nor spaCy is imported."""
    code = (
        "import sys; from graphmem.psm.extraction import Extractor; Extractor.load();"
        "print([m for m in ('onnxruntime', 'tokenizers', 'spacy', 'torch') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_shipped_file_is_small_and_its_licence_is_stated():
    """At most 15 MB beside the encoder's word table; trained from the encoder that ships too."""
    manifest = read_manifest(weights_folder())

    assert (weights_folder() / EXTRACTOR).stat().st_size < 15_000_000
    assert manifest.licence == "Apache-2.0"
    assert "all-MiniLM-L6-v2" in manifest.sources
    assert Extractor.load().version == manifest.version


@pytest.mark.parametrize("name", [EXTRACTOR, TOKENIZER, ENCODER])
def test_a_missing_file_is_named_with_the_cure(folder: Path, name: str):
    """A file that is gone is a ModelError that names it and says what to do."""
    (folder / name).unlink()

    with pytest.raises(ModelError, match=rf"{name} cannot be read.*pip install --force-reinstall"):
        Extractor.load(folder).parse([["hello"]])


@pytest.mark.parametrize("name", [EXTRACTOR, TOKENIZER, ENCODER])
def test_a_damaged_file_is_refused(folder: Path, name: str):
    """One flipped bit is found before the file is used."""
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)

    with pytest.raises(ModelError, match=rf"{name} is damaged"):
        Extractor.load(folder).parse([["hello"]])


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", "null", "{}", '{"files": 3}', '{"inventory": []}']
)
def test_a_malformed_manifest_is_refused(folder: Path, text: str):
    """Whatever stands in it, the error is a ModelError that names it."""
    (folder / EXTRACTOR_MANIFEST).write_text(text)

    with pytest.raises(ModelError, match=rf"{EXTRACTOR_MANIFEST} is malformed"):
        Extractor.load(folder)


def test_a_manifest_without_an_inventory_is_refused(folder: Path):
    """Every field is needed."""
    fields = json.loads((folder / EXTRACTOR_MANIFEST).read_text())
    del fields["inventory"]["scripts"]
    (folder / EXTRACTOR_MANIFEST).write_text(json.dumps(fields))

    with pytest.raises(ModelError, match="malformed"):
        read_manifest(folder)


def test_a_missing_manifest_is_a_model_error(tmp_path: Path):
    """A folder with an encoder alone is told as such."""
    with pytest.raises(ModelError, match="cannot be read"):
        Extractor.load(tmp_path)
