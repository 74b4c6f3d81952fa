"""Free, read-only graph queries: vetted before the engine sees them.

The engine refuses writes by itself, but reads files with ``LOAD CSV`` and runs some procedures,
so the text is read here first, without its strings and comments.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from contextlib import closing

from graphmem.curate.params import is_unicode
from graphmem.errors import QueryRefusedError
from graphmem.stores import queries
from graphmem.types import Scalar

MAX_LENGTH = 20_000
MAX_TIMEOUT_S = 3600
_NAME = re.compile(r"[a-z_0-9]+(\.[a-z_0-9]+)+")
_WORD = re.compile(r"[A-Za-z_][\w.]*")
_FORBIDDEN_WORDS = """
create merge set delete detach remove drop alter foreach load csv use insert truncate grant
revoke deny start stop terminate enable rename show explain profile
"""
_FORBIDDEN = frozenset(_FORBIDDEN_WORDS.split())
#: A name in back-ticks is blank by then, so ``CALL ()`` without a subquery names a procedure.
_CALL = re.compile(
    r"\bcall\b\s*(?:(?P<subquery>(?:\([^()]*\)\s*)?\{)|(?P<name>[A-Za-z_][\w.]*)?)", re.IGNORECASE
)
#: Procedures a free query may call: they only read, and only this database.
PROCEDURES = frozenset(
    (
        "db.labels",
        "db.relationshiptypes",
        "db.propertykeys",
        "db.index.vector.querynodes",
        "db.index.fulltext.querynodes",
    )
)
#: Name-spaced functions that a free query may use: they compute, and end at once.
_FAMILIES = ("date.", "time.", "datetime.", "localtime.", "localdatetime.", "duration.", "point.")
FUNCTIONS = frozenset(("vector.similarity.cosine", "vector.similarity.euclidean"))
_CALLED = re.compile(r"(?<![\w`.])([\w`.]+) ?\(")
#: These begin no write, so they may name a column (after AS) or a key (in braces).
_NAMED = re.compile(
    r"(?<![.\w])as (?:start|stop|load|show|use)\b|[{,] ?(?:start|stop|load|show|use) ?:",
    re.IGNORECASE,
)


def is_name(text: str) -> bool:
    """Tell whether a text is a query's name (``events.find_items``) and not Cypher."""
    return _NAME.fullmatch(text.strip()) is not None


def vet_name(name: str) -> str:
    """Return the name of a read-only query file.

    Raises:
        QueryRefusedError: There is none of this name, or it writes.
    """
    name = name.strip()
    if name not in queries.names():
        readable = (n for n in queries.names() if queries.load(n).returns != "write")
        known = ", ".join(n for n in readable if not queries.is_internal(n))
        raise QueryRefusedError(f"no query named {name!r}; there are: {known}")
    if queries.load(name).returns == "write" or queries.is_internal(name):
        raise QueryRefusedError(f"{name} is not for reading")
    return name


def vet(text: str) -> str:
    """Return a free query if it only reads.

    Raises:
        QueryRefusedError: It is empty, over-long, writes, loads files, or calls a procedure or
            function family outside the allow-list; the message names the word.
    """
    if not text.strip() or len(text) > MAX_LENGTH or "\x00" in text or not is_unicode(text):
        raise QueryRefusedError(f"a query is 1 to {MAX_LENGTH:,} characters of Cypher")
    if "\\u" in text.lower():
        raise QueryRefusedError("write Unicode characters as they are: \\u escapes are refused")
    body = queries.bare(text)
    if ";" in body.rstrip().rstrip(";"):
        raise QueryRefusedError("one statement at a time")
    _vet_words(_even(body))
    _vet_calls(body)
    _vet_functions(_even(queries.bare(text, quoted="`")))
    return text


def _even(body: str) -> str:
    """Make every run of blanks, the invisible ones too, one blank; none stand around a dot."""
    visible = "".join(c if c.isprintable() else " " for c in body)
    return re.sub(r" ?\. ?", ".", re.sub(r"\s+", " ", visible))


def _vet_words(body: str) -> None:
    for word in _WORD.findall(_NAMED.sub(" ", body)):
        if word.lower() in _FORBIDDEN:
            raise QueryRefusedError(f"{word.upper()} is refused: this query API only reads")


def _vet_functions(body: str) -> None:
    """Refuse calls of name-spaced functions but a few: the engine has some that wait or read."""
    for called in _CALLED.findall(body):
        name = called.lower().rpartition("..")[2]  # [1..size(x)] is a range
        known = name in FUNCTIONS or name in PROCEDURES or name.startswith(_FAMILIES)
        if "`" in name or ("." in name and not known):
            raise QueryRefusedError(
                f"function {called!r} is refused: only functions without a name space, and "
                f"{', '.join((*_FAMILIES, *sorted(FUNCTIONS)))}"
            )


def _vet_calls(body: str) -> None:
    for call in _CALL.finditer(body):
        name = (call["name"] or "").lower()
        if call["subquery"] is None and name not in PROCEDURES:
            allowed = ", ".join(sorted(PROCEDURES))
            raise QueryRefusedError(
                f"procedure {name!r} is not allowed (or is written in back-ticks); "
                f"allowed are: {allowed}"
            )


def check_limits(max_rows: int, timeout_s: float) -> None:
    """Refuse limits that mean nothing, or no limit.

    Raises:
        QueryRefusedError: ``max_rows`` is below 1, or ``timeout_s`` not in (0, 3600].
    """
    if max_rows < 1:
        raise QueryRefusedError(f"max_rows is {max_rows}: it must be at least 1")
    if not 0 < timeout_s <= MAX_TIMEOUT_S:
        raise QueryRefusedError(f"timeout_s is {timeout_s}: it must be in (0, {MAX_TIMEOUT_S}]")


def take(rows: Generator[Mapping[str, object]], max_rows: int) -> list[dict[str, object]]:
    """Return at most ``max_rows`` rows as plain dicts; tell when there were more.

    The rows are closed before an error leaves: it would keep the query open as long as it lives.

    Raises:
        QueryRefusedError: There are more rows; the message says how to ask for fewer.
    """
    with closing(rows):
        taken: list[dict[str, object]] = []
        for row in rows:
            if len(taken) == max_rows:
                raise QueryRefusedError(
                    f"more than {max_rows} rows: add LIMIT to the query, or raise max_rows"
                )
            taken.append({key: _plain(value) for key, value in row.items()})
        return taken


def _plain(value: object) -> object:
    """Keep JSON-like values; anything else becomes text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]  # pyright: ignore
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}  # pyright: ignore
    return str(value)


Params = Mapping[str, Scalar | list[Scalar]]
