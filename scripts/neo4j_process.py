"""One Neo4j server process: configured, started, waited for and stopped.

It listens on this machine alone and reports nothing to anybody. While it belongs to a Python
process, a guard ends it with that process, however that comes about.
"""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, TransientError

from scripts.neo4j_jars import fetch, java, version

HOST = "127.0.0.1"
USER = "neo4j"
_FIRST_PASSWORD = "neo4j"  # noqa: S105 - the server's own, valid for nothing but its change
_OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.lang")
_START_S = 180.0
_STOP_S = 60.0
_TAIL_LINES = 25
# When the pipe on its standard input breaks, our process is gone: the server and its folder go too.
_GUARD = 'cat >/dev/null; kill -9 "$1" 2>/dev/null; sleep 1; rm -rf -- "$2"'


class StartError(RuntimeError):
    """The server ended or did not answer; the message ends with its log."""


@dataclass(frozen=True)
class Server:
    """Where a server answers, and as whom."""

    url: str
    http_url: str
    home: Path
    user: str = USER
    password: str = field(default="", repr=False)

    def driver(self, password: str | None = None) -> Driver:
        """Open a driver that asks this one server; the caller closes it."""
        # Routing retries and complains while the server comes up; bolt:// does neither.
        address = self.url.replace("neo4j://", "bolt://")
        return GraphDatabase.driver(address, auth=(self.user, password or self.password))


@dataclass(frozen=True)
class Limits:
    """What a server may take, in MB, and settings of its own by their names in neo4j.conf."""

    heap_mb: int = 1024
    page_cache_mb: int = 256
    settings: Mapping[str, str] = field(default_factory=dict)


class Running:
    """A server process and, if it is to end with ours, the guard that sees to that.

    Args:
        home: Folder of its settings, data and logs.
        command: The command line.
        throwaway: Nobody needs the data: it ends with this process, and ``home`` goes with it.
    """

    def __init__(self, home: Path, command: list[str], *, throwaway: bool) -> None:
        (home / "logs").mkdir(exist_ok=True)
        with (home / "logs" / "console.log").open("wb") as console:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches this process alone, which stops it
            )
        self._guard = _guard(self.process.pid, home) if throwaway else None

    def stop(self) -> None:
        """End the server: at once if nobody needs its data, else in 10 s, data safe."""
        if self._guard is None:
            end(psutil.Process(self.process.pid))
            self.process.wait()
            return
        self._guard.kill()
        self._guard.communicate()
        self.process.kill()
        self.process.wait()


def end(process: psutil.Process) -> None:
    """End a server in order: a checkpoint, then Bolt's own ten seconds of patience."""
    process.terminate()
    try:
        process.wait(_STOP_S)
    except psutil.TimeoutExpired:
        process.kill()


def start(
    home: Path,
    limits: Limits,
    *,
    password: str | None = None,
    ports: tuple[int, int] = (0, 0),
    throwaway: bool = False,
) -> tuple[Running, Server]:
    """Start a server on the data in ``home`` and wait until it answers.

    Args:
        home: Folder of its settings, data and logs; an empty one becomes an empty database.
        limits: Memory and settings.
        password: That of the data; a new one by default.
        ports: Of Bolt and HTTP, to take if they are free.
        throwaway: End it with this process, and remove ``home`` then.

    Raises:
        StartError: It ended before it answered, or did not answer in time.
        MissingToolError: Java or Maven is missing.
        FetchError: The jars could not be fetched.
    """
    jars = fetch()
    first = not (home / "data").exists()
    bolt, http = (_free_port(port) for port in ports)
    server = Server(
        url=f"neo4j://{HOST}:{bolt}",
        http_url=f"http://{HOST}:{http}",
        home=home,
        password=password or secrets.token_urlsafe(24),
    )
    _write_conf(home, bolt, http, limits)
    running = Running(home, _command(home, jars, limits), throwaway=throwaway)
    try:
        _wait(running.process, server, first=first)
    except BaseException:
        running.stop()
        raise
    return running, server


