"""The public surface: what can be imported, and what importing costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import graphmem
from graphmem import errors

HEAVY = ("onnxruntime", "spacy", "arcadedb", "networkx", "neo4j", "torch", "numpy", "scipy")


def test_all_is_sorted_and_importable():
    """Each name of ``__all__`` is there."""
    assert graphmem.__all__ == sorted(graphmem.__all__)
    for name in graphmem.__all__:
        assert getattr(graphmem, name) is not None


def test_all_is_what_was_agreed():
    """A name more or less is a decision, not an accident."""
    assert graphmem.__all__ == [
        "Context",
        "Event",
        "GraphMemError",
        "Memory",
        "RecallOptions",
        "Receipt",
        "Settings",
        "__version__",
    ]


def test_nothing_else_is_public():
    """What is not in ``__all__`` is a module of the package, or starts with an underscore."""
    code = (
        "import graphmem, types\n"
        "print([n for n, v in vars(graphmem).items() if not n.startswith('_')"
        " and n not in graphmem.__all__ and not isinstance(v, types.ModuleType)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert set(eval(done.stdout)) <= {"annotations", "TYPE_CHECKING", "import_module"}


def test_unknown_name_is_an_attribute_error():
    """Lazy loading does not swallow slips."""
    with pytest.raises(AttributeError, match="no attribute 'Memorry'"):
        _ = graphmem.Memorry  # type: ignore[attr-defined]


def test_import_loads_nothing_heavy():
    """``import graphmem`` costs milliseconds: no runtime, engine, pipeline or framework."""
    code = f"import sys, graphmem; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_memory_loads_no_framework():
    """Opening a memory needs neither torch nor the server driver nor networkx."""
    code = (
        "import sys; from graphmem import Memory; Memory\n"
        "print([m for m in ('torch', 'neo4j', 'networkx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_every_error_is_drawn_in_the_tree():
    """The module's docstring shows each class, and each is a GraphMemError."""
    drawn = errors.__doc__ or ""
    found = [v for v in vars(errors).values() if isinstance(v, type)]

    assert len(found) >= 14
    for error in found:
        assert issubclass(error, errors.GraphMemError)
        assert f"─ {error.__name__}" in drawn or error is errors.GraphMemError


def test_errors_carry_what_they_promise():
    """Attributes are for programs, messages for people."""
    assert errors.ImportFileError("bad", line=7).line == 7
    assert errors.StoreError("bad", query="a.b").query == "a.b"
    assert str(errors.StoreError("bad", query="a.b")) == "a.b: bad"
    assert str(errors.StoreError("bad")) == "bad"
    assert errors.StoreLockedError("held", pid=5).pid == 5
    error = errors.ConvergenceError("no", steps=3, residual=0.5)
    assert (error.steps, error.residual) == (3, 0.5)
