"""The Neo4j server's jars: fetched once from Maven Central into a cache outside the repository.

They are copied into a folder beside their place and renamed when all are there, under a lock: a
download that breaks off, or two at once, leave nothing half done.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs
from filelock import FileLock

VERSION = "5.26.28"  # LTS; docker/compose.yaml runs the same
_BROWSER = "5.0.0"
# The server runs on Java 17 from 5.0 on, on Java 21 from 2025.01 on (see docs/production.md).
_INSTALL = (
    "install Java 17 or newer (21 for Neo4j 2025 and later) and Maven, for example with"
    " `apt-get install openjdk-17-jre-headless maven` or `brew install openjdk@17 maven`"
)
_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
_POM = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>graphmem</groupId><artifactId>neo4j</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>{dependencies}
  </dependencies>
</project>
"""
_DEPENDENCY = """
    <dependency>
      <groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version>
    </dependency>"""


class MissingToolError(RuntimeError):
    """Java or Maven is not there; the message says what to install."""


class FetchError(RuntimeError):
    """Maven could not fetch the server; the message ends with what it said."""


def version() -> str:
    """Return the version to run: GRAPHMEM_NEO4J_VERSION, else the one that is pinned here."""
    return os.environ.get("GRAPHMEM_NEO4J_VERSION") or VERSION


def cache_folder() -> Path:
    """Return where jars and development servers live: GRAPHMEM_NEO4J_CACHE, else the user's."""
    chosen = os.environ.get("GRAPHMEM_NEO4J_CACHE")
    default = platformdirs.user_cache_path("graphmem", appauthor=False) / "neo4j"
    return Path(chosen).expanduser().absolute() if chosen else default


def java() -> str:
    """Return the Java program: JAVA_HOME's, else the first on the path.

    Raises:
        MissingToolError: There is none.
    """
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    if found is None:
        raise MissingToolError(f"Neo4j needs Java, and none was found: {_INSTALL}")
    return found


def fetch() -> Path:
    """Return the folder of the server's jars, fetching them first if they are not there.

    Raises:
        MissingToolError: Java is missing, or Maven and the jars.
        FetchError: Maven failed.
    """
    java()
    folder = cache_folder() / "jars" / version()
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingToolError(f"Fetching Neo4j needs Maven, and none was found: {_INSTALL}")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.parent / f"{version()}.lock"):
        if not folder.is_dir():  # or another process fetched them while this one waited
            prefix = f".fetch-{version()}-"
            for left in folder.parent.glob(f"{prefix}*"):  # by one that was killed
                shutil.rmtree(left)
            with tempfile.TemporaryDirectory(dir=folder.parent, prefix=prefix) as work:
                _copy_jars(maven, Path(work))
                (Path(work) / "lib").rename(folder)
    return folder


def _copy_jars(maven: str, work: Path) -> None:
    """Put the server, what it needs, and Neo4j Browser into ``work/lib``."""
    parts = (
        ("org.neo4j", "neo4j", version()),
        ("org.neo4j.app", "neo4j-server", version()),
        ("org.neo4j.client", "neo4j-browser", _BROWSER),
    )
    dependencies = "".join(_DEPENDENCY.format(*part) for part in parts)
    (work / "pom.xml").write_text(_POM.format(dependencies=dependencies), "utf-8")
    goal = [f"{_PLUGIN}:copy-dependencies", "-DincludeScope=runtime", "-DoutputDirectory=lib"]
    # Maven's own settings hold; --strict-checksums refuses a jar that arrived damaged.
    command = [maven, "--batch-mode", "--strict-checksums", *goal]
    tell(f"Fetching Neo4j {version()} from Maven Central into {cache_folder()} (130 MB) ...")
    with subprocess.Popen(
        command, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        said = list(_follow(process.stdout or iter(())))
    if process.returncode:
        wrong = [line for line in said if "ERROR" in line][:8] or said[-8:]
        raise FetchError(f"Maven could not fetch Neo4j {version()}:\n" + "\n".join(wrong))
    tell(f"Neo4j {version()} is there.")


def _follow(lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines of Maven, and tell now and then how many jars have come."""
    jars = 0
    for line in lines:
        if line.lstrip("\r").startswith("[INFO] Downloaded") or "Downloaded from" in line:
            jars += ".jar " in line
            if jars and jars % 50 == 0 and ".jar " in line:
                tell(f"  {jars} jars")
        yield line.rstrip()


def tell(text: str) -> None:
    """Say how far it is; standard output is left to what was asked for."""
    print(text, file=sys.stderr, flush=True)
