"""A process that makes a user's database anew and kills itself on the way.

Arguments: folder, user, and where to die: ``page`` (while it copies), ``1`` to ``3`` (before the
first, second or third folder is renamed), or ``remove`` (before the old files are removed).
"""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path

from graphmem.ingest.rules import RuleExtractor
from graphmem.stores import folders
from graphmem.stores.transfer import UserGraph
from tests.conftest import open_memory


def die(*_: object, **__: object) -> None:
    """End as if the power was cut."""
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Compact until it is time to die."""
    root, user, moment = sys.argv[1:4]
    with open_memory(Path(root), extractor=RuleExtractor()) as memory:
        memory.stats(user)
        if moment == "page":
            UserGraph.finish = die  # type: ignore[assignment]
        elif moment == "remove":
            folders.remove_erased = die  # type: ignore[assignment]
        else:
            rename, number = Path.rename, count(1)
            Path.rename = (  # type: ignore[assignment]
                lambda path, target: die() if next(number) == int(moment) else rename(path, target)
            )
        memory.compact(user)
    sys.stdout.write("through\n")


if __name__ == "__main__":
    main()
