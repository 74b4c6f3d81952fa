"""Draw LoCoMo turns and what is extracted from them, to be judged by hand.

    python -m benchmarks.sample_turns --data DIR --out FILE [--seed 5] [--kept 100] [--evidence 50]

``FILE`` is JSON lines: id, why it was drawn, speaker, words, and the statements that were read
from the turn, each with its facts (subject, predicate, object) and room for a judgement: right,
worthless (true but not worth keeping), partial, wrong; and for how many stated facts were missed.
It holds dialogue text, so it must lie outside the repository. What may be committed are ids and
judgements of two readers: ``--judged FILE_A FILE_B --to FILE``; the suite ``judged`` counts them.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.context import Options
from benchmarks.files import DataError, read_lines
from benchmarks.judged import JUDGEMENTS
from benchmarks.locomo import load
from graphmem.ingest.before import LOOK_BACK
from graphmem.ingest.extract import Before, Extraction, FactDraft, Said
from graphmem.ingest.models import make_understanding
from graphmem.ingest.pipeline import Understanding
from graphmem.psm.runtime import Encoder
from graphmem.settings import Settings
from graphmem.types import Event

_ROOT = Path(__file__).parents[1]
_EPISODIC = "episodic"
#: A turn, and the turns before it.
Drawn = tuple[Event, list[Event]]


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the turns, or strip the judgements of their text."""
    args = _parser().parse_args(argv)
    return sample(args, lambda: drawn(args.data, args.seed, kept=args.kept, evidence=args.evidence))


def sample(args: argparse.Namespace, draw: Callable[[], list[dict[str, Any]]]) -> int:
    """Write what is drawn, or what two readers judged, and return the exit code.

    Args:
        args: With ``out``, ``judged`` and ``to``.
    """
    try:
        if args.judged is not None:
            write(args.to, [row for n, path in enumerate(args.judged) for row in stripped(path, n)])
        else:
            write(outside(args.out), draw())
    except DataError as exc:
        print(f"benchmarks: {exc}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(prog="python -m benchmarks.sample_turns", description=__doc__)
    add = found.add_argument
    add("--data", type=Path, help="folder of the evaluation data")
    add("--out", type=Path, help="JSON lines, outside the repository")
    add("--seed", type=int, default=5)
    add("--kept", type=int, default=100, help="turns that the gate keeps")
    add("--evidence", type=int, default=50, help="turns that answer a question")
    add("--judged", type=Path, nargs=2, help="judged files of two readers, to be stripped of text")
    add("--to", type=Path, help="where the judgements go, with --judged")
    return found


def outside(path: Path | None) -> Path:
    """Return the path if it lies outside the repository.

    Raises:
        DataError: It is missing, or dialogue text would lie inside.
    """
    if path is None:
        raise DataError("sample_turns needs --out FILE")
    if path.resolve().is_relative_to(_ROOT):
        raise DataError(f"{path} lies in the repository; dialogue text must not")
    return path


def drawn(data: Path, seed: int, *, kept: int, evidence: int) -> list[dict[str, Any]]:
    """Return the turns: first those that the gate keeps, then evidence, none twice."""
    turns, cited = _turns(data)
    shuffled = sorted(turns)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - a sample, no secret
    understanding = make_understanding(Encoder.load(), Settings())
    gated = (key for key in shuffled if _kept(understanding, turns[key]))
    first = list(islice(gated, kept))
    others = [key for key in shuffled if key in cited and key not in set(first)][:evidence]
    return [
        _row(key, group, turns[key], understanding)
        for group, keys in (("kept", first), ("evidence", others))
        for key in keys
    ]


def _turns(data: Path) -> tuple[dict[str, Drawn], set[str]]:
    """Return each turn with those before it in its session, and which are evidence."""
    turns: dict[str, Drawn] = {}
    cited: set[str] = set()
    for corpus in load(Options(suite="locomo", data=data)):
        for case in corpus.cases:
            before: list[Event] = []
            for event in case.events:
                if before and before[-1].session_id != event.session_id:
                    before = []
                turns[f"{case.user_id}:{event.external_id}"] = event, before[-LOOK_BACK:]
                before = [*before, event]
            cited |= {f"{case.user_id}:{gold}" for q in case.questions for gold in q.gold}
    return turns, cited


def _kept(understanding: Understanding, drawn: Drawn) -> bool:
    event = drawn[0]
    decision = understanding.gate.decide(
        event.text,
        speaker=event.speaker,
        important=False,
        extraction=_extraction(understanding, drawn),
    )
    return decision.tier == _EPISODIC


def _extraction(understanding: Understanding, drawn: Drawn) -> Extraction:
    """Extract from a turn as the write path does, with the turns before it."""
    event, before = drawn
    if event.at is None:
        raise DataError(f"turn {event.external_id} has no time")
    turns = tuple(Before(e.speaker, e.text) for e in before)
    said = Said(event.text, event.at, event.speaker, turns)
    return understanding.extractor.extract_all([said])[0]


def _row(key: str, group: str, drawn: Drawn, understanding: Understanding) -> dict[str, Any]:
    event, before = drawn
    found = _extraction(understanding, drawn)
    return {
        "id": key,
        "group": group,
        "speaker": event.speaker,
        "said": None if event.at is None else event.at.isoformat(),
        "text": event.text,
        "before": [f"{e.speaker}: {e.text}" for e in before],
        "missed": None,
        "facts": list(_statements(found.facts)),
    }


def _statements(drafts: Sequence[FactDraft]) -> Iterator[dict[str, Any]]:
    """Yield what is said, each with its facts: several facts may share one statement."""
    said: dict[str, list[FactDraft]] = {}
    for draft in drafts:
        said.setdefault(draft.text, []).append(draft)
    for text, found in said.items():
        first = found[0]
        yield {
            "text": text,
            "facts": [[d.subject, d.predicate, d.object] for d in found],
            "positive": first.positive,
            "tense": first.tense,
            "modality": first.modality,
            "said_by": first.said_by,
            "judgement": None,
        }


def stripped(path: Path, reader: int) -> Iterator[dict[str, Any]]:
    """Yield ids and judgements only, of the first reader (0) or the second (1).

    Raises:
        DataError: A judgement is none of ``JUDGEMENTS``.
    """
    for row in read_lines(path):
        given = [fact["judgement"] for fact in row["facts"]]
        if not all(word in JUDGEMENTS for word in given):
            raise DataError(f"{row['id']}: judgements are {', '.join(JUDGEMENTS)}")
        yield {
            "id": row["id"],
            "reader": "ab"[reader],
            "group": row["group"],
            "judgements": given,
            "missed": row["missed"],
        }


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write JSON lines."""
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
