"""Turn answers into rows: one per set, system and group, with paired gains."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from benchmarks.context import Row
from benchmarks.evaluate import BASELINES, Answer, Answers
from benchmarks.metrics import mean, paired_gain, percentile, recall_at, standard_error, unique
from benchmarks.store import Ingest
from graphmem.psm.confidence import calibration_error

Value = Callable[[Answer], float]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: events ("turn") or sessions, and by which figures.

    Attributes:
        figures: Name of each figure and how it is computed for one answer.
        main: The figure that gains are given for.
    """

    figures: dict[str, Value]
    main: str
    sessions: bool = False


def event_recall(k: int) -> Value:
    """Share of gold events in the top ``k``."""
    return lambda answer: recall_at(answer.ranked, answer.question.gold, k)


def all_events(k: int) -> Value:
    """1 where every gold event is in the top ``k``."""
    return lambda answer: float(recall_at(answer.ranked, answer.question.gold, k) == 1)


def session_recall(k: int) -> Value:
    """Share of gold sessions among the first ``k`` distinct sessions."""
    return lambda answer: recall_at(answer.sessions, answer.gold_sessions, k)


def all_sessions(k: int) -> Value:
    """1 where every gold session is among the first ``k``."""
    return lambda answer: float(recall_at(answer.sessions, answer.gold_sessions, k) == 1)


def event_unit(*ks: int, main: str) -> Unit:
    """Recall of events at each k, with ``all@5``."""
    figures = {f"r@{k}": event_recall(k) for k in ks} | {"all@5": all_events(5)}
    return Unit(figures, main)


def rows(answers: Answers, unit: Unit, labels: Row, *, seed: int) -> list[Row]:
    """Return a row per system over answers to the same questions.

    Args:
        answers: By system; questions in the same order.
        unit: What to count.
        labels: Set, category … put into each row.
        seed: Seed of the bootstrap.
    """
    values = {
        system: [unit.figures[unit.main](answer) for answer in given]
        for system, given in answers.items()
    }
    table: list[Row] = []
    for system, given in answers.items():
        row: Row = {**labels, "system": system, "n": len(given)}
        row |= {name: mean([f(a) for a in given]) for name, f in unit.figures.items()}
        row |= _beside(given, unit)
        if system == "graphmem":
            row |= _gains(values, seed)
        table.append(row)
    return table


def pick(answers: Answers, wanted: Callable[[Answer], bool]) -> Answers:
    """Keep the answers to some questions, for every system."""
    return {system: [a for a in given if wanted(a)] for system, given in answers.items()}


def sets_of(answers: Answers) -> list[str]:
    """Names of the sets, in the order in which they come up."""
    return unique(answer.question.set for answer in _any_system(answers))


def groups_of(answers: Answers) -> list[str]:
    """Names of categories or abilities, sorted."""
    return sorted({answer.question.group for answer in _any_system(answers)})


def with_speed(table: list[Row], ingests: Iterable[Ingest]) -> list[Row]:
    """Add the rate of writing to the rows of ``graphmem``."""
    done = list(ingests)
    rate = sum(i.events for i in done) / max(sum(i.seconds for i in done), 1e-9)
    return [r | {"events_per_s": rate} if r["system"] == "graphmem" else r for r in table]


def _any_system(answers: Answers) -> list[Answer]:
    return answers.get("graphmem", [])


def _beside(given: list[Answer], unit: Unit) -> Row:
    spread = session_recall(5) if unit.sessions else event_recall(5)
    times = [answer.ms for answer in given]
    row: Row = {
        "se": standard_error([spread(answer) for answer in given]),
        "ms_p50": percentile(times, 0.5),
        "ms_p95": percentile(times, 0.95),
    }
    if any(answer.tokens for answer in given):
        row["context_tokens"] = mean([float(answer.tokens) for answer in given])
    if all(answer.confidence is not None for answer in given) and not unit.sessions:
        row |= _calibration(given)
    return row


def _calibration(given: list[Answer]) -> Row:
    """How far the said chance, that all gold is in the context, is from what came true."""
    said = np.array([answer.confidence or 0.0 for answer in given])
    whole = np.array([a.question.gold <= set(a.ranked) for a in given])
    brier = float(np.mean((said - whole) ** 2))
    return {"ece": calibration_error(said, whole), "brier": brier, "whole": float(whole.mean())}


def _gains(values: dict[str, list[float]], seed: int) -> Row:
    row: Row = {}
    for name in BASELINES:
        if name in values:
            gain, low, high = paired_gain(values["graphmem"], values[name], seed=seed)
            row |= {f"gain_{name}": gain, f"gain_{name}_lo": low, f"gain_{name}_hi": high}
    return row
