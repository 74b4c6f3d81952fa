"""Nothing is told to anybody: what a program says behind its caller's back, it notes down first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_ENCODE = """
from graphmem.psm.runtime import Encoder
Encoder.load(threads=1).encode(["I moved to Lisbon last year."])
"""


def test_encoding_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    """The runtime keeps an id of the device and a queue of reports there unless it is silenced."""
    homes = ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    environment = {n: v for n, v in os.environ.items() if n != "ORT_DISABLE_TELEMETRY"}
    environment |= {name: str(tmp_path) for name in homes}
    subprocess.run([sys.executable, "-c", _ENCODE], env=environment, check=True)

    assert list(tmp_path.rglob("*")) == []
