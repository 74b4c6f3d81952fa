"""The encoder's precisions: nearness to the original, size and speed of each.

Needs the extra ``[train]`` and the original model, so it stands beside the other suites:

    python -m benchmarks.encoder --source DIR --texts FILE --work DIR [--out FILE.json]
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.context import Options
from benchmarks.head import head, weights_hash
from graphmem.psm.manifest import read_manifest, weights_folder
from graphmem.training.export import candidates, compare
from graphmem.training.measure import Figures

_PACKAGES = ("onnxruntime", "onnx", "torch", "transformers", "tokenizers")
_HEADINGS = "precision MB cos_mean cos_min alone/batch ms_1t ms_2t short/s_1t long/s_1t long/s_2t"


def row(figures: Figures, shipped: str) -> dict[str, Any]:
    """Return one row of the result."""
    return {
        "set": "encoder",
        "system": figures.precision,
        "shipped": figures.precision == shipped,
        "n": 1000,
        "mb": round(figures.mb, 1),
        "cosine_mean": round(figures.cosine_mean, 5),
        "cosine_min": round(figures.cosine_min, 5),
        "alone_vs_batch": figures.alone_vs_batch,
        "single_ms_1t": round(figures.single_ms[0], 2),
        "single_ms_2t": round(figures.single_ms[1], 2),
        "short_per_s_1t": round(figures.short_per_s[0], 1),
        "short_per_s_2t": round(figures.short_per_s[1], 1),
        "long_per_s_1t": round(figures.long_per_s[0], 1),
        "long_per_s_2t": round(figures.long_per_s[1], 1),
    }


def show(rows: list[dict[str, Any]]) -> None:
    """Print the rows as a table."""
    print(_HEADINGS)
    for r in rows:
        cells = (
            f"{r['system']:15s} {r['mb']:5.1f} {r['cosine_mean']:.4f} {r['cosine_min']:.4f} "
            f"{r['alone_vs_batch']:.0e} {r['single_ms_1t']:6.2f} {r['single_ms_2t']:6.2f} "
            f"{r['short_per_s_1t']:6.0f} {r['long_per_s_1t']:6.1f} {r['long_per_s_2t']:6.1f}"
        )
        print(cells + (" <- shipped" if r["shipped"] else ""))


def main() -> None:
    """Measure all candidates and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="folder of the original model")
    parser.add_argument("--texts", type=Path, required=True, help="UTF-8 file, a text per line")
    parser.add_argument("--work", type=Path, required=True, help="folder for the candidates")
    parser.add_argument("--only", nargs="*", default=(), choices=sorted(candidates()))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    started, clock = datetime.now(UTC), perf_counter()
    texts = given.texts.read_text(encoding="utf-8").splitlines()
    shipped = read_manifest(weights_folder()).version.split("/")[1]
    figures = compare(given.source, texts, given.work, given.only, given.seed)
    rows = [row(f, shipped) for f in figures]
    show(rows)
    options = Options(suite="encoder", data=given.texts.parent, seed=given.seed)
    result = head(options, weights=weights_hash(), notes={"texts": len(texts)})
    result["versions"] |= {name: version(name) for name in _PACKAGES}
    result |= {"started": started.isoformat(timespec="seconds")}
    result |= {"seconds": round(perf_counter() - clock, 1), "results": rows}
    if given.out:
        given.out.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
