"""Reading the JSON that a language model wrote: damaged as it may be, and never to be trusted.

Well-formed JSON is read as it is. Else a reader that forgives the usual damage takes over: code
fences and words around, trailing or missing commas, single or curly quotes, bare keys, ``True``
and ``None``, line breaks in strings, and an end that is cut off.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import NoReturn, cast

MOST_CHARS = 20_000
_MOST_DEPTH = 8
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_BLANK = re.compile(r"(?:\s|//[^\n]*)*")
_CLOSING = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_AFTER_STRING = re.compile(r"\s*(?:[,:}\]]|\Z)|[ \t]*\n\s*[\"'“]")
_BARE = re.compile(r"[A-Za-z_]\w{0,40}")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,2})?")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_LITERALS = {
    "true": True, "false": False, "null": None, "True": True, "False": False, "None": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """What an answer holds.

    Attributes:
        repaired: It was no well-formed JSON.
        cut: Its end is missing; what was not complete is left out.
    """

    value: dict[str, object]
    repaired: bool = False
    cut: bool = False


def read_object(answer: str) -> Read:
    """Return the JSON object in an answer; what stands around it is left out.

    Raises:
        ValueError: There is none, it is over-long, nested too deep or beyond repair.
    """
    if len(answer) > MOST_CHARS:
        raise ValueError(f"more than {MOST_CHARS} characters")
    text = _THOUGHT.sub("", answer)
    at = text.find("{")
    if at < 0:
        raise ValueError("no JSON object")
    _check_depth(text[at:])
    try:
        value: object
        value, _ = json.JSONDecoder(parse_constant=_refuse).raw_decode(text, at)
        return Read(cast("dict[str, object]", value))
    except ValueError:
        reader = _Reader(text, at)
        value = reader.read()
        return Read(cast("dict[str, object]", value), repaired=True, cut=reader.cut)


def is_closed(answer: str) -> bool:
    """Tell whether the first object of an answer is complete, so that no more is needed."""
    at = answer.find("{")
    if at < 0 or not answer.rstrip().endswith("}"):
        return False
    try:
        json.JSONDecoder().raw_decode(answer, at)
    except (ValueError, RecursionError):
        return False
    return True


def _check_depth(text: str) -> None:
    """Refuse what would nest deep, before a parser that calls itself sees it."""
    if sum(c in "[{" for c in text) > 1000:
        raise ValueError("too many brackets")
    depth = 0
    for char in text:
        depth += (char in "[{") - (char in "]}")
        if depth > _MOST_DEPTH:
            raise ValueError("nested too deep")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


class _CutError(Exception):
    """The text ended within a value that is of no use without its end."""


class _Reader:
    """A forgiving parser. An incomplete string, or object in a list, is left out as a whole."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self._at = at
        self.cut = False

    def read(self) -> object:
        """Return the object that begins here."""
        return self._object(0)

    def _value(self, depth: int) -> object:
        char = self._peek()
        if depth > _MOST_DEPTH:
            raise ValueError("nested too deep")
        if char == "{":
            return self._object(depth)
        if char == "[":
            return self._list(depth)
        return self._string() if char in _CLOSING else self._literal()

    def _object(self, depth: int) -> dict[str, object]:
        self._at += 1
        found: dict[str, object] = {}
        try:
            while self._more("}"):
                key = self._key()
                if self._peek() != ":":
                    raise ValueError(f"no colon at {self._at}")
                self._at += 1
                found[key] = self._value(depth + 1)
        except _CutError:
            self.cut = True
        return found

    def _list(self, depth: int) -> list[object]:
        self._at += 1
        found: list[object] = []
        try:
            while self._more("]"):
                value = self._value(depth + 1)
                if self.cut:  # an element without its end may say something else than meant
                    break
                found.append(value)
        except _CutError:
            self.cut = True
        return found

    def _more(self, closing: str) -> bool:
        """Go past commas; tell whether another member follows, and go past the end if not."""
        while (char := self._peek()) == ",":
            self._at += 1
        if char == closing:
            self._at += 1
            return False
        if char in "]}":
            raise ValueError(f"{char} at {self._at} closes nothing")
        return not self.cut

    def _peek(self) -> str:
        """Go past blanks and return the next character."""
        found = _BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at
        if self._at >= len(self._text) or self._text.startswith("```", self._at):
            raise _CutError
        return self._text[self._at]

    def _key(self) -> str:
        if self._peek() in _CLOSING:
            return self._string()
        found = _BARE.match(self._text, self._at)
        if found is None:
            raise ValueError(f"no key at {self._at}")
        self._at = found.end()
        return found[0]

    def _string(self) -> str:
        """Read a string; a quote is part of it unless a mark of JSON or a new line follows."""
        closing = _CLOSING[self._text[self._at]]
        self._at += 1
        said: list[str] = []
        while self._at < len(self._text):
            char = self._text[self._at]
            self._at += 1
            if char == "\\":
                said.append(self._escape())
            elif char == closing and _AFTER_STRING.match(self._text, self._at):
                return "".join(said)
            else:
                said.append(char)
        raise _CutError

    def _escape(self) -> str:
        char = self._text[self._at : self._at + 1]
        self._at += 1
        if char != "u":
            return _ESCAPES.get(char, char)
        digits = self._text[self._at : self._at + 4]
        if len(digits) < 4:
            raise _CutError
        self._at += 4
        return chr(int(digits, 16))

    def _literal(self) -> object:
        number = _NUMBER.match(self._text, self._at)
        found = number or _BARE.match(self._text, self._at)
        if found is None:
            raise ValueError(f"no value at {self._at}")
        self._at = found.end()
        if self._at >= len(self._text):
            raise _CutError
        if number:
            return float(number[0])
        if found[0] not in _LITERALS:
            raise ValueError(f"no value at {found.start()}")
        return _LITERALS[found[0]]
