"""The sentence encoder as it ships."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphmem.psm import session
from graphmem.psm.runtime import Encoder, TextEncoder

ORIGINAL = Path(__file__).parent / "original_vectors.jsonl"
TEXTS = [
    "I moved to Lisbon last year.",
    "hm",
    "My sister Clara teaches chemistry at a school in Graz and keeps bees on the roof.",
    "What did we say about the holidays?",
    "  ",
    "Ana said that the meeting is on Tuesday, " * 12,
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The shipped encoder, two threads."""
    return Encoder.load(threads=2)


def test_vectors_are_those_of_the_original_model(encoder: Encoder):
    """Each vector is near the one that the published model gives (computed with torch)."""
    rows = [json.loads(line) for line in ORIGINAL.read_text(encoding="utf-8").splitlines()]
    expected = np.array([row["vector"] for row in rows], np.float32)

    found = encoder.encode([row["text"] for row in rows])

    cosines = (found * expected).sum(axis=1)
    assert cosines.min() > 0.99
    assert cosines.mean() > 0.997


def test_vectors_have_unit_length_and_the_stated_shape(encoder: Encoder):
    """One row of length 1 per text, in float32."""
    vectors = encoder.encode(TEXTS)

    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.skipif(not session.sums_bytes(), reason="this processor has the exact product only")
def test_the_fast_product_of_bytes_is_exact(monkeypatch: pytest.MonkeyPatch, encoder: Encoder):
    """Where the processor sums bytes in 32 bits, both ways of multiplying give the same vectors."""
    found = encoder.encode(TEXTS)
    monkeypatch.setattr(session, "sums_bytes", lambda: False)

    assert np.array_equal(Encoder.load(threads=1).encode(TEXTS), found)


def test_no_texts_give_no_rows(encoder: Encoder):
    """An empty list is a matrix without rows, of the right width."""
    assert encoder.encode([]).shape == (0, encoder.dimension)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_company_and_order_do_not_change_a_vector(texts, random):
    """A text has the same vector alone, in any batch and at any place in it."""
    encoder = _SHARED
    order = list(range(len(texts)))
    random.shuffle(order)
    alone = np.concatenate([encoder.encode([text]) for text in texts])

    shuffled = encoder.encode([texts[i] for i in order])

    assert np.abs(shuffled - alone[order]).max() < 1e-4


def test_a_text_among_sixty_four_keeps_its_vector(encoder: Encoder):
    """The figure that the choice of precision promises."""
    crowd = [f"{TEXTS[i % len(TEXTS)]} It is number {i}. {'More. ' * (i % 9)}" for i in range(64)]

    together = encoder.encode(crowd)

    alone = np.concatenate([encoder.encode([text]) for text in crowd])
    assert np.abs(together - alone).max() < 1e-4


def test_threads_and_batch_size_do_not_change_a_vector():
    """One thread, one text per run: the same vectors as two threads in batches."""
    slow = Encoder.load(threads=1, batch_size=1)

    assert np.abs(slow.encode(TEXTS) - _SHARED.encode(TEXTS)).max() < 1e-4


def test_callers_in_parallel_get_their_own_vectors():
    """First use and later use may come from several threads at once."""
    encoder = Encoder.load(threads=1)
    expected = _SHARED.encode(TEXTS)

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda i: encoder.encode([TEXTS[i % 6]]), range(24)))

    for i, vector in enumerate(results):
        assert np.abs(vector[0] - expected[i % 6]).max() < 1e-4


def test_meaning_is_nearer_than_words(encoder: Encoder):
    """A question lies nearer to its answer than to a text that shares its words."""
    question, answer, other = encoder.encode(
        ["Where does Ana live?", "Ana's home is in Lisbon.", "Where does the bus stop?"]
    )

    assert question @ answer > question @ other


def test_a_text_beyond_the_limit_is_its_beginning(encoder: Encoder):
    """What lies after 254 word pieces does not count; nothing fails."""
    start = "bread " * 254

    first, second = encoder.encode([start + "and the sea", start + "or a war " * 5000])

    assert np.abs(first - second).max() < 1e-4


@pytest.mark.parametrize("text", ["", "\0", "\ud83d", "🎉" * 50, "a" * 10_000, "\n\t\u200b"])
def test_odd_texts_have_vectors(encoder: Encoder, text: str):
    """Empty, control characters, half a surrogate pair, one endless word: a finite unit vector."""
    vector = encoder.encode([text])[0]

    assert np.isfinite(vector).all()
    assert abs(float(vector @ vector) - 1) < 1e-4


def test_tokens_are_counted_without_markers_and_limit(encoder: Encoder):
    """Counts are of word pieces, also beyond what the encoder reads."""
    assert encoder.count_tokens(["", "hello world", "bread " * 1000]) == [0, 2, 1000]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_offsets_are_ordered_and_inside_the_text(text):
    """Offsets count characters, not bytes, rise, and are as many as the tokens."""
    offsets = _SHARED.tokenize_offsets(text)

    assert len(offsets) == _SHARED.count_tokens([text])[0]
    assert all(0 <= start <= end <= len(text) for start, end in offsets)
    assert offsets == sorted(offsets)


def test_offsets_point_at_the_words_of_a_text_beyond_ascii():
    """Accents and emoji before a word do not move it."""
    text = "Zoë’s café 🎉 opens"

    words = [text[start:end] for start, end in _SHARED.tokenize_offsets(text)]

    assert words[:3] == ["Zoë", "’", "s"]
    assert words[-1] == "opens"


def test_the_encoder_is_what_others_ask_for(encoder: Encoder):
    """It has all that the port names."""
    port: TextEncoder = encoder

    assert port.version.startswith("all-MiniLM-L6-v2/")
    assert port.dimension == 384


def test_importing_and_loading_start_no_model():
    """Until the first text, neither onnxruntime nor the tokenizer is imported."""
    code = (
        "import sys; from graphmem.psm.runtime import Encoder; Encoder.load();"
        "print([m for m in ('onnxruntime', 'tokenizers', 'torch') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


_SHARED = Encoder.load(threads=2)  # Hypothesis runs a test many times; a session is made once
