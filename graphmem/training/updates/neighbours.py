"""Messages of one author that look alike but are of different blocks: the hardest to keep apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphmem.psm.runtime import TextEncoder
from graphmem.training.updates.blocks import Block, Wordings

_NEAREST = 25


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording of a block."""

    block: Block
    form: str
    words: str


class Neighbours:
    """For each wording of a file, those of its other blocks that are nearest in meaning."""

    def __init__(self, file: Wordings, encoder: TextEncoder) -> None:
        self.entries = [
            Entry(block, form, words)
            for block in file.blocks
            for form, some in block.forms.items()
            for words in some
        ]
        vectors = encoder.encode([_plain(entry) for entry in self.entries])
        alike = vectors @ vectors.T  # (entries, entries)
        owners = np.array([hash(entry.block.name) for entry in self.entries])
        alike[owners[:, None] == owners[None, :]] = -1
        most = min(_NEAREST, len(self.entries) - 1)
        self._near = np.argsort(-alike, axis=1)[:, :most]

    def near(self, place: int) -> list[Entry]:
        """Return the wordings nearest to one, the nearest first."""
        return [self.entries[i] for i in self._near[place]]


def _plain(entry: Entry) -> str:
    """Say a wording with its block's first value."""
    value = entry.block.values[0] if entry.block.values else ""
    return entry.words.replace("{v}", value).replace("{o}", value).replace("{n}", "Ana")
