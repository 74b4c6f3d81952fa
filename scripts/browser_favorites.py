"""Write docs/browser/favorites.zip: what to explore with, as favourites of Neo4j Browser.

    python scripts/browser_favorites.py [--check]

Neo4j Browser takes a zip of Cypher files that is dropped on its window as favourites: a folder in
the zip is a folder there, and a file's first line is the favourite's name.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

from graphmem.stores import queries

FOLDER = "graphmem"
PLACE = Path(__file__).parents[1] / "docs" / "browser"
_EXAMPLE = re.compile(r"^//   (:param (\w+) => .+)$", re.MULTILINE)
_SOONEST = (1980, 1, 1, 0, 0, 0)  # a zip has no earlier time; the same files make the same zip


def texts() -> dict[str, str]:
    """Return the favourites by their file names, in the order in which people see them."""
    found = {"parameters": parameters()}
    for name in queries.names():
        if queries.is_for_people(name):
            found[name.partition(".")[2]] = titled(queries.load(name).text)
    for path in sorted(PLACE.glob("*.cypher")):
        found[path.stem] = path.read_text("utf-8")
    return found


def titled(text: str) -> str:
    """Put the line that says what a query answers before the one that holds its name."""
    name, title, *rest = text.splitlines()
    return "\n".join((title, name, *rest)) + "\n"


def examples() -> dict[str, str]:
    """Return a command for each parameter, as the queries' headers give them."""
    found: dict[str, str] = {}
    for name in queries.names():
        if queries.is_for_people(name):
            for command, parameter in _EXAMPLE.findall(queries.load(name).text):
                found.setdefault(parameter, command)
    return found


def parameters() -> str:
    """Return the favourite that sets all parameters."""
    commands = ";\n".join(command for _, command in sorted(examples().items()))
    return f"// Parameters (edit, then run)\n{commands};\n"


def render() -> bytes:
    """Return the zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, text in texts().items():
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}.cypher", _SOONEST)
            archive.writestr(entry, text)
    return buffer.getvalue()


def main(arguments: list[str]) -> int:
    """Write the file, or with ``--check`` tell whether it is current."""
    path = PLACE / "favorites.zip"
    if "--check" in arguments:
        if path.is_file() and path.read_bytes() == render():
            return 0
        print(f"{path} is not current: run scripts/browser_favorites.py")
        return 1
    path.write_bytes(render())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
