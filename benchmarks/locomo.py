"""LoCoMo: each conversation is one user's memory, each turn an event in a dated session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks.cases import Case, Corpus, Question
from benchmarks.context import Options, Row, Run
from benchmarks.evaluate import Answer, Answers, Depth, ask_all
from benchmarks.files import Record, find_one, read_records
from benchmarks.tabulate import (
    Unit,
    all_sessions,
    event_unit,
    groups_of,
    pick,
    rows,
    session_recall,
    with_speed,
)
from graphmem.types import Event

_TURNS = event_unit(5, 10, 20, main="r@10")
_SESSIONS = Unit({"r@5": session_recall(5), "all@5": all_sessions(5)}, main="r@5", sessions=True)
_ANSWERABLE = ("1", "2", "3", "4")  # 5 is adversarial: its evidence is about someone else
_EVIDENCE = re.compile(r"D:?(\d+):(\d+)")  # the file also writes "D:11:26" and "D30:05"
_SESSION = re.compile(r"session_(\d+)")


def run(run: Run) -> list[Row]:
    """Run the suite."""
    answers, ingests = ask_all(run, load(run.options), Depth(20))
    table: list[Row] = []
    for category, part in _by_category(answers):
        labels: Row = {"set": "locomo", "unit": "turn", "category": category}
        table += rows(part, _TURNS, labels, seed=run.options.seed)
        labels = {"set": "locomo-sessions", "unit": "session", "category": category}
        table += rows(part, _SESSIONS, labels, seed=run.options.seed)
    return with_speed(table, ingests)


def _by_category(answers: Answers) -> Iterator[tuple[str, Answers]]:
    for category in groups_of(answers):
        yield category, pick(answers, lambda a, c=category: a.question.group == c)
    together = pick(answers, _answerable)
    if any(together.values()):
        yield "1-4", together


def _answerable(answer: Answer) -> bool:
    return answer.question.group in _ANSWERABLE


def load(options: Options) -> list[Corpus]:
    """Read the conversations that have questions with evidence."""
    records = read_records(find_one(options.folder("locomo"), "locomo_[!a]*.json"))
    return [Corpus("locomo", tuple(conversation(record) for record in records))]


def conversation(record: Record) -> Case:
    """Turn one conversation into a memory and its questions."""
    events = tuple(_events(record["conversation"]))
    known = {event.external_id for event in events}
    asked = [(q, evidence(q.get("evidence", ())) & known) for q in record["qa"]]
    questions = tuple(
        Question("locomo", q["question"], frozenset(gold), str(q["category"]))
        for q, gold in asked
        if gold
    )
    return Case(record["sample_id"], events, questions)


def evidence(cited: list[str]) -> set[str]:
    """Return the turns cited, each as ``D<session>:<turn>``; one entry may cite several."""
    found = _EVIDENCE.findall(" ".join(cited))
    return {f"D{int(session)}:{int(turn)}" for session, turn in found}


def _events(talk: Record) -> Iterator[Event]:
    for name in talk:
        if not _SESSION.fullmatch(name):
            continue
        at = datetime.strptime(talk[f"{name}_date_time"], "%I:%M %p on %d %B, %Y")
        for seq, turn in enumerate(talk[name]):
            yield Event(
                text=_text(turn),
                speaker=turn["speaker"],
                session_id=name,
                at=at.replace(tzinfo=UTC),
                seq=seq,
                external_id=turn["dia_id"],
            )


def _text(turn: Record) -> str:
    """What was said, and what a shared photo shows where the data describes it."""
    caption = turn.get("blip_caption")
    shown = f"[shares a photo: {caption}]" if caption else ""
    return f"{turn['text']} {shown}".strip()
