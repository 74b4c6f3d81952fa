"""The suite ``extraction``: its scorers, its tuples, its data, its sample for judging."""

from __future__ import annotations

import io
import json

import pytest

from benchmarks import carb_tuples, sample_turns, webnlg_score
from benchmarks.carb_score import Extraction, match, read_gold, score
from benchmarks.context import Options
from benchmarks.extraction import carb, gold_trees, webnlg
from benchmarks.files import DataError
from benchmarks.triples_pronouns import pronoun_row, read_mentions
from benchmarks.triples_trees import read_trees
from benchmarks.webnlg_score import Counts, Triple, read_triple
from graphmem.ingest.facts import find_facts

_TREE = """# sent_id = a
# text = Ben's dogs didn't eat.
1-2\tBen's\t_\t_\t_\t_\t_\t_\t_\t_
1\tBen\tBen\tPROPN\t_\tNumber=Sing\t3\tnmod:poss\t_\t_
2\t's\t's\tPART\t_\t_\t1\tcase\t_\t_
3\tdogs\tdog\tNOUN\t_\tNumber=Plur\t6\tnsubj\t_\t_
4-5\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
4\tdid\tdo\tAUX\t_\tTense=Past|VerbForm=Fin\t6\taux\t_\t_
5\tn't\tnot\tPART\t_\tPolarity=Neg\t6\tadvmod\t_\t_
6\teat\teat\tVERB\t_\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
6.1\tfish\tfish\tNOUN\t_\t_\t_\t_\t_\t_
7\t.\t.\tPUNCT\t_\t_\t6\tpunct\t_\t_

# sent_id = b
1\tAna\tAna\tPROPN\t_\tNumber=Sing\t2\tnsubj\t_\t_
2\tmet\tmeet\tVERB\t_\tTense=Past|VerbForm=Fin\t0\troot\t_\t_
3\tBen\tBen\tPROPN\t_\tNumber=Sing\t2\tobj\t_\t_
4\tin\tin\tADP\t_\t_\t5\tcase\t_\t_
5\tLyon\tLyon\tPROPN\t_\tNumber=Sing\t2\tobl\t_\t_
"""


def test_trees_are_read_with_their_spaces():
    """Contractions are glued, empty nodes left out, heads and labels kept."""
    first, second = read_trees(io.StringIO(_TREE))

    assert first.doc.text.strip() == first.text == "Ben's dogs didn't eat."
    assert [t.head.text for t in second.doc] == ["met", "met", "met", "Lyon", "met"]
    assert second.doc[1].dep_ == "root"
    assert second.id == "b"


def test_clauses_and_facts_become_extractions():
    """A clause is one extraction with all its words, its facts are one for each argument."""
    _, tree = read_trees(io.StringIO(_TREE))

    assert carb_tuples.of_clauses(tree.doc) == [Extraction("met", "Ana", "Ben in Lyon")]
    facts = carb_tuples.of_facts(find_facts(tree.doc), all_candidates=False)
    assert facts == [Extraction("met", "Ana", "Ben"), Extraction("met in", "Ana", "Lyon")]


def test_a_match_counts_words_slot_by_slot():
    """A word in another slot is no match, and without one in the relation nothing is."""
    gold = Extraction("moved to", "Ana", "the city of Lyon")

    assert match(gold, Extraction("moved to", "Ana", "Lyon")) == (1.0, 4 / 7)
    assert match(gold, Extraction("moved", "Lyon", "Ana")) == (1 / 3, 1 / 7)
    assert match(gold, Extraction("left", "Ana", "the city of Lyon")) == (0.0, 0.0)


def test_precision_pairs_one_to_one_and_recall_does_not():
    """One extraction may serve two gold tuples, but is right only once."""
    gold = {"s": [Extraction("met", "Ana", "Ben"), Extraction("met", "Ana", "Ben")]}

    once = score(gold, {"s": [Extraction("met", "Ana", "Ben")]})
    twice = score(gold, {"s": [Extraction("met", "Ana", "Ben"), Extraction("saw", "Ana", "it")]})

    assert (once.precision, once.recall, once.f1) == (1.0, 1.0, 1.0)
    assert (twice.precision, twice.recall) == (0.5, 1.0)
    assert score(gold, {}).f1 == 0.0


