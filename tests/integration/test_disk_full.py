"""A full disk is an error that says so; what was stored before stays."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphmem.errors import StoreError, StoreFullError
from graphmem.ingest.rules import RuleExtractor
from tests.conftest import USER, open_memory
from tests.integration.writer import event

REPO = Path(__file__).parents[2]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 32 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None:
        pytest.skip("no mount command here")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=32m", "none", str(folder)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip(f"no small file system can be mounted: {made.stderr.decode().strip()}")
    try:
        yield folder
    finally:
        subprocess.run([umount, "-l", str(folder)], check=True)


def _fill(folder: Path, leave: int) -> Path:
    """Leave so many bytes free."""
    block = folder / "block"
    block.write_bytes(bytes(max(shutil.disk_usage(folder).free - leave, 0)))
    return block


def test_full_disk_loses_nothing_that_was_stored(fresh: Callable[[], Path], small_disk: Path):
    """The write fails with what to do; earlier events survive, and with room all goes on."""
    root = Path(shutil.copytree(fresh(), small_disk / "root"))
    stored: list[str | None] = []
    with open_memory(root, extractor=RuleExtractor()) as memory:
        stored += [r.external_id for r in memory.remember([event(1), event(2)], user_id=USER)]
        block = _fill(small_disk, 200_000)
        with pytest.raises(StoreError) as caught:  # noqa: PT012 - which event does not fit is open
            for number in range(10, 3000):
                stored.append(memory.remember(event(number), user_id=USER).external_id)

    assert isinstance(caught.value, StoreFullError)
    assert "disk is full" in str(caught.value)
    block.unlink()
    with open_memory(root) as memory:
        rows = memory.query("MATCH (e:Event) WHERE e.part = 0 RETURN e.external_id AS id",
                            user_id=USER, max_rows=10_000)  # fmt: skip
        assert set(stored) <= {r["id"] for r in rows}
        assert memory.remember(event(5000), user_id=USER).status == "added"
        assert memory.recall("Where does Clara work?", user_id=USER).items


def test_new_user_on_a_full_disk_is_a_store_error(fresh: Callable[[], Path], small_disk: Path):
    """Not even the folder fits: the error is of the store, and others can still read."""
    root = Path(shutil.copytree(fresh(), small_disk / "root"))
    with open_memory(root) as memory:
        memory.remember(event(1), user_id=USER)
        _fill(small_disk, 0)

        with pytest.raises(StoreFullError, match="make room"):
            memory.remember(event(1), user_id="somebody-new")
        assert memory.recall("Where does Clara work?", user_id=USER).items


def test_write_beyond_a_size_limit_is_a_store_error(fresh: Callable[[], Path]):
    """Where no disk can be filled: a limit on the size of files plays its part."""
    root = fresh()
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from graphmem.errors import StoreError\n"
        "from graphmem.ingest.rules import RuleExtractor\n"
        "from tests.conftest import open_memory\n"
        "from tests.integration.writer import event\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"with open_memory(Path({str(root)!r}), extractor=RuleExtractor()) as memory:\n"
        "    memory.remember(event(1), user_id='ana')\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))\n"
        "    try:\n"
        "        for n in range(10, 3000):\n"
        "            memory.remember(event(n), user_id='ana')\n"
        "    except StoreError as exc:\n"
        "        print(type(exc).__name__, exc)\n"
        "        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("Store")
    with open_memory(root) as memory:
        assert memory.recall("I bought a garden number 1", user_id=USER).items
