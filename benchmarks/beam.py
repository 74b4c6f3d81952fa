"""BEAM: long chats of a user and an assistant; questions by ability, golds are messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks.cases import Case, Corpus, Question
from benchmarks.context import Options, Row, Run
from benchmarks.evaluate import Depth, ask_all
from benchmarks.files import Record, find, read_lines, set_name
from benchmarks.tabulate import Unit, event_recall, groups_of, pick, rows, sets_of, with_speed
from graphmem.types import Event

_UNIT = Unit({"r@5": event_recall(5), "r@10": event_recall(10)}, main="r@10")


def run(run: Run) -> list[Row]:
    """Run the suite."""
    answers, ingests = ask_all(run, load(run.options), Depth(10, split=True))
    table: list[Row] = []
    for name in sets_of(answers):
        whole = pick(answers, lambda a, name=name: a.question.set == name)
        table += rows(whole, _UNIT, {"set": name, "ability": "all"}, seed=run.options.seed)
        for ability in groups_of(whole):
            part = pick(whole, lambda a, ability=ability: a.question.group == ability)
            labels: Row = {"set": name, "ability": ability}
            table += rows(part, _UNIT, labels, seed=run.options.seed)
    return with_speed(table, ingests)


def load(options: Options) -> list[Corpus]:
    """Read each size as one set of users."""
    corpora: list[Corpus] = []
    for file in find(options.folder("beam"), "beam_*.jsonl"):
        name = "beam-" + set_name(file, "_open").removeprefix("beam_")
        corpora.append(Corpus(name, tuple(chat(r, name) for r in read_lines(file))))
    return corpora


def chat(record: Record, name: str) -> Case:
    """Turn one chat into a memory and its questions."""
    asked = [(a, q) for a, found in record["probing_questions"].items() for q in found]
    questions = tuple(
        Question(name, q["question"], gold, ability)
        for ability, q in asked
        if (gold := frozenset(str(i) for i in gold_ids(q.get("source_chat_ids"))))
    )
    return Case(f"{name}-{record['conv']}", tuple(_events(record["chat"])), questions)


def gold_ids(source: object) -> list[int]:
    """Return the message ids of a list, of lists in it, or of lists under names."""
    if isinstance(source, dict):
        source = list(source.values())
    if isinstance(source, list):
        return [message for part in source for message in gold_ids(part)]
    return [source] if isinstance(source, int) else []


def _events(batches: list[Record]) -> Iterator[Event]:
    at: datetime | None = None
    for batch in batches:
        for message in (m for turn in batch["turns"] for m in turn):
            at = anchor(message.get("time_anchor")) or at  # holds until the next one
            yield Event(
                text=message["content"],
                role=message["role"],
                session_id=f"batch {batch['batch_number']}",
                at=at,
                seq=message["id"],
                external_id=str(message["id"]),
            )


def anchor(text: str | None) -> datetime | None:
    """Read "March-15-2024"."""
    return datetime.strptime(text, "%B-%d-%Y").replace(tzinfo=UTC) if text else None