def test_gold_joins_all_arguments_after_the_first():
    """CaRB's rows have two arguments and more."""
    gold = read_gold(["a b c\tb\ta\tc\tnow\n", "a b c\tb\ta\n"])

    assert gold["a b c"] == [Extraction("b", "a", "c now"), Extraction("b", "a", "")]


def test_webnlg_strings_are_compared_by_their_words():
    """Underscores, brackets and articles do not matter; half of the words must be shared."""
    gold = read_triple('Lyon_(city) | isPartOf | "The_Rhone_valley"')

    assert gold == Triple("Lyon (city)", "isPartOf", "The Rhone valley")
    assert webnlg_score.same(gold.subject, "Lyon")
    assert webnlg_score.same(gold.object, "the valley of the Rhone")
    assert not webnlg_score.same("Red Boat", "Red House")


def test_a_pair_may_be_turned_round_and_a_triple_needs_a_stem():
    """``pair`` asks for both ends only; a full match shares a stem with the property."""
    gold = [read_triple("Lyon | leaderName | Ben_Ray")]
    pair, full = Counts(), Counts()
    for found in ([Triple("Ben Ray", "leader_of", "Lyon")], [Triple("Ben Ray", "love", "Lyon")]):
        webnlg_score.count(pair, gold, found, pair=True)
        webnlg_score.count(full, gold, found, pair=False)

    assert (pair.right, full.right) == (2, 1)
    assert full.row() == {"p": 0.5, "r": 0.5, "f1": 0.5}
    assert Counts().row() == {"p": 0.0, "r": 0.0, "f1": 0.0}


def test_both_sets_are_measured_on_the_first_version(tmp_path):
    """Made files in the layout of the data give a row each."""
    (tmp_path / "carb").mkdir()
    sentence = "Ana Ray lives in Lyon ."
    (tmp_path / "carb" / "carb_gold_dev.tsv").write_text(f"{sentence}\tlives in\tAna Ray\tLyon\n")
    (tmp_path / "webnlg").mkdir()
    entry = {
        "triples": ["Ana_Ray | livesIn | Lyon"],
        "lexs": [{"comment": "bad", "text": "?"}, {"comment": "good", "text": sentence}],
    }
    (tmp_path / "webnlg" / "webnlg_x_dev.jsonl").write_text(json.dumps(entry) + "\n")
    options = Options(suite="extraction", data=tmp_path)

    _, tree = read_trees(io.StringIO(_TREE))
    open_row, *_ = carb(options, lambda _: tree.doc)
    triple_row, *_ = webnlg(options, lambda _: tree.doc)

    assert (open_row["system"], open_row["f1"]) == ("rules-1", 1.0)
    assert (triple_row["n"], triple_row["f1"], triple_row["pair_f1"]) == (1, 1.0, 1.0)


def test_trees_have_rows_of_their_own(tmp_path):
    """With a parser, facts, candidates and clauses are scored beside the first version."""
    _, tree = read_trees(io.StringIO(_TREE))
    (tmp_path / "carb").mkdir()
    (tmp_path / "carb" / "carb_gold_dev.tsv").write_text("Ana met\tmet\tAna\tBen in Lyon\n")
    (tmp_path / "webnlg").mkdir()
    entry = {
        "triples": ["Ana | meet | Ben"],
        "lexs": [{"comment": "good", "text": "Ana met"}],
    }
    (tmp_path / "webnlg" / "webnlg_x_dev.jsonl").write_text(json.dumps(entry) + "\n")
    options = Options(suite="extraction", data=tmp_path)

    open_rows = {row["system"]: row["f1"] for row in carb(options, lambda _: tree.doc)}
    triple_rows = {row["system"]: row["r"] for row in webnlg(options, lambda _: tree.doc)}

    assert open_rows["tree clauses"] == 1.0
    assert 0 < open_rows["tree facts"] <= open_rows["tree candidates"] < 1
    assert triple_rows == {"rules-1": 0.0, "tree facts": 1.0}


def test_gold_trees_are_counted(tmp_path):
    """EWT and GUM have a row each; a genre that is not free is left out."""
    import tarfile

    (tmp_path / "ud_ewt").mkdir()
    (tmp_path / "ud_ewt" / "en_ewt-ud-train.conllu").write_text(_TREE)
    (tmp_path / "gum").mkdir()
    source = tmp_path / "x.conllu"
    source.write_text(_TREE)
    with tarfile.open(tmp_path / "gum" / "gum_dep_conllu.tar", "w") as archive:
        archive.add(source, "dep/GUM_news_x.conllu")
        archive.add(source, "dep/GUM_reddit_x.conllu")

    ewt, gum, pronouns = gold_trees(tmp_path, None)

    assert (ewt["n"], gum["n"]) == (2, 2)
    assert ewt["facts"] == gum["facts"]
    assert ewt["facts"] >= 2
    assert (pronouns["n"], pronouns["precision"]) == (0, 0.0)


