"""A copy as the command line runs it: users one after another, drawn, stopped between pages."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import typer
from rich.markup import escape

from graphmem.api import output
from graphmem.api.opening import unknown_user
from graphmem.api.stopping import interrupt_between_steps
from graphmem.curate.copying import CopyReport, CopyStep, copy_user, standing
from graphmem.errors import EventError
from graphmem.settings import load_settings, place_of
from graphmem.stores.base import Backend
from graphmem.stores.opening import open_backend

_SAID = {"copied": "copied", "same": "there already", "interrupted": "interrupted"}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the copies.

    Attributes:
        left: How many users were not begun with.
    """

    reports: list[CopyReport]
    left: int

    @property
    def interrupted(self) -> bool:
        """True when it was stopped, and the same command goes on from there."""
        return self.left > 0 or any(r.outcome == "interrupted" for r in self.reports)

    def to_json(self) -> dict[str, object]:
        """Return the summary for ``--json``."""
        return {"copies": [asdict(r) for r in self.reports], "interrupted": self.interrupted}

    def show(self) -> None:
        """Draw the summary."""
        rows = [
            (r.user_id, _SAID[r.outcome], sum(r.nodes.values()), sum(r.edges.values()), _remark(r))
            for r in self.reports
        ]
        output.table("graphmem copy", ("user", "", "nodes", "edges", ""), rows)
        if self.interrupted:
            output.note("stopped; what is counted is stored. Run the same command to go on.")


def copy_with_progress(
    source: str, target: str, users: Sequence[str] | None, *, replace: bool, yes: bool
) -> Result:
    """Copy some users, or all, from one place to another, with a progress bar on stderr.

    Raises:
        EventError: A user is unknown, or one that the target holds already.
    """
    with _opened(source, target) as (giver, taker):
        wanted = _wanted(giver, users)
        if replace and not yes:
            _confirm(giver, taker, wanted, target)
        return _copy_all(giver, taker, wanted, replace=replace)


@contextmanager
def _opened(source: str, target: str) -> Generator[tuple[Backend, Backend]]:
    settings = load_settings()
    places = [place_of(location, settings) for location in (source, target)]
    if isinstance(places[0], Path) and not places[0].is_dir():
        raise EventError(f"{places[0]}: there is no such folder to copy from")
    one, other = (p.resolve() if isinstance(p, Path) else p for p in places)
    if one == other:
        raise EventError(f"FROM and TO are the same place: {one}")
    with (
        closing(open_backend(source, settings)) as giver,
        closing(open_backend(target, settings)) as taker,
    ):
        yield giver, taker


def _wanted(giver: Backend, users: Sequence[str] | None) -> list[str]:
    """Return the users to copy, each once."""
    known = giver.users()
    wanted = known if users is None else list(dict.fromkeys(users))
    for user in wanted:
        if user not in known:
            raise EventError(unknown_user(user, known))
    if not wanted:
        output.note("FROM holds no users")
    return wanted


def _confirm(giver: Backend, taker: Backend, wanted: Sequence[str], target: str) -> None:
    gone = [user for user in wanted if standing(giver, taker, user) == "other"]
    if gone:
        names = output.safe(", ".join(map(repr, gone)))
        typer.confirm(f"Erase what {target} holds of {names} for good?", abort=True, err=True)


def _copy_all(giver: Backend, taker: Backend, wanted: Sequence[str], *, replace: bool) -> Result:
    reports: list[CopyReport] = []
    with output.progress() as bar, interrupt_between_steps() as stop:
        task = bar.add_task("", total=None)
        for user in wanted:
            if stop.asked:
                break
            shown: list[str] = []

            def draw(step: CopyStep, user: str = user, shown: list[str] = shown) -> None:
                if shown != [step.stage]:
                    shown[:] = [step.stage]
                    what = escape(output.safe(f"{step.stage} {user}"))
                    bar.reset(task, description=what, total=step.total, completed=step.done)
                bar.update(task, completed=step.done)

            report = copy_user(
                giver, taker, user, replace=replace, on_step=draw, stopped=lambda: stop.asked
            )
            reports.append(report)
    return Result(reports, len(wanted) - len(reports))


def _remark(report: CopyReport) -> str:
    if report.restarted:
        return "started over"
    return f"went on after {report.resumed_at:,}" if report.resumed_at else ""
