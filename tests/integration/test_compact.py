"""Nothing of what was erased is left in files that are made anew, and nothing else is lost.

The search knows the forms in which words can lie there: as they are, in UTF-16, in base64, packed
for the archive, in Zstandard frames; and vectors as numbers of four bytes.
"""

from __future__ import annotations

import base64
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import zstandard

from graphmem.errors import EventError, StoreError, StoreLockedError
from graphmem.ingest.rules import RuleExtractor
from graphmem.memory import Memory
from graphmem.stores.archiving import Archiving
from graphmem.stores.packing import pack_text, unpack_text
from graphmem.types import Event
from tests.conftest import USER, open_memory
from tests.fakes import FakeEncoder
from tests.graphs import change, picture_of
from tests.toy import CONVERSATION, day, turn

REPO = Path(__file__).parents[2]
HOT = "The quokka's password is hunter-seventeen."
ARCHIVED = "Grandmother hid the silver teapot under the third stair in Coimbra."
NAME = "Zebulon Quux"
_FRAME = b"\x28\xb5\x2f\xfd"
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{24,}={0,2}")


def forms(text: str) -> dict[str, bytes]:
    """Return how a text may lie in a file."""
    found = {code: text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")}
    for shift in range(3):  # where it begins among the groups of three bytes
        code = base64.b64encode(b"x" * shift + text.encode())
        found[f"base64+{shift}"] = code[4 if shift else 0 : -4]
    found["packed"] = pack_text(text).encode()
    return {
        name: form for name, form in found.items() if len(form) > 3
    }  # of a word, some are short


def contents(root: Path) -> Iterator[tuple[str, bytes]]:
    """Give the files under a folder, and what is packed in them."""
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        data = path.read_bytes()
        yield str(path.relative_to(root)), data
        for match in re.finditer(re.escape(_FRAME), data):
            try:
                frame = (
                    zstandard.ZstdDecompressor().decompressobj().decompress(data[match.start() :])
                )
            except zstandard.ZstdError:
                continue
            yield f"{path.name}, frame at {match.start()}", frame
        for match in _BASE64.finditer(data):
            try:
                yield (
                    f"{path.name}, packed at {match.start()}",
                    unpack_text(match[0].decode()).encode(),
                )
            except StoreError:
                continue


def found(root: Path, *needles: bytes) -> list[str]:
    """Tell where some bytes lie under a folder."""
    return [place for place, data in contents(root) if any(needle in data for needle in needles)]


def words(*texts: str) -> list[bytes]:
    """Return all forms of some texts."""
    return [form for text in texts for form in forms(text).values()]


def vector(text: str) -> list[bytes]:
    """Return the beginning of a text's vector: as floats in either order, and as the engine's.

    That writes the bits of each number as a whole one of as many bytes as it needs, seven bits in
    each, the sign last.
    """
    numbers = FakeEncoder().encode([text])[0][:24]
    bits = (int(b) for b in numbers.view("<i4"))
    own = b"".join(_varint((b << 1) ^ (b >> 31)) for b in bits)
    return [own, *(numbers.astype(order).tobytes() for order in (">f4", "<f4"))]


def _varint(number: int) -> bytes:
    found = bytearray()
    while number >= 0x80:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])


def opened(root: Path) -> AbstractContextManager[Memory]:
    """Open a memory; by the rules, since it is about files."""
    return open_memory(root, extractor=RuleExtractor())


def fill(root: Path) -> None:
    """Remember things; archive some; forget a text, an archived text and a name."""
    with opened(root) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        memory.remember(turn(20, HOT), user_id=USER)
        memory.remember(turn(21, ARCHIVED, session="s3"), user_id=USER)
        memory.remember(turn(22, f"{NAME} sold me a boat. I like boats.", at=day(22)), user_id=USER)
        memory.remember(turn(23, "The tide table hangs by the door.", session="s3"), user_id=USER)
        memory.recall(f"What did {NAME} sell?", user_id=USER)
        memory.flush(USER)  # or it would wake what is archived now
        with memory._pool.user(USER) as handle:
            wanted = [i for e in ("e21", "e23") for i in handle.store.find_external(e)]
            archive = "UNWIND $ids AS id MATCH (e:Event {id: id}) SET e.tier = 'archive'"
            change(handle.engine, archive, ids=wanted)
            list(Archiving(handle.store, handle.engine).pack(wanted, now_ms=1))
            handle.revision = handle.store.state().revision


def forget(root: Path) -> None:
    """Forget three things."""
    with opened(root) as memory:
        memory.forget(user_id=USER, event_id="e20")
        memory.forget(user_id=USER, event_id="e21")
        memory.forget(user_id=USER, entity_id=NAME)


#: Single words too: an index of words holds them in small letters.
SINGLE = ("quokka", "hunter", "teapot", "coimbra", "Zebulon", "zebulon", "Quux", "quux")
GONE = (*words(HOT, ARCHIVED, NAME, *SINGLE), *vector(f"Ana: {HOT}"))


