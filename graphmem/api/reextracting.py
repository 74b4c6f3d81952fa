"""A re-extraction as the command line runs it: users one after another, drawn, stopped between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.markup import escape

from graphmem.api import output
from graphmem.api.opening import memory_at, wanted_users
from graphmem.api.stopping import interrupt_between_steps
from graphmem.types import ReextractStep

_MOST_WARNINGS = 5


@dataclass(slots=True)
class Tally:
    """What became of one user: events read, mentions and statements by what came of them.

    Attributes:
        left: Events that were not read, since the command was stopped.
        warnings: What could not be done as well as usual, with the number of events.
    """

    user: str
    events: int = 0
    kept: int = 0
    added: int = 0
    retracted: int = 0
    left: int = 0
    warnings: dict[str, int] = field(default_factory=dict[str, int])

    def add(self, step: ReextractStep) -> None:
        """Count an event."""
        self.events = step.done
        self.kept += step.kept
        self.added += step.added
        self.retracted += step.retracted
        self.left = step.total - step.done
        for warning in step.warnings:
            self.warnings[warning] = self.warnings.get(warning, 0) + 1


@dataclass(frozen=True, slots=True)
class Result:
    """What became of all users.

    Attributes:
        untouched: Users that were not begun with.
    """

    tallies: list[Tally]
    untouched: int
    dry_run: bool

    @property
    def interrupted(self) -> bool:
        """True when it was stopped, and the same command goes on from there."""
        return self.untouched > 0 or any(tally.left for tally in self.tallies)

    def to_json(self) -> dict[str, object]:
        """Return the summary for ``--json``."""
        users = [asdict(tally) for tally in self.tallies]
        return {"users": users, "dry_run": self.dry_run, "interrupted": self.interrupted}

    def show(self) -> None:
        """Draw the summary."""
        rows = [(t.user, t.events, t.kept, t.added, t.retracted) for t in self.tallies]
        title = "would change" if self.dry_run else "read anew"
        output.table(title, ("user", "events", "kept", "added", "retracted"), rows)
        told = sum((Counter(tally.warnings) for tally in self.tallies), Counter[str]())
        for warning, events in told.most_common(_MOST_WARNINGS):
            output.note(f"{events} events: {warning}")
        if self.interrupted:
            output.note("stopped; what is counted is stored. Run the same command to go on.")


def reextract_with_progress(
    home: Path | None, users: Sequence[str] | None, *, dry_run: bool
) -> Result:
    """Read the events of some users, or all, anew, with a progress bar on stderr.

    Raises:
        EventError: A user is unknown.
    """
    tallies: list[Tally] = []
    with memory_at(home) as memory:
        wanted = wanted_users(memory, users)
        with output.progress() as bar, interrupt_between_steps() as stop:
            task = bar.add_task("", total=None)
            for user in wanted:
                if stop.asked:
                    break
                tallies.append(Tally(user))
                bar.reset(task, description=escape(output.safe(user)), total=None)
                for step in memory.reextract(user, dry_run=dry_run):
                    tallies[-1].add(step)
                    bar.update(task, completed=step.done, total=step.total)
                    if stop.asked:
                        break
    return Result(tallies, len(wanted) - len(tallies), dry_run)
