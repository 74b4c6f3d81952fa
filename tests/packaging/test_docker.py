"""What docker/ holds, checked without an engine: by the specification, and against the project."""

from __future__ import annotations

import fnmatch
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from graphmem.settings import Settings
from scripts.neo4j_jars import VERSION
from scripts.neo4j_process import Limits
from scripts.neo4j_server import running_server
from tests.neo4j_server import need_tools

ROOT = Path(__file__).parents[2]
DOCKER = ROOT / "docker"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PROJECT = PYPROJECT["project"]
_VARIABLE = re.compile(r"\$\{(\w+)(:[-?][^}]*)?\}")
_UNITS = {"m": 1, "g": 1024}


def compose() -> dict[str, Any]:
    """Return the compose file."""
    return yaml.safe_load((DOCKER / "compose.yaml").read_text("utf-8"))


def variables() -> dict[str, set[str]]:
    """Return the variables of the compose file, and what stands there if they are not set."""
    found: dict[str, set[str]] = {}
    for name, otherwise in _VARIABLE.findall((DOCKER / "compose.yaml").read_text("utf-8")):
        found.setdefault(name, set()).add(otherwise)
    return found


def default_mb(variable: str) -> int:
    """Return the default of a variable that is a size, in MB."""
    [otherwise] = variables()[variable]
    size = otherwise.removeprefix(":-")
    return int(size[:-1]) * _UNITS[size[-1]]


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile with what follows them."""
    text = (DOCKER / "Dockerfile").read_text("utf-8")
    lines = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    parts = (line.split(maxsplit=1) for line in lines if line.strip())
    return [(word.upper(), " ".join(rest.split())) for word, rest in parts]


def copied() -> list[str]:
    """Return the files and folders that the Dockerfile takes from the checkout."""
    texts = [rest for word, rest in instructions() if word == "COPY" and "--from" not in rest]
    return [source for text in texts for source in shlex.split(text)[:-1]]


def neo4j_settings() -> dict[str, str]:
    """Return the settings of the compose file as Neo4j names them, variables at their defaults."""
    given = compose()["services"]["neo4j"]["environment"]
    return {
        name.removeprefix("NEO4J_").replace("__", "\0").replace("_", ".").replace("\0", "_"): (
            _VARIABLE.sub(lambda found: found[2].removeprefix(":-"), value)
        )
        for name, value in given.items()
        if name != "NEO4J_AUTH"
    }


def test_compose_file_keeps_to_the_specification() -> None:
    """The schema of the compose specification, which check-jsonschema carries, accepts it."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run(
        [*command, str(DOCKER / "compose.yaml")], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("password", "accepted"), [("", False), ("sesame-open", True)])
def test_docker_accepts_the_compose_file(password: str, accepted: bool) -> None:
    """Docker itself reads it, given a password, and refuses it without one."""
    docker = shutil.which("docker")
    command = [str(docker), "compose", "--project-directory", str(DOCKER), "--profile", "graphmem"]
    if docker is None or subprocess.run([*command, "version"], capture_output=True).returncode:
        pytest.skip("needs docker compose")
    command += ["--file", str(DOCKER / "compose.yaml"), "--env-file", os.devnull, "config"]
    environment = {**os.environ, "NEO4J_PASSWORD": password}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode == 0) is accepted, done.stderr


def test_compose_file_runs_the_server_that_the_tests_run() -> None:
    """One version of Neo4j, one of graphmem, in the compose file, the scripts and the project."""
    services = compose()["services"]

    assert services["neo4j"]["image"] == f"neo4j:{VERSION}-community"
    assert services["graphmem"]["image"] == f"graphmem:{PROJECT['version']}"


@pytest.mark.neo4j
def test_server_knows_the_settings_of_the_compose_file() -> None:
    """A server starts with them; one that it does not know, or no value of its kind, ends it."""
    need_tools()
    settings = neo4j_settings()
    with running_server(Limits(settings=settings)) as server, server.driver() as driver:
        taken = driver.execute_query("SHOW SETTINGS YIELD name RETURN collect(name) AS names")

    assert len(settings) >= 8
    assert set(settings) <= set(taken.records[0]["names"])


def test_graphmem_knows_the_settings_of_the_compose_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """The service's environment is read: address, account and password arrive."""
    environment = compose()["services"]["graphmem"]["environment"]
    for name, value in environment.items():
        monkeypatch.setenv(name, _VARIABLE.sub("sesame-open", value))

    settings = Settings()

    assert settings.password is not None
    assert settings.url == "neo4j://neo4j:7687"
    assert settings.user == "neo4j"
    assert settings.password.get_secret_value() == "sesame-open"


