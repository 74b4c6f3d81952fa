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
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as SourceError

from graphmem.errors import SettingsError

_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_USERINFO = re.compile(r"([A-Za-z][\w+.-]*://)[^/?#\s]*@")


def default_home() -> Path:
    """Return the platform's data folder for graphmem (no folder is created)."""
    return user_data_path("graphmem", appauthor=False)


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StoreSettings(_Group):
    """The embedded engine and its files."""

    durable_flush: bool = Field(
        default=True, description="Flush the log to the disk at each commit (survives power loss)."
    )
    max_open_users: int = Field(
        default=64, ge=1, le=1000, description="User databases kept open at once (count)."
    )
    heap_mb: int = Field(
        default=768, ge=128, description="Memory ceiling of the embedded engine (MiB)."
    )
    cached_events: int = Field(
        default=200_000,
        ge=0,
        description="Beyond this, recall reads a region of the graph, not a cache (count).",
    )
    snapshot_every: int = Field(
        default=20_000, ge=100, description="Write a cache snapshot after so many events (count)."
    )


class ServerSettings(_Group):
    """Connections to a Neo4j server, and how much of it is held in this process."""

    pool_size: int = Field(default=50, ge=1, le=1000, description="Open connections (count).")
    connect_timeout_s: float = Field(
        default=10.0, gt=0, le=600, description="Longest wait for a connection to open (seconds)."
    )
    acquire_timeout_s: float = Field(
        default=60.0, gt=0, le=600, description="Longest wait for a free connection (seconds)."
    )
    retry_s: float = Field(
        default=30.0, ge=0, le=600, description="How long a transaction is retried (seconds)."
    )
    write_s: float = Field(
        default=300.0,
        gt=0,
        le=3600,
        description="Longest transaction that writes, waiting for "
        "other writers included (seconds).",
    )
    database_per_user: bool = Field(
        default=False, description="Give each user a database (Neo4j Enterprise and Aura only)."
    )
    snapshots: bool = Field(
        default=True, description="Keep snapshots of the search structures on this machine."
    )


class IngestSettings(_Group):
    """The write path."""

    gate: bool = Field(
        default=True, description="Let the gate set trivial events aside (sensory, working)."
    )
    max_chars: int = Field(default=200_000, ge=1, description="Longest accepted text (characters).")
    chunk_tokens: int = Field(
        default=240, ge=32, le=254, description="Longest chunk that is embedded whole (tokens)."
    )
    timezone: str = Field(
        default="UTC", description="IANA zone in which times without a zone are read."
    )
    batch_events: int = Field(
        default=64, ge=1, le=1000, description="Events per transaction of an import (count)."
    )


class RecallSettings(_Group):
    """Seeds, diffusion and convergence. Weights are shares added to a cosine."""

    bm25_weight: float = Field(default=0.3, ge=0, le=5, description="Weight of BM25 / its maximum.")
    link_weight: float = Field(default=0.2, ge=0, le=5, description="Weight of a topic link.")
    subject_weight: float = Field(
        default=0.3, ge=0, le=1, description="Share of a topic's link for the subject of a fact."
    )
    speaker_weight: float = Field(default=0.1, ge=0, le=5, description="Weight of a named speaker.")
    time_weight: float = Field(default=0.2, ge=0, le=5, description="Weight of a time match.")
    spread_weight: float = Field(default=0.5, ge=0, le=1, description="Share passed over mentions.")
    chain_weight: float = Field(
        default=0.3, ge=0, le=1, description="Share passed to neighbours in time."
    )
    session_weight: float = Field(
        default=0.1, ge=0, le=1, description="Share of the session's best."
    )
    network: str | None = Field(
        default=None,
        min_length=1,
        max_length=4096,
        description="Folder of another recall network; absent: the shipped one.",
    )
    region_events: int = Field(
        default=300, ge=10, le=5000, description="Events that the recall network weighs (count)."
    )
    region_sources: int = Field(
        default=16, ge=1, le=500, description="Best events whose links are followed (count)."
    )
    alpha: float = Field(default=0.5, gt=0, le=1, description="Restart probability of PageRank.")


class InterferenceSettings(_Group):
    """Contradictions: what is noted, and what retires an older fact."""

    enabled: bool = Field(
        default=True, description="Look for contradictions when events are stored."
    )
    conflict_at: float = Field(
        default=0.5, ge=0, le=1, description="Chance from which two facts are noted as in conflict."
    )
    retire_at: float = Field(
        default=0.8,
        ge=0,
        le=1,
        description="Chance from which a newer fact takes an older one's place by itself.",
    )
    candidates: int = Field(
        default=20, ge=1, le=1000, description="Older facts a new one is compared with (count)."
    )
    declared: dict[str, Literal["one", "one_at_a_time", "many"]] = Field(
        default_factory=dict[str, Literal["one", "one_at_a_time", "many"]],
        description="Values a predicate has, where you know it (`{live_in = one_at_a_time}`).",
    )


class EncoderSettings(_Group):
    """The sentence encoder."""

    threads: int = Field(default=0, ge=0, le=256, description="Threads; 0 means all cores (count).")
    batch_size: int = Field(default=32, ge=1, le=1024, description="Texts per batch (count).")


class ExtractorSettings(_Group):
    """Which model reads names and facts; docs/other-models.md."""

    kind: Literal["psm", "rules", "llm", "spacy"] = Field(
        default="psm",
        description="The shipped network, rules alone, a language model or a spaCy pipeline.",
    )
    model: str | None = Field(
        default=None,
        min_length=1,
        max_length=4096,
        description="Folder of the language model or spaCy pipeline.",
    )
    device: str = Field(
        default="auto",
        pattern=r"^(auto|cpu|mps|cuda(:\d{1,2})?)$",
        description="Where the language model runs; auto: the first of CUDA, MPS, CPU.",
    )
    dtype: Literal["auto", "float32", "bfloat16", "float16"] = Field(
        default="auto",
        description="Its numbers; auto: bfloat16 on CUDA, float16 on MPS, float32 on a CPU.",
    )
    batch_size: int = Field(
        default=4, ge=1, le=256, description="Texts the language model reads at once (count)."
    )
    max_new_tokens: int = Field(
        default=512, ge=16, le=4096, description="Longest answer of the language model (tokens)."
    )
    max_chars: int = Field(
        default=4000,
        ge=1,
        le=100_000,
        description="Longest text it is asked about; others: the shipped extractor (characters).",
    )
    timeout_s: float = Field(
        default=60.0, gt=0, le=3600, description="Longest run of one batch of it (seconds)."
    )
    allow_download: bool = Field(
        default=False, description="Let a language model be fetched from the Hugging Face hub."
    )


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
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in exc.errors())
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
