"""Documents say what is so: examples run, links lead somewhere, commands and settings exist."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from typer.main import get_command

from graphmem import errors
from graphmem.api.cli import app

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(
    r"^```python\n(.*?)^```$(?:(?!^```).)*?^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


def tool(name: str) -> ModuleType:
    """Load a script of the house as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def block(text: str, language: str) -> str:
    """Return the first code block of a language."""
    return next(body for kind, body in _BLOCK.findall(text) if kind == language)


def examples() -> list[object]:
    """Return each example whose output stands below it, with that output."""
    pages = [ROOT / "README.md", *(ROOT / "docs" / f"{n}.md" for n in ("contradictions", "sleep"))]
    return [
        pytest.param(code, said, id=f"{page.name} {n}")
        for page in pages
        for n, (code, said) in enumerate(_EXAMPLE.findall(page.read_text("utf-8")), 1)
    ]


@pytest.mark.parametrize(("code", "said"), examples())
def test_example_prints_what_its_page_says(code: str, said: str, tmp_path: Path) -> None:
    """An example is run as it stands and prints the block below it."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout == said


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_relative_links_lead_to_a_file(document: Path) -> None:
    """A link to a place in the repository finds a file or folder there."""
    targets = _LINK.findall(document.read_text("utf-8"))

    missing = [target for target in targets if not (document.parent / target).exists()]

    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_documented_commands_exist(document: Path) -> None:
    """A command of graphmem in a code block or in back-ticks is one of the program's."""
    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    text = document.read_text("utf-8")
    named = set(re.findall(r"(?:^|`|&& )graphmem ([a-z]+)", text, re.MULTILINE))

    assert named <= known


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_documented_make_targets_exist(document: Path) -> None:
    """`make X` in a document is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z0-9-]+)", document.read_text("utf-8"), re.MULTILINE))

    assert named <= targets


def test_settings_document_is_current() -> None:
    """docs/settings.md is what the settings model says."""
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")

    assert text == tool("settings_doc").render()


def test_every_setting_says_what_it_does() -> None:
    """No setting is without a description."""
    assert "| None |" not in tool("settings_doc").render()


def test_architecture_names_the_layers_of_the_contract() -> None:
    """The layers in the document are those that CI checks."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = [re.sub(r"[()]", "", layer) for layer in contracts["contracts"][0]["layers"]]

    written = [re.sub(r"[()]", "", line) for line in block(ARCHITECTURE, "layers").splitlines()]

    assert written == layers


def test_architecture_names_every_label_and_edge_of_the_graph() -> None:
    """Each node label and edge type of the queries is described."""
    queries = [p.read_text("utf-8") for p in sorted((ROOT / "cypher").rglob("*.cypher"))]
    bodies = "\n".join(line for q in queries for line in q.splitlines() if line[:2] != "//")
    labels = set(re.findall(r"\(\w*:([A-Z][a-z]+[A-Za-z]*)\b", bodies))
    edges = {e for es in re.findall(r"\[\w*:([A-Z_|:]+)", bodies) for e in re.split(r"[|:]+", es)}

    missing = [n for n in sorted(labels | edges) if f"`{n}" not in ARCHITECTURE]

    assert labels
    assert edges
    assert not missing


def test_every_error_is_drawn_in_the_tree() -> None:
    """The tree at the head of errors.py has every error of the module."""
    drawn = set(re.findall(r"\w+Error", errors.__doc__ or ""))

    assert drawn == {name for name in vars(errors) if name.endswith("Error")}


def test_size_meter_complains_about_a_long_file_only() -> None:
    """A file one line above the limit is named; one at the limit is not."""
    meter = tool("size_meter")

    found = meter.too_long({"graphmem/a.py": meter.MOST, "graphmem/b.py": meter.MOST + 1})

    assert [line.split(":")[0] for line in found] == ["graphmem/b.py"]
