"""A tiny encoder and a tiny language, made on the spot."""

from __future__ import annotations

from pathlib import Path
from random import Random
from shutil import copyfile

import torch
from transformers import BertConfig, BertModel

from graphmem.psm.labels import ENTITY_TYPES
from graphmem.psm.manifest import TOKENIZER, weights_folder
from graphmem.training.example import Example, Mention, Tree

_NAMES = ("Ana", "Tom", "Mia", "Ben")
_PLACES = ("Lisbon", "Graz", "Oslo")
_VERBS = (("likes", "like", "Pres"), ("saw", "see", "Past"), ("left", "leave", "Past"))


def save_encoder(folder: Path) -> Path:
    """Save a BERT of two narrow layers with random weights, and the shipped tokenizer."""
    torch.manual_seed(0)
    config = BertConfig(
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        initializer_range=0.2,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    copyfile(weights_folder() / TOKENIZER, folder / TOKENIZER)
    return folder


def sentences(count: int, seed: int = 0) -> list[Example]:
    """Return sentences such as "Ana saw the house in Lisbon ." with all labels."""
    random = Random(seed)
    return [_sentence(random, number) for number in range(count)]


def _sentence(random: Random, number: int) -> Example:
    name, place = random.choice(_NAMES), random.choice(_PLACES)
    verb, lemma, tense = random.choice(_VERBS)
    noun = random.choice(("houses", "dogs", "roads"))
    return Example(
        source="toy",
        document=f"toy:{number}",
        words=(name, verb, "the", noun, "in", place, "."),
        tree=Tree(
            heads=(2, 0, 4, 2, 6, 4, 2),
            relations=("nsubj", "root", "det", "obj", "case", "nmod", "punct"),
            upos=("PROPN", "VERB", "DET", "NOUN", "ADP", "PROPN", "PUNCT"),
            feats=("Number=Sing", f"Tense={tense}", "_", "Number=Plur", "_", "Number=Sing", "_"),
            lemmas=(name, lemma, "the", noun[:-1], "in", place, "."),
        ),
        mentions=(Mention(0, 1, ("person",)), Mention(5, 6, ("place",))),
        annotated=ENTITY_TYPES,
    )
