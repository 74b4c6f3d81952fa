"""Fakes of graphmem's ports: the same answers everywhere, in no time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.base import Row
from graphmem.stores.records import ChangeWindow

_WORD = re.compile(r"\w+")


class FakeEncoder:
    """Hashed bags of words as unit vectors; a token is what stands between blanks.

    Texts that share words are near, others almost orthogonal.

    Args:
        version: Name stored with each memory.
    """

    def __init__(self, version: str = "fake-1") -> None:
        self._version = version

    @property
    def version(self) -> str:
        """Name and version, stored with each memory."""
        return self._version

    @property
    def dimension(self) -> int:
        """Length of a vector; that of the shipped encoder."""
        return 384

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text. Shape: (n_texts, dimension)."""
        vectors = np.full((len(texts), self.dimension), 1e-3, np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.casefold()):
                salted = f"{self._version}:{word}".encode()
                key = int.from_bytes(blake2b(salted, digest_size=4).digest(), "big")
                vectors[row, key % self.dimension] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of words of each text."""
        return [len(text.split()) for text in texts]

    def tokenize_offsets(self, text: str) -> list[tuple[int, int]]:
        """Return the character offsets of each word."""
        return [match.span() for match in re.finditer(r"\S+", text)]


class FakeGraph:
    """What an index is filled from, as plain lists; everything belongs to revision 1."""

    def __init__(
        self,
        *,
        sessions: Sequence[Row] = (),
        entities: Sequence[Row] = (),
        events: Sequence[Row] = (),
        links: Sequence[Row] = (),
        sentences: Sequence[Row] = (),
    ) -> None:
        self.sessions, self.entities = list(sessions), list(entities)
        self.events, self.links = list(events), list(links)
        self.sentences = list(sentences)
        self.removed: set[str] = set()
        self.tied: set[str] = set()

    def pull_sessions(self, revision: int):
        """Stream the sessions."""
        return iter(self.sessions)

    def pull_entities(self, revision: int):
        """Stream the entities."""
        return iter(self.entities)

    def pull_changes(self, revision: int, until: int):
        """Stream events and links in one window."""
        stream = iter(self.sentences)
        return iter([ChangeWindow(until, tuple(self.events), tuple(self.links), stream)])

    def pull_tied(self, revision: int):
        """Stream the events that have ties."""
        return iter(sorted(self.tied))

    def pull_removed(self, revision: int):
        """Return a test for removed ids."""
        return self.removed.__contains__
