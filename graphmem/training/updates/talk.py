"""Talk in which nothing changes: dialogues written for it, and what people wrote on the web.

Two messages of one person in a dialogue, or two of anybody's on the web, that are near in meaning:
what the reader would be asked about most often, and has to leave alone.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphmem.errors import SettingsError
from graphmem.psm.runtime import TextEncoder
from graphmem.training.read_files import lines

FOLDER = Path(__file__).with_name("dialogues")
WEB = Path("ud_ewt") / "en_ewt-ud-train.rebuilt.conllu"  # in the folder of the training data
_NEAREST = 12
_TEXT, _PARAGRAPH = "# text = ", "# newpar"
_DOCUMENT = "# newdoc"
_SENTENCES = 3  # of a message from the web, at most


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person said, or a collection of what many wrote: all of it holds side by side."""

    source: str
    texts: tuple[str, ...]


def read_folder(folder: Path = FOLDER, *, names: Collection[str] | None = None) -> list[Voice]:
    """Read files of dialogues, all of a folder or those of some names.

    Besides each person's voice there is one of all of them: what strangers say in like words.
    """
    paths = [p for p in sorted(folder.glob("*.txt")) if names is None or p.stem in names]
    voices = [voice for path in paths for voice in read_dialogues(path)]
    return [*voices, Voice("dialogues", tuple(t for v in voices for t in v.texts))]


def read_dialogues(path: Path) -> list[Voice]:
    """Read a file of dialogues ("= dialogue", then lines "Name: message").

    Raises:
        SettingsError: A line is not of the format.
    """
    voices: list[dict[str, list[str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("= "):
            voices.append({})
        elif line.strip():
            name, colon, text = line.partition(": ")
            if not colon or not voices:
                raise SettingsError(f"{path.name}, line {number}: cannot read {line[:60]!r}")
            voices[-1].setdefault(name.strip(), []).append(text.strip())
    return [
        Voice(path.stem, tuple(texts)) for found in voices for texts in found.values()
        if len(texts) > 1
    ]  # fmt: skip


def read_web(path: Path, seed: int) -> Voice:
    """Return messages of one to three sentences from a treebank file (CoNLL-U with texts)."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    texts: list[str] = []
    message: list[str] = []
    size = rng.randint(1, _SENTENCES)
    for line in lines(path):
        new = line.startswith((_PARAGRAPH, _DOCUMENT))
        if message and (new or len(message) == size):
            texts.append(" ".join(message))
            message, size = [], rng.randint(1, _SENTENCES)
        if line.startswith(_TEXT):
            message.append(line.removeprefix(_TEXT).strip())
    return Voice("web", (*texts, " ".join(message)) if message else tuple(texts))


class Talk:
    """Draws pairs of messages that say nothing of each other.

    Args:
        voices: Each with at least two texts.
    """

    def __init__(self, voices: Sequence[Voice], encoder: TextEncoder) -> None:
        self.voices = list(voices)
        self._near = [_neighbours(encoder, voice.texts) for voice in self.voices]
        self._sizes = [len(voice.texts) for voice in self.voices]

    def draw(self, rng: random.Random, number: int) -> Iterator[tuple[str, str, str]]:
        """Yield (older, newer, source); most are near in meaning."""
        for _ in range(number):
            place = rng.choices(range(len(self.voices)), self._sizes)[0]
            voice = self.voices[place]
            one = rng.randrange(len(voice.texts))
            other = int(rng.choice(self._near[place][one].tolist()))
            first, last = sorted((one, other))
            yield voice.texts[first], voice.texts[last], voice.source


def _neighbours(encoder: TextEncoder, texts: Sequence[str]) -> NDArray[np.int64]:
    """Return the places of the texts nearest to each. Shape: (texts, most)."""
    vectors = encoder.encode(list(texts))
    most = min(_NEAREST, len(texts) - 1)
    found = np.empty((len(texts), most), np.int64)
    for start in range(0, len(texts), 512):
        alike = vectors[start : start + 512] @ vectors.T
        alike[np.arange(len(alike)), np.arange(start, start + len(alike))] = -2
        found[start : start + 512] = np.argsort(-alike, axis=1)[:, :most]
    return found
