"""``python -m graphmem.api`` runs the command line."""

from __future__ import annotations

from graphmem.api.cli import main

main()
