"""A process that copies a user between two places and kills itself on the way.

Arguments: source, target (folders), user, how many nodes and edges it may copy (0: all), or
``verify`` to be killed while the copy is compared.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from graphmem.curate import copying
from graphmem.curate.copying import CopyStep
from graphmem.stores.local import LocalBackend
from tests.graphs import STORE


def main() -> None:
    """Copy until the limit is reached, then end as if the power was cut."""
    source, target, user, limit = sys.argv[1:5]
    copying._PAGE = 9  # a small graph shall have many pages

    def told(step: CopyStep) -> None:
        verifying = step.stage == "verifying"
        if verifying if limit == "verify" else step.done >= int(limit):
            os.kill(os.getpid(), signal.SIGKILL)

    places = [LocalBackend(Path(root), STORE) for root in (source, target)]
    copying.copy_user(*places, user, on_step=told)


if __name__ == "__main__":
    main()
