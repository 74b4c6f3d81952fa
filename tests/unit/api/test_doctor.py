"""Checks of installation and data folder: what is right, what is wrong, what to do."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from graphmem.api import doctor
from graphmem.api.doctor import Finding, examine
from graphmem.api.doctor_home import check_folder, check_holders
from graphmem.errors import ModelError
from graphmem.ingest.rules import RuleExtractor
from graphmem.psm import manifest
from graphmem.stores.folders import user_folder, write_card
from tests.conftest import USER, open_memory


def by_check(home: Path) -> dict[str, Finding]:
    """Return the findings by check."""
    return {finding.check: finding for finding in examine(home)}


def test_a_sound_installation_passes_every_check(tmp_path: Path):
    """All that is needed is looked at, nothing is wrong, and no folder is made."""
    found = by_check(tmp_path / "none")

    assert list(found) == [
        "package", "python", "dependencies", "weights", "encoder", "models", "engine",
        "data folder", "disk", "users", "server", "extraction",
    ]  # fmt: skip
    assert {finding.status for finding in found.values()} <= {"OK", "WARN"}
    assert all(finding.advice == "" for finding in found.values() if finding.status == "OK")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", ["extractor.onnx", "gate.json", "predicates.json"])
def test_a_damaged_model_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str):
    """Every file beside the encoder is looked at."""
    for file in manifest.weights_folder().iterdir():
        (tmp_path / file.name).symlink_to(file)
    damaged = (tmp_path / name).read_bytes().replace(b"0", b"1", 5)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes(damaged)
    monkeypatch.setattr("graphmem.psm.manifest.weights_folder", lambda: tmp_path)
    monkeypatch.setattr("graphmem.psm.extraction.weights_folder", lambda: tmp_path)

    [found] = [f for f in doctor.examine(tmp_path) if f.check == "models"]

    assert found.status == "FAIL"
    assert name in found.detail


def test_damaged_weights_fail_with_the_cure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Files that are not the manifest's are found; the other checks still run."""
    for file in manifest.weights_folder().iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes()[:1000])
    (tmp_path / "manifest.json").write_bytes(
        (manifest.weights_folder() / "manifest.json").read_bytes()
    )

    with pytest.raises(ModelError):
        manifest.verify(tmp_path)
    monkeypatch.setattr("graphmem.psm.runtime.weights_folder", lambda: tmp_path)
    found = by_check(tmp_path)

    assert found["weights"].status == "FAIL"
    assert "reinstall" in found["weights"].advice
    assert found["engine"].status == "OK"


def test_a_file_in_the_folders_place_fails(tmp_path: Path):
    """A file is no place for memories."""
    (tmp_path / "home").write_text("")

    assert check_folder(tmp_path / "home").status == "FAIL"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_not_writable_fails(tmp_path: Path):
    """The folder, and what to do, are named."""
    tmp_path.chmod(0o500)

    finding = check_folder(tmp_path / "home")
    tmp_path.chmod(0o700)

    assert finding.status == "FAIL"
    assert "GRAPHMEM_HOME" in finding.advice


def test_holders_are_told_living_and_gone(tmp_path: Path):
    """A memory that is open is a warning with the process; one left by a dead process is not."""
    with open_memory(tmp_path) as memory:
        memory.remember("one thing to keep", user_id=USER)
        gone = user_folder(tmp_path, "gone")
        write_card(gone, "gone")
        gone.holder.write_text(json.dumps({"pid": 2**22 + 1}))

        users, held, left = check_holders(tmp_path)

    assert users.detail.startswith("2 ")
    assert (held.status, left.status) == ("WARN", "OK")
    assert str(os.getpid()) in held.detail
    assert "gone" in left.detail


class _Older(RuleExtractor):
    version = "rules-0"  # type: ignore[assignment]


def test_memories_that_another_version_has_read_are_told(tmp_path: Path):
    """With how many events there are, and the command; those that are held are passed over."""
    for user, extractor in (("old", _Older()), ("new", None), ("held", _Older())):
        with open_memory(tmp_path, extractor=extractor) as memory:
            memory.remember(["Clara lives in Lyon.", "Ben lives in Porto."], user_id=user)

    with open_memory(tmp_path) as memory:
        memory.stats("held")
        told = by_check(tmp_path)["extraction"]
        list(memory.reextract("held"))
        memory.remember("Clara lives in Lyon.", user_id="new")
    with open_memory(tmp_path) as memory:
        list(memory.reextract("old"))
    after = by_check(tmp_path)["extraction"]

    assert (told.status, told.advice) == ("WARN", "run 'graphmem reextract --all'")
    assert "'old' (2 events)" in told.detail
    assert "held" not in told.detail
    assert after.status == "OK"
    assert after.detail.startswith("3 ")


def test_wrong_settings_end_the_report_with_the_field(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """A malformed variable is told by its field."""
    monkeypatch.setenv("GRAPHMEM_RECALL__ALPHA", "many")

    finding = by_check(tmp_path)["settings"]

    assert finding.status == "FAIL"
    assert "recall.alpha" in finding.detail


@pytest.mark.parametrize("url", ["bolt://127.0.0.1:1", "bolt://neo4j:s3cret-word@127.0.0.1:1"])
def test_a_server_that_does_not_answer_fails_without_the_password(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str
):
    """The address is told, the password never, wherever it stands."""
    monkeypatch.setenv("GRAPHMEM_URL", url)
    monkeypatch.setenv("GRAPHMEM_USER", "neo4j")
    monkeypatch.setenv("GRAPHMEM_PASSWORD", "s3cret-word")

    found = by_check(tmp_path)

    assert found["server"].status == "FAIL"
    assert "127.0.0.1:1" in found["server"].detail
    assert "s3cret-word" not in str(found)


def test_a_missing_dependency_fails_with_the_command(monkeypatch: pytest.MonkeyPatch):
    """What to install is named."""
    monkeypatch.setattr(
        "importlib.metadata.requires", lambda _: ["numpy>=1", "no-such-package-here>=1"]
    )

    finding = doctor._dependencies()

    assert finding.status == "FAIL"
    assert finding.advice == "pip install no-such-package-here"
