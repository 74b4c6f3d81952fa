"""A context as JSON: there and back, in a form that a schema holds to."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmem.contexts import (
    VERSION,
    Context,
    ContextItem,
    Dispute,
    Passed,
    Recurrence,
    Source,
    Step,
)

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "context.schema.json").read_text("utf-8"))

_texts = st.text(max_size=8)
_maybe = st.none() | _texts
_moments = st.datetimes(timezones=st.just(UTC))
_shares = st.floats(allow_nan=False, allow_infinity=False, width=32)
_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_texts, inner, max_size=2),
    max_leaves=4,
)
_sources = st.builds(
    Source, _texts, _maybe, _texts, _maybe, _maybe, _moments,
    st.dictionaries(_texts, _json, max_size=2),
)  # fmt: skip
_steps = st.builds(Step, _texts, _texts, _texts, _texts, _shares)
_disputes = st.builds(
    Dispute, st.sampled_from(["disputed", "replaced", "replaces"]), _texts, _moments, _texts, _texts
)
_recurrences = st.builds(
    Recurrence, _texts, st.sampled_from(["statement", "routine", "shape"]), st.integers(1, 99),
    st.integers(1, 9), _moments, _moments, st.floats(0, 1),
)  # fmt: skip
_items = st.builds(
    ContextItem, _texts, _shares, st.dictionaries(_texts, _shares, max_size=2),
    st.lists(_sources, min_size=1, max_size=2).map(tuple),
    st.lists(_steps, max_size=2).map(tuple), st.integers(0, 99),
    st.lists(_disputes, max_size=2).map(tuple), st.none() | _recurrences,
)  # fmt: skip
_passed = st.builds(Passed, _texts, _texts, _maybe, _moments, _shares)
CONTEXTS = st.builds(
    Context, _texts, _texts, st.lists(_items, max_size=2).map(tuple), _texts,
    st.integers(0, 99), st.floats(0, 1), st.booleans(), st.lists(_passed, max_size=2).map(tuple),
)  # fmt: skip


@given(CONTEXTS)
def test_json_gives_the_same_context_back(context: Context):
    """Nothing is lost or rounded; times keep their instant."""
    assert Context.from_json(context.to_json()) == context
    assert Context.from_json(context.to_json(indent=2)) == context


@given(CONTEXTS)
def test_json_is_as_the_schema_says(context: Context):
    """Every context is valid against the document's schema."""
    jsonschema.validate(json.loads(context.to_json()), SCHEMA)


@pytest.mark.parametrize("gone", ["context_id", "items", "confidence", "text", "version"])
def test_the_schema_misses_what_is_gone(gone: str):
    """A field that is promised and not there is an error: the test above can fail."""
    values = Context("c", "q", (), "", 0, 0.0).to_dict()
    del values[gone]

    with pytest.raises(jsonschema.ValidationError, match=gone):
        jsonschema.validate(values, SCHEMA)


def test_the_schema_names_every_field_and_no_other():
    """A new field needs a line in the schema."""
    values = {**Context("c", "q", (), "", 0, 0.0).to_dict(), "more": 1}

    with pytest.raises(jsonschema.ValidationError, match="more"):
        jsonschema.validate(values, SCHEMA)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "Expecting"),
        ("[]", "JSON object"),
        ("{}", "version None"),
        (f'{{"version": {VERSION + 1}}}', f"version {VERSION + 1}"),
        (f'{{"version": {VERSION}, "context_id": 5}}', "validation error"),
    ],
)
def test_what_is_no_context_is_refused(text: str, message: str):
    """The error says what is wrong."""
    with pytest.raises(ValueError, match=message):
        Context.from_json(text)


def test_json_is_readable():
    """Letters stand as they are, the name of the recall in front."""
    text = Context("c1", "Où?", (), "", 0, 0.0).to_json()

    assert text.startswith(f'{{"version": {VERSION}, "context_id": "c1", "query": "Où?"')
