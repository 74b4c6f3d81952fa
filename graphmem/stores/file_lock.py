"""Locking a file against other processes, as each system does it."""

from __future__ import annotations

import sys
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def lock_file(file: BinaryIO) -> None:
        """Wait until nobody else holds the file; closing it gives it up."""
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def lock_file(file: BinaryIO) -> None:
        """Wait until nobody else holds the file; closing it gives it up."""
        fcntl.flock(file, fcntl.LOCK_EX)
