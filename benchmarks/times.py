"""Time expressions: how often the interval is right, for ours and for libraries.

    python -m benchmarks.times --data DIR [--sentences FILE] [--out FILE]

``--data`` holds ``fixtures/*query_analyzer_golden.json.xz``: expressions with a reference time
and a closed interval. Only its English strings count; those whose answer is a matter of
convention are listed here with the reason, and figures stand with and without them. Libraries
that are not installed are left out; ``pip install dateparser python-dateutil parsedatetime
recurrent timefhuman ctparse`` brings all.
"""

from __future__ import annotations

import argparse
import json
import lzma
import platform
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.head import commit, machine
from benchmarks.time_libraries import Interval, Reader, guarded, readers, versions

_SENTENCES = Path(__file__).parents[1] / "tests" / "data" / "time_sentences.json"

# Words by which a string of the fixture is not English.
_FOREIGN_WORDS = """
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ayer
    hoy pasado pasada gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre
    dicembre ieri oggi scorso scorsa fa riunione cosa janvier mars avril mai juin juillet aout
    septembre octobre hier aujourd aujourd'hui dernier derniere jours qu'ai-je januar februar juni
    juli oktober dezember gestern heute letzte letzten letztes tagen l'anno lo
    """
_FOREIGN = frozenset(_FOREIGN_WORDS.split())
# Where the fixture's conventions differ from ours, and how.
CONVENTIONS: dict[str, tuple[str, ...]] = {
    "a time of day is an hour or minute here, a whole day or nothing there": (
        "3:30pm", "at 3pm", "midnight", "noon", "this morning", "tonight",
    ),
    "the next week is not resolved there": ("next week",),
    "now is an instant, no expression here": ("so what do we do now",),
    "later counts from the story, not from now": ("two days later",),
    "a bare may is no month here": (
        "may", "may I ask a question", "she may have been right", "the may report",
    ),
    "full stops read as day first here, as nothing there": ("15.01.2024",),
    "a stretch is one interval here, its first day there": ("between 2020-01-01 and 2020-12-31",),
    "an amount of months is a calendar month here, a day there": ("1mon ago",),
    "years outside 1000 to 2099 are not read here": ("december 0001", "year 9999"),
    "31 February falls back to the month here, to a day there": ("31 february 2020",),
    "said on a weekend, the last one is a week earlier here": (
        "last weekend", "what did I do last weekend",
    ),
}  # fmt: skip
_DIFFERENT = frozenset(text for texts in CONVENTIONS.values() for text in texts)


@dataclass(frozen=True, slots=True)
class Case:
    """A text, when it is read, and the interval it names (None: none)."""

    text: str
    now: datetime
    want: Interval | None


def main(argv: Sequence[str] | None = None) -> int:
    """Measure all readers on both sets, print a table, write the JSON."""
    args = _parser().parse_args(argv)
    sets = {"sentences": sentence_cases(args.sentences)}
    if args.data is not None:
        fixture = fixture_cases(args.data)
        sets["fixture"] = fixture
        sets["fixture-agreed"] = [c for c in fixture if c.text.strip() not in _DIFFERENT]
    found, started, begun = readers(), datetime.now(UTC), time.monotonic()
    rows = [
        {"set": name, "system": system} | measure(guarded(reader), cases)
        for name, cases in sets.items()
        for system, reader in found.items()
    ]
    _show(rows)
    if args.out is not None:
        result = _head(list(found)) | {
            "started": started.isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - begun, 1),
            "results": rows,
        }
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(prog="python -m benchmarks.times", description=__doc__)
    found.add_argument("--data", type=Path, help="folder of the evaluation data")
    found.add_argument("--sentences", type=Path, default=_SENTENCES)
    found.add_argument("--out", type=Path, help="file for the JSON")
    return found


def sentence_cases(path: Path) -> list[Case]:
    """Read our own sentences."""
    return [
        Case(row["sentence"], datetime.fromisoformat(row["reference"]), _interval(row))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def _interval(row: dict[str, str | None]) -> Interval | None:
    if row["start"] is None or row["end"] is None:
        return None
    return datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])


def fixture_cases(data: Path) -> list[Case]:
    """Read the English strings of the fixture; its intervals end one microsecond early.

    Raises:
        FileNotFoundError: The folder holds no such fixture.
    """
    files = sorted(data.glob("fixtures/*query_analyzer_golden.json.xz"))
    if not files:
        raise FileNotFoundError(f"no fixtures/*query_analyzer_golden.json.xz in {data}")
    with lzma.open(files[0], "rt", encoding="utf-8") as lines:
        golden = json.load(lines)
    cases = []
    for key, value in golden.items():
        now, text = key.split("\x1f", 1)
        if _english(text):
            want = (_utc(value[0]), _after(_utc(value[1]))) if value else None
            cases.append(Case(text, _utc(now), want))
    return cases


def _english(text: str) -> bool:
    return text.isascii() and not (set(text.lower().split()) & _FOREIGN or text.startswith("vor "))


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _after(end: datetime) -> datetime:
    return end + timedelta(microseconds=1) if end.year < datetime.max.year else end


def measure(reader: Reader, cases: Sequence[Case]) -> dict[str, Any]:
    """Return the shares of right answers and the time that one takes.

    ``exact``: the interval, or that there is none; ``start_day``: the day it begins on;
    ``strings``: texts with every reference time exact; ``none``: of the texts without a time
    expression, those where none was found.
    """
    exact, days, empty = [], [], []
    by_text: dict[str, list[bool]] = defaultdict(list)
    reader("warm up", cases[0].now)  # the first call of a library loads its tables
    begun = time.process_time()
    answers = [reader(case.text, case.now) for case in cases]
    spent = time.process_time() - begun
    for case, got in zip(cases, answers, strict=True):
        exact.append(got == case.want)
        by_text[case.text].append(got == case.want)
        if case.want is None:
            empty.append(got is None)
        else:
            days.append(got is not None and got[0].date() == case.want[0].date())
    return {
        "n": len(cases),
        "n_strings": len(by_text),
        "exact": _share(exact),
        "strings": _share([all(marks) for marks in by_text.values()]),
        "start_day": _share(days),
        "none": _share(empty),
        "ms": round(1000 * spent / len(cases), 3),
    }


def _share(marks: Sequence[bool]) -> float:
    return round(sum(marks) / len(marks), 4) if marks else 0.0


def _head(names: list[str]) -> dict[str, Any]:
    known = {"graphmem": version("graphmem"), "python": platform.python_version()}
    return {
        "suite": "times",
        "engine": "none",
        "options": {"conventions": {reason: list(texts) for reason, texts in CONVENTIONS.items()}},
        "commit": commit(),
        "seed": 0,
        "machine": machine(),
        "weights": "",
        "versions": known | versions(names),
    }


def _show(rows: Sequence[dict[str, Any]]) -> None:
    table = Table(title="time expressions")
    for column in rows[0]:
        table.add_column(column, justify="left" if column in ("set", "system") else "right")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console().print(table)


if __name__ == "__main__":
    raise SystemExit(main())
