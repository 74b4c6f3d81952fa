"""JSON Lines: one event per line, with the fields of ``graphmem.Event``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphmem.errors import ImportFileError
from graphmem.ingest.formats.entry import (
    Entry,
    ReadOptions,
    Unnamed,
    as_fields,
    to_entry,
)
from graphmem.ingest.formats.source import read_json, read_lines
from graphmem.types import Event


def read(path: Path, options: ReadOptions) -> Iterator[Entry]:
    """Yield an entry for each line that is not blank."""
    unnamed = Unnamed()
    for number, value in read_objects(path, options):
        if isinstance(value, ImportFileError):
            yield Entry(number, value)
            continue
        entry = to_entry(number, {"session_id": options.session, **value})
        if isinstance(entry.content, Event):
            entry = entry._replace(content=unnamed.name(entry.content))
        yield entry


def read_objects(
    path: Path, options: ReadOptions
) -> Iterator[tuple[int, dict[str, object] | ImportFileError]]:
    """Yield the JSON object of each line, or what is wrong with the line."""
    for number, line in read_lines(path, max_bytes=options.max_line_bytes):
        if isinstance(line, ImportFileError):
            yield number, line
        elif line.strip():
            yield number, _parse(number, line)


def _parse(number: int, line: str) -> dict[str, object] | ImportFileError:
    try:
        fields = as_fields(read_json(line))
    except ValueError as exc:
        return ImportFileError(f"not JSON: {exc}", line=number)
    return ImportFileError("not a JSON object", line=number) if fields is None else fields
