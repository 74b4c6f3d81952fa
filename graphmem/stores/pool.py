"""The users' open databases: one handle each, the least recently used closed first."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from graphmem.clock import now_ms
from graphmem.errors import StoreLockedError, StoreUnavailableError
from graphmem.instrumentation import CacheRefreshed, Instrumentation
from graphmem.settings import StoreSettings
from graphmem.stores import folders, schema
from graphmem.stores.embedded import EmbeddedEngine
from graphmem.stores.graph import GraphStore
from graphmem.stores.index import snapshot
from graphmem.stores.index.user_index import UserIndex

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EncoderCard:
    """What the store must know of the encoder: whose vectors, and of what length."""

    version: str
    dimension: int


@dataclass(slots=True)
class UserHandle:
    """An open user: the graph, its search structures, and the lock over both.

    Attributes:
        lock: Held by every operation on this user.
        revision: Revision of the graph, as this process knows it.
        users: Operations that run on it or wait for its lock.
        erased: The database is gone; who waited for the lock finds nothing to work on.
    """

    folder: folders.UserFolder
    store: GraphStore
    engine: EmbeddedEngine
    index: UserIndex
    revision: int
    lock: threading.RLock = field(default_factory=threading.RLock)
    users: int = 0
    erased: bool = False
    snapshot_revision: int = 0
    snapshot_rows: int = 0


class UserPool:
    """Opens users on demand and keeps at most ``settings.max_open_users`` of them open.

    Args:
        root: The memory's root folder.
        encoder: The encoder that vectors belong to.
        check_encoder: Refuse users whose vectors another encoder made.
    """

    def __init__(
        self,
        root: Path,
        settings: StoreSettings,
        encoder: EncoderCard,
        hooks: Instrumentation,
        *,
        check_encoder: bool = True,
    ) -> None:
        self.root = root
        self._settings = settings
        self._encoder = encoder
        self._hooks = hooks
        self._check_encoder = check_encoder
        self._open: OrderedDict[str, UserHandle] = OrderedDict()
        self._lock = threading.Condition(threading.Lock())
        self._erasing: set[str] = set()
        self._closed = False
        folders.remove_erased(root)  # a process died in the middle of it

    def exists(self, user_id: str) -> bool:
        """Tell whether anything was ever stored for a user."""
        if self._closed:
            raise StoreUnavailableError("this Memory is closed: open another")
        return folders.user_folder(self.root, user_id).database.is_dir()

    def users(self) -> list[str]:
        """Return the ids of all users, sorted."""
        return folders.list_users(self.root)

    @contextmanager
    def user(self, user_id: str) -> Generator[UserHandle]:
        """Open a user (creating the database if needed) and hold its lock.

        Raises:
            StoreLockedError: Another process holds the user's database.
            EncoderMismatchError: Its vectors come from another encoder.
            StoreUnavailableError: This Memory is closed, or the user was erased while this
                call waited for it.
        """
        handle = self._take(user_id)
        try:
            with self._lock:
                self._close_surplus()
            with handle.lock:
                if handle.erased:
                    raise StoreUnavailableError(f"{user_id!r} was erased meanwhile: try again")
                yield handle
        finally:
            with self._lock:
                handle.users -= 1

    def _take(self, user_id: str) -> UserHandle:
        with self._lock:
            self._lock.wait_for(lambda: user_id not in self._erasing)
            if self._closed:
                raise StoreUnavailableError("this Memory is closed: open another")
            handle = self._open.get(user_id) or self._open_user(user_id)
            self._open[user_id] = handle
            self._open.move_to_end(user_id)
            handle.users += 1
            return handle

    def refresh(self, user_id: str, handle: UserHandle) -> UserIndex:
        """Bring a user's search structures up to the graph; snapshot them now and then."""
        started = time.perf_counter()
        added = handle.index.refresh(handle.store, handle.revision)
        if added:
            ms = (time.perf_counter() - started) * 1000
            self._hooks.emit(
                CacheRefreshed(user_id, handle.revision, added, from_snapshot=False, ms=ms)
            )
        if len(handle.index) - handle.snapshot_rows >= self._settings.snapshot_every:
            self._snapshot(handle)
        return handle.index

    def erase(self, user_id: str) -> None:
        """Close a user and remove the whole folder; other users are served meanwhile."""
        with self._lock:
            self._lock.wait_for(lambda: user_id not in self._erasing)
            self._erasing.add(user_id)
            handle = self._open.pop(user_id, None)
        try:
            if handle is not None:
                with handle.lock:  # another thread may be in the middle of something
                    handle.erased = True
                    handle.engine.close()
            folders.remove(self.root, folders.user_folder(self.root, user_id))
        finally:
            with self._lock:
                self._erasing.discard(user_id)
                self._lock.notify_all()

    def drop_snapshot(self, handle: UserHandle) -> None:
        """Remove the snapshot, before something in it is erased."""
        handle.folder.snapshot.unlink(missing_ok=True)
        handle.snapshot_revision = handle.snapshot_rows = 0

    def close(self) -> None:
        """Close every user."""
        with self._lock:
            self._closed = True
            while self._open:
                self._close_user(self._open.popitem()[1])

    def _open_user(self, user_id: str) -> UserHandle:
        folder = folders.user_folder(self.root, user_id)
        with folders.mapped_os_errors():
            folders.write_card(folder, user_id)
        try:
            engine = EmbeddedEngine(
                folder.database,
                durable_flush=self._settings.durable_flush,
                heap_mb=self._settings.heap_mb,
            )
        except StoreLockedError as exc:
            pid, holder = folders.read_holder(folder)
            raise StoreLockedError(
                f"the memory of {user_id!r} is held by {holder}: close it there and try again",
                pid=pid,
            ) from exc
        try:
            with folders.mapped_os_errors():
                folders.write_holder(folder)
            return self._ready(user_id, folder, engine)
        except BaseException:
            engine.close()
            raise

    def _ready(
        self, user_id: str, folder: folders.UserFolder, engine: EmbeddedEngine
    ) -> UserHandle:
        """Migrate, check the encoder, and load the snapshot if it is not ahead of the graph."""
        schema.migrate(engine, now_ms=now_ms(), version=version("graphmem"))
        store = GraphStore(engine, user_id=user_id, encoder=self._encoder.version)
        if self._check_encoder:
            store.check_encoder()
        started = time.perf_counter()
        revision = store.state().revision
        card = self._encoder
        index = snapshot.load(folder.snapshot, encoder=card.version, dimension=card.dimension)
        if index is None or index.revision > revision:
            index = UserIndex(card.dimension)
        else:
            ms = (time.perf_counter() - started) * 1000
            self._hooks.emit(
                CacheRefreshed(user_id, index.revision, len(index), from_snapshot=True, ms=ms)
            )
        handle = UserHandle(folder, store, engine, index, revision)
        handle.snapshot_revision, handle.snapshot_rows = index.revision, len(index)
        return handle

    def _close_surplus(self) -> None:
        idle = [u for u, h in self._open.items() if h.users == 0]
        for user_id in idle[: max(0, len(self._open) - self._settings.max_open_users)]:
            self._close_user(self._open.pop(user_id))

    def _close_user(self, handle: UserHandle) -> None:
        with handle.lock:
            try:
                if handle.index.revision != handle.snapshot_revision and len(handle.index):
                    self._snapshot(handle)
            finally:
                handle.engine.close()
                handle.folder.holder.unlink(missing_ok=True)

    def _snapshot(self, handle: UserHandle) -> None:
        try:
            snapshot.save(handle.index, handle.folder.snapshot, encoder=self._encoder.version)
        except OSError as exc:  # a cache: the graph holds everything, the next opening is slower
            logger.warning("no snapshot of the search structures was written: %s", exc)
            return
        handle.snapshot_revision, handle.snapshot_rows = handle.index.revision, len(handle.index)
