"""Counts and hashes of nodes and edges, by label and type; the same in any order."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from hashlib import blake2b
from typing import cast

from graphmem.stores.base import Row

_SIZE = 16  # bytes


class Tally:
    """What was seen of a graph: how many of each kind, and the sum of their hashes.

    The hash of a node or an edge is that of all it has, as JSON with sorted keys: whole numbers
    and others stay apart, every digit of a number counts. A sum, so that two alike edges do not
    cancel out.
    """

    def __init__(self) -> None:
        self._seen: dict[str, tuple[int, int]] = {}

    def add(self, rows: Iterable[Row]) -> None:
        """Count rows of ``UserGraph.page``."""
        for row in rows:
            name = str(row.get("label") or row.get("type"))
            properties = {k: _packed(v) for k, v in cast("Row", row["properties"]).items()}
            content = json.dumps({**row, "properties": properties}, sort_keys=True).encode()
            value = int.from_bytes(blake2b(content, digest_size=_SIZE).digest(), "big")
            count, total = self._seen.get(name, (0, 0))
            self._seen[name] = (count + 1, (total + value) % (1 << 8 * _SIZE))

    def counts(self) -> dict[str, int]:
        """Return how many of each label and type were seen."""
        return {name: count for name, (count, _) in sorted(self._seen.items())}

    def total(self) -> int:
        """Return how many were seen of all kinds."""
        return sum(count for count, _ in self._seen.values())

    def differences(self, other: Tally) -> list[str]:
        """Say of each label and type that is not the same there what differs."""
        said: list[str] = []
        for name in sorted(self._seen.keys() | other._seen.keys()):
            mine, theirs = self._seen.get(name, (0, 0)), other._seen.get(name, (0, 0))
            if mine[0] != theirs[0]:
                said.append(f"{name}: {mine[0]:,} were read, {theirs[0]:,} are there")
            elif mine != theirs:
                said.append(f"{name}: as many as were read, but not the same")
        return said

    def to_json(self) -> str:
        """Return the tally as text."""
        seen = {name: [count, f"{total:x}"] for name, (count, total) in sorted(self._seen.items())}
        return json.dumps(seen, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Tally:
        """Read what ``to_json`` wrote."""
        tally = cls()
        tally._seen = {
            n: (int(count), int(total, 16)) for n, (count, total) in json.loads(text).items()
        }
        return tally


def _packed(value: object) -> object:
    """Return a vector as its bytes: to write out its digits would take most of the time."""
    if not isinstance(value, list):
        return value
    numbers = cast("list[object]", value)
    if {float} != set(map(type, numbers)):
        return numbers
    return {"float64": array("d", cast("list[float]", numbers)).tobytes().hex()}
