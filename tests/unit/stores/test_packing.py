"""What is packed comes back: texts exactly, vectors with the scores they had."""

from __future__ import annotations

import threading
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.errors import StoreError
from graphmem.stores.index.vectors import Vectors
from graphmem.stores.packing import pack_text, pack_vectors, unpack_text, unpack_vectors

REMARK = "I finally went to the pottery class yesterday, and it was so much fun that I signed up."


@given(st.text())
def test_a_text_comes_back_as_it_was(text: str):
    """Whatever its script, the empty one too."""
    packed = pack_text(text)

    assert unpack_text(packed) == text
    assert packed.isascii()


def test_a_remark_is_packed_smaller_than_by_a_general_compressor():
    """That is what the dictionary is for; and it takes less room than it did, as base64 too."""
    assert len(pack_text(REMARK)) < len(REMARK)
    assert len(pack_text(REMARK)) * 3 / 4 < len(zlib.compress(REMARK.encode(), 9)) * 0.75


def test_what_is_damaged_is_an_error_and_no_other_text():
    """Neither rubbish, nor the frame of another dictionary, nor a bomb."""
    packed = pack_text(REMARK)

    for wrong in (packed[:-8], "AAAA", "no base64!", "é"):
        with pytest.raises(StoreError):
            unpack_text(wrong)
    with pytest.raises(StoreError):
        unpack_text(pack_text("0" * 17 * 2**20))
    with pytest.raises(StoreError):
        unpack_vectors(pack_vectors([(-1, -1)], np.ones((1, 8), np.float32))[:-4])
    with pytest.raises(StoreError):
        unpack_vectors("")


def test_vectors_come_back_with_the_scores_they_had():
    """Codes and scales are those of the search structure, before and after unpacking."""
    rng = np.random.default_rng(7)
    vectors = rng.normal(size=(5, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    places = [(-1, -1), (0, 12), (13, 40), (41, 99), (100, 170)]

    found = unpack_vectors(pack_vectors(places, vectors))

    before, after = Vectors(384), Vectors(384)
    before.extend(vectors)
    after.extend(np.stack([f.vector for f in found]))
    assert [(f.start, f.end) for f in found] == places
    assert np.array_equal(after.codes.values, before.codes.values)
    assert np.allclose(after.scales.values, before.scales.values, rtol=1e-6)
    assert np.abs(np.stack([f.vector for f in found]) - vectors).max() < 1 / 127


def test_threads_pack_at_once():
    """A compressor serves one thread: each has its own."""
    wrong: list[str] = []

    def work(n: int) -> None:
        text = REMARK * n
        wrong.extend(text for _ in range(200) if unpack_text(pack_text(text)) != text)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
