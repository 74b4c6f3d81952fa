"""Named Cypher texts: one query per file, the path is the name, checked when loaded.

A file starts with a header::

    // name: events.find_existing(ids, user_id)
    // Ids among $ids that the graph already holds.

The suffix after the parenthesis tells what comes back: none = rows, ``^`` = one row or none,
``!`` = a write, ``#`` = a script of schema statements. Declared parameters must be exactly
those the body uses, so a slip fails at import and not in front of a user.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, cast

from graphmem.errors import QueryFileError

_PACKAGED = Path(str(files("graphmem"))) / "cypher"
#: Folder of the texts; an editable install finds them beside the package.
ROOT = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[2] / "cypher"

_HEADER = re.compile(
    r"// name: (?P<name>[a-z_0-9.]+)\((?P<params>[a-z_0-9, ]*)\)(?P<mark>[\^!#]?)$"
)
_OPAQUE = re.compile(
    r"//[^\r\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`", re.DOTALL
)
_PACKED = re.compile(r"\bAS packed(?!_vectors)")
_PARAM = re.compile(r"\$([A-Za-z_]\w*)")

#: Queries for graphmem itself: over all users, or a user's secret.
_INTERNAL = frozenset({"users.find_other", "users.find_secret", "users.list_users"})

Returns = Literal["rows", "one", "write", "script"]
_FOR_PEOPLE = "In Neo4j Browser"
_RETURNS: dict[str, Returns] = {"": "rows", "^": "one", "!": "write", "#": "script"}


@dataclass(frozen=True, slots=True)
class Query:
    """A Cypher text with its name and declared parameters.

    Attributes:
        unpacks: It returns archived texts packed; ``packing.with_texts`` fills in their words.
    """

    name: str
    text: str
    params: frozenset[str]
    returns: Returns
    doc: str
    unpacks: bool = False


def bare(text: str, *, quoted: str = " ") -> str:
    """Return Cypher without comments and strings, which become blanks.

    Args:
        quoted: What a name in back-ticks becomes.
    """
    return _OPAQUE.sub(lambda m: quoted if m.group().startswith("`") else " ", text)


@cache
def load(name: str) -> Query:
    """Load ``area.verb_noun`` from ``cypher/area/verb_noun.cypher``.

    Raises:
        QueryFileError: No such file, or header and body disagree.
    """
    path = ROOT.joinpath(*name.split(".")).with_suffix(".cypher")
    if not path.is_file():
        raise QueryFileError(f"{path}:1: no query file for {name!r}")
    return parse(path.read_text(encoding="utf-8"), name=name, path=path)


def parse(source: str, *, name: str, path: Path) -> Query:
    """Read one file's text.

    Raises:
        QueryFileError: The header is missing or wrong, or parameters disagree with the body.
    """
    lines = source.splitlines()
    header = _HEADER.match(lines[0]) if lines else None
    if header is None:
        raise QueryFileError(f"{path}:1: expected '// name: {name}(params)'")
    if header["name"] != name:
        raise QueryFileError(f"{path}:1: header says {header['name']!r}, path says {name!r}")
    declared = frozenset(p.strip() for p in header["params"].split(",") if p.strip())
    used = frozenset(cast("list[str]", _PARAM.findall(bare(source))))
    if declared != used:
        wrong = ", ".join(sorted(declared ^ used))
        raise QueryFileError(f"{path}:1: declared and used parameters differ: {wrong}")
    doc = "\n".join(line[2:].strip() for line in lines[1:] if line.startswith("//"))
    unpacks = bool(_PACKED.search(bare(source)))
    return Query(name, source, declared, _RETURNS[header["mark"]], doc, unpacks)


def names() -> list[str]:
    """Return the names of all query files but schema scripts, sorted."""
    paths = (p.relative_to(ROOT).with_suffix("") for p in ROOT.rglob("*.cypher"))
    return sorted(".".join(p.parts) for p in paths if p.parts[0] != "schema")


def is_internal(name: str) -> bool:
    """Tell whether a query is graphmem's own affair: no caller runs it by name."""
    return name in _INTERNAL or name.startswith("copy.")


def is_for_people(name: str) -> bool:
    """Tell whether a query is for people to explore with: it says how in Neo4j Browser."""
    return _FOR_PEOPLE in load(name).doc


def statements(script: Query) -> list[str]:
    """Split a schema script at semicolons that end a line."""
    body = "\n".join(x for x in script.text.splitlines() if not x.startswith("//"))
    return [s.strip() for s in re.split(r";\s*(?:\n|$)", body) if s.strip()]
