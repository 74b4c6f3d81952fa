"""Checks of the data folder: is it writable, has it room, and who holds which memory."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from graphmem.api.doctor import Finding
from graphmem.api.views import size
from graphmem.stores import folders

_LOW, _TOO_LOW = 2**30, 64 * 2**20  # bytes


def check_folder(root: Path) -> Finding:
    """Tell whether memories can be written under a folder, without creating it."""
    if root.exists() and not root.is_dir():
        return Finding("data folder", "FAIL", f"{root} is a file", "choose a folder: --home")
    place = _existing(root)
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as exc:
        advice = f"make {place} writable, or choose another folder: --home, GRAPHMEM_HOME"
        return Finding("data folder", "FAIL", f"{place}: {exc.strerror}", advice)
    state = "writable" if root.is_dir() else "not there yet; the first memory creates it"
    return Finding("data folder", "OK", f"{root}: {state}")


def check_disk(root: Path) -> Finding:
    """Tell how much room there is."""
    free = shutil.disk_usage(_existing(root)).free
    if free < _LOW:
        advice = "free some space: 100,000 events take 1 to 2 GiB"
        return Finding("disk", "FAIL" if free < _TOO_LOW else "WARN", f"{size(free)} free", advice)
    return Finding("disk", "OK", f"{size(free)} free")


def check_holders(root: Path) -> Iterator[Finding]:
    """Tell how many users there are, and which memories a process has open."""
    users = folders.list_users(root)
    yield Finding("users", "OK", f"{len(users)} with a memory under {root}")
    for user in users:
        folder = folders.user_folder(root, user)
        if not folder.holder.exists():
            continue
        pid, holder = folders.read_holder(folder)
        if pid is not None and _is_gone(pid):
            detail = f"the memory of {user!r} was not closed by process {pid}, which is gone"
            yield Finding("holder", "OK", f"{detail}; it opens as usual")
        else:
            advice = "close it there before another process uses it"
            yield Finding("holder", "WARN", f"the memory of {user!r} is held by {holder}", advice)


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there."""
    return next(p for p in (folder, *folder.absolute().parents) if p.is_dir())


def _is_gone(pid: int) -> bool:
    """Tell whether a process has ended, where the system tells."""
    if os.name != "posix":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
