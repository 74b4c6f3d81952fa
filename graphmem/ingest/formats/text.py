"""Plain text: paragraphs separated by blank lines, one event each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphmem.errors import ImportFileError
from graphmem.ingest.formats.entry import Entry, ReadOptions, Unnamed, to_entry
from graphmem.ingest.formats.source import read_lines
from graphmem.types import Event


def read(path: Path, options: ReadOptions) -> Iterator[Entry]:
    """Yield an entry for each paragraph; its line is the paragraph's first."""
    unnamed = Unnamed()
    session = options.session or path.name
    for number, paragraph in _paragraphs(path, options):
        if isinstance(paragraph, ImportFileError):
            yield Entry(number, paragraph)
            continue
        entry = to_entry(number, {"text": paragraph, "session_id": session})
        if isinstance(entry.content, Event):
            entry = entry._replace(content=unnamed.name(entry.content))
        yield entry


def _paragraphs(path: Path, options: ReadOptions) -> Iterator[tuple[int, str | ImportFileError]]:
    """Join lines up to a blank one; a bad line is told and left out of its paragraph."""
    begun, lines, size = 0, list[str](), 0
    for number, line in read_lines(path, max_bytes=options.max_line_bytes):
        if isinstance(line, ImportFileError):
            yield number, line
        elif line.strip():
            begun = begun if lines else number
            lines.append(line.rstrip())
            size += len(line)
        if lines and (size > options.max_line_bytes or _is_blank(line)):
            yield begun, "\n".join(lines)
            lines, size = [], 0
    if lines:
        yield begun, "\n".join(lines)


def _is_blank(line: str | ImportFileError) -> bool:
    return isinstance(line, str) and not line.strip()
