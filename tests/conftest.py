"""Fixtures over the real embedded engine, with a fake encoder that costs nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from graphmem.instrumentation import Instrumentation
from graphmem.memory import Memory
from graphmem.settings import IngestSettings, Settings, StoreSettings
from graphmem.stores.local import LocalBackend
from graphmem.stores.pool import EncoderCard, UserPool
from tests.fakes import FakeEncoder
from tests.toy import CONVERSATION

pytest_plugins = ["tests.neo4j_server"]

USER = "ana"

settings.register_profile(
    "graphmem",
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("graphmem")

Opener = Callable[..., Memory]


def make_settings(**groups: object) -> Settings:
    """Return settings that need no environment; no flush, since no test cuts the power."""
    store = StoreSettings(durable_flush=False, heap_mb=256)
    return Settings.model_validate({"store": store, "ingest": IngestSettings(), **groups})


def open_memory(root: Path, *, version: str = "fake-1", **options: object) -> Memory:
    """Open a memory with the fake encoder; ``options`` go to ``Memory.open`` or the settings."""
    named = ("store", "ingest", "recall", "interference")
    groups = {k: options.pop(k) for k in named if k in options}
    chosen = make_settings(**groups)
    return Memory.open(root, settings=chosen, encoder=FakeEncoder(version), **options)  # type: ignore[arg-type]


def open_pool(root: Path, *, encoder: str = "fake-1", **store: object) -> UserPool:
    """Open the users' databases without a Memory over them."""
    chosen = StoreSettings.model_validate({"durable_flush": False, "heap_mb": 256, **store})
    card = EncoderCard(encoder, FakeEncoder().dimension)
    return UserPool(LocalBackend(root, chosen), chosen, card, Instrumentation())


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory):
    """Keep the caller's settings and memories away from the tests."""
    for name in ("GRAPHMEM_CONFIG", "GRAPHMEM_URL", "GRAPHMEM_USER", "GRAPHMEM_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GRAPHMEM_HOME", str(tmp_path_factory.getbasetemp() / "home"))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root whose users' databases are made but empty: making one costs most of a second."""
    root = tmp_path_factory.mktemp("template")
    pool = open_pool(root)
    for user in (USER, "ben"):
        with pool.user(user, new=True):
            pass
    pool.close()
    return root


@pytest.fixture
def fresh(template: Path, tmp_path: Path) -> Callable[[], Path]:
    """Make roots in which ``ana`` and ``ben`` have empty memories."""
    made = 0

    def make() -> Path:
        nonlocal made
        made += 1
        return Path(shutil.copytree(template, tmp_path / f"root{made}"))

    return make


@pytest.fixture
def memory(fresh: Callable[[], Path]) -> Iterator[Memory]:
    """A memory in which ``ana`` and ``ben`` exist and remember nothing."""
    with open_memory(fresh()) as opened:
        yield opened


@pytest.fixture(scope="module")
def told(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    """A memory to read from: ``ana`` remembers the toy conversation."""
    with told_memory(template, tmp_path_factory.mktemp("told")) as opened:
        yield opened


@contextmanager
def told_memory(template: Path, root: Path) -> Iterator[Memory]:
    """Open a copy of the template in which ``ana`` remembers the toy conversation."""
    shutil.copytree(template, root, dirs_exist_ok=True)
    with open_memory(root) as opened:
        opened.remember(list(CONVERSATION), user_id=USER)
        yield opened
