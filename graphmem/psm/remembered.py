"""A parser that remembers its last parses: a turn is read again as the turn before the next."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Protocol

from graphmem.psm.parse import Parse

_Words = tuple[str, ...]


class SentenceParser(Protocol):
    """Parses sentences that are cut into words (``graphmem.psm.extraction.Extractor``)."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Return one parse per sentence, in order."""
        ...


class RememberingParser:
    """Parses each sentence once as long as it is remembered. Thread-safe.

    Args:
        parser: Does the work; a sentence's parse must not depend on its company.
        size: Sentences that are kept, those used last.
    """

    def __init__(self, parser: SentenceParser, *, size: int = 256) -> None:
        self._parser = parser
        self._size = size
        self._kept: OrderedDict[_Words, Parse] = OrderedDict()
        self._lock = Lock()

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parse]:
        """Return one parse per sentence, in order."""
        wanted = [tuple(words) for words in sentences]
        with self._lock:
            known = {words: self._kept[words] for words in wanted if words in self._kept}
        new = list(dict.fromkeys(words for words in wanted if words not in known))
        known.update(zip(new, self._parser.parse(new), strict=True))
        self._keep(wanted, known)
        return [known[words] for words in wanted]

    def _keep(self, wanted: Sequence[_Words], known: dict[_Words, Parse]) -> None:
        with self._lock:
            for words in wanted[-self._size :]:
                self._kept[words] = known[words]
                self._kept.move_to_end(words)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
