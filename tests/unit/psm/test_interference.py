"""The interference head with the shipped weights."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graphmem.dynamics.statements import Counted, Pair, Statement
from graphmem.errors import ModelError
from graphmem.psm.interference import Interference
from graphmem.psm.interference_features import masked, with_stand_ins
from graphmem.psm.interference_kernel import Memory, kernel
from graphmem.psm.interference_tables import TABLE
from graphmem.psm.manifest import weights_folder

_BORN = Pair(Statement("Mia", "was born in", "Madrid"), Statement("Mia", "was born in", "Porto"))
_LIKES = Pair(Statement("Mia", "likes", "jazz"), Statement("Mia", "likes", "techno"))
_MOVED = Pair(Statement("Mia", "lives in", "Oslo"), Statement("Mia", "moved to", "Bergen"))
_LEFT = Pair(Statement("Mia", "works for", "Nokia"), Statement("Mia", "quit", "Nokia"))
_FINER = Pair(
    Statement("Mia", "was born in", "1990"), Statement("Mia", "was born on", "May 5, 1990")
)


@pytest.fixture(scope="module")
def head() -> Interference:
    """The shipped head."""
    return Interference.load(threads=1)


@pytest.mark.parametrize(
    ("pair", "kind"),
    [
        (_BORN, "contradicts"),
        (_LIKES, "compatible"),
        (_MOVED, "supersedes"),
        (_LEFT, "supersedes"),
        (_FINER, "refines"),
    ],
)
def test_clear_pairs_get_their_verdict(head: Interference, pair: Pair, kind: str):
    """Clear pairs get their verdict."""
    verdict = head.judge([pair])[0]
    assert verdict.kind == kind, verdict


def test_probabilities_are_shares_of_one(head: Interference):
    """Probabilities are shares of one."""
    for verdict in head.judge([_BORN, _LIKES, _MOVED, _LEFT, _FINER]):
        parts = (verdict.compatible, verdict.refines, verdict.contradicts, verdict.supersedes)
        assert sum(parts) == pytest.approx(1)
        assert all(0 <= part <= 1 for part in parts)


def test_a_pair_is_judged_alike_in_any_company(head: Interference):
    """A pair is judged alike in any company."""
    together = head.judge([_LIKES, _BORN, _MOVED])
    alone = [head.judge([pair])[0] for pair in (_LIKES, _BORN, _MOVED)]
    assert [v.kind for v in together] == [v.kind for v in alone]
    assert [v.conflict for v in together] == pytest.approx([v.conflict for v in alone], abs=1e-5)


def test_the_model_has_no_say_without_common_subject(head: Interference):
    """The model has no say without common subject."""
    verdict = head.judge([replace(_BORN, newer=replace(_BORN.newer, subject="Tom"))])[0]
    assert verdict.kind == "compatible"
    assert verdict.reasons == ("other subject",)
    assert verdict.single is None


def test_a_declaration_outweighs_the_words(head: Interference):
    """A declaration outweighs the words."""
    many, one = (
        head.judge([replace(pair, declared=said)])[0]
        for pair, said in ((_BORN, "many"), (_LIKES, "one_at_a_time"))
    )
    assert many.conflict < head.threshold <= one.conflict


def test_counts_move_the_verdict_their_way(head: Interference):
    """Counts move the verdict their way."""
    plain, single, several = head.judge(
        [_LIKES, *(replace(_LIKES, counted=c) for c in (Counted(25, 0), Counted(5, 20)))]
    )
    assert several.conflict < plain.conflict < single.conflict


def test_no_pairs_are_no_verdicts(head: Interference):
    """No pairs are no verdicts."""
    assert head.judge([]) == []


def test_subject_and_object_are_masked_as_whole_words():
    """Subject and object are masked as whole words."""
    said = Statement("Al", "is from", "Oslo", text="Al, not Alan, is from Oslo.")
    assert masked(said) == "X, not Alan, is from Y"
    assert masked(replace(said, text="He is from there")) == "X is from Y"
    assert with_stand_ins("X lives in Y", "person", "place") == "someone lives in a place"


def test_what_something_is_of_someone_is_a_predicate_of_that_one():
    """What something is of someone is a predicate of that one."""
    assert masked(Statement("Tom's mother", "is", "Ruth")) == "X's mother is Y"
    assert masked(Statement("the rent", "is now", "900 euros")) == "The rent of X is Y"
    assert masked(Statement("Tom", "is", "tall")) == "X is Y"
    assert masked(Statement("Omar", "have_father", "Raj")) == "X's father is Y"
    seat = Statement("headquarters of Zentrix", "be_in", "Lyon")
    assert masked(seat) == "The headquarters of X is in Y"


def test_a_known_saying_is_nearest_to_itself():
    """A known saying is nearest to itself."""
    features = np.eye(4, dtype=np.float32)[:, :3] * 0.2
    known = Memory.of(features)
    assert np.allclose(known.features, features, atol=0.002)
    assert Memory.unpacked(known.packed()).stored.tolist() == known.stored.tolist()
    _, gaussian = kernel(features, known.features)
    assert (gaussian.argmax(axis=1) == np.arange(4)).all()


def test_a_missing_file_says_what_to_do(tmp_path: Path):
    """A missing file says what to do."""
    with pytest.raises(ModelError, match="reinstall"):
        Interference.load(tmp_path)


@pytest.mark.parametrize("harm", ["cut", "altered", "other"])
def test_a_damaged_file_is_refused(tmp_path: Path, harm: str):
    """A damaged file is refused."""
    text = (weights_folder() / TABLE).read_text(encoding="utf-8")
    if harm == "cut":
        text = text[: len(text) // 2]
    else:
        fields = json.loads(text)
        fields["values"] = {} if harm == "other" else fields["values"] | {"threshold": 0.1}
        text = json.dumps(fields)
    (tmp_path / TABLE).write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="reinstall"):
        Interference.load(tmp_path)
