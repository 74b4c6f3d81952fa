"""Long-term memory for AI agents, as a knowledge graph."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version as _version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphmem.errors import GraphMemError
    from graphmem.memory import Memory
    from graphmem.settings import Settings
    from graphmem.types import Context, Event, RecallOptions, Receipt

__version__ = _version("graphmem")
__all__ = [
    "Context",
    "Event",
    "GraphMemError",
    "Memory",
    "RecallOptions",
    "Receipt",
    "Settings",
    "__version__",
]

_HOMES = {
    "Context": "types",
    "Event": "types",
    "GraphMemError": "errors",
    "Memory": "memory",
    "RecallOptions": "types",
    "Receipt": "types",
    "Settings": "settings",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used: ``import graphmem`` stays fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'graphmem' has no attribute {name!r}")
    return getattr(import_module(f"graphmem.{_HOMES[name]}"), name)