def test_after_compacting_no_byte_of_it_is_found(fresh: Callable[[], Path]):
    """Before, there is: the search can find it."""
    root = fresh()
    fill(root)
    assert found(root, forms(HOT)["utf-8"])
    assert found(root, forms(ARCHIVED)["packed"])
    assert found(root, forms(NAME)["utf-8"])
    assert found(root, *vector(f"Ana: {HOT}"))
    forget(root)
    assert found(root, *GONE)  # in the engine's index of words, for one
    before = picture_of(root)

    with opened(root) as memory:
        report = memory.compact(USER)
        assert report.before
        assert report.after
        assert report.after < report.before
        assert found(root, *GONE) == []

    assert picture_of(root) == before
    assert found(root, b"I play the cello every morning.")
    with opened(root) as memory:
        assert "cello" in memory.recall("Who plays the cello?", user_id=USER).items[0].text
        assert memory.remember(HOT, user_id=USER).status == "forgotten"
    assert found(root, *GONE) == []


@pytest.mark.parametrize("moment", ["page", "1", "2", "3", "remove"])
def test_killed_at_any_moment_it_loses_nothing(moment: str, fresh: Callable[[], Path]):
    """The next that opens the user finds all of it, and no half of a copy."""
    root = fresh()
    fill(root)
    forget(root)
    before = picture_of(root)
    command = [sys.executable, "-m", "tests.integration.compactor", str(root), USER, moment]

    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)

    assert done.returncode == -signal.SIGKILL, done.stderr
    with opened(root) as memory:
        assert USER in memory.users()
        assert memory.stats(USER).nodes["Event"] == 9
    assert picture_of(root) == before
    assert not list(root.rglob("rebuilding"))
    assert not list(root.rglob("graph.new"))
    with opened(root) as memory:
        memory.compact(USER)
    assert found(root, *GONE) == []
    assert picture_of(root) == before


def test_others_wait_while_it_is_compacted(fresh: Callable[[], Path]):
    """Threads that write and read meanwhile do so before or after; nothing of theirs is lost."""
    root = fresh()
    with opened(root) as memory:
        memory.remember(list(CONVERSATION), user_id=USER)
        failed: list[BaseException] = []

        def write(first: int) -> None:
            try:
                for n in range(first, first + 6):
                    memory.remember(f"Box {n} stands in Bergen.", user_id=USER, external_id=f"b{n}")
                    memory.recall(f"Where is box {n}?", user_id=USER)
            except BaseException as exc:  # noqa: BLE001 - shown by the test
                failed.append(exc)

        threads = [threading.Thread(target=write, args=(n,)) for n in (100, 200)]
        for thread in threads:
            thread.start()
        reports = [memory.compact(USER) for _ in range(2)]
        for thread in threads:
            thread.join()

        assert not failed
        assert len(reports) == 2
        assert memory.stats(USER).nodes["Event"] == len(CONVERSATION) + 12
    with opened(root) as memory:
        assert memory.stats(USER).nodes["Event"] == len(CONVERSATION) + 12


def test_a_memory_that_another_process_holds_is_not_touched(fresh: Callable[[], Path]):
    """The lock of the database counts for compacting too; a stranger has nothing to compact."""
    root = fresh()
    with opened(root) as one, opened(root) as two:
        one.remember("I live in Lyon.", user_id=USER)

        with pytest.raises(StoreLockedError):
            two.compact(USER)
        with pytest.raises(EventError):
            two.compact("nobody")

        assert one.stats(USER).nodes["Event"] == 1


def _tell(memory: Memory, first: int, statuses: list[str]) -> None:
    for n in range(first, first + 8):
        said = f"{NAME} bought box {n} in Bergen." if n % 2 else f"Box {n} is blue."
        receipt = memory.remember(Event(text=said, at=day(25), external_id=f"w{n}"), user_id=USER)
        statuses.append(receipt.status)


def test_erasing_while_threads_write_what_is_erased(fresh: Callable[[], Path]):
    """Each event came before and is cut, or came after and was refused: the name is nowhere."""
    root = fresh()
    with opened(root) as memory:
        memory.remember(f"{NAME} sold me a boat.", user_id=USER)
        statuses: list[str] = []
        threads = [
            threading.Thread(target=_tell, args=(memory, first, statuses)) for first in (100, 200)
        ]
        for thread in threads:
            thread.start()
        memory.forget(user_id=USER, entity_id=NAME)
        for thread in threads:
            thread.join()

        there = memory.query("MATCH (e:Event) RETURN e.text AS text", user_id=USER)
        assert not [row for row in there if "Quux" in str(row["text"])]
        assert sorted(set(statuses)) == ["added", "forgotten"]
        assert len(there) == 1 + statuses.count("added")
        memory.compact(USER)
    assert found(root, *words(NAME)) == []
