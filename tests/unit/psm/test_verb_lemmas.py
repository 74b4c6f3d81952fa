"""Lemmas of verbs that an edit script cannot know."""

from __future__ import annotations

import pytest

from graphmem.psm.verb_lemmas import verb_lemma

_WORDS = {"promote", "apply", "stop", "move", "sell", "see", "call", "dat", "car", "employ"}
_WORDS.add("employee")


@pytest.mark.parametrize(
    ("said", "lemma"),
    [
        ("sold", "sell"), ("meant", "mean"), ("promot", "promote"), ("appli", "apply"),
        ("stopp", "stop"), ("call", "call"), ("move", "move"), ("zzyzx", "zzyzx"),
        ("2", "2"), ("", ""), ("co-own", "co-own"), ("dat", "date"), ("car", "care"),
        ("employe", "employ"), ("applie", "apply"),
    ],
)  # fmt: skip
def test_only_what_is_surely_no_lemma_is_changed(said: str, lemma: str):
    """An irregular past, or a stem that lacks its end; what is unknown stays as it is."""
    assert verb_lemma(said, _WORDS.__contains__) == lemma
