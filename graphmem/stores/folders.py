"""Where each user's memory lies under the root, and which process holds it."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from graphmem.errors import EventError, StoreError, StoreFullError, StoreUnavailableError
from graphmem.stores.file_lock import lock_file

MAX_USER_ID = 512
_ERASED = "erased"
_UNSAFE = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class UserFolder:
    """The files of one user.

    Attributes:
        path: The folder; removing it removes the user.
    """

    path: Path

    @property
    def database(self) -> Path:
        """The graph database."""
        return self.path / "graph"

    @property
    def snapshot(self) -> Path:
        """The snapshot of the search structures."""
        return self.path / "index.npz"

    @property
    def workshop(self) -> Path:
        """Where a database is made that is to take the place of this one."""
        return self.path / "rebuilding"

    @property
    def rebuilt(self) -> Path:
        """A database that is whole and is to take the place of this one."""
        return self.path / "graph.new"

    @property
    def guard(self) -> Path:
        """Locked while the database is opened, or exchanged."""
        return self.path / "guard"

    @property
    def card(self) -> Path:
        """Who this folder belongs to."""
        return self.path / "user.json"

    @property
    def holder(self) -> Path:
        """Which process has the database open."""
        return self.path / "holder.json"


def check_user_id(user_id: object) -> bytes:
    """Return a user id's bytes.

    Raises:
        EventError: The id is empty, over-long, or no text.
    """
    if not isinstance(user_id, str):
        raise EventError(f"a user id is a string, not {type(user_id).__name__}")
    if not user_id or len(user_id) > MAX_USER_ID or "\x00" in user_id:
        raise EventError(f"a user id is 1 to {MAX_USER_ID} characters without NUL")
    try:
        return user_id.encode()
    except UnicodeEncodeError as exc:
        raise EventError("a user id must be valid Unicode text") from exc


def user_folder(root: Path, user_id: str) -> UserFolder:
    """Return a user's folder under ``root`` (not created).

    The name is a readable part in lower case and a hash of the exact id, so that no id leads
    out of the root and no two ids meet, on file systems that ignore case too.

    Raises:
        EventError: The id is empty, over-long, or no text.
    """
    raw = check_user_id(user_id)
    slug = _UNSAFE.sub("-", user_id.lower())[:40].strip("-") or "user"
    return UserFolder(root / "users" / f"{slug}-{blake2b(raw, digest_size=10).hexdigest()}")


@contextmanager
def mapped_os_errors() -> Generator[None]:
    """Turn the system's refusals into errors of the store.

    Raises:
        StoreFullError: The disk is full.
        StoreUnavailableError: Anything else: no permission, no such device …
    """
    try:
        yield
    except OSError as exc:
        if exc.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise StoreFullError(f"the disk is full: make room, then try again ({exc})") from exc
        raise StoreUnavailableError(f"the memory's folder cannot be used: {exc}") from exc


def write_card(folder: UserFolder, user_id: str) -> None:
    """Note whose folder this is."""
    folder.path.mkdir(parents=True, exist_ok=True)
    if not folder.card.exists():
        draft = folder.card.with_suffix(".tmp")  # a process that dies leaves no half of it
        draft.write_text(json.dumps({"user_id": user_id}), encoding="utf-8")
        draft.replace(folder.card)


@contextmanager
def guarded(folder: UserFolder) -> Generator[None]:
    """Keep other threads and processes from opening or exchanging a user's database meanwhile.

    The system gives the lock up with the process.
    """
    with folder.guard.open("ab") as file:
        lock_file(file)
        yield


def exchange(root: Path, folder: UserFolder) -> None:
    """Put a rebuilt database in the place of the old one, if there is one; to be called guarded.

    A process that dies in the middle leaves one that is exchanged by the next that opens the user.
    """
    if not folder.rebuilt.is_dir():
        return
    folder.snapshot.unlink(missing_ok=True)
    if folder.database.exists():
        away = root / _ERASED / uuid.uuid4().hex
        away.parent.mkdir(exist_ok=True)
        folder.database.rename(away)
    folder.rebuilt.rename(folder.database)
    sync(folder.path)
    remove_erased(root)


def sync(path: Path) -> None:
    """Force files under a folder, and their names, to the disk where the system can."""
    for place in (*path.rglob("*"), path):
        try:
            number = os.open(place, os.O_RDONLY)
        except OSError:  # no folder can be opened so on Windows
            continue
        try:
            os.fsync(number)
        except OSError:
            pass
        finally:
            os.close(number)


def remove(root: Path, folder: UserFolder) -> None:
    """Remove a user's folder at once: it is moved away whole, then its files are removed.

    Raises:
        StoreUnavailableError: The system refuses.
    """
    with mapped_os_errors():
        if folder.path.exists():
            away = root / _ERASED / uuid.uuid4().hex
            away.parent.mkdir(exist_ok=True)
            folder.path.rename(away)
            shutil.rmtree(away)
    remove_erased(root)


def remove_erased(root: Path) -> None:
    """Finish removals that a dead process left; another process may be doing the same."""
    away = root / _ERASED
    if away.is_dir():
        shutil.rmtree(away, ignore_errors=True)


def list_users(root: Path) -> list[str]:
    """Return the ids of users that have a memory under ``root``, sorted.

    Raises:
        StoreError: A folder's card is unreadable.
    """
    users: list[str] = []
    for card in sorted((root / "users").glob("*/user.json")):
        try:
            users.append(str(json.loads(card.read_text(encoding="utf-8"))["user_id"]))
        except (ValueError, KeyError, TypeError) as exc:
            raise StoreError(f"{card} is damaged: restore or remove {card.parent}") from exc
    return sorted(users)


def write_holder(folder: UserFolder) -> None:
    """Note that this process holds the database."""
    folder.holder.write_text(json.dumps({"pid": os.getpid()}), encoding="utf-8")


def read_holder(folder: UserFolder) -> tuple[int | None, str]:
    """Return pid and description of the process that last opened the database."""
    try:
        pid = int(json.loads(folder.holder.read_text(encoding="utf-8"))["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return None, "another process"
    if pid == os.getpid():
        return pid, f"this process (pid {pid}), through another Memory"
    return pid, f"process {pid}{_command_of(pid)}"


def _command_of(pid: int) -> str:
    """The program's name where the system tells it as a file (Linux)."""
    try:
        name = Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
    except OSError:
        return ""
    return f" ({name})"