_SAID = """1\tAna\tAna\tPROPN\t_\tNumber=Sing\t2\tnsubj\t_\tEntity=(1-person-new)
2\tsang\tsing\tVERB\t_\tTense=Past|VerbForm=Fin\t0\troot\t_\t_

1\tShe\tshe\tPRON\t_\tGender=Fem|Number=Sing|Person=3\t2\tnsubj\t_\tEntity=(1-person-giv)
2\tleft\tleave\tVERB\t_\tTense=Past|VerbForm=Fin\t0\troot\t_\t_
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("-", "-", (1, 1, 1.0)),
        ("(1-person-giv)", "(3-person-new)", (1, 1, 0.0)),
        ("(1-person-new)", "(1-place-new)", (1, 0, 0.0)),
    ],
)
def test_pronouns_are_counted_against_gold_coreference(old, new, expected):
    """Right if the entity bears the name, wrong if another does, open if nobody was named."""
    row = pronoun_row("x", [_SAID.replace(old, new).splitlines()])

    assert (row["n"], row["resolved"], row["precision"]) == expected


def test_brackets_of_entities_nest():
    """The inner one closes first, whatever its number."""
    marks = ["(1-person-new(2-place-new)", "_", "(3-time-new", "3)1)"]
    lines = [
        "\t".join([str(n), "a", "a", "X", *"_____", "_" if m == "_" else f"Entity={m}"])
        for n, m in enumerate(marks, 1)
    ]

    found = {(m.entity, m.kind, m.first, m.last) for m in read_mentions(lines)}

    assert found == {("2", "place", 0, 0), ("3", "time", 2, 3), ("1", "person", 0, 3)}


def test_dialogue_text_stays_outside_the_repository(tmp_path):
    """A path inside is refused."""
    with pytest.raises(DataError, match="lies in the repository"):
        sample_turns.outside(sample_turns._ROOT / "benchmarks" / "results" / "x.jsonl")
    assert sample_turns.outside(tmp_path / "x.jsonl") == tmp_path / "x.jsonl"


def test_judgements_are_stripped_of_their_text(tmp_path):
    """Ids and judgements remain; an unknown word is refused."""
    row = {"id": "1:D1:1", "group": "kept", "text": "secret", "before": [], "missed": 1}
    fact = {"fact": ["a", "b", "c"], "judgement": "right"}
    path = tmp_path / "judged.jsonl"
    path.write_text(json.dumps(row | {"facts": [fact]}) + "\n")

    (found,) = sample_turns.stripped(path, 1)

    assert found == {
        "id": "1:D1:1",
        "reader": "b",
        "group": "kept",
        "judgements": ["right"],
        "missed": 1,
    }
    path.write_text(json.dumps(row | {"facts": [fact | {"judgement": "so-so"}]}) + "\n")
    with pytest.raises(DataError, match="judgements are"):
        list(sample_turns.stripped(path, 0))


def test_the_same_seed_draws_the_same_turns(tmp_path):
    """Kept turns first, then evidence that was not drawn yet."""
    talk = {
        "session_1_date_time": "1:00 pm on 8 May, 2023",
        "session_1": [
            {"speaker": "Ana", "dia_id": f"D1:{n}", "text": f"I moved to Lyon in {1990 + n}."}
            for n in range(1, 9)
        ],
    }
    asked = [{"question": "?", "category": 4, "evidence": ["D1:3"]}]
    record = {"sample_id": "x", "conversation": talk, "qa": asked}
    (tmp_path / "locomo").mkdir()
    (tmp_path / "locomo" / "locomo_open.json").write_text(json.dumps([record]))

    one = sample_turns.drawn(tmp_path, 5, kept=3, evidence=1)
    two = sample_turns.drawn(tmp_path, 5, kept=3, evidence=1)
    all_kept = sample_turns.drawn(tmp_path, 5, kept=8, evidence=1)

    assert one == two
    assert [row["group"] for row in one][:3] == ["kept"] * 3
    assert len({row["id"] for row in all_kept}) == len(all_kept) == 8
