"""How far an interrupted import came: a small file next to the memories.

It only saves time. Without it an import starts over, and what is there already is not stored
again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path

from graphmem import ids
from graphmem.stores.folders import user_folder

_FOLDER = "imports"


def job_id(path: Path, *parts: str) -> str:
    """Return an id of a file's bytes and what else decides what is imported from it."""
    with path.open("rb") as file:
        content = file_digest(file, "sha256").hexdigest()
    return ids.digest("import-job", content, *parts)


@dataclass(slots=True)
class Resume:
    """The state of one import.

    Attributes:
        root: The memories' folder.
        done: Entries of the file that were acknowledged.
        users: When each user's folder was made (ns): a user that was erased since counts as
            not imported.
    """

    root: Path
    job: str
    done: int = 0
    users: dict[str, int] = field(default_factory=dict[str, int])

    @classmethod
    def find(cls, root: Path, job: str) -> Resume:
        """Read an import's state; a new one if there is none, or it no longer holds."""
        fresh = cls(root, job)
        try:
            state = json.loads(fresh.path.read_bytes())
            found = cls(root, job, int(state["done"]), {str(u): int(t) for u, t in state["users"]})
        except (OSError, ValueError, KeyError, TypeError):
            return fresh
        return found if all(_made_at(root, u) == t for u, t in found.users.items()) else fresh

    @property
    def path(self) -> Path:
        """Where the state is kept."""
        return self.root / _FOLDER / f"{self.job}.json"

    def acknowledge(self, done: int, user: str | None) -> None:
        """Note that the first ``done`` entries are stored; the last ones were ``user``'s."""
        self.done = done
        if user is not None and user not in self.users:
            self.users[user] = _made_at(self.root, user)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        state = {"done": done, "users": list(self.users.items())}
        waiting = self.path.with_suffix(".part")
        waiting.write_text(json.dumps(state), encoding="utf-8")
        waiting.replace(self.path)

    def finish(self) -> None:
        """Forget the state: importing the file again looks at every event again."""
        self.path.unlink(missing_ok=True)


def forget_user(root: Path, user: str) -> None:
    """Remove the state of every import that names a user, and of any that cannot be read."""
    for file in (*(root / _FOLDER).glob("*.json"), *(root / _FOLDER).glob("*.part")):
        try:
            named = user in dict(json.loads(file.read_bytes())["users"])
        except (ValueError, KeyError, TypeError):
            named = True  # a write that broke off may hold a part of the name
        if named:
            file.unlink(missing_ok=True)


def _made_at(root: Path, user: str) -> int:
    try:
        return user_folder(root, user).card.stat().st_mtime_ns
    except OSError:
        return -1
