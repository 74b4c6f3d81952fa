"""Numbered schema steps, applied once and recorded in the graph."""

from __future__ import annotations

from graphmem.errors import SchemaVersionError
from graphmem.stores import queries
from graphmem.stores.base import Engine
from graphmem.stores.queries import load

_LIST = load("migrations.list_applied")
_RECORD = load("migrations.record")


def steps(engine_name: str) -> list[str]:
    """Names of the steps known for an engine, in order (``001_core`` …)."""
    folder = queries.ROOT / "schema" / engine_name
    return sorted(p.stem for p in folder.glob("*.cypher"))


def migrate(engine: Engine, *, now_ms: int, version: str) -> list[str]:
    """Apply the steps that this database has not seen and return their names.

    Raises:
        SchemaVersionError: The database has steps that this graphmem does not know.
    """
    known = steps(engine.name)
    applied = {str(row["id"]) for row in engine.read(_LIST, {})}
    unknown = sorted(applied - set(known))
    if unknown:
        raise SchemaVersionError(
            f"this memory was written by a newer graphmem (schema {unknown[-1]}, known up to "
            f"{known[-1]}): upgrade with 'pip install --upgrade graphmem'"
        )
    pending = [step for step in known if step not in applied]
    for step in pending:
        for statement in queries.statements(load(f"schema.{engine.name}.{step}")):
            engine.define(statement)
        params = {"id": step, "now": now_ms, "version": version}
        engine.transaction(lambda tx, p=params: tx.run(_RECORD, p))
    return pending
