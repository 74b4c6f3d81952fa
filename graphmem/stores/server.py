"""The server backend: all users on one Neo4j, in one database or in one each."""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Generator
from contextlib import contextmanager
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from graphmem.clock import now_ms
from graphmem.errors import StoreError, StoreUnavailableError
from graphmem.settings import ServerSettings
from graphmem.stores import folders, schema
from graphmem.stores.base import Engine, Row, Transaction
from graphmem.stores.neo4j import Neo4jDriver, Neo4jEngine
from graphmem.stores.queries import Query, load

OLDEST = (5, 26)
_VERSION = re.compile(r"Neo4j/(\d+)\.(\d+)")
_SYSTEM = "system"
_PREFIX = "graphmem-"
_BATCH = 2_000  # nodes removed in one transaction
_LABELS = (
    *("accesses", "leases", "sleep_runs", "semantics", "facts", "sentences", "events"),
    *("entities", "sessions", "tombstones"),
)

_APPLIED = load("migrations.list_applied")
_FOREIGN = load("schema.neo4j.databases.find_foreign")
_CREATE = load("schema.neo4j.databases.create")
_DROP = load("schema.neo4j.databases.drop")
_DATABASES = load("schema.neo4j.databases.list")
_USER = load("users.find_user")
_USERS = load("users.list_users")
_MARK_ERASING = load("users.mark_erasing")
_HOLD_ERASING = load("users.hold_erasing")
_CLEAR = tuple(load(f"erase.clear_{label}") for label in _LABELS)
_DELETE_USER = load("users.delete_user")
_COPY = load("copy.find_copy")
_STOP_COPY = load("copy.stop")
_END_COPY = load("copy.end")


