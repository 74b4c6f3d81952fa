"""Small trained tables as JSON beside the networks: read with a checksum over what they hold.

A table file is ``{"name", "version", "licence", "source", "sha256", "values"}``; the checksum is
over ``values`` written with sorted keys and no spaces, so that formatting does not matter.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from graphmem.errors import ModelError

_REPAIR = "reinstall the package: pip install --force-reinstall graphmem"


@dataclass(frozen=True, slots=True)
class Table:
    """A table file, checked.

    Attributes:
        version: Name and version, as it is stored with what it decided.
        values: What it holds; each head knows its own shape.
    """

    version: str
    values: dict[str, Any]


def read_table(path: Path) -> Table:
    """Read a table file and check it.

    Raises:
        ModelError: It is missing, malformed or not what its checksum says.
    """
    try:
        fields = json.loads(path.read_bytes())
        values = dict(fields["values"])
        version, expected = f"{fields['name']}-{fields['version']}", str(fields["sha256"])
    except OSError as exc:
        raise ModelError(f"{path} cannot be read ({exc.strerror}); {_REPAIR}") from exc
    except (KeyError, TypeError, ValueError) as exc:
        raise ModelError(f"{path} is malformed; {_REPAIR}") from exc
    if checksum(values) != expected:
        raise ModelError(f"{path} differs from its checksum; {_REPAIR}")
    return Table(version, values)


def write_table(
    path: Path, values: dict[str, Any], *, name: str, version: str, licence: str, source: str
) -> None:
    """Write a table file with its checksum."""
    head = {"name": name, "version": version, "licence": licence, "source": source}
    fields = head | {"sha256": checksum(values), "values": values}
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def checksum(values: dict[str, Any]) -> str:
    """Return the SHA-256 of a table's values in their canonical form."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def wordset(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())
