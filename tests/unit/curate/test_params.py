"""What may be a parameter of a query."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from graphmem.curate.params import check_params
from graphmem.errors import QueryRefusedError


def test_scalars_and_lists_of_them_pass():
    """Whatever JSON has but objects and nested lists."""
    check_params({"a": "x", "b": 1, "c": 1.5, "d": True, "e": None, "f": ["x", 1, None], "g": []})
    check_params({})


@pytest.mark.parametrize(
    "value", [object(), b"x", {"a": 1}, {1}, [object()], [[1]], datetime(2024, 1, 1, tzinfo=UTC)]
)
def test_anything_else_is_refused_by_name(value: object):
    """The engine would raise an error of its own, or make a text of it."""
    with pytest.raises(QueryRefusedError, match="parameter 'who'"):
        check_params({"who": value})


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, "\ud800", ["x", "\udfff"]])
def test_what_no_engine_holds_is_refused(value: object):
    """A number of more than 64 bits and half a surrogate pair are told before they are sent."""
    check_params({"who": 2**63 - 1, "what": "\U0001f600"})
    with pytest.raises(QueryRefusedError, match="parameter 'who' holds"):
        check_params({"who": value})


@pytest.mark.parametrize("params", ["x", [1], {1: "x"}])
def test_parameters_have_names(params: object):
    """A list or a text is no mapping, a number no name."""
    with pytest.raises(QueryRefusedError, match=r"mapping|name"):
        check_params(params)
