"""Haystacks in LongMemEval's format: find the sessions, and the turns, that hold the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from benchmarks.cases import Case, Corpus, Question
from benchmarks.context import Options, Row, Run
from benchmarks.evaluate import Depth, ask_all
from benchmarks.files import Record, find, read_records
from benchmarks.tabulate import Unit, all_sessions, event_recall, pick, rows, with_speed
from graphmem.types import Event

_SET = "longmemeval"
_SESSIONS = Unit(
    {"recall_all@5": all_sessions(5), "recall_all@10": all_sessions(10)},
    main="recall_all@5",
    sessions=True,
)
_TURNS = Unit({"r@10": event_recall(10)}, main="r@10")


def run(run: Run) -> list[Row]:
    """Run the suite."""
    # 50 turns deep, so that ten distinct sessions come up.
    answers, ingests = ask_all(run, load(run.options), Depth(50, split=True))
    seed = run.options.seed
    table = rows(answers, _SESSIONS, {"set": _SET, "unit": "session"}, seed=seed)
    marked = pick(answers, lambda a: bool(a.question.gold))
    table += rows(marked, _TURNS, {"set": _SET, "unit": "turn"}, seed=seed)
    return with_speed(table, ingests)


def load(options: Options) -> list[Corpus]:
    """Read each haystack as one user's memory."""
    files = find(options.folder("longmemeval"), "longmemeval_*.json")
    cases = [haystack(record) for file in files for record in read_records(file)]
    return [Corpus(_SET, tuple(cases))]


def haystack(record: Record) -> Case:
    """Turn one haystack into a memory and its questions (one, or several that share it)."""
    asked = record.get("questions") or [record["question"]]
    sessions = (
        record["answer_session_ids"] if "questions" in record else [record["answer_session_ids"]]
    )
    marked = _marked_turns(record)
    questions = tuple(
        Question(
            _SET,
            question,
            gold=frozenset(turn for s in found for turn in marked.get(s, ())),
            gold_sessions=frozenset(found),
        )
        for question, found in zip(asked, sessions, strict=True)
    )
    return Case(record["question_id"], tuple(_events(record)), questions)


def _marked_turns(record: Record) -> dict[str, list[str]]:
    marked: dict[str, list[str]] = {}
    sessions = zip(record["haystack_session_ids"], record["haystack_sessions"], strict=True)
    for session_id, turns in sessions:
        for i, turn in enumerate(turns):
            if turn.get("has_answer"):
                marked.setdefault(session_id, []).append(f"{session_id}#{i}")
    return marked


def _events(record: Record) -> Iterator[Event]:
    days = zip(
        record["haystack_session_ids"],
        record["haystack_dates"],
        record["haystack_sessions"],
        strict=True,
    )
    for session_id, date, turns in days:
        at = datetime.strptime(date, "%Y/%m/%d (%a) %H:%M").replace(tzinfo=UTC)
        for i, turn in enumerate(turns):
            if turn["content"].strip():
                yield Event(
                    text=turn["content"],
                    role=turn["role"],
                    session_id=session_id,
                    at=at,
                    seq=i,
                    external_id=f"{session_id}#{i}",
                )
