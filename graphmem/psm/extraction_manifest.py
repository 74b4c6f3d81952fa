"""The description of the extraction network beside the encoder in a weights folder.

``extractor.json`` names the network, its version, its labels and the SHA-256 of its files.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from graphmem.errors import ModelError
from graphmem.psm.labels import Inventory
from graphmem.psm.manifest import TOKENIZER

EXTRACTOR_MANIFEST = "extractor.json"
EXTRACTOR = "extractor.onnx"
_REPAIR = "reinstall the package: pip install --force-reinstall graphmem"


@dataclass(frozen=True, slots=True)
class ExtractorManifest:
    """What the network is.

    Attributes:
        version: Stored with what is derived from a text.
        max_tokens: Longest input in word pieces, the two markers included.
        files: SHA-256 by file name.
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
    try:
        return _parse(json.loads(path.read_bytes()))
    except OSError as exc:
        raise ModelError(f"{path} cannot be read ({exc.strerror}); {_REPAIR}") from exc
    except (AttributeError, KeyError, TypeError, ValueError) as exc:
        raise ModelError(f"{path} is malformed; {_REPAIR}") from exc


def _parse(fields: dict[str, Any]) -> ExtractorManifest:
    """Make a manifest of parsed JSON, which may be anything."""
    files, labels = dict(fields["files"]), fields["inventory"]
    return ExtractorManifest(
        name=str(fields["name"]),
        version=str(fields["version"]),
        max_tokens=int(fields["max_tokens"]),
        files={name: str(files[name]) for name in (EXTRACTOR, TOKENIZER)},
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
    for name, expected in manifest.files.items():
        path = folder / name
        try:
            with path.open("rb") as file:
                found = file_digest(file, "sha256").hexdigest()
        except OSError as exc:
            raise ModelError(f"{path} cannot be read ({exc.strerror}); {_REPAIR}") from exc
        if found != expected:
            raise ModelError(f"{path} is damaged (its SHA-256 is not the manifest's); {_REPAIR}")
