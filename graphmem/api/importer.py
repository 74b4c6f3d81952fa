"""Importing a file: entries in batches through ``Memory.remember``, one tally at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from graphmem.api.resume import Resume, job_id
from graphmem.errors import EventError, ImportFileError
from graphmem.ingest.events import check_text
from graphmem.ingest.formats import MANY_USERS, READERS, Entry, FormatName, ReadOptions
from graphmem.memory import Memory
from graphmem.stores.folders import check_user_id
from graphmem.types import Event

_MOST_KEPT = 1000  # refusals told one by one; beyond it they are only counted


@dataclass(frozen=True, slots=True)
class Job:
    """What to import.

    Attributes:
        user: Whose events they are; with formats that name users, a prefix of theirs.
        force: Store what was forgotten too, whatever the file says of it.
    """

    path: Path
    format: FormatName
    user: str | None
    options: ReadOptions = field(default_factory=ReadOptions)
    force: bool = False

    def __post_init__(self) -> None:
        if self.user is None and self.format not in MANY_USERS:
            raise EventError(f"--user is missing: the format {self.format} does not name users")
        if self.user is not None:
            check_user_id(self.user)

    def entries(self) -> Iterator[Entry]:
        """Read the file from its beginning."""
        return READERS[self.format](self.path, self.options)

    def owner(self, entry: Entry) -> str:
        """Return whose event an entry is."""
        if self.format not in MANY_USERS:
            return str(self.user)
        return str(entry.user) if self.user is None else f"{self.user}/{entry.user}"

    def id(self) -> str:
        """Return an id of the file's bytes and of all that decides what is stored of them."""
        names = sorted(f"{role}={name}" for role, name in self.options.names.items())
        forced = ("force",) if self.force else ()
        given = (self.user or "", self.options.session or "", self.path.name, *names, *forced)
        return job_id(self.path, self.format, *given)


@dataclass(slots=True)
class Tally:
    """What became of the entries.

    Attributes:
        resumed_at: Entries that an earlier, interrupted run had acknowledged; not counted again.
        forgotten: Entries that are not stored, since the user forgot what they tell.
        refusals: Line and reason of each refused entry, as far as they are kept.
    """

    resumed_at: int = 0
    added: int = 0
    repeated: int = 0
    forgotten: int = 0
    refused: int = 0
    users: set[str] = field(default_factory=set[str])
    refusals: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])

    @property
    def seen(self) -> int:
        """Entries of the file behind us."""
        return self.resumed_at + self.added + self.repeated + self.forgotten + self.refused


@dataclass(slots=True)
class _Batch:
    """Consecutive entries of one user."""

    owner: str | None = None
    events: list[tuple[int, Event]] = field(default_factory=list[tuple[int, Event]])
    errors: list[ImportFileError] = field(default_factory=list[ImportFileError])

    @property
    def size(self) -> int:
        return len(self.events) + len(self.errors)


class Importer:
    """One import into one memory.

    Args:
        on_step: Called with the tally after each batch; what it counts is durable.
        on_refusal: Called with each refused entry.
        stopped: Asked between batches; True ends the import, to be resumed later.
    """

    def __init__(
        self,
        memory: Memory,
        root: Path,
        job: Job,
        *,
        on_step: Callable[[Tally], None],
        on_refusal: Callable[[ImportFileError], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._memory = memory
        self._job = job
        self._on_step = on_step
        self._on_refusal = on_refusal
        self._stopped = stopped
        self._resume = Resume.find(root, job.id(), memory.lineage)
        self.tally = Tally(resumed_at=self._resume.done)

    def run(self) -> Tally:
        """Import what is left of the file.

        Raises:
            EventError: The file cannot be read at all.
            StoreError: The store refused; what was acknowledged is stored.
        """
        entries = islice(self._job.entries(), self._resume.done, None)
        for batch in self._batches(entries):
            self._store(batch)
            stored = batch.owner if batch.owner in self.tally.users else None
            self._resume.acknowledge(self.tally.seen, stored)
            self._on_step(self.tally)
            if self._stopped():
                return self.tally
        self._resume.finish()
        return self.tally

    def _batches(self, entries: Iterable[Entry]) -> Iterator[_Batch]:
        size = self._memory.settings.ingest.batch_events
        batch = _Batch()
        for entry in entries:
            content = self._check(entry)
            owner = batch.owner if isinstance(content, ImportFileError) else self._job.owner(entry)
            if batch.size >= size or (batch.events and owner != batch.owner):
                yield batch
                batch = _Batch()
            if isinstance(content, ImportFileError):
                batch.errors.append(content)
            else:
                batch.owner = owner
                batch.events.append((entry.line, content))
        if batch.size:
            yield batch

    def _check(self, entry: Entry) -> Event | ImportFileError:
        """Refuse what ``remember`` would, so that one event does not cost its batch."""
        if isinstance(entry.content, ImportFileError):
            return entry.content
        try:
            check_text(entry.content.text, max_chars=self._memory.settings.ingest.max_chars)
        except EventError as exc:
            return ImportFileError(str(exc), line=entry.line)
        return entry.content

    def _store(self, batch: _Batch) -> None:
        for error in batch.errors:
            self._refuse(error)
        if not batch.events or batch.owner is None:
            return
        try:
            self._remember(batch.owner, [event for _, event in batch.events])
        except EventError:
            for line, event in batch.events:
                self._remember_alone(batch.owner, line, event)

    def _remember_alone(self, owner: str, line: int, event: Event) -> None:
        try:
            self._remember(owner, [event])
        except EventError as exc:
            self._refuse(ImportFileError(str(exc), line=line))

    def _remember(self, owner: str, events: list[Event]) -> None:
        events = [e.model_copy(update={"force": self._job.force}) for e in events]
        statuses = Counter(r.status for r in self._memory.remember(events, user_id=owner))
        self.tally.added += statuses["added"]
        self.tally.repeated += statuses["repeated"]
        self.tally.forgotten += statuses["forgotten"]
        self.tally.users.add(owner)

    def _refuse(self, error: ImportFileError) -> None:
        self.tally.refused += 1
        if len(self.tally.refusals) < _MOST_KEPT:
            self.tally.refusals.append((error.line, str(error)))
        self._on_refusal(error)
