"""Multi-hop questions over encyclopedia passages: each passage is one event."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases import Case, Corpus, Question
from benchmarks.context import Options, Row, Run
from benchmarks.evaluate import Depth, ask_all
from benchmarks.files import Record, find, find_one, read_lines, set_name
from benchmarks.tabulate import event_unit, pick, rows, sets_of, with_speed
from graphmem.types import Event

_UNIT = event_unit(2, 5, 10, main="r@5")
_NOT_WORD = re.compile(r"\W+")


def run(run: Run) -> list[Row]:
    """Run the suite."""
    answers, ingests = ask_all(run, load(run.options), Depth(10))
    table: list[Row] = []
    for name in sets_of(answers):
        part = pick(answers, lambda a, name=name: a.question.set == name)
        table += rows(part, _UNIT, {"set": name}, seed=run.options.seed)
    return with_speed(table, ingests)


def load(options: Options) -> list[Corpus]:
    """Read passages and questions; with ``--merged`` all sets share one memory."""
    folder = options.folder("multihop")
    files = find(folder, "*_corpus_large.jsonl")
    passages = {set_name(f, "_corpus_"): list(read_lines(f)) for f in files}
    questions = {name: _questions(options, folder, name) for name in passages}
    if options.small:
        passages = {
            name: list(_fewer(folder, name, found, questions[name]))
            for name, found in passages.items()
        }
    if options.merged:
        return [_merged(passages, questions, titles=options.titles)]
    return [
        Corpus(name, (Case(name, _events(found, titles=options.titles), tuple(questions[name])),))
        for name, found in passages.items()
    ]


def _questions(options: Options, folder: Path, name: str) -> list[Question]:
    if options.train_data is not None:
        file = find_one(options.train_data / "multihop", f"{name}_train*.jsonl")
        label = f"{name}-train"
    else:
        file, label = find_one(folder, f"{name}_dev_*.jsonl"), name
    records = list(read_lines(file))
    return [Question(label, q["question"], frozenset(q["gold"]), q["type"]) for q in records]


def _fewer(
    folder: Path, name: str, passages: list[Record], questions: list[Question]
) -> Iterator[Record]:
    """Yield the passages of the small corpus, and those that the questions need."""
    kept = {p["id"] for p in read_lines(find_one(folder, f"{name}_corpus_small.jsonl"))}
    kept |= {gold for question in questions for gold in question.gold}
    yield from (p for p in passages if p["id"] in kept)


def _events(passages: list[Record], *, titles: bool) -> tuple[Event, ...]:
    return tuple(Event(text=_text(p, titles=titles), external_id=p["id"]) for p in passages)


def _text(passage: Record, *, titles: bool) -> str:
    title = passage.get("title")
    return f"{title}. {passage['text']}" if titles and title else passage["text"]


def _merged(
    passages: dict[str, list[Record]], questions: dict[str, list[Question]], *, titles: bool
) -> Corpus:
    """One memory of all passages; a passage that two sets share is told once."""
    first: dict[str, Record] = {}
    alias: dict[str, str] = defaultdict(str)
    for passage in (p for found in passages.values() for p in found):
        words = _NOT_WORD.sub("", passage["title"] + passage["text"]).lower()
        alias[passage["id"]] = first.setdefault(words, passage)["id"]
    asked = tuple(
        Question(q.set, q.text, frozenset(alias[g] for g in q.gold), q.group)
        for found in questions.values()
        for q in found
    )
    return Corpus("merged", (Case("merged", _events(list(first.values()), titles=titles), asked),))
