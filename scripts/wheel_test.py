"""Build the wheel and try it where nothing else is: ``python scripts/wheel_test.py``.

An empty virtual environment gets the locked dependencies and the wheel; then the program and a
small script run from another folder, with an empty home.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
NEEDED = (
    "graphmem/py.typed",
    "graphmem/cypher/events/create_events.cypher",
    "graphmem/cypher/schema/embedded/001_core.cypher",
    "graphmem/psm/weights/encoder.onnx",
    "graphmem/psm/weights/tokenizer.json",
    "graphmem/psm/weights/manifest.json",
    "graphmem/psm/weights/extractor.onnx",
    "graphmem/psm/weights/extractor.json",
    "graphmem/psm/weights/predicates.json",
)
_FOREIGN = ("tests/", "benchmarks/", "scripts/", "docs/")
_BIN = "Scripts" if os.name == "nt" else "bin"
_SMOKE = ROOT / "tests" / "packaging" / "smoke.py"


def build(folder: Path) -> Path:
    """Build the wheel with the locked backend and return its path."""
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    return next(folder.glob("*.whl"))


def complaints(wheel: Path) -> list[str]:
    """Return what the wheel lacks, and what has no place in it."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    lacking = [f"the wheel lacks {name}" for name in NEEDED if name not in names]
    lacking += [
        f"the wheel lacks graphmem/{query}"
        for query in (p.relative_to(ROOT).as_posix() for p in (ROOT / "cypher").rglob("*.cypher"))
        if f"graphmem/{query}" not in names
    ]
    foreign = [
        f"{name} has no place in the wheel"
        for name in sorted(names)
        if name.startswith(_FOREIGN) or "/tests/" in name or "__pycache__" in name
    ]
    licences = {Path(name).name for name in names if ".dist-info/licenses/" in name}
    missing = [f"the wheel lacks {n}" for n in ("LICENSE", "NOTICE") if n not in licences]
    return lacking + foreign + missing


def install(wheel: Path, folder: Path) -> Path:
    """Install the locked dependencies and the wheel into a new environment."""
    venv.create(folder, with_pip=True)
    python = folder / _BIN / ("python.exe" if os.name == "nt" else "python")
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    lock = str(ROOT / "requirements" / "default.lock")
    # Compiling everything beforehand takes longer than what the test runs needs.
    run([*pip, "--no-compile", "--require-hashes", "-r", lock], folder)
    run([*pip, "--no-deps", str(wheel)], folder)
    run([str(python), "-m", "pip", "check"], folder)
    return python


def installed_mb(folder: Path) -> float:
    """Return the size of what was installed, in MB, without pip itself."""
    packages = next(folder.rglob("site-packages"))
    files = (f for f in packages.rglob("*") if f.is_file() and not f.is_symlink())
    own = (
        f for f in files if not f.relative_to(packages).parts[0].startswith(("pip", "setuptools"))
    )
    return sum(f.stat().st_size for f in own) / 1e6


def bare_environment(home: Path) -> dict[str, str]:
    """Return an environment with an empty home and no setting of this machine."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG")
    bare = {name: os.environ[name] for name in kept if name in os.environ}
    homes = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")
    return bare | {name: str(home) for name in homes}


def run(command: list[str], folder: Path, environment: Mapping[str, str] | None = None) -> None:
    """Run a program in a folder; its output is shown if it fails."""
    done = subprocess.run(  # the commands are this file's own
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n")
        raise SystemExit(f"failed ({done.returncode}): {' '.join(command)}")


@contextmanager
def timed(what: str) -> Generator[None]:
    """Print how long something took."""
    started = time.perf_counter()
    yield
    print(f"  {what}: {time.perf_counter() - started:.1f} s")


def main() -> int:
    """Build, look into, install and use the wheel."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with timed("build"):
            wheel = build(folder / "dist")
        wrong = complaints(wheel)
        if wrong:
            print("\n".join(wrong), file=sys.stderr)
            return 1
        with timed("install from the lock file"):
            python = install(wheel, folder / "environment")
        print(f"  wheel {wheel.stat().st_size / 1e6:.1f} MB, ", end="")
        print(f"installed {installed_mb(folder / 'environment'):.0f} MB")
        home = folder / "home"
        home.mkdir()
        program = str(python.parent / "graphmem")
        commands = [[program, word] for word in ("version", "doctor", "demo")]
        for command in (*commands, [str(python), str(_SMOKE)]):
            with timed(" ".join(Path(part).name for part in command)):
                run(command, home, bare_environment(home))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
