"""Weights are what their description says: the SHA-256 of each file, before anything runs."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path

from graphmem.errors import ModelError

REPAIR = "reinstall the package: pip install --force-reinstall graphmem"


@contextmanager
def described(path: Path) -> Generator[None]:
    """Tell what is wrong with a description that is read inside, and what to do.

    Raises:
        ModelError: The file is missing, or is not what it should be.
    """
    try:
        yield
    except OSError as exc:
        raise ModelError(f"{path} cannot be read ({exc.strerror}); {REPAIR}") from exc
    except (AttributeError, KeyError, TypeError, ValueError) as exc:
        raise ModelError(f"{path} is malformed; {REPAIR}") from exc


def check_files(folder: Path, files: Mapping[str, str]) -> None:
    """Check files of a folder against their checksums.

    Reading every byte of 24 MB takes some 20 ms, less than making the session that follows. What
    several networks share is read once, as long as it is not written to.

    Args:
        files: SHA-256 by file name.

    Raises:
        ModelError: A file is missing, truncated or altered; the message names it and the cure.
    """
    for name, expected in files.items():
        path = folder / name
        try:
            state = path.stat()
            found = _digest(path, state.st_size, state.st_mtime_ns)
        except OSError as exc:
            raise ModelError(f"{path} cannot be read ({exc.strerror}); {REPAIR}") from exc
        if found != expected:
            raise ModelError(
                f"{path} is damaged (its SHA-256 is not that of its description); {REPAIR}"
            )


@lru_cache(maxsize=32)
def _digest(path: Path, size: int, changed: int) -> str:  # noqa: ARG001 - they name the contents
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
