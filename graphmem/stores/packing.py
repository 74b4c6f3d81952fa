"""Texts and vectors of archived events, packed: a third of the room, and back without a loss.

A text becomes a Zstandard frame (Collet and Kucherawy, RFC 8878, 2021) made with a dictionary that
ships with the package, in base64: text is what both engines store, copy and export alike. Vectors
become the 8-bit codes that recall compares anyway (``index/vectors``), so that a packed event is
found with the very scores it had.
"""

from __future__ import annotations

import re
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np
import zstandard
from numpy.typing import NDArray

from graphmem.errors import StoreError
from graphmem.stores.base import Row
from graphmem.stores.index.vectors import quantise
from graphmem.stores.queries import Query

DICTIONARY = Path(__file__).parent / "data" / "text.zdict"
LEVEL = 19
MOST_BYTES = 16 * 2**20  # of one text; longer ones stay as they are
_HEAD = np.dtype([("start", "<i4"), ("end", "<i4"), ("scale", "<f4")])
_FORMAT = zstandard.FORMAT_ZSTD1_MAGICLESS
_UNREADABLE = (
    "an archived text cannot be unpacked: it is damaged, or was packed by a later graphmem"
)
_PACKED = re.compile(r"packed|packed_\w+|span|span_\w+")
_local = threading.local()  # neither a compressor nor a decompressor serves two threads at once


@dataclass(frozen=True, slots=True)
class PackedVector:
    """A vector as its codes, with the place in the text that it stands for.

    Attributes:
        start: Offset of a sentence; ``end`` likewise. -1 for the vector of the whole event.
        codes: int8. Shape: (dimension,).
        scale: ``codes * scale`` is the vector.
    """

    start: int
    end: int
    codes: NDArray[np.int8]
    scale: float

    @property
    def vector(self) -> NDArray[np.float32]:
        """The vector as floats. Shape: (dimension,)."""
        return self.codes.astype(np.float32) * np.float32(self.scale)


def pack_text(text: str) -> str:
    """Return a text of at most ``MOST_BYTES`` packed, in base64."""
    return b64encode(_compressor().compress(text.encode())).decode("ascii")


def unpack_text(packed: str) -> str:
    """Return the text that was packed.

    Raises:
        StoreError: It is damaged, or of a later version.
    """
    try:
        frame = _bytes(packed)
        told = zstandard.get_frame_parameters(frame, format=_FORMAT).content_size
        if told <= MOST_BYTES:
            return _decompressor().decompress(frame).decode()
    except (zstandard.ZstdError, ValueError) as exc:
        raise StoreError(_UNREADABLE) from exc
    raise StoreError(_UNREADABLE)


def with_texts(query: Query, rows: Iterable[Row]) -> Iterable[Row]:
    """Give the rows of a query the texts that it returns packed.

    A column ``packed_words`` stands for ``words`` where these are null, ``packed`` for ``text``;
    ``span_words`` and ``span``, if they are there and not null, say which part of it: [start, end).
    So nobody who reads words needs to know what lies in the archive.
    """
    return map(_with_texts, rows) if query.unpacks else rows


def without_packed(row: Row) -> Row:
    """Return a row without the columns that ``with_texts`` reads."""
    return {name: value for name, value in row.items() if not _PACKED.fullmatch(name)}


def _with_texts(row: Row) -> Row:
    for name in [n for n in row if n.startswith("packed") and n != "packed_vectors"]:
        words = name.removeprefix("packed_") if name != "packed" else "text"
        if row[name] is not None and row.get(words) is None:
            text = unpack_text(str(row[name]))
            span = cast("list[int] | None", row.get(name.replace("packed", "span", 1)))
            row[words] = text if span is None else text[slice(*span)]
    return row


def unpack_event(row: Row) -> list[Row]:
    """Give a row of the search structures back what is packed of it.

    Its column ``packed_vectors`` goes, ``embedding`` comes; the engine has filled in ``text``.

    Returns:
        Its sentences, as rows of ``events.pull_sentences``; none where nothing is packed.
    """
    vectors = row.pop("packed_vectors", None)
    sentences: list[Row] = []
    for found in unpack_vectors(str(vectors)) if vectors is not None else ():
        if found.start < 0:
            row["embedding"] = found.vector
        else:
            place: Row = {"start": found.start, "end": found.end, "embedding": found.vector}
            sentences.append({"event_id": row["id"], **place})
    return sentences


def pack_vectors(places: Sequence[tuple[int, int]], vectors: NDArray[np.float32]) -> str:
    """Return vectors packed, in base64.

    Args:
        places: [start, end) of the sentence of each; (-1, -1) for a whole event.
        vectors: Shape: (n, dimension).
    """
    codes, scales = quantise(vectors)
    head = np.zeros(len(places), _HEAD)
    head["start"], head["end"] = np.array(places, np.int32).reshape(-1, 2).T
    head["scale"] = scales
    size = np.array(codes.shape, "<i4")
    return b64encode(size.tobytes() + head.tobytes() + codes.tobytes()).decode("ascii")


def unpack_vectors(packed: str) -> list[PackedVector]:
    """Return the vectors that were packed, in their order.

    Raises:
        StoreError: They are damaged.
    """
    try:
        data = _bytes(packed)
        n, dimension = np.frombuffer(data, "<i4", 2).tolist()
        head = np.frombuffer(data, _HEAD, n, 8)
        codes = np.frombuffer(data, np.int8, offset=8 + head.nbytes).reshape(n, dimension)
    except ValueError as exc:
        raise StoreError("the vectors of an archived event are damaged: reembed them") from exc
    return [
        PackedVector(int(h["start"]), int(h["end"]), c, float(h["scale"]))
        for h, c in zip(head, codes, strict=True)
    ]


def _bytes(packed: str) -> bytes:
    return b64decode(packed.encode("ascii"), validate=True)


@cache
def _dictionary() -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict(DICTIONARY.read_bytes())


def _compressor() -> zstandard.ZstdCompressor:
    if not hasattr(_local, "compressor"):
        params = zstandard.ZstdCompressionParameters.from_level(  # pyright: ignore
            LEVEL, format=_FORMAT, write_content_size=True, write_dict_id=True
        )
        _local.compressor = zstandard.ZstdCompressor(
            compression_params=params, dict_data=_dictionary()
        )
    return _local.compressor


def _decompressor() -> zstandard.ZstdDecompressor:
    if not hasattr(_local, "decompressor"):
        _local.decompressor = zstandard.ZstdDecompressor(dict_data=_dictionary(), format=_FORMAT)
    return _local.decompressor
