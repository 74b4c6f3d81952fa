"""Make ``psm/weights/emotion.json``: ``python -m graphmem.training.decay_lexicon VADER_FOLDER``.

VADER_FOLDER is the unpacked package ``vaderSentiment`` 3.3.2 (MIT; Hutto and Gilbert, ICWSM 2014):
mean ratings of ten people per word from -4 to 4. What counts here is how strong, not which way, so
the sign goes. VADER rates sentiment, not feeling: words of courtesy and plain approval stand high
in it ("thanks", "great", "free"), and what moves people stands low or is missing ("wedding",
"diagnosis"). ``data_decay/feeling_words.txt``, our own, sets these right.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from graphmem.psm.manifest import weights_folder
from graphmem.psm.tables import write_table
from graphmem.training.decay_feeling import direction

_OWN = Path(__file__).parent / "data_decay" / "feeling_words.txt"
_LEAST = 1.0  # weaker than this, of 4, tells little
_VARIANT = "\ufe0f"  # asks for the coloured form of a sign
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")


def main(folder: Path) -> None:
    """Write the table from VADER's two files and our own list."""
    lines = (folder / "vader_lexicon.txt").read_text("utf-8").splitlines()
    rated = {w: abs(float(v)) for w, v in (line.split("\t")[:2] for line in lines if line)}
    words = {w: v for w, v in rated.items() if _WORD.fullmatch(w) and v >= _LEAST}
    own = dict(own_words())
    values: dict[str, Any] = {
        "words": _by_level(words | {w: v for w, v in own.items() if "_" not in w}),
        "phrases": _by_level({w.replace("_", " "): v for w, v in own.items() if "_" in w}),
        "emoji": _by_level(dict(_emoji(folder / "emoji_utf8_lexicon.txt", words | own))),
    }
    values |= {"direction": direction(values)}
    write_table(
        weights_folder() / "emotion.json",
        values,
        name="emotion",
        version="1",
        licence="MIT AND Apache-2.0",
        source="vaderSentiment 3.3.2 (C.J. Hutto): strength of its mean ratings; own additions",
    )


def own_words() -> Iterator[tuple[str, float]]:
    """Yield each word of our own list with its strength."""
    for line in _OWN.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            level, *words = line.split()
            yield from ((word, float(level)) for word in words)


def _emoji(path: Path, words: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Yield each emoji with the strongest word of its description, where that is felt."""
    for line in path.read_text("utf-8").splitlines():
        sign, _, description = line.partition("\t")
        strength = max((words.get(w, 0.0) for w in _WORD.findall(description)), default=0.0)
        if strength >= _LEAST and len(sign.rstrip(_VARIANT)) == 1:
            yield sign[0], strength


def _by_level(words: dict[str, float]) -> dict[str, str]:
    """Group words by strength: one text per level is a third shorter than a pair per word."""
    ordered = sorted(words.items(), key=lambda item: (item[1], item[0]))
    groups = groupby(ordered, key=lambda item: f"{item[1]:.1f}")
    return {level: "|".join(word for word, _ in group) for level, group in groups}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
