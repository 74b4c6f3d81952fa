"""The check of what memories were read with: another extractor finds other things."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from graphmem.api.doctor import Finding
from graphmem.errors import GraphMemError
from graphmem.ingest.models import make_extractor
from graphmem.ingest.reextract import outdated
from graphmem.settings import Settings, place_of
from graphmem.stores import folders
from graphmem.stores.base import Engine
from graphmem.stores.local import LocalBackend
from graphmem.stores.queries import load

_MOST = 100  # users that are looked at: opening one takes a moment
_NAMED = 3
_USERS = load("users.list_users")


def check_extraction(root: Path, settings: Settings) -> Finding:
    """Tell whether memories hold what another version of the extractor found; nothing is written.

    Users that another process holds are passed over, and those beyond the first hundred.
    """
    version = make_extractor(settings).version
    seen, behind = 0, dict[str, int]()
    for user, engine in _opened(root, settings):
        seen += 1
        events = outdated(engine, user, version)
        if events:
            behind[user] = events
    if not behind:
        return Finding("extraction", "OK", f"{seen} memories looked at, all read by {version}")
    names = ", ".join(f"{user!r} ({n:,} events)" for user, n in list(behind.items())[:_NAMED])
    more = f" and {len(behind) - _NAMED} more" if len(behind) > _NAMED else ""
    detail = f"not read by {version}: {names}{more}"
    return Finding("extraction", "WARN", detail, "run 'graphmem reextract --all'")


def _opened(root: Path, settings: Settings) -> Iterator[tuple[str, Engine]]:
    """Open users one after another: those of the server if one is set, else of the folder."""
    if settings.url is None:
        yield from _in_folder(root, settings)
    elif not settings.server.database_per_user:
        with _server(settings) as engine:
            for row in list(engine.read(_USERS, {}))[:_MOST]:
                yield str(row["id"]), engine


def _in_folder(root: Path, settings: Settings) -> Iterator[tuple[str, Engine]]:
    users = folders.list_users(root)[:_MOST] if root.is_dir() else []
    if not users:
        return
    with closing(LocalBackend(root, settings.store)) as backend:
        for user in users:
            try:
                engine = backend.open(user)
            except GraphMemError:  # held, or damaged: another check tells
                continue
            try:
                yield user, engine
            finally:
                backend.release(user, engine)


@contextmanager
def _server(settings: Settings) -> Generator[Engine]:
    from graphmem.stores.neo4j import Neo4jEngine
    from graphmem.stores.server import connected

    password = settings.password.get_secret_value() if settings.password else None
    url = str(place_of(settings.url, settings))
    with connected(url, (settings.user, password), settings.server) as driver:
        try:
            yield Neo4jEngine(driver, settings.database)
        finally:
            driver.close()
