"""The shipped reader of two messages: what it says, and what it says of its files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graphmem.errors import ModelError
from graphmem.psm.manifest import TOKENIZER, weights_folder
from graphmem.psm.pair_input import PairMaker, collate
from graphmem.psm.updates import CARD, FILES, NETWORK, UpdateReader

HOME = "Got the keys at last, so Bergen is home for me, third floor."
MOVED = "Goodbye Bergen! Unpacking boxes in Turin, from today this is where you find me."
HOBBY = "Bought clay again, pottery keeps me sane."
OTHER_HOBBY = "Went bouldering after work, my arms are done."


@pytest.fixture(scope="module")
def reader() -> UpdateReader:
    """The shipped network."""
    return UpdateReader.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped network."""
    for name in (CARD, *FILES):
        shutil.copy(weights_folder() / name, tmp_path)
    return tmp_path


def test_a_change_is_told_from_what_stands_side_by_side(reader: UpdateReader):
    """The newer home takes the older one's place, another hobby does not."""
    moved, hobby, elsewhere = reader.read([(HOME, MOVED), (HOBBY, OTHER_HOBBY), (HOBBY, MOVED)])
    assert moved.update > 0.5
    assert hobby.update < 0.1
    assert elsewhere.update < 0.1


def test_probabilities_add_up(reader: UpdateReader):
    """Three verdicts share the probability."""
    (found,) = reader.read([(HOME, MOVED)])
    assert found.holds + found.other + found.changed == pytest.approx(1, abs=1e-5)
    assert found.update == pytest.approx(found.other + found.changed, abs=1e-5)


def test_values_are_found_where_they_stand(reader: UpdateReader):
    """Offsets are of the messages' own characters."""
    (found,) = reader.read([("My rent is 700 euros.", "My rent went up to 810 euros in May.")])
    assert found.older is not None
    assert found.newer is not None
    assert "700" in "My rent is 700 euros."[slice(*found.older)]
    assert "810" in "My rent went up to 810 euros in May."[slice(*found.newer)]


def test_a_pair_is_read_alike_in_any_company(reader: UpdateReader):
    """Batches share nothing."""
    pairs = [(HOME, MOVED), (HOBBY, OTHER_HOBBY), (HOME, OTHER_HOBBY), (MOVED, HOME)]
    assert reader.read(pairs) == [reader.read([p])[0] for p in pairs]


@pytest.mark.parametrize("text", ["", "?", "\ud800", "word " * 3000, "日本に住んでいます"])
def test_any_text_is_read(reader: UpdateReader, text: str):
    """Nothing that a caller may send breaks it."""
    first, last = reader.read([(text, HOME), (HOME, text)])
    for found in (first, last):
        assert 0 <= found.update <= 1


def test_nothing_is_read_of_nothing(reader: UpdateReader):
    """No pair, no run."""
    assert reader.read([]) == []


def test_missing_weights_are_named(tmp_path: Path, folder: Path):
    """The message says which file, and what to do."""
    with pytest.raises(ModelError, match=r"updates\.json.*reinstall"):
        UpdateReader.load(tmp_path / "nowhere")
    (folder / NETWORK).unlink()
    with pytest.raises(ModelError, match=r"updates\.onnx.*reinstall"):
        UpdateReader.load(folder).read([(HOME, MOVED)])


def test_damaged_weights_are_refused(folder: Path):
    """A byte that differs is found before anything runs."""
    path = folder / NETWORK
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ModelError, match=r"updates\.onnx is damaged"):
        UpdateReader.load(folder).read([(HOME, MOVED)])


def test_a_malformed_card_is_refused(folder: Path):
    """Whatever the file holds."""
    (folder / CARD).write_text(json.dumps({"name": "x"}), encoding="utf-8")
    with pytest.raises(ModelError, match="malformed"):
        UpdateReader.load(folder)


def test_a_long_message_leaves_room_for_the_other():
    """Each is cut to its half; sides and markers are where the network expects them."""
    maker = PairMaker(weights_folder() / TOKENIZER, max_tokens=20)
    long = maker.pieces("one two three four five six seven eight nine ten")
    short = maker.pieces("a b")
    pair = maker.make(long, short)
    assert len(long.ids) == 8
    assert pair.sides == [0] * 10 + [1] * 3
    batch = collate([pair, maker.make(short, short)])
    assert batch["input_ids"].shape == (2, 16)
    assert batch["attention_mask"].sum(axis=1).tolist() == [13, 7]
