"""Export of the extraction network; see ``export`` for the command.

Writes the trained network in every candidate precision, measures each beside torch on the tuning
sentences, and lays the chosen one out as ``extractor.onnx`` and ``extractor.json``.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter

import onnx
import torch

from graphmem.errors import SettingsError
from graphmem.psm.extraction import Parser
from graphmem.psm.extraction_manifest import EXTRACTOR, ExtractorManifest
from graphmem.psm.labels import Inventory
from graphmem.psm.manifest import ENCODER, TOKENIZER
from graphmem.psm.parse import Parse
from graphmem.psm.parse_input import InputMaker
from graphmem.psm.parse_session import OnnxNetwork, collate
from graphmem.training.calibrate import spreads
from graphmem.training.encoder_graph import Precision, Weights
from graphmem.training.evaluate import score_spans, score_trees
from graphmem.training.example import Example
from graphmem.training.extractor_graph import build_extractor
from graphmem.training.fine_tuned import parts_of
from graphmem.training.model import ExtractionModel
from graphmem.training.precision import BlockInt8, Float16Stored, Float32, RowInt8
from graphmem.training.shared_words import share_words
from graphmem.training.tensors import TorchNetwork

NAME = "graphmem-extractor"
REVISION = 1  # raise when the exported file changes: what is derived is marked with it
MAX_TOKENS = 256
SOURCES = (
    "all-MiniLM-L6-v2",
    "UD English EWT",
    "Universal NER EWT",
    "GUM",
    "WNUT17",
    "Broad Twitter Corpus",
    "wikigold",
    "Re-DocRED",
)
_MOST_LOSS = 0.005  # of LAS; of F1, whose names are fewer, twice that
_SINGLE_WORDS = 25
_NEARLY_BEST = 0.9

Sentences = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class ExtractorFigures:
    """Measures of one precision.

    Attributes:
        las: Share of words with the right head and relation; ``f1`` of names likewise by gold.
        same_arcs: Share of words with the same head and relation as torch gives.
        same_spans: Share of words that are the same in all else: features, lemmas, entity.
        moody: Sentences that parse differently alone and in a batch.
        single_ms: Median time of one sentence of 25 words, input and decoding included.
        per_s: Sentences per second in batches.
    """

    precision: str
    mb: float
    las: float
    f1: float
    same_arcs: float
    same_spans: float
    moody: int
    single_ms: float
    per_s: float


def extractor_candidates() -> dict[str, tuple[Precision, bool]]:
    """Return the precisions to compare, and whether channels are evened out for each."""
    return {
        "fp32": (Float32(), False),
        "fp16-stored": (Float16Stored(), False),
        "block32-int8": (BlockInt8(32), False),
        "row-int8-plain": (RowInt8(), False),
        "row-int8": (RowInt8(), True),
    }


def compare_extractor(
    model: ExtractionModel,
    inventory: Inventory,
    tokenizer: Path,
    examples: Sequence[Example],
    folder: Path,
    only: Sequence[str] = (),
) -> list[ExtractorFigures]:
    """Write the candidates into a folder and measure each.

    Args:
        model: Trained.
        inventory: Its labels.
        tokenizer: ``tokenizer.json``.
        examples: With trees and names; the words of the first half calibrate, all measure.
        folder: Where ``<precision>.onnx`` files go.
        only: Names of precisions; empty: all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    maker = InputMaker(tokenizer, max_tokens=MAX_TOKENS)
    sentences = [example.words for example in examples]
    spread = _calibrate(model, maker, sentences[: len(sentences) // 2])
    reference = Parser(TorchNetwork(model), inventory, maker, batch_size=16).parse(sentences)
    figures: list[ExtractorFigures] = []
    for name, (precision, even) in extractor_candidates().items():
        if only and name not in only:
            continue
        path = folder / f"{name}.onnx"
        onnx.save(export_model(model, precision, spread if even else None), path)
        network = OnnxNetwork(path, threads=2)
        parser = Parser(network, inventory, maker, batch_size=32)
        figures.append(measure_extractor(path, parser, examples, reference))
    return figures


def export_model(
    model: ExtractionModel, precision: Precision, spread: Weights | None = None
) -> onnx.ModelProto:
    """Return a trained network as a graph in one precision."""
    weights, shape = parts_of(model, max_tokens=MAX_TOKENS)
    return build_extractor(weights, shape, precision, spread)


def measure_extractor(
    path: Path, parser: Parser, examples: Sequence[Example], reference: Sequence[Parse]
) -> ExtractorFigures:
    """Measure an ONNX file on examples whose parses by torch are known."""
    sentences = [example.words for example in examples]
    parses = parser.parse(sentences)
    alone = [parser.parse([words])[0] for words in sentences]
    judged = list(zip(examples, parses, strict=True))
    pairs = [pair for two in zip(parses, reference, strict=True) for pair in _by_word(*two)]
    one = next(
        (list(s[:_SINGLE_WORDS]) for s in sentences if len(s) >= _SINGLE_WORDS), sentences[0]
    )
    times = [_seconds(parser, [one]) for _ in range(30)]
    return ExtractorFigures(
        precision=path.stem,
        mb=path.stat().st_size / 1e6,
        las=score_trees(judged).las,
        f1=score_spans(judged).f1,
        same_arcs=sum(a[:2] == b[:2] for a, b in pairs) / len(pairs),
        same_spans=sum(a[2:] == b[2:] for a, b in pairs) / len(pairs),
        moody=sum(not same_parse(a, b) for a, b in zip(parses, alone, strict=True)),
        single_ms=1000 * median(times),
        per_s=len(sentences) / min(_seconds(parser, sentences) for _ in range(2)),
    )


def same_parse(one: Parse, other: Parse) -> bool:
    """Tell whether two parses of the same words say the same."""
    return all(a == b for a, b in _by_word(one, other))


def choose_extractor(figures: Sequence[ExtractorFigures]) -> ExtractorFigures:
    """Return the nearest to torch of the fastest that qualify.

    Raises:
        SettingsError: None keeps to itself in a batch and is nearly as good as the best.
    """
    las = max((f.las for f in figures), default=0) - _MOST_LOSS
    f1 = max((f.f1 for f in figures), default=0) - 2 * _MOST_LOSS
    fit = [f for f in figures if f.las >= las and f.f1 >= f1 and not f.moody]
    if not fit:
        raise SettingsError("no candidate keeps to the best and to itself in a batch")
    best = max(f.per_s for f in fit)
    return max((f for f in fit if f.per_s >= _NEARLY_BEST * best), key=lambda f: f.same_arcs)


def lay_out_extractor(
    exported: Path, inventory: Inventory, tokenizer: Path, out: Path
) -> ExtractorManifest:
    """Copy an exported network into a weights folder that has its tokenizer, with its manifest.

    Raises:
        SettingsError: The folder has no tokenizer, or another one.
    """
    if not (out / TOKENIZER).is_file():
        shutil.copyfile(tokenizer, out / TOKENIZER)
    if (out / TOKENIZER).read_bytes() != tokenizer.read_bytes():
        raise SettingsError(f"{out / TOKENIZER} is not the one that the network was trained with")
    shutil.copyfile(exported, out / EXTRACTOR)
    names = [
        EXTRACTOR,
        TOKENIZER,
        *([ENCODER] if share_words(out / EXTRACTOR, out / ENCODER) else []),
    ]
    manifest = ExtractorManifest(
        name=NAME,
        version=f"{NAME}/{exported.stem}/{REVISION}",
        max_tokens=MAX_TOKENS,
        files={n: sha256((out / n).read_bytes()).hexdigest() for n in names},
        licence="Apache-2.0",
        sources=SOURCES,
        inventory=inventory,
    )
    manifest.write(out)
    return manifest


def _calibrate(model: ExtractionModel, maker: InputMaker, sentences: Sentences) -> Weights:
    """Return the layer norms' spreads over some sentences, one by one."""

    def run() -> None:
        for words in sentences:
            batch = collate([maker.make(words)])
            with torch.inference_mode():
                model.nodes({name: torch.from_numpy(array) for name, array in batch.items()})

    model.eval()
    return spreads(model.encoder, run)


def _by_word(one: Parse, other: Parse) -> list[tuple[tuple[object, ...], tuple[object, ...]]]:
    """Pair what two parses say of each word: head, relation, then the rest."""
    return list(zip(_words(one), _words(other), strict=True))


def _words(parse: Parse) -> list[tuple[object, ...]]:
    names = [""] * len(parse.words)
    for entity in parse.entities:
        for i in range(entity.start, entity.end):
            names[i] = f"{entity.label}{entity.start}"
    return list(
        zip(
            parse.heads,
            parse.relations,
            parse.upos,
            parse.feats,
            parse.lemmas,
            names,
            strict=True,
        )
    )


def _seconds(parser: Parser, sentences: Sentences) -> float:
    start = perf_counter()
    parser.parse(sentences)
    return perf_counter() - start
