"""Lock files: complete, hashed, and free of places."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = {"default": (), "dev": ("dev",), "train": ("dev", "train", "llm")}
_PIN = re.compile(r"^([\w.\[\]-]+)==(\S+)", re.MULTILINE)


def text(lock: str) -> str:
    """Return the text of a lock file."""
    return (ROOT / "requirements" / f"{lock}.lock").read_text("utf-8")


def pins(lock: str) -> dict[str, list[str]]:
    """Return the pinned versions by name; a package may differ by Python version."""
    found: dict[str, list[str]] = {}
    for name, version in _PIN.findall(text(lock)):
        found.setdefault(canonicalize_name(name.partition("[")[0]), []).append(version)
    return found


@pytest.mark.parametrize("lock", EXTRAS)
def test_lock_satisfies_the_project(lock: str) -> None:
    """Every requirement of pyproject.toml is pinned to a version that it allows."""
    wanted = [*PROJECT["dependencies"]]
    for extra in EXTRAS[lock]:
        wanted += PROJECT["optional-dependencies"][extra]
    pinned = pins(lock)

    wrong = [
        line
        for line in wanted
        for need in [Requirement(line)]
        if not pinned.get(canonicalize_name(need.name))
        or not all(
            need.specifier.contains(v, prereleases=True)
            for v in pinned[canonicalize_name(need.name)]
        )
    ]

    assert not wrong


@pytest.mark.parametrize("lock", EXTRAS)
def test_lock_names_no_place(lock: str) -> None:
    """No address of a registry and no path of a machine is in a lock file."""
    assert not re.search(r"https?:|file:|index-url|find-links| /|\\\\", text(lock))


@pytest.mark.parametrize("lock", EXTRAS)
def test_every_pin_has_hashes(lock: str) -> None:
    """Each pinned version is followed by at least one hash."""
    entries = re.split(r"^(?=[\w])", text(lock), flags=re.MULTILINE)[1:]

    assert entries
    assert not [e.splitlines()[0] for e in entries if "--hash=sha256:" not in e]


def test_only_the_engine_is_a_prerelease() -> None:
    """What people install has no pre-release but the one that pyproject.toml names."""
    early = [n for n, vs in pins("default").items() for v in vs if re.search(r"a\d|b\d|rc|dev", v)]

    assert early == ["arcadedb"]


def test_larger_locks_hold_the_same_versions() -> None:
    """What is tested (dev) is what is installed (default)."""
    default, dev = pins("default"), pins("dev")

    assert {name: dev.get(name) for name in default} == default
