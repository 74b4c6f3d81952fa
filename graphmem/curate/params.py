"""Parameters of a free query, checked before the engine converts them in its own way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from graphmem.errors import QueryRefusedError

_INT64 = range(-(2**63), 2**63)


def check_params(params: object) -> None:
    """Refuse parameters that are no scalars and no lists of scalars, or that no engine can hold.

    Raises:
        QueryRefusedError: They are no mapping of names, or a value is of another type; the
            message names it.
    """
    if not isinstance(params, Mapping):
        raise QueryRefusedError(f"params is a mapping of names, not {type(params).__name__}")
    for name, value in cast("Mapping[object, object]", params).items():
        if not isinstance(name, str):
            raise QueryRefusedError(f"a parameter's name is a text, not {name!r}")
        parts = cast("list[object]", value) if isinstance(value, list | tuple) else [value]
        wrong = next((p for p in parts if not _is_scalar(p)), None)
        if wrong is not None:
            raise QueryRefusedError(
                f"parameter {name!r} holds a value of type {type(wrong).__name__}: "
                "give a text, a number, true, false, None or a list of these"
            )
        if not all(map(_is_held, parts)):
            raise QueryRefusedError(
                f"parameter {name!r} holds a number of more than 64 bits, or half a surrogate pair"
            )


def is_unicode(text: str) -> bool:
    """Tell whether a text can be stored or sent: it holds no half of a surrogate pair."""
    return not any("\ud800" <= c <= "\udfff" for c in text)


def _is_scalar(value: object) -> bool:
    return value is None or isinstance(value, str | int | float)


def _is_held(value: object) -> bool:
    if isinstance(value, str):
        return is_unicode(value)
    return not isinstance(value, int) or value in _INT64
