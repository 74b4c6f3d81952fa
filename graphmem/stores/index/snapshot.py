"""A user's search structures on disk, with the revision they equal.

One ``.npz`` without pickles, replaced atomically. A snapshot that cannot be read is no loss:
the structures are rebuilt from the graph.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from graphmem.stores.index.entries import SessionEntry
from graphmem.stores.index.user_index import UserIndex

FORMAT = 8
_Array = NDArray[Any]


def save(index: UserIndex, path: Path, *, encoder: str) -> None:
    """Write a snapshot, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        with draft.open("wb") as file:
            np.savez(file, allow_pickle=False, **_arrays(index, encoder))  # type: ignore[arg-type]
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def load(path: Path, *, encoder: str, dimension: int) -> UserIndex | None:
    """Read a snapshot; None if there is none, or it is unreadable or of another encoder."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            arrays = {name: data[name] for name in data.files}
        meta = json.loads(_text(arrays["meta"]))
        if (meta["format"], meta["encoder"]) != (FORMAT, encoder):
            return None
        return _restore(arrays, meta, dimension)
    except (OSError, ValueError, LookupError, TypeError, EOFError, zipfile.BadZipFile):
        return None


def _arrays(index: UserIndex, encoder: str) -> dict[str, _Array]:
    meta = {
        "format": FORMAT,
        "encoder": encoder,
        "revision": index.revision,
        "lineage": index.lineage,
        "terms": list(index.bm25.terms),
        "names": index.entity_names,
        "retracted": sorted(index.retracted),
        "same": index.same.packed(),
        "sessions": [(s.id, s.external_id, s.implicit) for s in index.sessions],
    }
    arrays: dict[str, _Array] = {
        "meta": _bytes(json.dumps(meta)),
        "ids": _bytes("".join(index.ids)),
        "entity_ids": _bytes("".join(index.entity_ids)),
        "codes": index.vectors.codes.values,
        "scales": index.vectors.scales.values,
        "lengths": index.bm25.lengths.values,
        "before": index.chains.before.values,
        "after": index.chains.after.values,
    }
    columns = {**index.columns(), **index.times(), **index.units.columns()}
    arrays |= {name: column.values for name, column in columns.items()}
    postings = {**index.postings(), "terms": (index.bm25.postings, len(index.bm25.terms))}
    for name, (posting, n_keys) in postings.items():
        starts, rows, weights = posting.packed(n_keys)
        arrays |= {f"{name}_starts": starts, f"{name}_rows": rows, f"{name}_weights": weights}
    return arrays


def _restore(arrays: Mapping[str, _Array], meta: Mapping[str, object], dimension: int) -> UserIndex:
    index = UserIndex(dimension, cast("str | None", meta["lineage"]))
    index.revision = cast("int", meta["revision"])
    index.ids = _split(_text(arrays["ids"]))
    index.row_of = {i: n for n, i in enumerate(index.ids)}
    index.entity_ids = _split(_text(arrays["entity_ids"]))
    index.entity_of = {i: n for n, i in enumerate(index.entity_ids)}
    index.entity_names = [tuple(n) for n in cast("list[list[str]]", meta["names"])]
    index.retracted = set(cast("list[int]", meta.get("retracted", ())))
    index.same.load(cast("dict[str, list[str]]", meta.get("same", {})))
    index.rebuild_names()
    index.sessions = [
        SessionEntry(*s) for s in cast("list[tuple[str, str, bool]]", meta["sessions"])
    ]
    index.session_of = {s.id: n for n, s in enumerate(index.sessions)}
    for name, column in {**index.columns(), **index.times(), **index.units.columns()}.items():
        column.replace(arrays[name])
    index.vectors.codes.replace(arrays["codes"])
    index.vectors.scales.replace(arrays["scales"])
    index.bm25.lengths.replace(arrays["lengths"])
    index.bm25.terms = {t: n for n, t in enumerate(cast("list[str]", meta["terms"]))}
    postings = {**index.postings(), "terms": (index.bm25.postings, len(index.bm25.terms))}
    for name, (posting, _) in postings.items():
        parts = (arrays[f"{name}_{part}"] for part in ("starts", "rows", "weights"))
        posting.load(*parts)  # type: ignore[arg-type]
    of_row = [int(s) for s in index.session.values]
    index.chains.restore(arrays["before"], arrays["after"], of_row, index.row_key)
    return index


def _bytes(text: str) -> _Array:
    return np.frombuffer(text.encode(), np.uint8)


def _text(data: _Array) -> str:
    return data.tobytes().decode()


def _split(text: str, size: int = 32) -> list[str]:
    """Cut concatenated ids (32 hexadecimal characters each) apart."""
    return [text[i : i + size] for i in range(0, len(text), size)]
