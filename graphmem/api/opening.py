"""Opening a Memory for one command, with the log that the settings ask for."""

from __future__ import annotations

import difflib
import logging
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path

from graphmem.api import output
from graphmem.errors import CopyUnfinishedError, EventError
from graphmem.instrumentation import Hook, log_hook
from graphmem.memory import Memory
from graphmem.settings import Settings, load_settings
from graphmem.types import Context, Scalar, UserStats

_MOST_NAMED = 5
_TEXTS = "events.find_items"


@contextmanager
def memory_at(
    home: Path | None, *, check_encoder: bool = True, settings: Settings | None = None
) -> Generator[Memory]:
    """Open the memory in a folder, or in the settings' one, and close it afterwards."""
    settings = settings or load_settings()
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s: %(message)s")
    talks = settings.log_level in {"DEBUG", "INFO"}
    hooks: tuple[Hook, ...] = (log_hook,) if talks else ()
    with Memory.open(home, settings=settings, hooks=hooks, check_encoder=check_encoder) as memory:
        yield memory


@contextmanager
def memory_of(user: str, home: Path | None) -> Generator[Memory]:
    """Open the memory that a user has something in.

    Raises:
        EventError: Nothing is remembered for the user; the message names users with a similar id.
    """
    with memory_at(home) as memory:
        require_user(memory, user)
        yield memory


def stats_of_all(memory: Memory) -> list[UserStats]:
    """Return the sizes of every user's memory; say of which a copy is not finished."""
    found: list[UserStats] = []
    for user in memory.users():
        try:
            found.append(memory.stats(user))
        except CopyUnfinishedError as exc:
            output.note(str(exc))
    return found


def require_user(memory: Memory, user: str) -> None:
    """Refuse a user that nothing is remembered for.

    Raises:
        EventError: There is none; the message names users with a similar id.
    """
    known = memory.users()
    if user not in known:
        raise EventError(unknown_user(user, known))


def wanted_users(memory: Memory, users: Sequence[str] | None) -> list[str]:
    """Return whom a command is for, each once; None is everyone.

    Raises:
        EventError: Nothing is remembered for one of them.
    """
    if users is None:
        return memory.users()
    wanted = list(dict.fromkeys(users))
    for user in wanted:
        require_user(memory, user)
    return wanted


def unknown_user(user: str, known: Iterable[str]) -> str:
    """Say that a user is unknown, and which similar ones there are."""
    by_folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(user.casefold(), by_folded, n=_MOST_NAMED, cutoff=0.5)
    said = f"nothing is remembered for {user!r}"
    if close:
        return f"{said}; did you mean {', '.join(repr(by_folded[c]) for c in close)}?"
    if not by_folded:
        return f"{said}; this memory is empty: 'graphmem remember' or 'graphmem import' fills it"
    some = sorted(by_folded.values())[:_MOST_NAMED]
    more = ", …" if len(by_folded) > _MOST_NAMED else ""
    return f"{said}; there are {', '.join(map(repr, some))}{more}"


def texts_on_paths(memory: Memory, user: str, context: Context) -> dict[str, str]:
    """Return what the events say that the items' paths pass through, by id."""
    texts = {source.event_id: item.text for item in context.items for source in item.sources[:1]}
    steps = {step.source for item in context.items for step in item.path}
    wanted: list[Scalar] = [*sorted(steps - texts.keys() - {context.query})]
    if wanted:
        rows = memory.query(_TEXTS, {"ids": wanted}, user_id=user, max_rows=len(wanted))
        texts |= {str(row["id"]): str(row["text"]) for row in rows}
    return texts
