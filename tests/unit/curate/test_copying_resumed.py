"""A copy that is interrupted goes on, and nobody uses what is half filled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphmem.curate.copying import CopyStep
from graphmem.errors import CopyUnfinishedError
from tests.conftest import USER, open_memory
from tests.graphs import more, picture_of
from tests.unit.curate.copies import copy, stop_after

_PAGES = 7  # of a run; each opens two databases, which takes most of its time


@pytest.mark.usefixtures("small_pages")
def test_a_copy_stopped_again_and_again_is_whole_in_the_end(source: Path, tmp_path: Path):
    """Each run does some pages and goes on where the last one stopped; nothing is doubled."""
    whole = sum(_sizes(source))
    runs = [copy(source, tmp_path, stopped=stop_after(_PAGES))]
    while runs[-1].outcome == "interrupted" and runs[-1].resumed_at < whole:
        runs.append(copy(source, tmp_path, stopped=stop_after(_PAGES)))
    done = copy(source, tmp_path)

    counts = [r.resumed_at for r in runs]
    assert counts == sorted(set(counts)), "each run goes on, none repeats"
    assert len(runs) > 5
    assert done.outcome == "copied"
    assert done.resumed_at == whole
    assert picture_of(tmp_path) == picture_of(source)


def _sizes(source: Path) -> Iterator[int]:
    return (sum(v.values()) for k, v in picture_of(source).items() if k != "User")


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("broken", [1, 4, 8, 13, 18])
def test_a_copy_that_broke_off_goes_on(broken: int, source: Path, tmp_path: Path):
    """A failure between two pages, of nodes or of edges, costs nothing that was written."""
    steps: list[CopyStep] = []

    def fail(step: CopyStep) -> None:
        steps.append(step)
        if len(steps) > broken:
            raise RuntimeError("pulled out")

    with pytest.raises(RuntimeError):
        copy(source, tmp_path, on_step=fail)
    report = copy(source, tmp_path)

    assert report.resumed_at == steps[-1].done > 0
    assert picture_of(tmp_path) == picture_of(source)


def test_steps_count_up_to_the_total(source: Path, tmp_path: Path):
    """What is told grows to all nodes and edges, once while copying and once while verifying."""
    steps: list[CopyStep] = []

    copy(source, tmp_path, on_step=steps.append)

    for stage in ("copying", "verifying"):
        told = [s.done for s in steps if s.stage == stage]
        assert told == sorted(told)
        assert told[-1] == steps[0].total == sum(_sizes(source))


def test_nobody_uses_a_half_filled_memory(source: Path, tmp_path: Path):
    """Every operation says that the copy is not finished; then it is, and all work."""
    copy(source, tmp_path, stopped=stop_after(5))
    with open_memory(tmp_path) as memory:
        for use in (
            lambda: memory.remember("Something.", user_id=USER),
            lambda: memory.recall("Porto", user_id=USER),
            lambda: memory.stats(USER),
            lambda: memory.forget(user_id=USER, event_id="e1"),
            lambda: memory.to_networkx(USER),
            lambda: memory.query("stats.count_nodes", user_id=USER),
            lambda: memory.lineage(USER),
        ):
            with pytest.raises(CopyUnfinishedError, match="'graphmem copy' again"):
                use()
    with pytest.raises(CopyUnfinishedError):
        copy(tmp_path, tmp_path / "further")
    copy(source, tmp_path)

    assert picture_of(tmp_path) == picture_of(source)


def test_a_half_filled_memory_can_be_forgotten(source: Path, tmp_path: Path):
    """Who gives a copy up removes what is there; then it is a memory like any new one."""
    copy(source, tmp_path, stopped=stop_after(5))
    with open_memory(tmp_path) as memory:
        users = memory.users()
        memory.forget(user_id=USER, everything=True)
        left = memory.users()
        memory.remember(**more(1), user_id=USER)
        stored = memory.stats(USER).nodes["Event"]

    assert (users, left, stored) == ([USER], [], 1)


def test_a_source_that_changed_is_copied_anew(source: Path, tmp_path: Path):
    """Half of the old state and half of the new one are never mixed."""
    own = Path(shutil.copytree(source, tmp_path / "source"))
    copy(own, tmp_path / "target", stopped=stop_after(9))
    with open_memory(own) as memory:
        memory.remember(**more(31), user_id=USER)
        memory.forget(user_id=USER, event_id="e2")

    report = copy(own, tmp_path / "target")

    assert report.restarted
    assert report.resumed_at == 0
    assert picture_of(tmp_path / "target") == picture_of(own)
