"""How a command ends that goes on from where it was stopped."""

from __future__ import annotations

from typing import Protocol

import typer

from graphmem.api import output
from graphmem.api.failures import INTERRUPTED


class Outcome(Protocol):
    """What became of many users or entries."""

    @property
    def interrupted(self) -> bool:
        """True when it was stopped, and the same command goes on from there."""
        ...

    def to_json(self) -> dict[str, object]:
        """Return the summary for ``--json``."""
        ...

    def show(self) -> None:
        """Draw the summary."""
        ...


def end(outcome: Outcome, *, as_json: bool) -> None:
    """Write the summary; leave with the exit code of an interruption if it was stopped."""
    if as_json:
        output.write_json(outcome.to_json())
    else:
        outcome.show()
    if outcome.interrupted:
        raise typer.Exit(INTERRUPTED)
