"""An encoder that keeps its last vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.keeping import KeepingEncoder
from tests.fakes import FakeEncoder


class Counting(FakeEncoder):
    """Notes what it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector per text."""
        self.asked += texts
        return super().encode(texts)


def test_what_is_kept_is_not_encoded_again():
    """The vectors are those of the encoder, in the order of the texts."""
    encoder = Counting()
    keeping = KeepingEncoder(encoder)

    keeping.encode(["a cat", "a dog"])
    found = keeping.encode(["a dog", "a fox", "a cat", "a dog"])

    assert encoder.asked == ["a cat", "a dog", "a fox"]
    plain = FakeEncoder().encode(["a dog", "a fox", "a cat", "a dog"])
    np.testing.assert_array_equal(found, plain)
    assert keeping.encode([]).shape == (0, keeping.dimension)


def test_the_oldest_vectors_go_first():
    """No more are kept than were asked for."""
    encoder = Counting()
    keeping = KeepingEncoder(encoder, size=2)

    for text in ("a", "b", "a", "c", "a", "b"):
        keeping.encode([text])

    assert encoder.asked == ["a", "b", "c", "b"]