def _guard(pid: int, home: Path) -> subprocess.Popen[bytes]:
    """Start what ends the server and removes ``home`` should this process die before it."""
    shell = shutil.which("sh") or "/bin/sh"
    return subprocess.Popen(
        [shell, "-c", _GUARD, "guard", str(pid), str(home)],
        stdin=subprocess.PIPE,
        start_new_session=True,  # what ends this process's group must not end the guard first
    )


def _free_port(preferred: int) -> int:
    """Return the preferred port if it is free, else any that is."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise StartError(f"no port of {HOST} is free")


def _write_conf(home: Path, bolt: int, http: int, limits: Limits) -> None:
    settings = {
        "server.default_listen_address": HOST,
        "server.bolt.listen_address": f"{HOST}:{bolt}",
        "server.bolt.advertised_address": f"{HOST}:{bolt}",
        "server.http.listen_address": f"{HOST}:{http}",
        "server.http.advertised_address": f"{HOST}:{http}",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": f"{limits.page_cache_mb}m",
        "db.tx_log.preallocate": "false",  # else 256 MB for a handful of nodes
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",  # the Browser's
        **limits.settings,
    }
    (home / "conf").mkdir(parents=True, exist_ok=True)
    text = "".join(f"{name}={value}\n" for name, value in settings.items())
    (home / "conf" / "neo4j.conf").write_text(text, "utf-8")


def _command(home: Path, jars: Path, limits: Limits) -> list[str]:
    main = "CommunityEntryPoint" if version().startswith("5.") else "Neo4jCommunity"
    return [
        java(),
        f"-Xmx{limits.heap_mb}m",
        "-XX:+UseSerialGC",  # small heap, few cores
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENS),
        *("-cp", f"{jars}/*", f"org.neo4j.server.{main}"),
        *(f"--home-dir={home}", f"--config-dir={home / 'conf'}"),
    ]


def _wait(process: subprocess.Popen[bytes], server: Server, *, first: bool) -> None:
    """Return when the server lets us in and its pages answer.

    A new server gets its password by way of the driver: on a command line others could read it.
    """
    deadline = time.monotonic() + _START_S
    steps = [_let_in, _has_pages]
    for step in [_set_password, *steps] if first else steps:
        while not _done(step, server):
            if process.poll() is not None:
                raise StartError(_report(f"ended with {process.returncode}", server.home))
            if time.monotonic() > deadline:
                raise StartError(_report(f"did not answer in {_START_S:.0f} s", server.home))
            time.sleep(0.1)


def _done(step: Callable[[Server], None], server: Server) -> bool:
    """Return whether a step went through, or False while the server is still coming up."""
    try:
        step(server)
    except (DriverError, TransientError, OSError):
        return False
    return True


def _set_password(server: Server) -> None:
    with server.driver(_FIRST_PASSWORD) as driver, driver.session(database="system") as session:
        session.run(
            "ALTER CURRENT USER SET PASSWORD FROM $old TO $new",
            old=_FIRST_PASSWORD,
            new=server.password,
        ).consume()


def _let_in(server: Server) -> None:
    with server.driver() as driver, driver.session() as session:
        session.run("RETURN 1").consume()  # unlike execute_query, it does not wait and try again


def _has_pages(server: Server) -> None:
    port = int(server.http_url.rpartition(":")[2])
    socket.create_connection((HOST, port), timeout=1).close()


def _report(what: str, home: Path) -> str:
    """Return a message that ends with the last lines of the server's log and Java's output."""
    lines: list[str] = []
    for name in ("neo4j.log", "console.log"):
        path = home / "logs" / name
        if path.exists():
            lines += path.read_text("utf-8", errors="replace").splitlines()[-_TAIL_LINES:]
    return "\n".join([f"Neo4j {version()} {what}:", *dict.fromkeys(lines)])  # they repeat
