"""Damaged weights are told apart from a working encoder, and by name."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from graphmem.errors import ModelError
from graphmem.psm.manifest import (
    ENCODER,
    MANIFEST,
    TOKENIZER,
    read_manifest,
    verify,
    weights_folder,
)
from graphmem.psm.runtime import Encoder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped weights, to be damaged."""
    return Path(shutil.copytree(weights_folder(), tmp_path / "weights"))


def test_shipped_weights_are_whole():
    """The files in the package are those of the manifest, under a free licence."""
    manifest = verify(weights_folder())

    assert set(manifest.files) == {ENCODER, TOKENIZER}
    assert manifest.licence == "Apache-2.0"
    assert manifest.dimension == 384


def test_shipped_weights_stay_small():
    """The package is downloaded by everybody: the weights stay below 60 MB."""
    size = sum(file.stat().st_size for file in weights_folder().iterdir())

    assert size < 60_000_000


@pytest.mark.parametrize("name", [ENCODER, TOKENIZER])
def test_a_missing_file_is_named_with_the_cure(folder: Path, name: str):
    """A file that is gone is a ModelError that names it and says what to do."""
    (folder / name).unlink()

    with pytest.raises(ModelError, match=rf"{name} cannot be read.*pip install --force-reinstall"):
        Encoder.load(folder).encode(["hello"])


@pytest.mark.parametrize("name", [ENCODER, TOKENIZER])
def test_a_truncated_file_is_refused(folder: Path, name: str):
    """A download that broke off is found before the file is used."""
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) // 2])

    with pytest.raises(ModelError, match=rf"{name} is damaged"):
        Encoder.load(folder).encode(["hello"])


def test_one_flipped_bit_is_found(folder: Path):
    """A weight that changed on the disk is not computed with."""
    data = bytearray((folder / ENCODER).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / ENCODER).write_bytes(data)

    with pytest.raises(ModelError, match="damaged"):
        verify(folder)


def test_counting_tokens_finds_damage_too(folder: Path):
    """The check comes with the first use, whichever it is."""
    (folder / TOKENIZER).write_text("{}")

    with pytest.raises(ModelError, match="damaged"):
        Encoder.load(folder).count_tokens(["hello"])


@pytest.mark.parametrize(
    "text", ["", "not json", "[]", "null", "{}", '{"files": 3}', '{"dimension": "many"}']
)
def test_a_malformed_manifest_is_refused(folder: Path, text: str):
    """Whatever stands in the manifest, the error is a ModelError that names it."""
    (folder / MANIFEST).write_text(text)

    with pytest.raises(ModelError, match=rf"{MANIFEST} is malformed"):
        Encoder.load(folder)


def test_a_manifest_without_a_dimension_is_refused(folder: Path):
    """Every field is needed."""
    fields = json.loads((folder / MANIFEST).read_text())
    del fields["dimension"]
    (folder / MANIFEST).write_text(json.dumps(fields))

    with pytest.raises(ModelError, match="malformed"):
        read_manifest(folder)


def test_a_missing_folder_is_a_model_error(tmp_path: Path):
    """A path that leads nowhere is told as such."""
    with pytest.raises(ModelError, match="cannot be read"):
        Encoder.load(tmp_path / "nowhere")


def test_a_file_that_is_no_model_is_refused(folder: Path):
    """A file that fits its checksum but that onnxruntime cannot run is a ModelError."""
    (folder / ENCODER).write_bytes(b"not a model")
    fields = json.loads((folder / MANIFEST).read_text())
    fields["files"][ENCODER] = sha256(b"not a model").hexdigest()
    (folder / MANIFEST).write_text(json.dumps(fields))

    with pytest.raises(ModelError, match="cannot be run by onnxruntime"):
        Encoder.load(folder).encode(["hello"])
