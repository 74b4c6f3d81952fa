"""``graphmem copy`` as people run it: folders, a real Neo4j, stopped, killed and gone on with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graphmem.api.cli import app
from tests.conftest import USER, open_memory
from tests.graphs import more, picture_of
from tests.integration.copies import run, summary

pytestmark = pytest.mark.usefixtures("cheap")


def test_all_users_are_copied_and_told(source: Path, tmp_path: Path):
    """Every user of a folder, with counts; the second time nothing is left to do."""
    first = summary(source, tmp_path, "--all")
    again = summary(source, tmp_path, "--all")

    assert [c["user_id"] for c in first["copies"]] == ["ana", "ben"]
    assert {c["outcome"] for c in first["copies"]} == {"copied"}
    assert {c["outcome"] for c in again["copies"]} == {"same"}
    assert first["copies"][0]["edges"]["MENTIONS"] > 5
    for user in ("ana", "ben"):
        assert picture_of(tmp_path, user) == picture_of(source, user)


def test_people_see_a_bar_and_a_table(source: Path, tmp_path: Path):
    """Without --json the summary is a table, and the bar is on stderr."""
    done = run(source, tmp_path, "-u", "ben")

    assert done.exit_code == 0, done.stderr
    assert "copied" in done.stdout
    assert "verifying ben" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "give --user ID, or --all"),
        (["--all", "-u", "ana"], "give --user ID, or --all"),
        (["-u", "anna"], "did you mean 'ana'"),
        (["-u", "nobody-at-all"], "nothing is remembered for 'nobody-at-all'"),
    ],
)
def test_calls_that_mean_nothing_are_refused(
    words: list[str], said: str, source: Path, tmp_path: Path
):
    """Exit code 2, one line that says what to do, and nothing is made."""
    done = run(source, tmp_path / "target", *words)

    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert not (tmp_path / "target").exists()


def test_places_that_cannot_be_are_refused(source: Path, tmp_path: Path):
    """A folder that is not there, and a way to the same folder."""
    (tmp_path / "link").symlink_to(source)

    missing = run(tmp_path / "nowhere", tmp_path / "target", "--all")
    same = run(source, tmp_path / "link", "--all", "--replace", "--yes")
    account = run(source, "bolt://ana:s3cret-word@127.0.0.1:1", "--all")

    assert (missing.exit_code, same.exit_code, account.exit_code) == (2, 2, 2)
    assert "there is no such folder" in missing.stderr
    assert "the same place" in same.stderr
    assert "s3cret-word" not in account.stderr


def test_another_memory_is_replaced_only_on_a_yes(source: Path, tmp_path: Path):
    """Refused without --replace, asked with it, and a no changes nothing."""
    with open_memory(tmp_path) as memory:
        memory.remember(**more(1), user_id=USER)
    before = picture_of(tmp_path)

    refused = run(source, tmp_path, "-u", USER)
    declined = run(source, tmp_path, "-u", USER, "--replace", answer="n\n")
    kept = picture_of(tmp_path)
    agreed = run(source, tmp_path, "-u", USER, "--replace", answer="y\n")

    assert (refused.exit_code, declined.exit_code, agreed.exit_code) == (2, 1, 0)
    assert "--replace erases it" in " ".join(refused.stderr.split())
    assert "'ana' for good?" in declined.stderr
    assert kept == before
    assert picture_of(tmp_path) == picture_of(source)


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX knows them")
def test_an_interrupted_copy_says_how_to_go_on(source: Path, tmp_path: Path):
    """Ctrl-C: 130 and a summary; others are told, and the same command does the rest."""
    with ctrl_c_when(lambda: any(tmp_path.glob("users/ana-*"))):
        stopped = run(source, tmp_path, "--all", "--json")
    stats = CliRunner().invoke(app, ["stats", "--home", str(tmp_path), "--json"])
    rest = summary(source, tmp_path, "--all")

    assert stopped.exit_code == 130, stopped.stderr
    assert json.loads(stopped.stdout)["interrupted"]
    assert "stopping after this batch" in stopped.stderr
    assert stats.exit_code == 0
    assert json.loads(stats.stdout) == {"users": []}
    assert "'graphmem copy' again" in " ".join(stats.stderr.split())
    assert [c["outcome"] for c in rest["copies"]] == ["copied", "copied"]
    assert picture_of(tmp_path) == picture_of(source)


class ctrl_c_when:  # noqa: N801 - read as a statement
    """Send this process one SIGINT as soon as something holds."""

    def __init__(self, holds: Callable[[], bool]) -> None:
        self._holds = holds
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._thread.join()

    def _watch(self) -> None:
        end = time.monotonic() + 60
        while not self._holds() and time.monotonic() < end:
            time.sleep(0.001)
        os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("limit", ["20", "130", "verify"])
def test_a_killed_copy_goes_on(limit: str, source: Path, tmp_path: Path):
    """Killed among nodes, among edges, and while it compares: nothing is lost or doubled."""
    words = [str(source), str(tmp_path), USER, limit]
    done = subprocess.run(
        [sys.executable, "-m", "tests.integration.copier", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    report = summary(source, tmp_path, "-u", USER)["copies"][0]

    assert done.returncode == -signal.SIGKILL, done.stderr
    total = sum(sum(v.values()) for v in picture_of(source).values()) - 1
    assert report["outcome"] == "copied"
    if limit == "verify":
        assert report["resumed_at"] == total
    else:
        assert int(limit) <= report["resumed_at"] < total
    assert picture_of(tmp_path) == picture_of(source)
