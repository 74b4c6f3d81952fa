"""Checks of the installation and the data folder, each with what to do if it is wrong."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from graphmem.api.failures import describe
from graphmem.errors import GraphMemError
from graphmem.settings import Settings, load_settings, masked

Status = Literal["OK", "WARN", "FAIL"]
FAIL: Final = "FAIL"
REINSTALL = "reinstall: pip install --force-reinstall graphmem"
_OLDEST = (3, 11)
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; ``advice`` is empty when nothing is wrong."""

    check: str
    status: Status
    detail: str
    advice: str = ""


def examine(home: Path | None) -> Iterator[Finding]:
    """Run every check; one that breaks is a finding too, never the end of the report."""
    from graphmem.api.doctor_extraction import check_extraction
    from graphmem.api.doctor_home import check_disk, check_folder, check_holders
    from graphmem.api.doctor_models import check_models

    yield _guarded("package", _package, REINSTALL)
    yield _guarded("python", _python, "install Python 3.11 or newer")
    yield _guarded("dependencies", _dependencies, REINSTALL)
    yield _guarded("weights", _weights, REINSTALL)
    yield _guarded("encoder", _encoder, REINSTALL)
    yield _guarded("models", check_models, REINSTALL)
    yield _guarded("engine", _engine, REINSTALL)
    try:
        settings = load_settings()
    except GraphMemError as exc:
        advice = "correct the environment's GRAPHMEM_… variables or the file GRAPHMEM_CONFIG names"
        yield Finding("settings", "FAIL", describe(exc), advice)
        return
    root = home or settings.home
    advice = "choose another folder: --home, or GRAPHMEM_HOME"
    yield _guarded("data folder", lambda: check_folder(root), advice)
    yield _guarded("disk", lambda: check_disk(root), advice)
    try:
        yield from check_holders(root)
    except (GraphMemError, OSError) as exc:
        yield Finding("users", "FAIL", describe(exc), "see the message")
    server = _guarded("server", lambda: _server(settings), "see the message, or unset GRAPHMEM_URL")
    yield server
    if server.status != FAIL:
        yield _guarded("extraction", lambda: check_extraction(root, settings), "see the message")


def _guarded(check: str, work: Callable[[], Finding], advice: str) -> Finding:
    try:
        return work()
    except Exception as exc:  # noqa: BLE001 - a broken part is what this command looks for
        return Finding(check, "FAIL", masked(describe(exc)), advice)


def _package() -> Finding:
    found = importlib.metadata.distribution("graphmem")
    place = Path(__file__).parents[1]
    return Finding("package", "OK", f"graphmem {found.version} in {place}")


def _python() -> Finding:
    said = f"{platform.python_implementation()} {platform.python_version()}, {platform.platform()}"
    if sys.version_info < _OLDEST:
        return Finding("python", "FAIL", said, "install Python 3.11 or newer")
    return Finding("python", "OK", said)


def _dependencies() -> Finding:
    """Name the version of each package the installation needs."""
    found: list[str] = []
    missing: list[str] = []
    for line in importlib.metadata.requires("graphmem") or ():
        name = _NAME.match(line)
        if name is None or "extra ==" in line:
            continue
        try:
            found.append(f"{name[0]} {importlib.metadata.version(name[0])}")
        except importlib.metadata.PackageNotFoundError:
            if ";" not in line:  # with a marker it may be meant for another platform
                missing.append(name[0])
    if missing:
        advice = f"pip install {' '.join(missing)}"
        return Finding("dependencies", "FAIL", f"missing: {', '.join(missing)}", advice)
    return Finding("dependencies", "OK", ", ".join(found))


def _weights() -> Finding:
    from graphmem.psm.runtime import verify, weights_folder

    manifest = verify(weights_folder())
    files = ", ".join(f"{name} {digest[:8]}" for name, digest in manifest.files.items())
    return Finding("weights", "OK", f"{manifest.version}; checksums match: {files}")


def _encoder() -> Finding:
    """Run tokenizer and model once."""
    from graphmem.psm.runtime import Encoder

    encoder = Encoder.load(threads=1)
    text = "a text for a test"
    started = time.perf_counter()
    tokens, vector = encoder.count_tokens([text])[0], encoder.encode([text])[0]
    ms = (time.perf_counter() - started) * 1000
    length = float((vector**2).sum()) ** 0.5
    if tokens < 1 or abs(length - 1) > 1e-3:
        return Finding("encoder", "FAIL", f"{tokens} tokens, length {length:.3f}", REINSTALL)
    detail = f"{tokens} tokens, {encoder.dimension} numbers, loaded and run in {ms:.0f} ms"
    return Finding("encoder", "OK", detail)


def _engine() -> Finding:
    """Create, write, read and close a database in a temporary folder."""
    from graphmem.stores import queries, schema
    from graphmem.stores.embedded import EmbeddedEngine

    version = importlib.metadata.version("arcadedb")
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="graphmem-doctor-") as folder:
        engine = EmbeddedEngine(Path(folder) / "graph", durable_flush=True, heap_mb=128)
        try:
            steps = schema.migrate(engine, now_ms=0, version="doctor")
            read = list(engine.read(queries.load("migrations.list_applied"), {}))
        finally:
            engine.close()
    ms = (time.perf_counter() - started) * 1000
    if len(read) != len(steps):
        return Finding("engine", "FAIL", f"wrote {len(steps)}, read {len(read)}", REINSTALL)
    return Finding("engine", "OK", f"arcadedb {version}: wrote and read in {ms:.0f} ms")


def _server(settings: Settings) -> Finding:
    """Connect, and look at version and account; nothing is written."""
    if settings.url is None:
        return Finding("server", "OK", "none configured (GRAPHMEM_URL): memories are embedded")
    from graphmem.settings import place_of
    from graphmem.stores.server import check_version, connected

    password = settings.password.get_secret_value() if settings.password else None
    url = str(place_of(settings.url, settings))
    with connected(url, (settings.user, password), settings.server) as driver:
        agent = driver.agent()
        driver.close()
    check_version(agent)
    return Finding("server", "OK", f"{agent} at {url}")
