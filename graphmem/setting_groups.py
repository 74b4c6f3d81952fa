"""The groups of the settings tree: one for each part that is set; ``settings`` reads them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

#: Ranges that many settings have.
_Share = Annotated[float, Field(ge=0, le=1)]
_Weight = Annotated[float, Field(ge=0, le=5)]
_UpTo1000 = Annotated[int, Field(ge=1, le=1000)]
_Several = Annotated[int, Field(ge=2, le=1000)]
_Days = Annotated[float, Field(ge=0, le=36_500)]
_Hours = Annotated[float, Field(ge=0, le=87_600)]
_Wait = Annotated[float, Field(gt=0, le=600)]
_Folder = Annotated[str, Field(min_length=1, max_length=4096)]


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StoreSettings(_Group):
    """The embedded engine and its files."""

    durable_flush: bool = Field(
        default=True, description="Flush the log to the disk at each commit (survives power loss)."
    )
    max_open_users: _UpTo1000 = Field(
        default=64, description="User databases kept open at once (count)."
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

    pool_size: _UpTo1000 = Field(default=50, description="Open connections (count).")
    connect_timeout_s: _Wait = Field(
        default=10.0, description="Longest wait for a connection to open (seconds)."
    )
    acquire_timeout_s: _Wait = Field(
        default=60.0, description="Longest wait for a free connection (seconds)."
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
    batch_events: _UpTo1000 = Field(
        default=64, description="Events per transaction of an import (count)."
    )


class RecallSettings(_Group):
    """Seeds, diffusion and convergence. Weights are shares added to a cosine."""

    bm25_weight: _Weight = Field(default=0.3, description="Weight of BM25 / its maximum.")
    link_weight: _Weight = Field(default=0.2, description="Weight of a topic link.")
    subject_weight: _Share = Field(
        default=0.3, description="Share of a topic's link for the subject of a fact."
    )
    speaker_weight: _Weight = Field(default=0.1, description="Weight of a named speaker.")
    time_weight: _Weight = Field(default=0.2, description="Weight of a time match.")
    spread_weight: _Share = Field(default=0.5, description="Share passed over mentions.")
    chain_weight: _Share = Field(default=0.3, description="Share passed to neighbours in time.")
    session_weight: _Share = Field(default=0.1, description="Share of the session's best.")
    network: _Folder | None = Field(
        default=None, description="Folder of another recall network; absent: the shipped one."
    )
    region_events: int = Field(
        default=300, ge=10, le=5000, description="Events that the recall network weighs (count)."
    )
    region_sources: int = Field(
        default=16, ge=1, le=500, description="Best events whose links are followed (count)."
    )
    alpha: float = Field(default=0.5, gt=0, le=1, description="Restart probability of PageRank.")
    newest_at: _Share = Field(
        default=0.6,
        description="Cosine from which, of two statements of a speaker that answer a question about"
        " now, the later one stands first; 1: never.",
    )
    strength_weight: float = Field(
        default=0.05,
        ge=0,
        lt=1,
        description="Share of its score that a faded event loses against the strongest candidate.",
    )


class InterferenceSettings(_Group):
    """Contradictions: what is noted, and what retires an older fact."""

    enabled: bool = Field(
        default=True, description="Look for contradictions when events are stored."
    )
    conflict_at: _Share = Field(
        default=0.7, description="Chance from which two facts are noted as in conflict."
    )
    retire_at: _Share = Field(
        default=0.78,
        description="Chance from which a newer fact takes an older one's place by itself.",
    )
    order_at: _Share = Field(
        default=0.35,
        description="Chance from which recall names what was said last first, undecided.",
    )
    candidates: _UpTo1000 = Field(
        default=20, description="Older facts a new one is compared with (count)."
    )
    messages: int = Field(
        default=3,
        ge=0,
        le=100,
        description="Earlier messages of its speaker a new one is compared with; 0: none (count).",
    )
    message_cosine: _Share = Field(
        default=0.3, description="Likeness below which two messages are not compared."
    )
    message_conflict_at: _Share = Field(
        default=0.8, description="Chance from which two messages are noted as in conflict."
    )
    message_retire_at: _Share = Field(
        default=0.9,
        description="Chance from which a message that says so takes an older one's place.",
    )
    declared: dict[str, Literal["one", "one_at_a_time", "many"]] = Field(
        default_factory=dict[str, Literal["one", "one_at_a_time", "many"]],
        description="Values a predicate has, where you know it (`{live_in = one_at_a_time}`).",
    )


class TierSettings(_Group):
    """Where memories live: at hand, in a session only, or packed away (docs/tiers.md)."""

    sensory_hours: _Hours = Field(
        default=72.0,
        description="What says nothing goes to the archive after this, unless recalled (hours).",
    )
    session_hours: _Hours = Field(
        default=24.0, description="A session is over when it was silent for so long (hours)."
    )
    keep_days: float = Field(
        default=30.0,
        gt=0,
        le=36_500,
        description="What outlives its session has half its strength after this (days).",
    )
    archive_below: float = Field(
        default=0.05, ge=0, lt=1, description="Strength under which an event goes to the archive."
    )
    rest_days: _Days = Field(
        default=30.0, description="What was recalled stays at hand for so long (days)."
    )
    hot_events: int = Field(
        default=100_000,
        ge=1,
        description="Most events at hand; the weakest go to the archive (count).",
    )
    cold_start_recalls: int = Field(
        default=20,
        ge=0,
        description="Recalls of a user before events fade by rates of their own (count).",
    )


class SleepSettings(_Group):
    """When something repeated becomes a memory of its own (docs/sleep.md)."""

    min_support: _Several = Field(default=3, description="Episodes that must state it (count).")
    min_sessions: _UpTo1000 = Field(default=2, description="Sessions they must come from (count).")
    min_fills: _Several = Field(
        default=3, description="Things that a variable must stand for (count)."
    )
    min_confidence: _Share = Field(
        default=0.6, description="Chance to stand from which it is promoted."
    )
    alike_at: float = Field(
        default=0.33,
        ge=-1,
        le=1,
        description="How near things must be in meaning for a variable to stand for them (cosine).",
    )
    batch_slots: int = Field(
        default=400,
        ge=1,
        le=100_000,
        description="Groups of facts (a subject and what is said of it) mined at once (count).",
    )
    batch_nodes: _UpTo1000 = Field(
        default=32, description="Semantic memories per transaction (count)."
    )
    lease_s: float = Field(
        default=120.0,
        gt=0,
        le=86_400,
        description="A worker that says nothing for so long is taken for dead (seconds).",
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
    model: _Folder | None = Field(
        default=None, description="Folder of the language model or spaCy pipeline."
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
