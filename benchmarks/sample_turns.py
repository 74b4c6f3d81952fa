"""Draw LoCoMo turns and what is extracted from them, to be judged by hand.

    python -m benchmarks.sample_turns --data DIR --out FILE [--seed 5] [--kept 100] [--evidence 50]

``FILE`` is JSON lines: id, why it was drawn, speaker, words, and the facts with room for a
judgement. It holds dialogue text, so it must lie outside the repository; what may be committed is
``--judged FILE --to FILE``: ids, the number of each fact and its judgement.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.context import Options
from benchmarks.files import DataError, read_lines
from benchmarks.locomo import load
from benchmarks.triples_parse import Read, reader
from graphmem.ingest.facts import Known, Turn, find_facts, mentions
from graphmem.ingest.gate import RuleGate
from graphmem.ingest.rules import RuleExtractor
from graphmem.types import Event

_ROOT = Path(__file__).parents[1]
JUDGEMENTS = ("right", "worthless", "partial", "wrong")
_EPISODIC = "episodic"
_RULES = RuleExtractor()
#: A turn, the turns before it, who is spoken to.
Drawn = tuple[Event, list[Event], str | None]


def main(argv: Sequence[str] | None = None) -> int:
    """Draw the turns, or strip the judgements of their text."""
    args = _parser().parse_args(argv)
    try:
        if args.judged is not None:
            write(args.to, list(stripped(args.judged)))
        else:
            rows = drawn(args.data, args.seed, kept=args.kept, evidence=args.evidence)
            write(outside(args.out), rows)
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
    add("--judged", type=Path, help="a judged file, to be stripped of its text")
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
    gated = [key for key in shuffled if _kept(turns[key][0])]
    first = gated[:kept]
    others = [key for key in shuffled if key in cited and key not in set(first)][:evidence]
    read = reader()
    return [
        _row(key, group, *turns[key], read=read)
        for group, keys in (("kept", first), ("evidence", others))
        for key in keys
    ]


def _turns(data: Path) -> tuple[dict[str, Drawn], set[str]]:
    """Return each turn with the two before it and who is spoken to, and which are evidence."""
    turns: dict[str, Drawn] = {}
    cited: set[str] = set()
    for corpus in load(Options(suite="locomo", data=data)):
        for case in corpus.cases:
            before: list[Event] = []
            speakers = sorted({e.speaker for e in case.events if e.speaker})
            for event in case.events:
                if before and before[-1].session_id != event.session_id:
                    before = []
                turns[f"{case.user_id}:{event.external_id}"] = (
                    event,
                    before[-2:],
                    _other(event, speakers),
                )
                before = [*before, event]
            cited |= {f"{case.user_id}:{gold}" for q in case.questions for gold in q.gold}
    return turns, cited


def _other(event: Event, speakers: list[str]) -> str | None:
    """Return the one other speaker of a conversation of two."""
    others = [name for name in speakers if name != event.speaker]
    return others[0] if len(others) == 1 else None


def _kept(event: Event) -> bool:
    extraction = _RULES.extract(event.text, occurred_at=_at(event), speaker=event.speaker)
    decision = RuleGate().decide(
        event.text, speaker=event.speaker, important=False, extraction=extraction
    )
    return decision.tier == _EPISODIC


def _at(event: Event) -> datetime:
    if event.at is None:
        raise DataError(f"turn {event.external_id} has no time")
    return event.at


def _row(
    key: str,
    group: str,
    event: Event,
    before: list[Event],
    addressee: str | None,
    *,
    read: Read | None,
) -> dict[str, Any]:
    return {
        "id": key,
        "group": group,
        "speaker": event.speaker,
        "text": event.text,
        "before": [f"{e.speaker}: {e.text}" for e in before],
        "missed": None,
        "facts": list(_facts(event, addressee, before, read)),
    }


def _facts(
    event: Event, addressee: str | None, before: list[Event], read: Read | None
) -> Iterator[dict[str, Any]]:
    """Yield what the trees give, or where there is no parser, the rules of the first version."""
    if read is None:
        found = _RULES.extract(event.text, occurred_at=_at(event), speaker=event.speaker)
        for draft in found.facts:
            yield {"fact": [draft.subject, draft.predicate, draft.object], "judgement": None}
        return
    turn = Turn(event.speaker, addressee, _mentioned(event, addressee, before, read))
    for fact in find_facts(read(event.text), turn).facts:
        yield {
            "fact": [fact.subject.name, fact.predicate.name, fact.object.name],
            "text": fact.text,
            "positive": fact.positive,
            "tense": fact.tense,
            "modality": fact.modality,
            "said_by": fact.said_by,
            "rule": fact.rule,
            "judgement": None,
        }


def _mentioned(
    event: Event, addressee: str | None, before: list[Event], read: Read
) -> tuple[Known, ...]:
    """Return the people of the turns before, handed from turn to turn."""
    known: tuple[Known, ...] = ()
    for said in before:
        other = addressee if said.speaker == event.speaker else event.speaker
        known = mentions(read(said.text), Turn(said.speaker, other, known))
    return known


def stripped(path: Path) -> Iterator[dict[str, Any]]:
    """Yield ids and judgements only.

    Raises:
        DataError: A judgement is none of ``JUDGEMENTS``.
    """
    for row in read_lines(path):
        given = [fact["judgement"] for fact in row["facts"]]
        if not all(word in JUDGEMENTS for word in given):
            raise DataError(f"{row['id']}: judgements are {', '.join(JUDGEMENTS)}")
        rules = [fact.get("rule", "") for fact in row["facts"]]
        yield {
            "id": row["id"],
            "group": row["group"],
            "judgements": given,
            "rules": rules,
            "missed": row["missed"],
        }


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write JSON lines."""
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
