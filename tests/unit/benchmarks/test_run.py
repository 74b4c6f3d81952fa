"""The command line and the head of a result."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest

from benchmarks.head import head
from benchmarks.run import SUITES, parse, parser, rounded, size, table
from benchmarks.synthetic import events, questions


def test_command_line_becomes_options(tmp_path):
    """Each option of the contract arrives."""
    words = ["multihop", "--data", str(tmp_path), "--no-titles", "--merged", "--no-gate"]
    words += ["--limit", "5", "--seed", "7", "--sizes", "1k,10k", "--engine", "neo4j"]

    options = parse(parser().parse_args(words))

    assert (options.suite, options.data, options.engine) == ("multihop", tmp_path, "neo4j")
    assert (options.titles, options.merged, options.gate) == (False, True, False)
    assert (options.limit, options.seed, options.sizes) == (5, 7, (1_000, 10_000))


def test_every_suite_can_be_named():
    """What the registry holds, the command line accepts; anything else it refuses."""
    assert {parser().parse_args([name]).suite for name in SUITES} == set(SUITES)
    with pytest.raises(SystemExit):
        parser().parse_args(["nonsense"])


@pytest.mark.parametrize(("word", "count"), [("1k", 1_000), ("2M", 2_000_000), ("50", 50)])
def test_size_reads_thousands_and_millions(word, count):
    """Sizes may be abbreviated."""
    assert size(word) == count


def test_head_carries_the_contract():
    """The head says what ran where, and lists only options that differ from the defaults."""
    options = parse(parser().parse_args(["multihop", "--no-titles", "--limit", "3"]))

    found = json.loads(json.dumps(head(options, weights="ab12", notes={"x": 1})))

    assert found["suite"] == "multihop"
    assert found["engine"] == "embedded"
    assert found["options"] == {"no_titles": True, "limit": 3, "x": 1}
    assert found["weights"] == "ab12"
    assert set(found["machine"]) == {"cpu", "cores", "ram_gib"}
    assert set(found["versions"]) == {"graphmem", "python"}
    assert re.fullmatch(r"([0-9a-f]{40}\+?)?", found["commit"])


def test_rounding_leaves_words_and_counts_alone():
    """Only fractions lose digits."""
    assert [rounded(v) for v in ("x", 3, 0.123456789)] == ["x", 3, 0.12346]


def test_synthetic_events_repeat_with_their_seed():
    """One seed gives one life; ids are unique and times never go back."""
    first, again, other = (list(events(50, seed=s)) for s in (1, 1, 2))

    assert first == again
    assert [e.text for e in first] != [e.text for e in other]
    assert len({e.external_id for e in first}) == 50
    assert all(a.at < b.at for a, b in pairwise(first))
    assert questions(3, 50, seed=1) == questions(3, 50, seed=1)


def test_table_hides_what_the_title_says_and_shows_the_gain():
    """Set and unit stand above the table; the gain stands beside our row only."""
    ours = {"set": "a", "system": "graphmem", "n": 3, "r@5": 0.5, "ms": 12.25}
    gains = {"gain_rrf": 0.1, "gain_rrf_lo": -0.05, "gain_rrf_hi": 0.25}
    rows = [ours | gains, {"set": "a", "system": "rrf", "n": 3, "r@5": 0.4, "ms": 1.0}]

    found = table("a", rows)

    cells = {str(c.header): list(c.cells) for c in found.columns}
    assert cells == {
        "system": ["graphmem", "rrf"],
        "n": ["3", "3"],
        "r@5": ["0.500", "0.400"],
        "ms": ["12.2", "1.000"],
        "over rrf [95 %]": ["+0.100 [-0.050, +0.250]", ""],
    }
