"""How commands end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli import call


def test_doctor_exits_with_1_when_something_fails(tmp_path: Path):
    """A file in the folder's place is a FAIL with advice."""
    (tmp_path / "home").write_text("")

    done = call("doctor", home=tmp_path / "home")

    assert done.exit_code == 1
    assert "FAIL" in done.stdout


def test_a_memory_that_another_process_holds_exits_with_3(tmp_path: Path):
    """The line names the process that holds it."""
    code = (
        "import sys; from graphmem import Memory\n"
        f"with Memory.open({str(tmp_path)!r}) as m:\n"
        "    m.remember('We met in Rome.', user_id='a')\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        done = call("recall", "Rome", "-u", "a", home=tmp_path)
        holder.communicate("")

    assert done.exit_code == 3
    assert str(holder.pid) in done.stderr
    assert call("recall", "Rome", "-u", "a", home=tmp_path).exit_code == 0


def test_the_installed_command_answers(tmp_path: Path):
    """The console script of the package runs, and a closed pipe is no traceback."""
    script = Path(sys.executable).with_name("graphmem")
    done = subprocess.run([script, "version"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("graphmem ")


def test_debug_shows_the_traceback(tmp_path: Path):
    """For a failure as for a surprise."""
    done = call("remember", "", "-u", "a", "--debug", home=tmp_path)

    assert done.exit_code == 2
    assert "Traceback" in done.stderr
