"""The command line, run in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from graphmem.api.cli import app


def call(*args: object, home: Path | None = None, stdin: str | None = None) -> Result:
    """Run a command in this process."""
    words = [str(a) for a in args] + ([] if home is None else ["--home", str(home)])
    return CliRunner().invoke(app, words, input=stdin)


def answer(*args: object, home: Path, stdin: str | None = None) -> Any:
    """Run a command that succeeds and return its JSON."""
    done = call(*args, "--json", home=home, stdin=stdin)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)
