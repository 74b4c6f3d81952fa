"""An import as the command line runs it: counted first, then drawn, stopped between batches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graphmem.api import output
from graphmem.api.importer import Importer, Job, Tally
from graphmem.api.opening import memory_at
from graphmem.api.stopping import interrupt_between_steps
from graphmem.errors import ImportFileError
from graphmem.settings import load_settings

_MOST_TOLD = 20  # refusals written one by one while the import runs


@dataclass(frozen=True, slots=True)
class Result:
    """What an import did.

    Attributes:
        interrupted: It was stopped, and the same command goes on from there.
    """

    job: Job
    tally: Tally
    interrupted: bool

    @property
    def nothing_read(self) -> bool:
        """True when every entry was refused: most likely the format is another one."""
        return self.tally.refused > 0 and self.tally.seen == self.tally.refused

    def to_json(self) -> dict[str, object]:
        """Return the summary for ``--json``."""
        tally = self.tally
        return {
            "file": str(self.job.path),
            "added": tally.added,
            "repeated": tally.repeated,
            "forgotten": tally.forgotten,
            "refused": tally.refused,
            "resumed_at": tally.resumed_at,
            "interrupted": self.interrupted,
            "users": sorted(tally.users),
            "refusals": [{"line": line, "reason": reason} for line, reason in tally.refusals],
        }

    def show(self) -> None:
        """Draw the summary."""
        tally = self.tally
        rows: list[tuple[str, object]] = [
            ("added", tally.added),
            ("repeated", tally.repeated),
            ("refused", tally.refused),
            ("users", len(tally.users)),
        ]
        if tally.forgotten:
            rows.insert(2, ("forgotten before", tally.forgotten))
        if tally.resumed_at:
            rows.insert(0, ("done before", tally.resumed_at))
        state = "interrupted" if self.interrupted else "imported"
        output.table(f"{state}: {self.job.path.name}", ("", "count"), rows)
        if self.nothing_read:
            output.note(f"nothing could be read: is {self.job.path.name} really {self.job.format}?")
        if self.interrupted:
            output.note("stopped; what is counted is stored. Run the same command to go on.")


def import_with_progress(job: Job, home: Path | None) -> Result:
    """Import a file into the memory at ``home``, with a progress bar on stderr."""
    total = sum(1 for _ in job.entries())  # reading is fast; understanding an event is not
    if total == 0:
        output.note(f"{job.path} holds no events")
    settings = load_settings()
    root = home or settings.home
    with memory_at(home, settings=settings) as memory, output.progress() as bar:
        task = bar.add_task(job.path.name, total=total)
        told = 0

        def refused(error: ImportFileError) -> None:
            nonlocal told
            told += 1
            if told <= _MOST_TOLD:
                bar.console.print(output.safe(f"line {error.line}: {error}"), soft_wrap=True)
            elif told == _MOST_TOLD + 1:
                bar.console.print("more lines are refused; they are counted below")

        with interrupt_between_steps() as stop:
            importer = Importer(
                memory,
                root,
                job,
                on_step=lambda tally: bar.update(task, completed=tally.seen),
                on_refusal=refused,
                stopped=lambda: stop.asked,
            )
            bar.update(task, completed=importer.tally.resumed_at)
            tally = importer.run()
    return Result(job, tally, interrupted=stop.asked and tally.seen < total)
