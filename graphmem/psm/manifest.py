"""The description of a weights folder, and the check that its files are what it says.

``manifest.json`` names the model, its version and the SHA-256 of each file. The check reads every
byte: 24 MB take some 20 ms, less than making the session that follows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphmem.psm.checksums import check_files, described

MANIFEST = "manifest.json"
ENCODER = "encoder.onnx"
TOKENIZER = "tokenizer.json"


def weights_folder() -> Path:
    """Return the folder of the weights that ship with the package."""
    return Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a weights folder holds.

    Attributes:
        version: Stored with each memory; vectors of different versions are never compared.
        dimension: Length of a vector.
        max_tokens: Longest input in word pieces, the two markers included.
        files: SHA-256 by file name.
        licence: SPDX identifier of the weights' licence.
        source: Where the original model comes from.
    """

    name: str
    version: str
    dimension: int
    max_tokens: int
    files: dict[str, str]
    licence: str
    source: str


def read_manifest(folder: Path) -> Manifest:
    """Read ``manifest.json``.

    Raises:
        ModelError: It is missing or malformed.
    """
    path = folder / MANIFEST
    with described(path):
        return _parse(json.loads(path.read_bytes()))


def _parse(fields: dict[str, Any]) -> Manifest:
    """Make a manifest of parsed JSON, which may be anything."""
    files = dict(fields["files"])
    return Manifest(
        name=str(fields["name"]),
        version=str(fields["version"]),
        dimension=int(fields["dimension"]),
        max_tokens=int(fields["max_tokens"]),
        files={name: str(files[name]) for name in (ENCODER, TOKENIZER)},
        licence=str(fields["licence"]),
        source=str(fields["source"]),
    )


def verify(folder: Path) -> Manifest:
    """Check every file of a weights folder against its checksum.

    Raises:
        ModelError: A file is missing, truncated or altered; the message names it and the cure.
    """
    manifest = read_manifest(folder)
    check_files(folder, manifest.files)
    return manifest
