"""Settings: where they come from, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from graphmem.errors import SettingsError
from graphmem.settings import RecallSettings, Settings, default_home, load_settings, masked


def test_defaults_need_no_environment():
    """Everything has a default; the home is the one the test run was given."""
    settings = load_settings()

    assert settings.recall == RecallSettings()
    assert settings.home.name == "home"
    assert default_home().name == "graphmem"


def test_environment_beats_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Argument, then environment, then file, then default."""
    file = tmp_path / "graphmem.toml"
    file.write_text("log_level = 'ERROR'\n[recall]\nbm25_weight = 0.7\nalpha = 0.2\n")
    monkeypatch.setenv("GRAPHMEM_CONFIG", str(file))
    monkeypatch.setenv("GRAPHMEM_RECALL__ALPHA", "0.9")

    settings = load_settings()

    assert (settings.recall.bm25_weight, settings.recall.alpha) == (0.7, 0.9)
    assert settings.log_level == "ERROR"
    assert Settings(log_level="INFO").log_level == "INFO"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RECALL__ALPHA", "0"), ("RECALL__ALPHA", "much"), ("STORE__MAX_OPEN_USERS", "0"),
        ("INGEST__CHUNK_TOKENS", "10000"), ("LOG_LEVEL", "LOUD"), ("INGEST__BATCH_EVENTS", "-1"),
    ],
)  # fmt: skip
def test_malformed_value_names_its_field(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    """The message says which field is wrong."""
    monkeypatch.setenv(f"GRAPHMEM_{name}", value)

    with pytest.raises(SettingsError, match=name.lower().replace("__", r"\.")):
        load_settings()


def test_unknown_field_of_a_group_is_refused(monkeypatch: pytest.MonkeyPatch):
    """A slip is no silent default."""
    monkeypatch.setenv("GRAPHMEM_RECALL__ALHPA", "0.5")

    with pytest.raises(SettingsError, match="alhpa: there is no such setting"):
        load_settings()


def test_settings_do_not_change():
    """They are read once."""
    with pytest.raises(ValidationError):
        Settings().home = Path()  # type: ignore[misc]


def test_password_is_never_printed(monkeypatch: pytest.MonkeyPatch):
    """Neither repr nor str shows it."""
    monkeypatch.setenv("GRAPHMEM_PASSWORD", "open-sesame")

    assert "open-sesame" not in repr(Settings()) + str(Settings())


def test_a_missing_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A slip in the name is no silent default, and neither is a folder; no name is none."""
    for place in (tmp_path / "none.toml", tmp_path):
        monkeypatch.setenv("GRAPHMEM_CONFIG", str(place))
        with pytest.raises(SettingsError, match="GRAPHMEM_CONFIG"):
            load_settings()

    monkeypatch.setenv("GRAPHMEM_CONFIG", "")
    assert load_settings().recall == RecallSettings()


@pytest.mark.parametrize("content", [b"recall = [", b"\xff\xfe", b"recall = 3"])
def test_a_file_that_cannot_be_read_is_a_settings_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
):
    """Neither the parser's errors nor the decoder's leave."""
    file = tmp_path / "graphmem.toml"
    file.write_bytes(content)
    monkeypatch.setenv("GRAPHMEM_CONFIG", str(file))

    with pytest.raises(SettingsError, match=r"graphmem\.toml|recall"):
        load_settings()


def test_a_group_that_is_no_json_is_a_settings_error(monkeypatch: pytest.MonkeyPatch):
    """The environment's own errors become ours; the group is named."""
    monkeypatch.setenv("GRAPHMEM_RECALL", "xx")

    with pytest.raises(SettingsError, match="recall"):
        load_settings()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("neo4j://ana:s3cret@host:7687 fails", "neo4j://***@host:7687 fails"),
        ("'bolt+s://ana:p@ss@host'", "'bolt+s://***@host'"),
        ("neo4j://host:7687/a@b", "neo4j://host:7687/a@b"),
    ],
)
def test_masked_blanks_the_account_of_an_address(text: str, shown: str):
    """Host and port stay."""
    assert masked(text) == shown
