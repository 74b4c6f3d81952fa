"""``graphmem copy`` in this process."""

from __future__ import annotations

import json
from typing import Any

from typer.testing import CliRunner, Result

from graphmem.api.cli import app


def run(*words: object, answer: str | None = None) -> Result:
    """Run ``graphmem copy`` in this process."""
    return CliRunner().invoke(app, ["copy", *map(str, words)], input=answer)


def summary(*words: object) -> Any:
    """Run a copy that succeeds and return its summary."""
    done = run(*words, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)
