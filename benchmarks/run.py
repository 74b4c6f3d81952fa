"""Run one suite: ``python -m benchmarks.run SUITE --data DIR``. See ``benchmarks/README.md``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import (
    archive,
    beam,
    converge,
    decay,
    diffusion,
    durability,
    engines,
    extraction,
    gate,
    interference,
    judged,
    lifecycle,
    locomo,
    longmemeval,
    merges,
    messages,
    multihop,
    opening,
    predicates,
    recall_training,
    scale,
    sleeping,
    startup,
    structures,
    updates,
)
from benchmarks.context import Encode, Options, Row, Run, Suite, open_memory
from benchmarks.files import DataError
from benchmarks.head import head, weights_hash

SUITES: dict[str, Suite] = {
    "archive": archive.run,
    "beam": beam.run,
    "converge": converge.run,
    "decay": decay.run,
    "diffusion": diffusion.run,
    "durability": durability.run,
    "engines": engines.run,
    "extraction": extraction.run,
    "gate": gate.run,
    "judged": judged.run,
    "interference": interference.run,
    "lifecycle": lifecycle.run,
    "locomo": locomo.run,
    "longmemeval": longmemeval.run,
    "merges": merges.run,
    "messages": messages.run,
    "multihop": multihop.run,
    "opening": opening.run,
    "predicates": predicates.run,
    "recall-training": recall_training.run,
    "scale": scale.run,
    "sleep": sleeping.run,
    "startup": startup.run,
    "structures": structures.run,
    "updates": updates.run,
}
_GROUPS = ("category", "ability", "system", "n")
_IN_TITLE = ("set", "unit")


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, run the suite, print its table, write its JSON."""
    args = parser().parse_args(argv)
    options = parse(args)
    try:
        result = measured(options)
    except DataError as exc:
        print(f"benchmarks: {exc}", file=sys.stderr)
        return 2
    show(result)
    if args.out is not None:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    found = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    add = found.add_argument
    add("suite", choices=sorted(SUITES))
    add("--data", type=Path, help="folder of the evaluation data")
    add("--train-data", type=Path, help="multihop: ask the training questions in this folder")
    add("--engine", choices=("embedded", "neo4j"), default="embedded")
    add(
        "--extractor",
        choices=("psm", "rules", "no-facts"),
        default="psm",
        help="what reads the events: the shipped network, rules alone, the network without facts",
    )
    add("--cached-events", type=int, help="recall in regions beyond so many events of a user")
    add("--no-titles", action="store_true", help="multihop: passages without their titles")
    add("--small", action="store_true", help="multihop: a tenth of the distractors")
    add("--merged", action="store_true", help="multihop: all passages in one memory")
    add("--no-gate", action="store_true", help="keep every event")
    add("--sleep", action="store_true", help="every memory sleeps once before it is asked")
    add("--limit", type=int, help="only so many questions of each set (or runs, or events)")
    add("--seed", type=int, default=0, help="of the bootstrap and of synthetic events")
    add("--sizes", default="1k,10k,100k", help="scale: events, as in 1k,10k")
    add("--sets", default="", help="updates: only these, as in chat,mquake")
    add("--reuse-store", type=Path, help="keep filled memories and vectors in this folder")
    add("--networks", type=Path, help="folder of recall networks, or of a training run")
    add("--out", type=Path, help="write the JSON here")
    return found


def parse(args: argparse.Namespace) -> Options:
    """Turn parsed arguments into options."""
    return Options(
        suite=args.suite,
        data=args.data,
        train_data=args.train_data,
        engine=args.engine,
        extractor=args.extractor,
        cached_events=args.cached_events,
        titles=not args.no_titles,
        small=args.small,
        merged=args.merged,
        gate=not args.no_gate,
        sleep=args.sleep,
        limit=args.limit,
        seed=args.seed,
        reuse_store=args.reuse_store,
        networks=args.networks,
        sets=tuple(filter(None, args.sets.split(","))),
        sizes=tuple(size(word) for word in args.sizes.split(",")),
    )


def size(word: str) -> int:
    """Read "10k" as 10000 and "1m" as 1000000."""
    units = {"k": 1_000, "m": 1_000_000}
    unit = units.get(word[-1:].lower(), 1)
    return int(word[:-1] if unit > 1 else word) * unit


def measured(options: Options) -> dict[str, Any]:
    """Run the suite and return the whole result."""
    started, clock = datetime.now(UTC), time.perf_counter()
    weights = weights_hash()
    writes = weights_hash(write_path=True)
    run = Run(options, open_memory(options.engine, options.extractor), encoder(), writes)
    rows = SUITES[options.suite](run)
    return head(options, weights=weights, notes=run.notes) | {
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(time.perf_counter() - clock, 1),
        "results": [{k: rounded(v) for k, v in row.items()} for row in rows],
    }


def encoder() -> Encode:
    """Load the encoder that the memory uses, with the same settings."""
    from graphmem.psm.runtime import Encoder
    from graphmem.settings import load_settings

    return Encoder.load(threads=load_settings().encoder.threads).encode


def rounded(value: str | float) -> str | float:
    """Keep five digits after the point: more would be noise."""
    return round(value, 5) if isinstance(value, float) else value


def show(result: dict[str, Any]) -> None:
    """Print one table per set and unit, with the gain over ``rrf`` beside our rows."""
    console = Console()
    wide = Console(width=max(console.width, 160))  # a log file has no width of its own
    rows: list[Row] = result["results"]
    for key in dict.fromkeys((row["set"], row.get("unit")) for row in rows):
        part = [row for row in rows if (row["set"], row.get("unit")) == key]
        wide.print(table(" · ".join(str(word) for word in key if word), part))
    wide.print(f"{result['suite']}: {result['seconds']} s, options {result['options']}")


def table(title: str, rows: list[Row]) -> Table:
    """Make the table of one set."""
    names = [c for c in dict.fromkeys(k for row in rows for k in row) if not c.startswith("gain_")]
    columns = [c for c in (*_GROUPS, *names) if c in names and c not in _IN_TITLE]
    columns = list(dict.fromkeys(columns))
    gained = any("gain_rrf" in row for row in rows)
    found = Table(*columns, *(["over rrf [95 %]"] if gained else []), title=title)
    for row in rows:
        found.add_row(*(cell(row.get(c, "")) for c in columns), *([gain(row)] if gained else []))
    return found


def cell(value: str | float) -> str:
    """Show fractions with three digits, large numbers with one."""
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"
    return str(value)


def gain(row: Row) -> str:
    """Show the paired gain over ``rrf``, where the row has one."""
    if "gain_rrf" not in row:
        return ""
    mid, low, high = (float(row[f"gain_rrf{end}"]) for end in ("", "_lo", "_hi"))
    return f"{mid:+.3f} [{low:+.3f}, {high:+.3f}]"


if __name__ == "__main__":
    raise SystemExit(main())
