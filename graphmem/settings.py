"""One frozen, nested settings tree.

Precedence: argument > environment (``GRAPHMEM_RECALL__ALPHA``) > file named by
``GRAPHMEM_CONFIG`` (TOML) > default. Read once, in ``Memory.open``; the packages below
receive plain numbers.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as SourceError

from graphmem.errors import SettingsError
from graphmem.setting_groups import EncoderSettings as EncoderSettings
from graphmem.setting_groups import ExtractorSettings as ExtractorSettings
from graphmem.setting_groups import IngestSettings as IngestSettings
from graphmem.setting_groups import InterferenceSettings as InterferenceSettings
from graphmem.setting_groups import RecallSettings as RecallSettings
from graphmem.setting_groups import ServerSettings as ServerSettings
from graphmem.setting_groups import SleepSettings as SleepSettings
from graphmem.setting_groups import StoreSettings as StoreSettings
from graphmem.setting_groups import TierSettings as TierSettings

_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_MEANT = {"extra_forbidden": "there is no such setting, docs/settings.md lists them"}
_USERINFO = re.compile(r"([A-Za-z][\w+.-]*://)[^/?#\s]*@")


def default_home() -> Path:
    """Return the platform's data folder for graphmem (no folder is created)."""
    return user_data_path("graphmem", appauthor=False)


class Settings(BaseSettings):
    """Everything that can be set.

    Attributes:
        home: Root folder of the memories (``GRAPHMEM_HOME``).
        url: ``neo4j://`` address of a server that keeps the memories (``GRAPHMEM_URL``); the
            folder then holds only what is cached of them.
        user: Server account name (``GRAPHMEM_USER``).
        password: Server password (``GRAPHMEM_PASSWORD``); never printed.
        database: Database on the server (``GRAPHMEM_DATABASE``).
    """

    model_config = SettingsConfigDict(
        env_prefix="GRAPHMEM_", env_nested_delimiter="__", frozen=True, extra="ignore"
    )

    home: Path = Field(default_factory=default_home, description="Root folder of the memories.")
    url: str | None = Field(
        default=None, description="Address of a Neo4j server that keeps the memories."
    )
    user: str | None = Field(default=None, description="Account name on the server.")
    password: SecretStr | None = Field(default=None, description="Password on the server.")
    database: str | None = Field(
        default=None, description="Database on the server; absent: the account's default."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="WARNING", description="Level of the command line's log."
    )
    store: StoreSettings = Field(default_factory=StoreSettings)
    server: ServerSettings = Field(default_factory=ServerSettings)
    ingest: IngestSettings = Field(default_factory=IngestSettings)
    recall: RecallSettings = Field(default_factory=RecallSettings)
    interference: InterferenceSettings = Field(default_factory=InterferenceSettings)
    tiers: TierSettings = Field(default_factory=TierSettings)
    sleep: SleepSettings = Field(default_factory=SleepSettings)
    encoder: EncoderSettings = Field(default_factory=EncoderSettings)
    extractor: ExtractorSettings = Field(default_factory=ExtractorSettings)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the file named by ``GRAPHMEM_CONFIG`` between environment and defaults."""
        file = TomlConfigSettingsSource(settings_cls, os.environ.get("GRAPHMEM_CONFIG") or None)
        return init_settings, env_settings, file


def load_settings() -> Settings:
    """Read settings from environment and file.

    Raises:
        SettingsError: A value is malformed (the message names each field), or the file that
            ``GRAPHMEM_CONFIG`` names is not there or cannot be read.
    """
    named = os.environ.get("GRAPHMEM_CONFIG")
    if named and not Path(named).expanduser().is_file():
        raise SettingsError(f"GRAPHMEM_CONFIG names {named}: there is no such file")
    try:
        return Settings()
    except ValidationError as exc:
        wrong = "; ".join(
            f"{'.'.join(map(str, e['loc']))}: {_MEANT.get(e['type'], e['msg'])}"
            for e in exc.errors()
        )
        raise SettingsError(f"settings are wrong: {wrong}") from exc
    except SourceError as exc:  # of the environment: a group that is given as one value, not JSON
        raise SettingsError(f"settings are wrong: {exc}") from exc
    except (OSError, ValueError) as exc:  # of the file: no TOML, not UTF-8, not to be read
        raise SettingsError(f"GRAPHMEM_CONFIG names {named}: {exc}") from exc


def place_of(location: str | Path | None, settings: Settings) -> str | Path:
    """Return where the memories are: a server's address, or a folder.

    The location if there is one, else ``settings.url``, else ``settings.home``.

    Raises:
        SettingsError: The address is none of a Neo4j server or holds an account, or the folder
            is a file.
    """
    address = str(location) if "://" in str(location or "") else None
    if address is None and location is None:
        address = settings.url
    if address is not None:
        return _checked_address(address)
    root = Path(location) if location is not None else settings.home
    if root.exists() and not root.is_dir():
        raise SettingsError(f"{root} is a file: give a folder for the memories")
    return root


def _checked_address(address: str) -> str:
    scheme, mark, rest = address.partition("://")
    if not mark or scheme not in _SCHEMES or not rest.strip("/"):
        raise SettingsError(
            f"{masked(address)} is no server address: give one like neo4j://host:7687 "
            f"({', '.join(_SCHEMES)})"
        )
    if "@" in rest:
        raise SettingsError(
            f"{masked(address)} holds an account: put it into GRAPHMEM_USER and GRAPHMEM_PASSWORD"
        )
    return address


def masked(text: str) -> str:
    """Return a text with the name and password of each address in it blanked."""
    return _USERINFO.sub(r"\1***@", text)
