"""How far an interrupted import came: a small file next to the memories.

It only saves time. Without it an import starts over, and what is there already is not stored
again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path

from graphmem import ids

_FOLDER = "imports"
#: Gives the mark of a user's memory, which is another one after an erasure.
Lineage = Callable[[str], str | None]


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
        users: Mark of each user's memory: a user that was erased since counts as not imported.
    """

    root: Path
    job: str
    lineage: Lineage
    done: int = 0
    users: dict[str, str | None] = field(default_factory=dict[str, "str | None"])

    @classmethod
    def find(cls, root: Path, job: str, lineage: Lineage) -> Resume:
        """Read an import's state; a new one if there is none, or it no longer holds."""
        fresh = cls(root, job, lineage)
        try:
            state = json.loads(fresh.path.read_bytes())
            users = {str(u): None if m is None else str(m) for u, m in state["users"]}
            found = cls(root, job, lineage, int(state["done"]), users)
        except (OSError, ValueError, KeyError, TypeError):
            return fresh
        return found if all(lineage(u) == mark for u, mark in found.users.items()) else fresh

    @property
    def path(self) -> Path:
        """Where the state is kept."""
        return self.root / _FOLDER / f"{self.job}.json"

    def acknowledge(self, done: int, user: str | None) -> None:
        """Note that the first ``done`` entries are stored; the last ones were ``user``'s."""
        self.done = done
        if user is not None and user not in self.users:
            self.users[user] = self.lineage(user)
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
