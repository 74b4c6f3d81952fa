"""Elements of a JSON document, one at a time: a large list is never held whole."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from graphmem.errors import ImportFileError
from graphmem.ingest.formats.source import DAMAGED, open_source, refuse_constant

_CHUNK = 2**18  # bytes of the first read; doubled while one element is longer
_MOST = 2**29  # characters of one element; beyond it the document is taken for broken
_BLANKS = " \t\r\n"


def read_elements(path: Path) -> Iterator[tuple[int, object]]:
    """Yield the elements of a file's list, or the one document it holds, numbered from 1.

    What cannot be parsed is yielded as an ``ImportFileError`` and ends the file: behind it no
    one can tell where the next element begins.
    """
    number = 0
    with open_source(path) as stream:
        text = _Text(stream)
        try:
            for number, element in enumerate(_values(text), 1):
                yield number, element
        except UnicodeDecodeError:
            yield number + 1, _ended(number + 1, "not UTF-8")
        except DAMAGED:
            yield number + 1, _ended(number + 1, "the packed file is damaged or cut short")
        except (ValueError, RecursionError):
            yield number + 1, _ended(number + 1, "not JSON, or cut short")


def first_character(path: Path) -> str:
    """Return the first character that is no blank, or an empty string."""
    with open_source(path) as stream:
        try:
            return _Text(stream).peek()
        except (*DAMAGED, UnicodeDecodeError):
            return ""


def _values(text: _Text) -> Iterator[object]:
    start = text.peek()
    if start == "":
        return
    if start != "[":
        yield text.value()
    else:
        text.skip()
        yield from _list(text)
    if text.peek():
        raise ValueError("something follows the document")


def _list(text: _Text) -> Iterator[object]:
    if text.peek() == "]":
        text.skip()
        return
    while True:
        yield text.value()
        mark = text.peek()
        text.skip()
        if mark == "]":
            return
        if mark != ",":
            raise ValueError("a comma or ] is missing")


def _ended(number: int, reason: str) -> ImportFileError:
    return ImportFileError(f"{reason}; nothing behind it can be read", line=number)


class _Text:
    """A stream's text, parsed from a buffer that grows only as far as one element needs."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._utf8 = codecs.getincrementaldecoder("utf-8-sig")()
        self._decoder = json.JSONDecoder(parse_constant=refuse_constant)
        self._buffer = ""
        self._at = 0
        self._chunk = _CHUNK
        self._over = False

    def peek(self) -> str:
        """Return the next character that is no blank, or an empty string at the end."""
        while True:
            while self._at < len(self._buffer):
                if self._buffer[self._at] not in _BLANKS:
                    return self._buffer[self._at]
                self._at += 1
            if not self._fill():
                return ""

    def skip(self) -> None:
        """Pass over the character that ``peek`` returned."""
        self._at += 1

    def value(self) -> object:
        """Parse the value that begins here.

        Raises:
            ValueError: There is none, or the stream ends within it.
        """
        self.peek()
        while True:
            try:
                found, end = self._decoder.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError:
                if not self._fill():
                    raise
                continue
            if end == len(self._buffer) and self._fill():
                continue  # a number may go on behind the buffer's end
            self._at = end
            return cast("object", found)

    def _fill(self) -> bool:
        if self._over or len(self._buffer) - self._at > _MOST:
            return False
        raw = self._stream.read(self._chunk)
        self._over = not raw
        self._buffer = self._buffer[self._at :] + self._utf8.decode(raw, final=self._over)
        self._at = 0
        self._chunk *= 2
        return True
