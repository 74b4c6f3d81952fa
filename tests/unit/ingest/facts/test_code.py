"""Code states nothing; talk about it does."""

from __future__ import annotations

import pytest

from graphmem.ingest.facts.code import code_spans, is_in


@pytest.mark.parametrize(
    "line",
    [
        "from flask import Flask, request",
        "import numpy as np",
        "app = Flask(__name__)",
        "def index():",
        "class User(Base):",
        "@app.route('/')",
        "    return render_template('index.html')",
        "if __name__ == '__main__':",
        "for name in names:_seen.add(name)",
        "const a = 3;",
        "total += price",
        "print('Ana lives in Porto')",
        "<div class='x'>Ana lives in Porto</div>",
        "{% if user %}",
        "#include <stdio.h>",
        "SELECT name FROM users WHERE city = 'Porto';",
        "}",
    ],
)
def test_lines_of_code_are_found(line: str):
    """Each between two sentences, which stay."""
    text = f"I live in Porto.\n{line}\nI work at Helios."
    spans = code_spans(text)

    assert is_in(spans, text.index(line.strip()))
    assert not is_in(spans, text.index("live"))
    assert not is_in(spans, text.index("work"))


def test_a_fenced_block_is_code_to_its_end():
    """Even where the end is missing."""
    text = "I live in Porto. ```\nAna lives in Rome\n``` I work at Helios. ```\nBen is a cook"

    assert is_in(code_spans(text), text.index("Rome"))
    assert is_in(code_spans(text), text.index("Ben"))
    assert not is_in(code_spans(text), text.index("work"))


@pytest.mark.parametrize(
    "text",
    [
        "For breakfast I had: eggs, toast (burnt), and tea.",
        "If I move to Porto (next year), I'll tell you.",
        "I import wine from Portugal.",
        "With Ana and Ben:",
        "Return the book to Clara (she needs it).",
        "Let me know; I work with Flask and SQLAlchemy.",
        "- I live in Porto (since May)",
        "I'm 5 < 6 years from it",
        "My class is at nine: maths.",
        "",
    ],
)
def test_sentences_are_no_code(text: str):
    """Colons, brackets and words that programs use as well."""
    assert code_spans(text) == []
