"""Running the extraction network: words in, trees, lemmas, features and entities out.

Importing this module loads neither onnxruntime nor the tokenizer; the first sentence does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.decode_lemma import apply
from graphmem.psm.decode_spans import decode_spans
from graphmem.psm.decode_tree import decode_tree
from graphmem.psm.extraction_manifest import (
    EXTRACTOR,
    ExtractorManifest,
    read_manifest,
    verify,
)
from graphmem.psm.labels import ROOT, Inventory
from graphmem.psm.manifest import TOKENIZER, weights_folder
from graphmem.psm.parse import EntitySpan, Parse, join, to_doc
from graphmem.psm.parse_input import InputMaker, SentenceInput
from graphmem.psm.parse_session import Network, OnnxNetwork, Scores, collate, padded_length
from graphmem.psm.runtime import usable_cores
from graphmem.psm.verb_lemmas import Knows, verb_lemma

__all__ = ["EntitySpan", "Extractor", "Parse", "Parser", "to_doc"]

_BATCH_TOKENS = 1024  # pieces per run


class Parser:
    """A network with its labels and its input: sentences of words in, parses out. Thread-safe.

    Args:
        network: Gives the scores.
        inventory: Names of what is scored.
        maker: Makes the network's input.
        batch_size: Most sentences per run.
    """

    def __init__(
        self, network: Network, inventory: Inventory, maker: InputMaker, *, batch_size: int
    ) -> None:
        self._network = network
        self._decoder = Decoder(inventory, maker.knows)
        self._maker = maker
        self._batch_size = batch_size

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Return one parse per sentence, in order; see ``Extractor.parse``."""
        parts: list[list[str]] = []
        counts: list[int] = []
        for words in sentences:
            cuts = [*self._maker.cut(words), len(words)]
            parts += [list(words[a:b]) for a, b in pairwise(cuts)]
            counts.append(len(cuts) - 1)
        done = iter(self._parse_parts(parts))
        return [
            next(done) if count == 1 else join([next(done) for _ in range(count)])
            for count in counts
        ]

    def _parse_parts(self, parts: Sequence[Sequence[str]]) -> list[Parse]:
        inputs = [self._maker.make(words) for words in parts]
        found: dict[int, Parse] = {}
        for batch in _batches(inputs, self._batch_size):
            scores = self._network.run(collate([inputs[i] for i in batch]))
            found.update(zip(batch, self._decoder.decode(scores, [parts[i] for i in batch])))  # noqa: B905 - made alike
        return [found[i] for i in range(len(parts))]


