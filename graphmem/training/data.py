"""Training data: all sets read and split, labels counted, sentences as arrays, batches of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from graphmem.psm.decode_lemma import Script, script_of
from graphmem.psm.labels import ENTITY_TAGS, FEATURES, ROOT, Inventory
from graphmem.psm.parse_input import InputMaker, SentenceInput
from graphmem.training.augment import Rates, augment
from graphmem.training.example import Example, Tree
from graphmem.training.read_conllu import read_ewt_dev, read_treebank
from graphmem.training.read_docred import read_docred
from graphmem.training.read_gum import read_gum
from graphmem.training.read_ner import read_btc, read_wikigold, read_wnut

IGNORED = -100  # a label that no loss counts
_LEAST_COUNT = 3  # of a relation or script, to be in the inventory


def read_all(folder: Path) -> list[Example]:
    """Read every set of a train folder, in one order.

    Raises:
        SettingsError: A file is missing.
    """
    ewt, ner = folder / "ud_ewt", folder / "ner"
    return [
        *read_treebank(ewt / "en_ewt-ud-train.rebuilt.conllu", "ewt"),
        *read_ewt_dev(ewt / "en_ewt-ud-dev.conllu", folder / "uner_ewt" / "en_ewt-ud-dev.iob2"),
        *read_gum(folder / "gum" / "gum_dep_conllu.tar.xz"),
        *read_wnut(ner / "wnut17_train.conll", "wnut_train"),
        *read_wnut(ner / "wnut17_dev.conll", "wnut_dev"),
        *read_btc(ner),
        *read_wikigold(ner / "wikigold.conll"),
        *read_docred(folder / "re_docred" / "dev_revised.json"),
    ]


def count_labels(examples: Iterable[Example]) -> Inventory:
    """Return the relations and edit scripts that the trees of some examples show often enough."""
    relations: Counter[str] = Counter()
    scripts: Counter[Script] = Counter()
    for example in examples:
        if example.tree is not None:
            relations.update(example.tree.relations)
            scripts.update(map(script_of, example.words, example.tree.lemmas))
    return Inventory(
        relations=tuple(
            sorted(r for r, n in relations.items() if n >= _LEAST_COUNT and r not in (ROOT, "dep"))
        ),
        scripts=tuple(sorted(s for s, n in scripts.items() if n >= _LEAST_COUNT)),
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sentence as the network takes it, and its labels; n counts the root and the words.

    Attributes:
        labels: By name, shape (n,) or (n, features); ``IGNORED`` at the root and where unknown.
        tags: Which tags each node may have. Shape: (n, tags).
    """

    input: SentenceInput
    labels: dict[str, NDArray[np.int64]]
    tags: NDArray[np.bool_]


class Preparer:
    """Turns examples into arrays.

    Args:
        inventory: Labels of the network.
        maker: Makes its input.
    """

    def __init__(self, inventory: Inventory, maker: InputMaker) -> None:
        self._maker = maker
        self._relations = {r: i for i, r in enumerate(inventory.relations)}
        self._scripts = {s: i for i, s in enumerate(inventory.scripts)}
        self._upos = {u: i for i, u in enumerate(inventory.upos)}
        self._values = {
            (name, value): (column, i)
            for column, (name, values) in enumerate(inventory.features.items())
            for i, value in enumerate(values)
        }

    def prepare(self, example: Example) -> Prepared | None:
        """Return an example as arrays, or None if it is longer than the network reads."""
        if len(self._maker.cut(example.words)) > 1:
            return None
        n = len(example.words) + 1
        tags = np.ones((n, len(ENTITY_TAGS)), np.bool_)
        tags[1:] = example.allowed_tags()
        labels = {
            name: np.full(n, IGNORED, np.int64) for name in ("arcs", "relations", "upos", "scripts")
        }
        labels["features"] = np.full((n, len(FEATURES)), IGNORED, np.int64)
        if example.tree is not None:
            self._fill(labels, example.words, example.tree)
        return Prepared(self._maker.make(example.words), labels, tags)

    def _fill(self, labels: dict[str, NDArray[np.int64]], words: Sequence[str], tree: Tree) -> None:
        labels["arcs"][1:] = tree.heads
        labels["relations"][1:] = [self._relation(r) for r in tree.relations]
        labels["upos"][1:] = [self._upos.get(u, IGNORED) for u in tree.upos]
        found = map(script_of, words, tree.lemmas)
        labels["scripts"][1:] = [self._scripts.get(s, IGNORED) for s in found]
        labels["features"][1:] = 0
        for row, feats in enumerate(tree.feats, start=1):
            for pair in feats.split("|"):
                name, _, value = pair.partition("=")
                if place := self._values.get((name, value)):
                    labels["features"][row, place[0]] = place[1]

    def _relation(self, name: str) -> int:
        """Return a relation's number, or that of the relation it is a subtype of."""
        main = self._relations.get(name.split(":")[0], IGNORED)
        return self._relations.get(name, main)


def epoch(
    examples: Sequence[Example], shares: Mapping[str, float], rates: Rates, seed: int
) -> list[Example]:
    """Return the examples of one pass: a share of each set, some in chat spelling."""
    random = Random(seed)  # noqa: S311 - no secret
    taken = [e for e in examples if random.random() < shares.get(e.source, 1.0)]
    return [augment(example, rates, random) for example in taken]


def batches(prepared: Sequence[Prepared], most_tokens: int, seed: int) -> Iterator[list[Prepared]]:
    """Yield all sentences in batches of about one length, in random order."""
    random = Random(seed)  # noqa: S311 - no secret
    lengths = [len(p.input.ids) * random.uniform(0.9, 1.1) for p in prepared]
    order = sorted(range(len(prepared)), key=lengths.__getitem__)
    made: list[list[Prepared]] = [[]]
    widest = 0
    for index in order:
        width = max(widest, len(prepared[index].input.ids))
        if made[-1] and width * (len(made[-1]) + 1) > most_tokens:
            made.append([])
            width = len(prepared[index].input.ids)
        made[-1].append(prepared[index])
        widest = width
    random.shuffle(made)
    yield from made
