"""``python -m graphmem`` is the program."""

from __future__ import annotations

import subprocess
import sys


def test_the_package_runs_as_the_program():
    """Where no script is on the path, the module does."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "graphmem", "version"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("graphmem ")
