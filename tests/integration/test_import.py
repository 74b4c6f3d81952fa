"""``graphmem import`` as people run it: files of all kinds, stopped, killed and repeated."""

from __future__ import annotations

import json
import lzma
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from graphmem.api.cli import app
from graphmem.memory import Memory

_COUNT = 400


@pytest.fixture(autouse=True)
def _read_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with the rules, here and in processes: hundreds of events, and none is looked into."""
    monkeypatch.setenv("GRAPHMEM_EXTRACTOR__KIND", "rules")


def import_file(path: Path, home: Path, *options: str) -> Result:
    """Run an import in this process."""
    words = ["import", str(path), "--home", str(home), "--json", *options]
    return CliRunner().invoke(app, words)


def summary(path: Path, home: Path, *options: str) -> Any:
    """Run an import that succeeds and return its summary."""
    done = import_file(path, home, *options)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def write_lines(path: Path, count: int) -> Path:
    """Write so many different events as JSON Lines."""
    lines = (
        {"text": f"Box {n} stands on shelf {n % 17} in the cellar.", "external_id": f"box-{n}"}
        for n in range(count)
    )
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


def spawn(path: Path, home: Path) -> subprocess.Popen[str]:
    """Start an import in its own process, with small batches."""
    command = [sys.executable, "-m", "graphmem.api", "import", str(path)]
    options = ["--home", str(home), "-f", "jsonl", "-u", "ana", "--json"]
    env = {**os.environ, "GRAPHMEM_INGEST__BATCH_EVENTS": "8", "GRAPHMEM_ENCODER__THREADS": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([*command, *options], env=env, text=True, **pipes)  # type: ignore[call-overload]


def wait_for_progress(home: Path, process: subprocess.Popen[str], least: int) -> int:
    """Wait until an import has acknowledged so many entries; return how many."""
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        for state in (home / "imports").glob("*.json"):
            done = int(json.loads(state.read_text())["done"])
            if done >= least:
                return done
        time.sleep(0.02)
    pytest.fail(f"the import ended or stalled before {least} entries: {process.poll()}")


def test_import_reports_bad_lines_and_keeps_the_rest(tmp_path: Path):
    """Refused lines are told by number on stderr and in the summary; the rest is stored."""
    path = tmp_path / "mixed.jsonl"
    path.write_bytes(
        b'{"text": "I live in Porto."}\n'
        b"{broken\n"
        b'{"text": "zw\xf6lf"}\n'
        b'{"text": ""}\n'
        b'{"text": "I work at a museum."}\n'
    )

    done = import_file(path, tmp_path / "home", "-f", "jsonl", "-u", "ana")
    strict = import_file(path, tmp_path / "home", "-f", "jsonl", "-u", "ana", "--strict")

    found = json.loads(done.stdout)
    assert done.exit_code == 0
    assert (found["added"], found["repeated"], found["refused"]) == (2, 0, 3)
    assert [r["line"] for r in found["refusals"]] == [2, 3, 4]
    assert "line 2: not JSON" in done.stderr
    assert strict.exit_code == 1
    assert json.loads(strict.stdout)["repeated"] == 2


def test_import_shows_a_table_for_people(tmp_path: Path):
    """Without --json the summary is a table, and the bar is on stderr."""
    path = write_lines(tmp_path / "boxes.jsonl", 3)
    words = ["import", str(path), "-f", "jsonl", "-u", "ana", "--home", str(tmp_path / "home")]

    done = CliRunner().invoke(app, words)

    assert done.exit_code == 0, done.stderr
    assert "added" in done.stdout
    assert "3/3" in done.stderr


def test_import_of_packed_files_and_their_repeat(tmp_path: Path):
    """An .xz file is unpacked; the second time everything is there already."""
    path = tmp_path / "notes.txt.xz"
    path.write_bytes(lzma.compress(b"I grow tomatoes.\n\nMy dog is called Rufus.\n"))

    first = summary(path, tmp_path / "home", "-f", "text", "-u", "ana")
    again = summary(path, tmp_path / "home", "-f", "text", "-u", "ana")

    assert (first["added"], first["repeated"]) == (2, 0)
    assert (again["added"], again["repeated"]) == (0, 2)


def test_import_of_an_empty_file_says_so(tmp_path: Path):
    """Nothing to do is no error, but it is told."""
    path = tmp_path / "empty.jsonl"
    path.write_text("")

    done = import_file(path, tmp_path / "home", "-f", "jsonl", "-u", "ana")

    assert done.exit_code == 0
    assert "holds no events" in done.stderr


def test_import_in_the_wrong_format_exits_with_2(tmp_path: Path):
    """When every entry is refused the format is doubted."""
    path = tmp_path / "notes.txt"
    path.write_text("I grow tomatoes.\n\nMy dog is called Rufus.\n")

    done = import_file(path, tmp_path / "home", "-f", "locomo")

    assert done.exit_code == 2
    assert json.loads(done.stdout)["refused"] == 1


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX knows them")
def test_an_interrupted_import_stops_cleanly_and_goes_on(tmp_path: Path):
    """Ctrl-C: 130, a summary, everything counted is stored; the next run does the rest."""
    path, home = write_lines(tmp_path / "boxes.jsonl", _COUNT), tmp_path / "home"
    process = spawn(path, home)
    wait_for_progress(home, process, 8)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)

    stopped = json.loads(out)
    rest = summary(path, home, "-f", "jsonl", "-u", "ana")
    with Memory.open(home) as memory:
        stored = memory.stats("ana").nodes["Event"]

    assert process.returncode == 130
    assert "Run the same command" in err or stopped["interrupted"]
    assert 8 <= stopped["added"] < _COUNT
    assert rest["resumed_at"] == stopped["added"]
    assert stopped["added"] + rest["added"] == stored == _COUNT


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_a_killed_import_loses_nothing_it_acknowledged(tmp_path: Path):
    """After kill -9 the database opens, what was acknowledged is there, and the rest follows."""
    path, home = write_lines(tmp_path / "boxes.jsonl", _COUNT), tmp_path / "home"
    process = spawn(path, home)
    acknowledged = wait_for_progress(home, process, 24)
    process.kill()
    process.communicate(timeout=60)

    with Memory.open(home) as memory:
        survived = memory.stats("ana").nodes["Event"]
    rest = summary(path, home, "-f", "jsonl", "-u", "ana")
    with Memory.open(home) as memory:
        stored = memory.stats("ana").nodes["Event"]

    assert acknowledged <= survived < _COUNT
    assert rest["resumed_at"] >= acknowledged
    assert rest["refused"] == 0
    assert stored == _COUNT


def test_an_import_is_right_without_its_state(tmp_path: Path):
    """The state only saves time: without it, what is there already is repeated."""
    path, home = write_lines(tmp_path / "boxes.jsonl", 20), tmp_path / "home"
    summary(path, home, "-f", "jsonl", "-u", "ana")
    path.write_text(path.read_text() + '\n{"text": "Box 20 is empty.", "external_id": "box-20"}')

    again = summary(path, home, "-f", "jsonl", "-u", "ana")

    assert (again["added"], again["repeated"], again["resumed_at"]) == (1, 20, 0)
