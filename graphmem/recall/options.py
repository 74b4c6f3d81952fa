"""The border of the read path: options that mean nothing are refused by name."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from graphmem.errors import EventError
from graphmem.types import Diffusion, Order, RecallOptions, Selection


def check_options(options: RecallOptions) -> None:
    """Refuse options that no recall can obey.

    Raises:
        EventError: A limit, budget or share is out of range or no number, a time is no datetime,
            or the diffusion, order or selection is unknown.
    """
    _check_count("limit", options.limit, least=1)
    if options.budget_tokens is not None:
        _check_count("budget_tokens", options.budget_tokens, least=0)
    if options.enough is not None:
        _check_share("enough", options.enough)
    for name, wanted in (("as_of", datetime), ("known_at", datetime), ("session_id", str)):
        value: object = getattr(options, name)
        if value is not None and not isinstance(value, wanted):
            raise EventError(f"{name} is a {wanted.__name__}, not {type(value).__name__}")
    for name, words in (("diffusion", Diffusion), ("order", Order), ("select", Selection)):
        chosen: object = getattr(options, name)
        if chosen not in get_args(words):
            known = ", ".join(get_args(words))
            raise EventError(f"{name} is one of {known}, not {chosen!r}")


def _check_count(name: str, value: object, *, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise EventError(f"{name} is a whole number, not {type(value).__name__}")
    if value < least:
        raise EventError(f"{name} is {value}: it must be at least {least}")


def _check_share(name: str, value: object) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise EventError(f"{name} is a number, not {type(value).__name__}")
    if not 0 < value <= 1:
        raise EventError(f"{name} is {value}: it is a share, above 0 and at most 1")
