"""The update reader: what the newer of two messages of one person does to the older one.

Trained by ``graphmem/training/updates``. It reads both messages at once, finds what each tells in
answer to the same question, and says whether the newer value takes the older one's place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.checksums import check_files, described
from graphmem.psm.manifest import ENCODER, TOKENIZER, weights_folder
from graphmem.psm.pair_input import INPUTS, PairInput, PairMaker, Pieces, collate
from graphmem.psm.runtime import usable_cores
from graphmem.psm.session import open_session, padded_length

Floats = NDArray[np.float32]
NETWORK, CARD = "updates.onnx", "updates.json"
#: The word table lies in the encoder (``training/shared_words``).
FILES = (NETWORK, TOKENIZER, ENCODER)
OUTPUTS = ("verdicts", "values")
_BATCH_TOKENS = 1024  # pieces per run


class _Runner(Protocol):
    """The one method of ``onnxruntime.InferenceSession`` that is used."""

    def run(
        self, output_names: Sequence[str], input_feed: dict[str, NDArray[np.int64]]
    ) -> tuple[Floats, Floats]: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of two messages; the three probabilities add up to 1.

    Attributes:
        holds: That both hold, or speak of other things.
        other: That the newer one tells another value, without saying that anything changed.
        changed: That the newer one says that it changed, ended, or was wrong.
        older, newer: Where each tells its value, as character offsets; None: nowhere.
    """

    holds: float
    other: float
    changed: float
    older: tuple[int, int] | None
    newer: tuple[int, int] | None

    @property
    def update(self) -> float:
        """Probability that the older message does not hold any more."""
        return 1 - self.holds


class UpdateReader:
    """The shipped network. Thread-safe; make it with ``load``.

    Args:
        folder: Where the weights lie; they are read and checked at the first pair.
        threads: Threads of one run; 0 means all cores this process may use.

    Attributes:
        version: Name and version of the weights, stored on what they decide.
    """

    def __init__(self, folder: Path, card: dict[str, Any], *, threads: int) -> None:
        self._folder = folder
        self._files = {name: str(card["files"][name]) for name in FILES}
        self._max_tokens = int(card["max_tokens"])
        self._threads = threads or usable_cores()
        self._lock = Lock()
        self._parts: tuple[_Runner, PairMaker] | None = None
        self.version = f"{card['name']}-{card['version']}"

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 0) -> UpdateReader:
        """Read the description of the network in a weights folder (default: the shipped one).

        Raises:
            ModelError: It is missing or malformed. Weights that are missing or damaged raise it
                too, at the first pair.
        """
        where = folder or weights_folder()
        path = where / CARD
        with described(path):
            return cls(where, dict(json.loads(path.read_bytes())), threads=threads)

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """Return a reading of each pair, in order; the same pair is read alike in any company.

        Of a long message only the beginning is read (about a hundred word pieces).

        Args:
            pairs: The older message, then the newer one, both of one person.

        Raises:
            ModelError: Weights are missing, damaged or not runnable.
        """
        if not pairs:
            return []
        runner, maker = self._ready()
        pieces = {text: maker.pieces(text) for text in dict.fromkeys(t for p in pairs for t in p)}
        inputs = [maker.make(pieces[older], pieces[newer]) for older, newer in pairs]
        found: list[Reading | None] = [None] * len(pairs)
        for group in _batches(inputs):
            some = [inputs[i] for i in group]
            batch = collate(some)
            verdicts, values = runner.run(OUTPUTS, {name: batch[name] for name in INPUTS})
            for row, place in enumerate(group):
                found[place] = _reading(some[row], verdicts[row].ravel(), values[row].ravel())
        return cast("list[Reading]", found)

    def _ready(self) -> tuple[_Runner, PairMaker]:
        with self._lock:
            if self._parts is None:
                check_files(self._folder, self._files)
                runner = cast("_Runner", open_session(self._folder / NETWORK, self._threads))
                maker = PairMaker(self._folder / TOKENIZER, max_tokens=self._max_tokens)
                self._parts = runner, maker
            return self._parts


def _batches(inputs: Sequence[PairInput]) -> Iterator[list[int]]:
    """Group pairs of one padded length; at most ``_BATCH_TOKENS`` pieces per group."""
    groups: dict[int, list[int]] = {}
    for index, one in enumerate(inputs):
        groups.setdefault(padded_length(len(one.ids)), []).append(index)
    for length, members in groups.items():
        size = max(1, _BATCH_TOKENS // length)
        for start in range(0, len(members), size):
            yield members[start : start + size]


def _reading(pair: PairInput, verdicts: Floats, values: Floats) -> Reading:
    shifted = np.exp(verdicts - verdicts.max())
    holds, other, changed = (float(x) for x in shifted / shifted.sum())
    first = 1 + len(pair.older.ids)  # the end marker behind the older message
    older = _span(pair.older, values[1:first])
    newer = _span(pair.newer, values[first + 1 : first + 1 + len(pair.newer.ids)])
    return Reading(holds, other, changed, older, newer)


def _span(pieces: Pieces, scores: Floats) -> tuple[int, int] | None:
    """Return the surest run of words that are a value; scores are log-odds of the words' pieces."""
    if not len(scores) or scores.max() <= 0:
        return None
    places, words = pieces.offsets, pieces.words
    first = last = int(scores.argmax())
    while first > 0 and (scores[first - 1] > 0 or words[first - 1] == words[first]):
        first -= 1
    end = len(scores) - 1
    while last < end and (scores[last + 1] > 0 or words[last] == words[last + 1]):
        last += 1
    return places[first][0], places[last][1]
