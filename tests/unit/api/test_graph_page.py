"""A context as a picture: what is drawn where, what the page holds, and that it loads nothing."""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graphmem.api.graph_page import page, write_page
from graphmem.api.graph_picture import QUESTION, letters, picture
from graphmem.errors import SettingsError
from graphmem.types import Context, ContextItem, Dispute, Passed, Source, Step

AT = datetime(2025, 3, 2, 20, 15, tzinfo=UTC)
EVIL = '</script><img src=x onerror=alert(1)> & "it\'s"'


def item(name: str, score: float, *steps: Step, text: str = "") -> ContextItem:
    """Return an item whose event is ``name``."""
    source = Source(name, None, "s", "Ana", None, AT)
    return ContextItem(text or f"text of {name}", score, {"dense": score}, (source,), steps, 9)


def context(*items: ContextItem, passed: tuple[Passed, ...] = (), query: str = "Who?") -> Context:
    """Return a context of some items."""
    return Context("c", query, items, "", 9, 0.5, passed=passed)


@pytest.fixture
def hop() -> Context:
    """``a`` is like the question; ``b`` came from ``p`` over Clara; ``q`` led nowhere."""
    return context(
        item("a", 1.0, Step("Who?", "similar meaning", "", "a", 0.6),
             Step("Who?", "same words", "", "a", 0.38), Step("z", "next: after", "", "a", 0.02)),
        item("b", 0.5, Step("p", "mentions", "Clara", "b", 0.4),
             Step("Who?", "about", "Ben", "b", 0.1)),
        passed=(Passed("p", "text of p", None, AT, 0.4), Passed("q", "text of q", "Ben", AT, 0.2)),
    )  # fmt: skip


def test_nodes_and_edges_are_those_of_the_paths(hop: Context):
    """Two steps between the same nodes are one edge; a tiny one, from nowhere, is not drawn."""
    drawn = picture(hop)

    edges = {(x.source, x.target): (x.relations, x.on_path) for x in drawn.lines}
    assert edges == {
        (QUESTION, "a"): (["similar meaning", "same words"], True),
        ("p", "name:Clara"): (["mentions"], True),
        ("name:Clara", "b"): (["mentions"], True),
        (QUESTION, "name:Ben"): (["about"], False),
        ("name:Ben", "b"): (["about"], False),
        (QUESTION, "p"): (["seed"], True),
    }
    ends = {end for edge in edges for end in edge}
    assert {spot.id for spot in drawn.spots} == ends | {"q"}


def test_columns_run_from_the_question_to_what_was_reached_over_a_name(hop: Context):
    """Question, names in it, what is like it, names in that, what is behind; the rest below."""
    x = {spot.id: spot.x for spot in picture(hop).spots}
    y = {spot.id: spot.y for spot in picture(hop).spots}

    assert x[QUESTION] < x["name:Ben"] < x["a"] == x["p"] < x["name:Clara"] < x["b"]
    assert y["q"] > max(y[node] for node in ("a", "b", "p", QUESTION))


def test_captions_and_sizes(hop: Context):
    """Items have numbers, others letters; the more activation, the larger."""
    spots = {spot.id: spot for spot in picture(hop).spots}

    assert [spots[n].caption for n in ("a", "b", "p", "q")] == ["1", "2", "a", "b"]
    assert spots["name:Clara"].caption == "Clara"
    assert spots["a"].radius > spots["b"].radius
    assert spots["p"].radius > spots["q"].radius
    assert spots["a"].details["text"] == "text of a"


def test_the_way_goes_through_other_items():
    """``b`` was reached from ``a``: the whole way from the question is marked."""
    made = context(
        item("a", 1.0, Step("Who?", "same words", "", "a", 1.0)),
        item("b", 0.5, Step("a", "mentions", "Clara", "b", 0.5)),
    )

    assert all(line.on_path for line in picture(made).lines)
    assert len(picture(made).lines) == 3


@pytest.mark.parametrize(("number", "word"), [(0, "a"), (25, "z"), (26, "aa"), (53, "bb")])
def test_letters_count_on(number: int, word: str):
    """After z comes aa, as in the list beside the drawing."""
    assert letters(number) == word


def test_nothing_recalled_is_a_picture_too():
    """The question stands alone; so do items whose paths were not asked for."""
    assert [spot.id for spot in picture(context()).spots] == [QUESTION]
    assert len(picture(context(item("a", 0.0), item("b", -1.0))).spots) == 3


def test_a_saved_context_gives_the_same_page(hop: Context):
    """Nothing but the context goes into the picture."""
    assert picture(Context.from_json(hop.to_json())) == picture(hop)


def test_the_page_is_one_file_that_loads_nothing(hop: Context, tmp_path: Path):
    """No script, style, image or frame from elsewhere, and a policy that would forbid it."""
    write_page(hop, tmp_path / "out.html")

    text = (tmp_path / "out.html").read_text("utf-8")
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"'](?!data:)", text)
    assert "default-src 'none'" in text
    assert text.index("Content-Security-Policy") < text.index("<script")


def test_remembered_text_is_no_markup():
    """Neither in the list nor in the drawing's data does a text end what it stands in."""
    made = context(
        item("a", 1.0, Step(EVIL, "about", EVIL, "a", 1.0), text=EVIL),
        passed=(Passed("p", EVIL, EVIL, AT, 0.4),),
        query=EVIL,
    )

    text = page(made)

    assert "<img src=x" not in text
    data = re.search(r'<script type="application/json" id="neo4j-viz-data">(.*?)</script>', text)
    assert data is not None
    nodes = json.loads(data[1])["nodes"]
    assert EVIL in {n["properties"].get("text") for n in nodes}


def test_disputes_and_repetition_are_told():
    """How often it was said, and what stands against it."""
    one = item("a", 1.0)
    said = ContextItem(
        one.text, 1.0, {}, (*one.sources, Source("a2", None, "s", "Ana", None, AT)), (), 9,
        (Dispute("replaced", "b", AT, "x", "y"),),
    )  # fmt: skip

    text = page(context(said))

    assert "2025-03-02 20:15, Ana, said 2 times · 1.00; replaced, see 2025-03-02" in text


def test_a_missing_extra_says_what_to_install(hop: Context, monkeypatch: pytest.MonkeyPatch):
    """The message is a command."""
    monkeypatch.setitem(sys.modules, "neo4j_viz", None)

    with pytest.raises(SettingsError, match=r"pip install 'graphmem\[viz\]'"):
        page(hop)