class ServerBackend:
    """Users on a Neo4j server; any number of processes may use them at once.

    Args:
        driver: Connections to the server.
        database: Its database; None is the account's default. Not used with a database per user.
        caches: Folder for the snapshots of this machine.

    Raises:
        StoreUnavailableError: The server cannot be reached, or refuses the account.
        StoreError: It is no Neo4j of 5.26 or newer, or the database holds other data.
        SchemaVersionError: A newer graphmem wrote to it.
    """

    concurrent = True

    def __init__(
        self, driver: Neo4jDriver, database: str | None, settings: ServerSettings, caches: Path
    ) -> None:
        check_version(driver.agent())
        self._driver = driver
        self._database = database
        self._own = settings.database_per_user
        self._snapshots = settings.snapshots
        self.shared = not self._own
        name = blake2b(f"{driver.url}\0{database}".encode(), digest_size=10).hexdigest()
        self._caches = caches / "servers" / name
        self._ready: dict[str | None, Neo4jEngine] = {}
        self._lock = threading.Lock()
        if self.shared:
            self._engine(database)

    def exists(self, user_id: str) -> bool:
        """Tell whether the graph knows a user that is not being erased.

        One that a copy has not filled yet exists: who opens it is told so, and may erase it.
        """
        if self._own and database_name(user_id) not in self._databases():
            return False
        engine, scope = self._engine_of(user_id), {"user_id": user_id}
        rows = list(engine.read(_USER, scope))
        return not rows[0]["erasing"] if rows else any(engine.read(_COPY, scope))

    def users(self) -> list[str]:
        """Return the ids of all users, sorted."""
        names = self._databases() if self._own else [self._database]
        return sorted(str(r["id"]) for n in names for r in self._engine(n).read(_USERS, {}))

    def open(self, user_id: str) -> Engine:
        """Return the engine of a user's database, made where each user has one."""
        folders.check_user_id(user_id)
        if self._own:
            name = database_name(user_id)
            self._system().transaction(lambda tx: tx.run(_CREATE, {"name": name}))
        return self._engine_of(user_id)

    def release(self, user_id: str, engine: Engine) -> None:
        """Do nothing: the connections serve every user."""

    def snapshot(self, user_id: str) -> Path | None:
        """Return where this machine keeps a user's snapshot, if it keeps any."""
        return folders.user_folder(self._caches, user_id).snapshot if self._snapshots else None

    def disk_bytes(self, user_id: str) -> None:
        """Return None: the server does not tell what a user takes."""

    def erase(self, user_id: str) -> None:
        """Remove a user in bounded transactions; one that is cut short is finished by the next."""
        if self._own:
            name = database_name(user_id)
            self._system().transaction(lambda tx: tx.run(_DROP, {"name": name}))
        else:
            self._clear(self._engine_of(user_id), user_id)
        folders.remove(self._caches, folders.user_folder(self._caches, user_id))

    @contextmanager
    def rebuilding(self, user_id: str) -> Generator[None]:
        """Give nothing: the files are the server's; see ``base.Backend``."""
        del user_id
        yield None

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def _clear(self, engine: Engine, user_id: str) -> None:
        """Remove a user step by step; stop where another process has done so before."""
        scope: Row = {"user_id": user_id}
        mark = {**scope, "lineage": secrets.token_hex(8)}
        held = engine.transaction(lambda tx: tx.run(_MARK_ERASING, mark))[0]

        def step(*queries: Query, **params: object) -> list[Row]:
            """Run queries while the user is the one that was marked: a new one stays."""

            def work(tx: Transaction) -> list[Row]:
                if not tx.run(_HOLD_ERASING, {**scope, **held}):
                    return []
                return [row for q in queries for row in tx.run(q, {**scope, **params})]

            return engine.transaction(work)

        step(_STOP_COPY, phase="erasing")
        for query in _CLEAR:
            while any(row["n"] for row in step(query, limit=_BATCH)):
                pass
        step(_DELETE_USER, _END_COPY)

    def _engine_of(self, user_id: str) -> Neo4jEngine:
        return self._engine(database_name(user_id) if self._own else self._database)

    def _engine(self, database: str | None) -> Neo4jEngine:
        """Return a database's engine, migrated on first use."""
        with self._lock:
            if database not in self._ready:
                engine = Neo4jEngine(self._driver, database)
                _check_own(engine, self._driver.url)
                schema.migrate(engine, now_ms=now_ms(), version=version("graphmem"))
                self._ready[database] = engine
            return self._ready[database]

    def _system(self) -> Neo4jEngine:
        return Neo4jEngine(self._driver, _SYSTEM)

    def _databases(self) -> list[str]:
        return [str(r["name"]) for r in self._system().read(_DATABASES, {"prefix": _PREFIX})]


@contextmanager
def connected(
    url: str, account: tuple[str | None, str | None], settings: ServerSettings
) -> Generator[Neo4jDriver]:
    """Give connections to a server; close them if what follows fails."""
    driver = Neo4jDriver(url, *account, settings)
    try:
        yield driver
    except BaseException:
        driver.close()
        raise


def check_version(agent: str) -> None:
    """Refuse a server that is no Neo4j, or one too old for graphmem's queries.

    Raises:
        StoreError: It is; the message says what to do.
    """
    found = _VERSION.match(agent)
    if found is None:
        raise StoreUnavailableError(f"the server is {agent}: graphmem needs Neo4j 5.26 or newer")
    if (int(found[1]), int(found[2])) < OLDEST:
        raise StoreUnavailableError(
            f"the server is {agent}: graphmem needs 5.26 or newer, upgrade the server"
        )


def database_name(user_id: str) -> str:
    """Return the name of a user's own database: letters, digits and dashes, at most 63."""
    raw = folders.check_user_id(user_id)
    return _PREFIX + blake2b(raw, digest_size=16).hexdigest()


def _check_own(engine: Neo4jEngine, url: str) -> None:
    """Refuse a database that holds data of something else: labels would mix."""
    # In this order: another process may be applying the first step.
    if next(engine.read(_FOREIGN, {}))["found"] and not list(engine.read(_APPLIED, {})):
        raise StoreError(
            f"{url}: the database holds data that is not graphmem's: give it a database of its "
            "own (GRAPHMEM_DATABASE)"
        )
