"""Human questions and gold relations become cases."""

import json
from pathlib import Path

from graphmem.training.questions.docred import docred_case
from graphmem.training.questions.recast import human_questions


def test_human_questions_bring_their_parts_and_variants(tmp_path: Path):
    """A sub-question that stands by itself is asked too; triples give other wordings."""
    folder = tmp_path / "multihop"
    folder.mkdir()
    hop = {"id": "m", "question": "Where did the maker of X study?", "type": "2hop",
           "gold": ["1", "2"], "decomposition": [
               {"question": "X >> maker", "gold": "1"},
               {"question": "Where did #1 study?", "gold": "2"}]}  # fmt: skip
    plain = {"id": "h", "question": "Who?", "type": "bridge", "gold": ["3", "4"]}
    film = {"id": "w", "question": "When was the director of film Ys born?",
            "type": "compositional", "gold": ["5", "6"], "evidences": [
                ["Ys", "director", "Vole"], ["Vole", "date of birth", "1910"]]}  # fmt: skip
    for name, record in (("musique", hop), ("hotpotqa", plain), ("2wiki", film)):
        (folder / f"{name}_train.jsonl").write_text(json.dumps(record) + "\n")
    made = {case.corpus: case.asked for case in human_questions(tmp_path)}
    assert [(a.text, a.gold, a.hops) for a in made["musique"]] == [
        ("Where did the maker of X study?", ("1", "2"), 2),
        ("What is the maker of X?", ("1",), 1),
    ]
    varied = [a for a in made["2wiki"] if a.kind == "varied"]
    assert varied
    assert all("Ys" in a.text and a.gold == ("5", "6") for a in varied)


def test_gold_relations_are_chained_over_documents(tmp_path: Path):
    """The author of a book is told by one document, where the author was born by another."""
    book, author, town = ([{"name": n}] for n in ("The Reed Boat", "Ilka Storm", "Varn"))
    documents = [
        {"title": "The Reed Boat", "sents": [["The", "Reed", "Boat", "is", "by", "Ilka", "Storm"]],
         "vertexSet": [book, author], "labels": [{"h": 0, "t": 1, "r": "P50"}]},
        {"title": "Ilka Storm", "sents": [["Ilka", "Storm", "was", "born", "in", "Varn", "."]],
         "vertexSet": [author, town], "labels": [{"h": 0, "t": 1, "r": "P19"}]},
    ]  # fmt: skip
    path = tmp_path / "dev_revised.json"
    path.write_text(json.dumps(documents))
    case = docred_case(path, 40, 1)
    assert [e.text for e in case.events or ()][1] == "Ilka Storm. Ilka Storm was born in Varn."
    chained = [a for a in case.asked if a.gold == ("R0", "R1")]
    assert chained
    assert all("The Reed Boat" in a.text and "Ilka Storm" not in a.text for a in chained)