def test_no_password_has_a_default() -> None:
    """Without a password in the environment nothing starts; none is in a file."""
    secrets = {name: texts for name, texts in variables().items() if "PASSWORD" in name}
    texts = [(DOCKER / name).read_text("utf-8") for name in ("compose.yaml", ".env.example")]

    assert secrets
    assert all(text.startswith(":?") for texts in secrets.values() for text in texts)
    assert not re.findall(r"PASSWORD=\S+", "\n".join(texts))
    assert not re.findall(r"NEO4J_AUTH: (?!\"neo4j/\$\{NEO4J_PASSWORD:\?)", texts[0])


def test_example_lists_every_variable_with_its_default() -> None:
    """What may be set is in .env.example, with the value that holds without it."""
    lines = (DOCKER / ".env.example").read_text("utf-8").splitlines()
    listed = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    defaults = {
        name: otherwise.removeprefix(":-") if otherwise.startswith(":-") else ""
        for name, [otherwise] in variables().items()
    }

    assert listed == defaults


def test_passwords_are_neither_committed_nor_packed() -> None:
    """docker/.env is ignored by git, and so by what packs the source distribution."""
    assert "/docker/.env" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_limits_leave_room_for_the_indexes() -> None:
    """Heap and page cache leave a third of the container: Lucene and Java need it."""
    taken = default_mb("NEO4J_HEAP") + default_mb("NEO4J_PAGE_CACHE")

    assert taken <= default_mb("NEO4J_MEMORY") * 2 / 3


def test_ports_are_open_to_this_machine_alone() -> None:
    """Unless somebody says otherwise."""
    ports = compose()["services"]["neo4j"]["ports"]

    assert ports
    assert all(port.startswith("${NEO4J_BIND:-127.0.0.1}:") for port in ports)


def test_image_runs_as_nobody_special() -> None:
    """The last word on the user is a number that is not root's: Kubernetes can check it."""
    users = [rest for word, rest in instructions() if word == "USER"]

    assert users
    assert int(users[-1].partition(":")[0]) >= 1000


def test_base_image_is_pinned_and_fits() -> None:
    """Every stage starts from one slim Python, pinned to the patch, that the project supports."""
    [version] = [rest for word, rest in instructions() if word == "ARG"]
    bases = [rest.split()[0] for word, rest in instructions() if word == "FROM"]
    found = re.fullmatch(r"PYTHON=(\d+\.\d+\.\d+)-slim-\w+", version)

    assert set(bases) == {"python:${PYTHON}"}
    assert found is not None
    assert found[1] in SpecifierSet(PROJECT["requires-python"])


def test_image_installs_only_what_is_locked() -> None:
    """Each install takes hashes from a lock file, or is the wheel with nothing beside it."""
    steps = [s.strip() for w, rest in instructions() if w == "RUN" for s in rest.split("&&")]
    installs = [step for step in steps if " install " in step and "pip" in step]

    assert len(installs) == 3
    for step in installs:
        assert re.search(r"--require-hashes -r requirements/\w+\.lock|--no-deps /wheels/", step)


def test_image_has_no_torch() -> None:
    """Neither the Dockerfile's own words nor the lock file bring it in."""
    words = " ".join(rest for _, rest in instructions())
    locks = [(ROOT / "requirements" / f"{n}.lock").read_text("utf-8") for n in ("default", "build")]

    assert "torch" not in words
    assert not any(re.search(r"^(torch|nvidia|triton)", lock, re.MULTILINE) for lock in locks)


def test_build_lock_holds_the_build_system() -> None:
    """What builds the wheel in the image is what pyproject.toml asks for."""
    text = (ROOT / "requirements" / "build.lock").read_text("utf-8")
    pins = dict(re.findall(r"^([\w-]+)==(\S+)", text, re.MULTILINE))

    for line in PYPROJECT["build-system"]["requires"]:
        need = Requirement(line)
        assert need.specifier.contains(pins[need.name])


def test_everything_copied_exists_and_reaches_the_builder() -> None:
    """Each COPY finds its source, which the ignore file lets through."""
    ignore = (DOCKER / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    allowed = {line.removeprefix("!") for line in ignore if line.startswith("!")}
    ignored = {line for line in ignore if line and not line.startswith(("!", "#"))}

    assert {"cypher", "graphmem", "requirements/default.lock"} <= set(copied())
    assert [source for source in copied() if not (ROOT / source).exists()] == []
    assert set(copied()) == allowed
    assert "*" in ignored


def test_image_gets_all_that_builds_the_wheel() -> None:
    """Whatever pyproject.toml reads while it builds is copied."""
    wheel = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    read = {PROJECT["readme"], *PROJECT["license-files"], *wheel["packages"]}
    read |= {*wheel["force-include"], "pyproject.toml"}

    missing = [name for name in read if not any(fnmatch.fnmatch(name, c) for c in copied())]

    assert missing == []
