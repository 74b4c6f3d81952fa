"""Export of the shipped models: ``python -m graphmem.training.export encoder`` (or ``extractor``).

Writes the original in every candidate precision, measures each beside it, and lays the chosen
one out as a weights folder: ``encoder.onnx``, ``tokenizer.json``, ``manifest.json``; the
extraction network goes beside them.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from random import Random

import onnx
from rich.console import Console

from graphmem.errors import SettingsError
from graphmem.psm.manifest import ENCODER, MANIFEST, TOKENIZER, Manifest
from graphmem.psm.tokens import WordPieces
from graphmem.training.data import read_all
from graphmem.training.encoder_graph import Precision, build
from graphmem.training.export_extractor import (
    choose_extractor,
    compare_extractor,
    lay_out_extractor,
)
from graphmem.training.measure import Figures, measure
from graphmem.training.original import Original
from graphmem.training.precision import BlockInt8, DynamicInt8, Float16Stored, Float32, RowInt8
from graphmem.training.splits import TUNING, without_leaks
from graphmem.training.train import load

MAX_TOKENS = 256  # as the original was trained; longer texts are cut or chunked
REVISION = 1  # raise when the exported file changes: vectors of two revisions are not compared
NAME = "all-MiniLM-L6-v2"
_SOURCE = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2"
_CALIBRATION_TEXTS, _MEASURED_TEXTS = 200, 1000
_LEAST_COSINE, _MOST_CHANGE = 0.99, 1e-4


def candidates() -> dict[str, tuple[Precision, bool]]:
    """Return the precisions to compare, and whether channels are evened out for each."""
    return {
        "fp32": (Float32(), False),
        "fp16-stored": (Float16Stored(), False),
        "block32-int8": (BlockInt8(32), False),
        "block128-int8": (BlockInt8(128), False),
        "dynamic-int8": (DynamicInt8(), False),
        "row-int8-plain": (RowInt8(), False),
        "row-int8": (RowInt8(), True),
    }


def compare(
    source: Path, texts: Sequence[str], folder: Path, only: Sequence[str] = (), seed: int = 0
) -> list[Figures]:
    """Write the candidates into a folder and measure each.

    Args:
        source: Folder of the original model.
        texts: At least 1,200 texts, short and long mixed; the first 200 of a shuffle calibrate,
            the next 1,000 measure.
        folder: Where ``<precision>.onnx`` files go.
        only: Names of precisions; empty: all.
        seed: Of the shuffle.
    """
    needed = _CALIBRATION_TEXTS + _MEASURED_TEXTS
    if len(texts) < needed:
        raise SettingsError(f"{len(texts)} texts are too few; give at least {needed}")
    folder.mkdir(parents=True, exist_ok=True)
    pieces = WordPieces(source / TOKENIZER, max_tokens=MAX_TOKENS)
    sequences = [pieces.ids(text) for text in Random(seed).sample(texts, needed)]  # noqa: S311 - no secret
    original = Original(source, max_tokens=MAX_TOKENS)
    spread = original.calibrate(sequences[:_CALIBRATION_TEXTS])
    measured = sequences[_CALIBRATION_TEXTS:]
    reference = original.encode(measured)
    figures: list[Figures] = []
    for name, (precision, even) in candidates().items():
        if only and name not in only:
            continue
        path = folder / f"{name}.onnx"
        model = build(original.weights(), original.shape, precision, spread if even else None)
        onnx.save(model, path)
        figures.append(measure(path, measured, reference))
    return figures


def choose(figures: Sequence[Figures]) -> Figures:
    """Return the fastest on long texts among those near the original and batch-invariant.

    Raises:
        SettingsError: None qualifies.
    """
    fit = [
        f for f in figures if f.cosine_mean >= _LEAST_COSINE and f.alone_vs_batch <= _MOST_CHANGE
    ]
    if not fit:
        raise SettingsError("no candidate keeps to the original and to itself in a batch")
    # Some percent of speed is noise and worth less than nearness: round to tens of percent.
    best = max(f.long_per_s[0] for f in fit)
    quick = [f for f in fit if f.long_per_s[0] >= 0.9 * best]
    return max(quick, key=lambda f: f.cosine_mean)


def lay_out(encoder: Path, source: Path, out: Path) -> Manifest:
    """Copy an exported encoder and the tokenizer into a weights folder and write its manifest."""
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(encoder, out / ENCODER)
    shutil.copyfile(source / TOKENIZER, out / TOKENIZER)
    files = {n: sha256((out / n).read_bytes()).hexdigest() for n in (ENCODER, TOKENIZER)}
    manifest = Manifest(
        name=NAME,
        version=f"{NAME}/{encoder.stem}/{REVISION}",
        dimension=384,
        max_tokens=MAX_TOKENS,
        files=files,
        licence="Apache-2.0",
        source=_SOURCE,
    )
    (out / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2) + "\n")
    return manifest


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m graphmem.training.export")
    stages = parser.add_subparsers(required=True)
    _add_encoder(stages.add_parser("encoder", help="sentence encoder"))
    _add_extractor(stages.add_parser("extractor", help="extraction network"))
    given = parser.parse_args(arguments)
    given.export(given)


def _add_encoder(encoder: argparse.ArgumentParser) -> None:
    encoder.add_argument("--source", type=Path, required=True, help="folder of the original")
    encoder.add_argument("--texts", type=Path, required=True, help="UTF-8 file, a text per line")
    encoder.add_argument("--out", type=Path, required=True, help="weights folder to write")
    encoder.add_argument("--work", type=Path, required=True, help="folder for the candidates")
    encoder.add_argument("--only", nargs="*", default=(), help="names of precisions")
    encoder.set_defaults(export=_export_encoder)


def _add_extractor(extractor: argparse.ArgumentParser) -> None:
    extractor.add_argument("--model", type=Path, required=True, help="model.pt of the training")
    extractor.add_argument("--source", type=Path, required=True, help="folder of the original")
    extractor.add_argument("--train-data", type=Path, required=True, help="tuned on, not trained")
    extractor.add_argument("--out", type=Path, required=True, help="weights folder to add to")
    extractor.add_argument("--work", type=Path, required=True, help="folder for the candidates")
    extractor.add_argument("--only", nargs="*", default=(), help="names of precisions")
    extractor.set_defaults(export=_export_extractor)


def _export_encoder(given: argparse.Namespace) -> None:
    texts = given.texts.read_text(encoding="utf-8").splitlines()
    figures = compare(given.source, texts, given.work, given.only)
    console = Console()
    for figure in figures:
        console.print(asdict(figure))
    chosen = choose(figures)
    manifest = lay_out(given.work / f"{chosen.precision}.onnx", given.source, given.out)
    console.print(f"{manifest.version} is in {given.out}")


def _export_extractor(given: argparse.Namespace) -> None:
    model, inventory = load(given.model)
    parts = without_leaks(read_all(given.train_data))
    tokenizer = given.source / TOKENIZER
    figures = compare_extractor(model, inventory, tokenizer, parts[TUNING], given.work, given.only)
    console = Console()
    for figure in figures:
        console.print(asdict(figure))
    chosen = given.work / f"{choose_extractor(figures).precision}.onnx"
    manifest = lay_out_extractor(chosen, inventory, tokenizer, given.out)
    console.print(f"{manifest.version} is in {given.out}")


if __name__ == "__main__":
    main()
