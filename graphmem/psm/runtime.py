"""Running the sentence encoder: text in, unit vectors out.

Importing this module loads neither onnxruntime nor the tokenizer; the first text does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.manifest import (
    ENCODER,
    TOKENIZER,
    Manifest,
    read_manifest,
    verify,
    weights_folder,
)
from graphmem.psm.session import Session, padded_length
from graphmem.psm.tokens import WordPieces

__all__ = ["Encoder", "TextEncoder", "verify", "weights_folder"]

_BATCH_TOKENS = 2048  # tokens per run: larger batches leave the processor's caches


class TextEncoder(Protocol):
    """Turns texts into vectors; the port behind which the encoder stands."""

    @property
    def version(self) -> str:
        """Name and version, stored with each memory."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text. Shape: (n_texts, dimension)."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of word pieces of each text."""
        ...

    def tokenize_offsets(self, text: str) -> list[tuple[int, int]]:
        """Return the character offsets [start, end) of each word piece."""
        ...


class Encoder:
    """The shipped sentence encoder. Thread-safe; make it with ``load``.

    Args:
        folder: The weights folder; its files are checked when the first text comes.
        manifest: What the folder holds.
        threads: Threads of one run; 0 means all cores this process may use.
        batch_size: Most texts per run.
    """

    def __init__(self, folder: Path, manifest: Manifest, *, threads: int, batch_size: int) -> None:
        self._folder = folder
        self._manifest = manifest
        self._threads = threads or usable_cores()
        self._batch_size = batch_size
        self._lock = Lock()
        self._session: Session | None = None
        self._pieces: WordPieces | None = None

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 0, batch_size: int = 32) -> Encoder:
        """Read the manifest of a weights folder (default: the shipped one).

        Raises:
            ModelError: The manifest is missing or malformed. Weights that are missing or damaged
                raise it too, when the first text is encoded.
        """
        where = folder or weights_folder()
        return cls(where, read_manifest(where), threads=threads, batch_size=batch_size)

    @property
    def version(self) -> str:
        """Name and version of the weights, stored with each memory."""
        return self._manifest.version

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._manifest.dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text.

        The same text gives the same vector, alone or among others. Another processor or version
        of onnxruntime may change it in the third decimal.
        A text beyond ``max_tokens`` word pieces is represented by its beginning.

        Returns:
            Vectors in the order of the texts. Shape: (n_texts, dimension).

        Raises:
            ModelError: Weights are missing, damaged or not runnable.
        """
        vectors = np.empty((len(texts), self.dimension), np.float32)
        if not texts:
            return vectors
        session, pieces = self._ready()
        sequences = [pieces.ids(text) for text in texts]
        for batch in _batches([len(ids) for ids in sequences], self._batch_size):
            vectors[batch] = session.run([sequences[i] for i in batch])
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of word pieces of each text, without markers and without a limit."""
        pieces = self._ready_pieces()
        return [pieces.count(text) for text in texts]

    def tokenize_offsets(self, text: str) -> list[tuple[int, int]]:
        """Return the character offsets [start, end) of each word piece, without a limit."""
        return self._ready_pieces().offsets(text)

    def _ready(self) -> tuple[Session, WordPieces]:
        pieces = self._ready_pieces()
        with self._lock:
            if self._session is None:
                self._session = Session(self._folder / ENCODER, threads=self._threads)
            return self._session, pieces

    def _ready_pieces(self) -> WordPieces:
        with self._lock:
            if self._pieces is None:
                verify(self._folder)
                path = self._folder / TOKENIZER
                self._pieces = WordPieces(path, max_tokens=self._manifest.max_tokens)
            return self._pieces


def usable_cores() -> int:
    """Return the number of cores this process may use; onnxruntime counts the machine's."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(lengths: Sequence[int], most_texts: int) -> Iterator[list[int]]:
    """Group texts of the same padded length; at most ``_BATCH_TOKENS`` tokens per group."""
    groups: dict[int, list[int]] = {}
    for index, length in enumerate(lengths):
        groups.setdefault(padded_length(length), []).append(index)
    for length, members in groups.items():
        size = max(1, min(most_texts, _BATCH_TOKENS // length))
        for start in range(0, len(members), size):
            yield members[start : start + size]
