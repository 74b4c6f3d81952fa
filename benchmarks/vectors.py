"""Embeddings of passages for the dense baseline, kept on disk in shards that resume."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.progress import track

from benchmarks.context import Encode, Floats

_SHARD = 1024  # texts: a minute of work at most is lost by an interruption
_PIECE_WORDS = 150  # about 200 word pieces, inside the encoder's window


def pieces(texts: Sequence[str], *, split: bool) -> tuple[list[str], NDArray[np.int64]]:
    """Cut long texts into parts that the encoder sees whole.

    Args:
        texts: The passages.
        split: False leaves them as they are; the encoder cuts what is too long for it.

    Returns:
        The parts in order, and for each the index of its text.
    """
    if not split:
        return list(texts), np.arange(len(texts))
    parts: list[str] = []
    owners: list[int] = []
    for i, text in enumerate(texts):
        words = text.split()
        starts = range(0, max(len(words), 1), _PIECE_WORDS)
        parts += [" ".join(words[s : s + _PIECE_WORDS]) for s in starts]
        owners += [i] * len(starts)
    return parts, np.asarray(owners, dtype=np.int64)


def embed(
    encode: Encode, texts: Sequence[str], *, version: str, cache: Path | None, label: str = ""
) -> Floats:
    """Embed texts, reading shards that an earlier run left in ``cache``.

    Returns:
        Unit rows. Shape: (n_texts, d_model).
    """
    shards = [list(texts[i : i + _SHARD]) for i in range(0, len(texts), _SHARD)]
    files = [cache / f"{_key(version, shard)}.npy" if cache else None for shard in shards]
    work = list(zip(shards, files, strict=True))
    if any(f is None or not f.exists() for f in files):
        work = track(work, description=f"embed {label}")
    found = [_shard(encode, shard, file) for shard, file in work]
    return np.concatenate(found) if found else np.empty((0, 0), dtype=np.float32)


def _shard(encode: Encode, texts: list[str], file: Path | None) -> Floats:
    if file is not None and file.exists():
        return np.load(file)
    rows = encode(texts)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(".part.npy")
        np.save(part, rows)
        part.replace(file)  # whole or absent, also after a kill
    return rows


def _key(version: str, texts: list[str]) -> str:
    state = blake2b(version.encode(), digest_size=12)
    for text in texts:
        state.update(len(text).to_bytes(8, "big") + text.encode("utf-8", "surrogatepass"))
    return state.hexdigest()
