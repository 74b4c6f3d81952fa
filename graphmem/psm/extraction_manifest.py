"""The description of the extraction network beside the encoder in a weights folder.

``extractor.json`` names the network, its version, its labels and the SHA-256 of its files.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graphmem.psm.checksums import check_files, described
from graphmem.psm.labels import Inventory
from graphmem.psm.manifest import TOKENIZER

EXTRACTOR_MANIFEST = "extractor.json"
EXTRACTOR = "extractor.onnx"


@dataclass(frozen=True, slots=True)
class ExtractorManifest:
    """What the network is.

    Attributes:
        version: Stored with what is derived from a text.
        max_tokens: Longest input in word pieces, the two markers included.
        files: SHA-256 by file name; the encoder is among them where its word table is shared.
        licence: SPDX identifier of the weights' licence.
        sources: What it was trained from.
    """

    name: str
    version: str
    max_tokens: int
    files: dict[str, str]
    licence: str
    sources: tuple[str, ...]
    inventory: Inventory

    def write(self, folder: Path) -> None:
        """Write ``extractor.json``."""
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False)
        (folder / EXTRACTOR_MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> ExtractorManifest:
    """Read ``extractor.json``.

    Raises:
        ModelError: It is missing or malformed.
    """
    path = folder / EXTRACTOR_MANIFEST
    with described(path):
        return _parse(json.loads(path.read_bytes()))


def _parse(fields: dict[str, Any]) -> ExtractorManifest:
    """Make a manifest of parsed JSON, which may be anything."""
    files, labels = dict(fields["files"]), fields["inventory"]
    return ExtractorManifest(
        name=str(fields["name"]),
        version=str(fields["version"]),
        max_tokens=int(fields["max_tokens"]),
        files={str(n): str(files[n]) for n in {EXTRACTOR, TOKENIZER, *files}},
        licence=str(fields["licence"]),
        sources=tuple(map(str, fields["sources"])),
        inventory=Inventory(
            relations=tuple(map(str, labels["relations"])),
            scripts=tuple((str(c), str(cut), str(add)) for c, cut, add in labels["scripts"]),
            upos=tuple(map(str, labels["upos"])),
            tags=tuple(map(str, labels["tags"])),
            features={str(k): tuple(map(str, v)) for k, v in labels["features"].items()},
        ),
    )


def verify(folder: Path, manifest: ExtractorManifest) -> None:
    """Check the network's files against their checksums.

    Raises:
        ModelError: A file is missing, truncated or altered; the message names it and the cure.
    """
    check_files(folder, manifest.files)
