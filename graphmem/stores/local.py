"""The default backend: one embedded database per user, each in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from graphmem.clock import now_ms
from graphmem.errors import StoreLockedError
from graphmem.settings import StoreSettings
from graphmem.stores import folders, schema
from graphmem.stores.base import Backend, Engine
from graphmem.stores.embedded import EmbeddedEngine
from graphmem.stores.folders import UserFolder


class LocalBackend:
    """Users under one root folder; one process per user at a time.

    Args:
        root: The folder; created when first written to.
    """

    concurrent = False
    shared = False

    def __init__(self, root: Path, settings: StoreSettings) -> None:
        self.root = root
        self._settings = settings
        folders.remove_erased(root)  # a process died in the middle of it

    def exists(self, user_id: str) -> bool:
        """Tell whether a user has a database; see ``base.Backend``."""
        folder = folders.user_folder(self.root, user_id)
        return folder.database.is_dir() or folder.rebuilt.is_dir()

    def users(self) -> list[str]:
        """Return the ids of all users, sorted."""
        return folders.list_users(self.root)

    def open(self, user_id: str) -> Engine:
        """Open a user's database directory; see ``base.Backend``."""
        folder = folders.user_folder(self.root, user_id)
        with folders.mapped_os_errors():
            folders.write_card(folder, user_id)
        with folders.mapped_os_errors(), folders.guarded(folder):
            folders.exchange(self.root, folder)
            engine = self._opened(folder, user_id)
        try:
            with folders.mapped_os_errors():
                folders.write_holder(folder)
                shutil.rmtree(folder.workshop, ignore_errors=True)  # a process died at it
            schema.migrate(engine, now_ms=now_ms(), version=version("graphmem"))
        except BaseException:
            engine.close()
            raise
        return engine

    def _opened(self, folder: UserFolder, user_id: str) -> Engine:
        try:
            return EmbeddedEngine(
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

    @contextmanager
    def rebuilding(self, user_id: str) -> Generator[tuple[Engine, Backend] | None]:
        """Make a user's database anew; see ``base.Backend``."""
        folder = folders.user_folder(self.root, user_id)
        engine = self.open(user_id)
        try:
            yield engine, LocalBackend(folder.workshop, self._settings)
        except BaseException:
            self.release(user_id, engine)
            shutil.rmtree(folder.workshop, ignore_errors=True)
            raise
        made = folders.user_folder(folder.workshop, user_id).database
        with folders.mapped_os_errors():
            folders.sync(made)
            with folders.guarded(folder):
                self.release(user_id, engine)
                made.rename(folder.rebuilt)
                folders.exchange(self.root, folder)
            shutil.rmtree(folder.workshop, ignore_errors=True)

    def release(self, user_id: str, engine: Engine) -> None:
        """Close a user's database."""
        engine.close()
        folders.user_folder(self.root, user_id).holder.unlink(missing_ok=True)

    def snapshot(self, user_id: str) -> Path:
        """Return where the snapshot lies: beside the database."""
        return folders.user_folder(self.root, user_id).snapshot

    def disk_bytes(self, user_id: str) -> int:
        """Return the size of the user's folder."""
        path = folders.user_folder(self.root, user_id).path
        return sum(p.stat().st_size for p in path.rglob("*") if p.is_file())

    def erase(self, user_id: str) -> None:
        """Remove the user's whole folder."""
        folders.remove(self.root, folders.user_folder(self.root, user_id))

    def close(self) -> None:
        """Do nothing: each database is closed by ``release``."""
