"""The table of sentences with the shipped weights."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from graphmem.errors import ModelError
from graphmem.psm.interference_sentences import PLAIN, Sentences, sentence_features
from graphmem.psm.interference_tables import TABLE
from graphmem.psm.manifest import weights_folder
from graphmem.psm.runtime import Encoder
from graphmem.psm.tables import write_table


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The shipped encoder."""
    return Encoder.load(threads=1)


def test_what_cannot_be_in_one_scene_contradicts(encoder: Encoder):
    """What cannot be in one scene contradicts; what follows from it does not."""
    told = "A woman in a red coat is riding a bicycle along the beach."
    asleep = (told, "A woman is sleeping in her bed.")
    outside = (told, "A woman is outdoors.")
    wrong, right = Sentences.load(encoder=encoder).judge([asleep, outside])
    assert wrong > 0.5 > right
    assert Sentences.load(encoder=encoder).judge([]) == []


def test_a_pair_has_products_distances_and_plain_figures():
    """A pair has products, distances and plain figures."""
    first, second = np.eye(3, dtype=np.float32)[:2]
    row = sentence_features([("a b", "a isn't c")], first[None], second[None])[0]
    assert row.shape == (2 * 3 + PLAIN,)
    assert row[:3].tolist() == [0, 0, 0]
    assert row[-1] == 1


def test_a_table_without_sentences_is_a_model_error(encoder: Encoder, tmp_path: Path):
    """A table without sentences, or for other vectors, is a model error."""
    values = json.loads((weights_folder() / TABLE).read_text(encoding="utf-8"))["values"]
    for name, left in (("none", {}), ("short", {"sentences": values["sentences"][:-1]})):
        folder = tmp_path / name
        folder.mkdir()
        write_table(folder / TABLE, left, name="interference", version="0", licence="", source="")
        with pytest.raises(ModelError, match="reinstall"):
            Sentences.load(folder, encoder=encoder)
