"""What the source distribution holds: enough to run its own checks."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_BUILD = "import sys, hatchling.build as b; print(b.build_sdist(sys.argv[1]))"
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a source distribution, below its folder."""
    folder = tmp_path_factory.mktemp("sdist")
    subprocess.run([sys.executable, "-c", _BUILD, str(folder)], cwd=ROOT, check=True)
    [packed] = folder.glob("*.tar.gz")
    with tarfile.open(packed) as files:
        return {name.partition("/")[2] for name in files.getnames()}


def test_sdist_holds_what_its_checks_read(held: set[str]):
    """Figures, the checks' start and the documents themselves."""
    figures = {f"benchmarks/results/{p.name}" for p in ROOT.glob("benchmarks/results/*.json")}

    assert figures | {".ci/run", "Makefile", "pyproject.toml", "tests/conftest.py"} <= held


def test_links_of_the_documents_lead_to_files_of_the_sdist(held: set[str]):
    """The readme's links work in an unpacked distribution too."""
    targets = set(_LINK.findall((ROOT / "README.md").read_text("utf-8")))

    assert targets <= held
