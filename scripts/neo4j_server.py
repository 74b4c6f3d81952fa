"""A real Neo4j server without Docker, for tests and development.

    python scripts/neo4j_server.py run -- CMD ...    run CMD beside a server of its own
    python scripts/neo4j_server.py start             start a server that stays, or tell where it is
    python scripts/neo4j_server.py shell-env         print its address as shell variables
    python scripts/neo4j_server.py status | stop
    python scripts/neo4j_server.py fetch             fetch the server, start nothing

Needs Java and Maven. GRAPHMEM_NEO4J_CACHE names the folder for jars and data,
GRAPHMEM_NEO4J_VERSION another version than the one the tests are made for.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import psutil
from filelock import FileLock

if not __package__:  # run as a file
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from scripts.neo4j_jars import FetchError, MissingToolError, cache_folder, fetch, tell
from scripts.neo4j_process import Limits, Server, StartError, end, start

_PORTS = (7687, 7474)  # where people look first
_PREFIX = "GRAPHMEM_TEST_NEO4J_"


@contextmanager
def running_server(limits: Limits | None = None) -> Iterator[Server]:
    """Run an empty server of one's own, and leave nothing of it behind.

    Should this process be killed, the server goes with it.

    Raises:
        StartError: It ended before it answered, or did not answer in time.
        MissingToolError: Java or Maven is missing.
        FetchError: The jars could not be fetched.
    """
    home = Path(tempfile.mkdtemp(prefix="graphmem-neo4j-"))
    try:
        running, server = start(home, limits or Limits(), throwaway=True)
        try:
            yield server
        finally:
            running.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


class Development:
    """A server that stays when its starter ends; its data stay when it is stopped.

    Args:
        name: One server per name, in a folder of the cache.
    """

    def __init__(self, name: str) -> None:
        self.home = cache_folder() / "servers" / name
        self._state = self.home / "server.json"
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)

    def start(self, limits: Limits) -> Server:
        """Start it unless it runs, and return where."""
        with FileLock(self.home.with_suffix(".lock")):
            if self.process() is not None:
                return self.server()
            password = self.server().password if self._state.exists() else None
            tell(f"Starting Neo4j in {self.home} ...")
            running, server = start(self.home, limits, password=password, ports=_PORTS)
            started = psutil.Process(running.process.pid).create_time()
            self._write({**asdict(server), "pid": running.process.pid, "started": started})
            return server

    def stop(self) -> bool:
        """Stop it; return whether it ran."""
        process = self.process()
        if process is not None:
            end(process)
        return process is not None

    def wipe(self) -> None:
        """Stop it and remove its data."""
        self.stop()
        shutil.rmtree(self.home)
        self.home.mkdir(mode=0o700)

    def process(self) -> psutil.Process | None:
        """Return its process, or None if it does not run."""
        if not self._state.exists():
            return None
        state = self._read()
        try:
            process = psutil.Process(state["pid"])
            # A process of another time is another program that was given the same number.
            same = process.is_running() and process.create_time() == state["started"]
        except psutil.NoSuchProcess:
            return None
        return process if same else None

    def server(self) -> Server:
        """Return where it answers, or answered last."""
        state = self._read()
        return Server(
            url=state["url"],
            http_url=state["http_url"],
            home=self.home,
            user=state["user"],
            password=state["password"],
        )

    def _read(self) -> dict[str, Any]:
        return json.loads(self._state.read_text("utf-8"))

    def _write(self, state: dict[str, Any]) -> None:
        """Write the state whole, for its owner alone: the password is in it."""
        new = self._state.with_suffix(".new")
        new.unlink(missing_ok=True)
        new.touch(mode=0o600)
        new.write_text(json.dumps(state, default=str, indent=2), "utf-8")
        new.replace(self._state)


def variables(server: Server) -> dict[str, str]:
    """Return the environment by which the tests find a server."""
    found = {"URL": server.url, "USER": server.user, "PASSWORD": server.password}
    found["HTTP_URL"] = server.http_url
    return {_PREFIX + name: value for name, value in found.items()}


def run(command: list[str], limits: Limits) -> int:
    """Run a command beside a server of its own and return the command's exit status."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    with running_server(limits) as server:
        # The server is thrown away after: tests may empty it.
        environment = {**os.environ, **variables(server), _PREFIX + "WIPE": "1"}
        with subprocess.Popen(command, env=environment) as process:
            try:
                return process.wait()
            finally:
                if process.poll() is None:
                    process.terminate()


def _leave(number: int, _frame: object) -> NoReturn:
    """End by way of the ``finally`` blocks, which stop the server."""
    sys.exit(128 + number)


def describe(server: Server) -> str:
    """Return how to connect, without the password."""
    return (
        f"Neo4j is running.\n"
        f"  Bolt:     {server.url}\n"
        f"  Browser:  {server.http_url}/browser/\n"
        f"  User:     {server.user}\n"
        f"  Password: in {server.home / 'server.json'}\n"
        f'  Tests:    eval "$(.venv/bin/python scripts/neo4j_server.py shell-env)"\n'
        f"  Stop:     make neo4j-stop"
    )


def main(arguments: list[str]) -> int:
    """Obey the command line and return the exit status."""
    options = _parser().parse_args(arguments)
    limits = Limits(heap_mb=options.heap_mb, page_cache_mb=options.page_cache_mb)
    try:
        if options.action == "fetch":
            print(fetch())
            return 0
        if options.action == "run":
            return run(options.command, limits)
        return _develop(options, limits)
    except (MissingToolError, FetchError, StartError) as exc:
        tell(str(exc))
        return 1


def _develop(options: argparse.Namespace, limits: Limits) -> int:
    """Start, stop or describe the development server."""
    development = Development(options.name)
    if options.action == "start":
        if options.fresh:
            development.wipe()
        print(describe(development.start(limits)))
        return 0
    if options.action == "stop":
        tell("Stopped." if development.stop() else "Not running.")
        return 0
    if development.process() is None:
        tell("Not running: make neo4j starts it.")
        return 1
    if options.action == "status":
        print(describe(development.server()))
    else:
        for name, value in variables(development.server()).items():
            print(f"export {name}={shlex.quote(value)}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="A real Neo4j server without Docker.")
    parser.add_argument("action", choices=["run", "start", "stop", "status", "shell-env", "fetch"])
    parser.add_argument("command", nargs="*", help="of run, after --")
    parser.add_argument("--name", default="development", help="one server per name")
    parser.add_argument("--fresh", action="store_true", help="start without the data there were")
    parser.add_argument("--heap-mb", type=int, default=Limits.heap_mb)
    parser.add_argument("--page-cache-mb", type=int, default=Limits.page_cache_mb)
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