class Decoder:
    """Turns scores into parses.

    Args:
        knows: Tells whether a word is in the tokenizer's vocabulary.
    """

    def __init__(self, inventory: Inventory, knows: Knows) -> None:
        self._labels = inventory
        self._knows = knows
        self._feature_strings: dict[bytes, str] = {}

    def decode(self, scores: Scores, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Return the parse of each row of a batch."""
        upos: list[list[int]] = scores.upos.argmax(axis=-1).tolist()
        features = self._best_values(scores.features)
        return [
            self._one(words, row, scores, upos[row], features[row])
            for row, words in enumerate(sentences)
        ]

    def _one(
        self,
        words: Sequence[str],
        row: int,
        scores: Scores,
        upos: Sequence[int],
        features: NDArray[np.uint8],
    ) -> Parse:
        labels, size = self._labels, len(words) + 1
        heads = decode_tree(scores.arcs[row, :size, :size])
        relations: list[list[int]] = scores.relations[row].tolist()
        scripts: list[list[int]] = scores.scripts[row].tolist()
        return Parse(
            words=tuple(words),
            heads=tuple(h - 1 if h else i for i, h in enumerate(heads)),
            relations=tuple(
                labels.relations[relations[d][h]] if h else ROOT
                for d, h in enumerate(heads, start=1)
            ),
            upos=tuple(labels.upos[i] for i in upos[1:size]),
            feats=tuple(self._feature_string(row) for row in features[1:size]),
            lemmas=tuple(
                self._lemma(word, best, labels.upos[tag])
                for word, best, tag in zip(words, scripts[1:size], upos[1:size], strict=True)
            ),
            entities=decode_spans(scores.tags[row, 1:size], labels.tags),
        )

    def _lemma(self, word: str, best: Sequence[int], upos: str) -> str:
        lemma = apply(word, (self._labels.scripts[i] for i in best))
        return verb_lemma(lemma, self._knows) if upos == "VERB" else lemma

    def _best_values(self, scores: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Return the best value of each feature. Shape: (batch, N, features)."""
        widths = [len(values) for values in self._labels.features.values()]
        parts = np.split(scores, np.cumsum(widths)[:-1], axis=-1)
        return np.stack([part.argmax(axis=-1) for part in parts], axis=-1).astype(np.uint8)

    def _feature_string(self, values: NDArray[np.uint8]) -> str:
        key = values.tobytes()
        if key not in self._feature_strings:
            pairs = zip(self._labels.features.items(), values.tolist(), strict=True)
            marked = [f"{name}={known[i]}" for (name, known), i in pairs if i]
            self._feature_strings[key] = "|".join(marked)
        return self._feature_strings[key]


class Extractor:
    """The shipped extraction network. Thread-safe; make it with ``load``.

    Args:
        folder: The weights folder; its files are checked when the first sentence comes.
        manifest: What the network says and how it is stored.
        threads: Threads of one run; 0 means all cores this process may use.
        batch_size: Most sentences per run.
    """

    def __init__(
        self, folder: Path, manifest: ExtractorManifest, *, threads: int, batch_size: int
    ) -> None:
        self._folder = folder
        self._manifest = manifest
        self._threads = threads or usable_cores()
        self._batch_size = batch_size
        self._lock = Lock()
        self._parser: Parser | None = None

    @classmethod
    def load(
        cls, folder: Path | None = None, *, threads: int = 0, batch_size: int = 32
    ) -> Extractor:
        """Read the manifest of a weights folder (default: the shipped one).

        Raises:
            ModelError: The manifest is missing or malformed. Weights that are missing or damaged
                raise it too, when the first sentence is parsed.
        """
        where = folder or weights_folder()
        return cls(where, read_manifest(where), threads=threads, batch_size=batch_size)

    @property
    def version(self) -> str:
        """Name and version of the weights, stored with what is derived."""
        return self._manifest.version

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Return one parse per sentence, in order.

        The same sentence gives the same parse, alone or among others. One that is longer than
        the network reads (256 word pieces) is cut after a sentence end, or where it must be, and
        parsed in parts: ``Parse.starts`` names them, and each has a root of its own.

        Args:
            sentences: The words of each, as spaCy's English tokenizer cuts them.

        Raises:
            ModelError: Weights are missing, damaged or not runnable.
        """
        return self._ready().parse(sentences) if sentences else []

    def _ready(self) -> Parser:
        with self._lock:
            if self._parser is None:
                verify(self._folder, self._manifest)
                network = OnnxNetwork(self._folder / EXTRACTOR, threads=self._threads)
                maker = InputMaker(self._folder / TOKENIZER, max_tokens=self._manifest.max_tokens)
                labels = self._manifest.inventory
                self._parser = Parser(network, labels, maker, batch_size=self._batch_size)
            return self._parser


def _batches(inputs: Sequence[SentenceInput], most: int) -> list[list[int]]:
    """Group sentences of the same padded length; at most ``_BATCH_TOKENS`` pieces per group."""
    groups: dict[int, list[int]] = {}
    for index, sentence in enumerate(inputs):
        groups.setdefault(padded_length(sentence), []).append(index)
    batches: list[list[int]] = []
    for length, members in groups.items():
        size = max(1, min(most, _BATCH_TOKENS // length))
        batches += [members[start : start + size] for start in range(0, len(members), size)]
    return batches
