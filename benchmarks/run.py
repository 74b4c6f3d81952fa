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

from benchmarks import beam, durability, locomo, longmemeval, multihop, scale, startup
from benchmarks.context import Encode, Options, Row, Run, Suite, open_memory
from benchmarks.files import DataError
from benchmarks.head import head, weights_hash

SUITES: dict[str, Suite] = {
    "beam": beam.run,
    "durability": durability.run,
    "locomo": locomo.run,
    "longmemeval": longmemeval.run,
    "multihop": multihop.run,
    "scale": scale.run,
    "startup": startup.run,
}
_LABELS = ("set", "unit", "category", "ability", "system", "n")


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
    add("--no-titles", action="store_true", help="multihop: passages without their titles")
    add("--merged", action="store_true", help="multihop: all passages in one memory")
    add("--no-gate", action="store_true", help="keep every event")
    add("--limit", type=int, help="only so many questions of each set (or runs, or events)")
    add("--seed", type=int, default=0, help="of the bootstrap and of synthetic events")
    add("--sizes", default="1k,10k,100k", help="scale: events, as in 1k,10k")
    add("--reuse-store", type=Path, help="keep filled memories and vectors in this folder")
    add("--out", type=Path, help="write the JSON here")
    return found


def parse(args: argparse.Namespace) -> Options:
    """Turn parsed arguments into options."""
    return Options(
        suite=args.suite,
        data=args.data,
        train_data=args.train_data,
        engine=args.engine,
        titles=not args.no_titles,
        merged=args.merged,
        gate=not args.no_gate,
        limit=args.limit,
        seed=args.seed,
        reuse_store=args.reuse_store,
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
    run = Run(options, open_memory(options.engine), encoder(), weights)
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
    """Print the rows as one table per set of columns."""
    rows: list[Row] = result["results"]
    columns = [c for c in _LABELS if any(c in row for row in rows)]
    columns += [c for c in dict.fromkeys(k for row in rows for k in row) if c not in _LABELS]
    columns = [c for c in columns if not c.startswith("gain_")]
    table = Table(*columns, title=f"{result['suite']} · {result['seconds']} s")
    for row in rows:
        table.add_row(*(cell(row.get(column, "")) for column in columns))
    console = Console()
    console.print(table)
    for row in rows:
        for line in gains(row):
            console.print(line)


def cell(value: str | float) -> str:
    """Show fractions with three digits, large numbers with one."""
    if isinstance(value, float):
        return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"
    return str(value)


def gains(row: Row) -> list[str]:
    """Describe the paired gains of a row of ``graphmem``."""
    where = " ".join(str(row[k]) for k in ("set", "category", "ability") if k in row)
    names = [k.removeprefix("gain_") for k in row if k.startswith("gain_")]
    return [
        f"{where}: over {name} {float(row[f'gain_{name}']):+.3f} "
        f"[{float(row[f'gain_{name}_lo']):+.3f}, {float(row[f'gain_{name}_hi']):+.3f}]"
        for name in names
        if not name.endswith(("_lo", "_hi"))
    ]


if __name__ == "__main__":
    raise SystemExit(main())
