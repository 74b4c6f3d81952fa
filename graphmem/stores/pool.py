"""The users' open databases: one handle each, the least recently used closed first."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Generator
from contextlib import contextmanager

from graphmem.errors import StoreError, StoreUnavailableError
from graphmem.instrumentation import CacheRefreshed, Instrumentation
from graphmem.settings import StoreSettings
from graphmem.stores.base import Backend, Engine
from graphmem.stores.deep import deep_index, forget_outdated
from graphmem.stores.graph import GraphStore
from graphmem.stores.handles import EncoderCard as EncoderCard
from graphmem.stores.handles import UserHandle as UserHandle
from graphmem.stores.handles import is_other
from graphmem.stores.index import snapshot
from graphmem.stores.index.user_index import UserIndex
from graphmem.stores.regions import RegionReader

logger = logging.getLogger(__name__)


class UserPool:
    """Opens users on demand and keeps at most ``settings.max_open_users`` of them open.

    Args:
        backend: Where the users' graphs live.
        encoder: The encoder that vectors belong to.
        check_encoder: Refuse users whose vectors another encoder made.
    """

    def __init__(
        self,
        backend: Backend,
        settings: StoreSettings,
        encoder: EncoderCard,
        hooks: Instrumentation,
        *,
        check_encoder: bool = True,
    ) -> None:
        self.backend = backend
        self._settings = settings
        self._encoder = encoder
        self._hooks = hooks
        self._check_encoder = check_encoder
        self._open: OrderedDict[str, UserHandle] = OrderedDict()
        self._lock = threading.Condition(threading.Lock())
        self._erasing: set[str] = set()
        self._closed = self._unreachable = False

    def exists(self, user_id: str) -> bool:
        """Tell whether anything was ever stored for a user."""
        if self._closed:
            raise StoreUnavailableError("this Memory is closed: open another")
        there = self.backend.exists(user_id)
        if not there and self.backend.concurrent:
            self._drop_caches(user_id)
        return there

    def _drop_caches(self, user_id: str) -> None:
        """Keep nothing of a user whom another process has erased."""
        with self._lock:
            handle = self._open.get(user_id)
            if handle is not None and handle.users == 0 and handle.index.revision > 0:
                self.drop_snapshot(handle)
                handle.index, handle.deep = UserIndex(self._encoder.dimension), None

    def users(self) -> list[str]:
        """Return the ids of all users, sorted."""
        return self.backend.users()

    @contextmanager
    def user(self, user_id: str, *, new: bool = False) -> Generator[UserHandle]:
        """Open a user and hold its lock.

        Args:
            new: Make a database for one who has none. Only what stores events may: whatever else
                a user is opened for, one who was erased meanwhile stays erased.

        Raises:
            StoreLockedError: Another process holds the user's database.
            EncoderMismatchError: Its vectors come from another encoder.
            StoreUnavailableError: This Memory is closed, or the user was erased while this
                call waited for it, or is not there.
        """
        handle = self._take(user_id, new=new)
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
                self._lock.notify_all()

    def _take(self, user_id: str, *, new: bool) -> UserHandle:
        with self._lock:
            self._lock.wait_for(lambda: user_id not in self._erasing)
            if self._closed:
                raise StoreUnavailableError("this Memory is closed: open another")
            handle = self._open.get(user_id)
            if handle is None and not new and not self.backend.exists(user_id):
                raise StoreUnavailableError(f"{user_id!r} is not there, or was erased meanwhile")
            handle = handle or self._open_user(user_id)
            self._open[user_id] = handle
            self._open.move_to_end(user_id)
            handle.users += 1
            return handle

    def refresh(self, user_id: str, handle: UserHandle) -> UserIndex:
        """Bring a user's search structures up to the graph; snapshot them now and then.

        A large user's stay empty.
        """
        if self.backend.concurrent or handle.index.revision == 0:
            self._catch_up(handle)
        forget_outdated(handle)
        if handle.large:
            return handle.index
        started = time.perf_counter()
        changes = handle.index.refresh(handle.store, handle.revision)
        if changes.added:
            ms = (time.perf_counter() - started) * 1000
            self._hooks.emit(
                CacheRefreshed(user_id, handle.revision, changes.added, from_snapshot=False, ms=ms)
            )
        if changes.removed:
            self.drop_snapshot(handle)  # one of this or another process may still hold it
        if len(handle.index) > self._settings.cached_events:
            self._enlarge(handle)
        elif len(handle.index) - handle.snapshot_rows >= self._settings.snapshot_every:
            self._snapshot(handle)
        return handle.index

    def refresh_deep(self, user_id: str, handle: UserHandle) -> UserIndex | None:
        """Return search structures over all tiers; None: there are too many events to hold."""
        self.refresh(user_id, handle)
        return deep_index(handle, most=self._settings.cached_events)

    def _enlarge(self, handle: UserHandle) -> None:
        """Cache no more of a user who has outgrown it."""
        self.drop_snapshot(handle)
        handle.large = True
        handle.index = UserIndex(self._encoder.dimension, handle.index.lineage)

    def _catch_up(self, handle: UserHandle) -> None:
        """Ask for the revision; begin anew over a graph that is not the one this index is of."""
        state = handle.store.state()
        if self._check_encoder:
            handle.store.check_encoder(state.encoder)
        if is_other(handle.index, state):
            self.drop_snapshot(handle)
            handle.index, handle.large = UserIndex(self._encoder.dimension), False
        handle.revision = state.revision
        if handle.index.revision == 0 and not handle.large:
            handle.index.lineage = state.lineage
            handle.large = handle.store.searchable() > self._settings.cached_events

    def erase(self, user_id: str) -> None:
        """Close a user and remove all of it; other users are served meanwhile."""
        with self._lock:
            self._lock.wait_for(lambda: user_id not in self._erasing)
            self._erasing.add(user_id)
            handle = self._open.pop(user_id, None)
        try:
            if handle is not None:
                with handle.lock:  # another thread may be in the middle of something
                    handle.erased = True
                    self.backend.release(user_id, handle.engine)
            self.backend.erase(user_id)
        finally:
            with self._lock:
                self._erasing.discard(user_id)
                self._lock.notify_all()

    @contextmanager
    def closed(self, user_id: str) -> Generator[None]:
        """Close a user once nobody is at work on it; who wants it waits, and opens it anew.

        Not to be called while this thread has the user open.
        """
        with self._lock:
            self._lock.wait_for(lambda: user_id not in self._erasing)
            self._erasing.add(user_id)
            handle = self._open.get(user_id)
            self._lock.wait_for(lambda: handle is None or handle.users == 0)
            handle = self._open.pop(user_id, None)
        try:
            if handle is not None:
                self.drop_snapshot(handle)
                self.backend.release(user_id, handle.engine)
            yield
        finally:
            with self._lock:
                self._erasing.discard(user_id)
                self._lock.notify_all()

    def drop_snapshot(self, handle: UserHandle) -> None:
        """Remove the snapshot, before something in it is erased."""
        if handle.snapshot is not None:
            handle.snapshot.unlink(missing_ok=True)
        handle.snapshot_revision = handle.snapshot_rows = 0

    def close(self) -> None:
        """Close every user."""
        with self._lock:
            already, self._closed = self._closed, True
            while self._open:
                self._close_user(*self._open.popitem())
        if not already:
            self.backend.close()

    def _open_user(self, user_id: str) -> UserHandle:
        engine = self.backend.open(user_id)
        try:
            return self._ready(user_id, engine)
        except BaseException:
            self.backend.release(user_id, engine)
            raise

    def _ready(self, user_id: str, engine: Engine) -> UserHandle:
        """Check the encoder, and load the snapshot if it is one of this graph."""
        store = GraphStore(
            engine,
            user_id=user_id,
            encoder=self._encoder.version,
            mixed=not self._check_encoder,
            shared=self.backend.shared,
        )
        state = store.state()
        if self._check_encoder:
            store.check_encoder(state.encoder)
        started = time.perf_counter()
        card, path = self._encoder, self.backend.snapshot(user_id)
        index = path and snapshot.load(path, encoder=card.version, dimension=card.dimension)
        if index is None or is_other(index, state):
            index = UserIndex(card.dimension, state.lineage)
        else:
            ms = (time.perf_counter() - started) * 1000
            self._hooks.emit(
                CacheRefreshed(user_id, index.revision, len(index), from_snapshot=True, ms=ms)
            )
        region = RegionReader(engine, user_id, card.dimension)
        handle = UserHandle(path, store, engine, index, state.revision, region)
        handle.snapshot_revision, handle.snapshot_rows = index.revision, len(index)
        return handle

    def let_go(self, user_id: str) -> None:
        """Close a user whom nobody works on, so that another process may open it."""
        with self._lock:
            handle = self._open.get(user_id)
            if handle is not None and handle.users == 0:
                self._close_user(user_id, self._open.pop(user_id))

    def _close_surplus(self) -> None:
        idle = [u for u, h in self._open.items() if h.users == 0]
        for user_id in idle[: max(0, len(self._open) - self._settings.max_open_users)]:
            self._close_user(user_id, self._open.pop(user_id))

    def _close_user(self, user_id: str, handle: UserHandle) -> None:
        with handle.lock:
            try:
                if self._may_snapshot(user_id, handle):
                    self._snapshot(handle)
            finally:
                self.backend.release(user_id, handle.engine)

    def _may_snapshot(self, user_id: str, handle: UserHandle) -> bool:
        """Tell whether a closing user has a new snapshot to write."""
        if handle.index.revision == handle.snapshot_revision or not len(handle.index):
            return False
        if not self.backend.concurrent:
            return True
        if self._closed and self._unreachable:
            return False
        try:  # what another process has erased must not be written down
            self.refresh(user_id, handle)
        except StoreError as exc:
            self._unreachable = True
            logger.warning("no snapshot was written: %s", exc)
            return False
        return handle.index.revision != handle.snapshot_revision and len(handle.index) > 0

    def _snapshot(self, handle: UserHandle) -> None:
        if handle.snapshot is None:
            return
        try:
            snapshot.save(handle.index, handle.snapshot, encoder=self._encoder.version)
        except OSError as exc:  # a cache: the graph holds everything, the next opening is slower
            logger.warning("no snapshot of the search structures was written: %s", exc)
            return
        handle.snapshot_revision, handle.snapshot_rows = handle.index.revision, len(handle.index)
