"""Which parts of a text are program code: they state nothing, whatever a parser makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCED = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
_LINE = re.compile(
    r"""
    [ \t]*(?:
        from[ ][\w.]+[ ]import\b.*
      | import[ ][\w.{}*, ]+(?:[ ](?:as|from)[ ]\S+)?;?
      | (?:def|class|function|func|fn)[ ]+\w+[ ]*[(:{].*
      | @\w[\w.]*(?:\(.*)?
      | (?:const|let|var|public|private|static|return|if|elif|else|for|while|with|try|except)\b
        .*[()\[\]=_].*[:;{)]
      | [\w.\[\]'"]+[ ]*(?:[-+*/|:]?=|==)[ ]*\S.*
      | [\w.]+\(.*\)[;:]?
      | </?[A-Za-z][^>]*>.*
      | \{[%{].*
      | \#include\b.*
      | (?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER)[ ].*;
      | [][{}();,]+
    )\s*
    """,
    re.VERBOSE,
)
_LONGEST = 300  # characters of a line of code; to look at longer ones takes their square


def code_spans(text: str) -> list[tuple[int, int]]:
    """Return [start, end) of what looks like code: fenced blocks, and lines of common languages."""
    return sorted(_found(text))


def is_in(spans: list[tuple[int, int]], place: int) -> bool:
    """Tell whether a place lies in one of some spans."""
    return any(start <= place < end for start, end in spans)


def _found(text: str) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _FENCED.finditer(text))
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if len(line) <= _LONGEST and _LINE.fullmatch(line):
            yield start, end
        start = end
