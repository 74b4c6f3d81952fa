"""The extraction network: the six layers of the sentence encoder, fine-tuned, under several heads.

Axis names: B sentences, S word pieces, N nodes (the root, then the words), d hidden size,
R relations. A node is the first piece of its word; the root is the start marker.

Sources: Devlin et al., 2019, "BERT", arXiv:1810.04805; Dozat and Manning, 2017, "Deep Biaffine
Attention for Neural Dependency Parsing", arXiv:1611.01734. Differs: GELU for ReLU; relations are
never ``root``, since only the root's child has that one; a vector for the shape of each piece's
word is added to the input, as the word pieces know no capitals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from graphmem.psm.labels import SHAPES, Inventory
from graphmem.training.data import IGNORED

Batch = dict[str, Tensor]


@dataclass(frozen=True, slots=True)
class Widths:
    """Sizes inside the heads.

    Attributes:
        dropout: Between a head's layers.
        encoder_dropout: Inside the encoder. Its random numbers cost a fifth of a step.
    """

    arc: int = 256
    relation: int = 128
    tag: int = 256
    dropout: float = 0.33
    encoder_dropout: float = 0.0


class Head(Protocol):
    """What the network says about one thing; kept in ``HEADS`` by name."""

    def __call__(self, nodes: Tensor) -> dict[str, Tensor]:
        """Return raw outputs of nodes. Shape in: (B, N, d)."""
        ...

    def losses(self, outputs: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
        """Return losses by name, each a scalar."""
        ...


class TreeHead(nn.Module):
    """Heads and relations by biaffine attention."""

    def __init__(self, hidden: int, inventory: Inventory, widths: Widths) -> None:
        super().__init__()
        self.relations = len(inventory.relations)
        self.widths = widths
        self.arc_dependent = nn.Linear(hidden, widths.arc)
        self.arc_head = nn.Linear(hidden, widths.arc)
        self.relation_dependent = nn.Linear(hidden, widths.relation)
        self.relation_head = nn.Linear(hidden, widths.relation)
        self.arc = nn.Linear(widths.arc, widths.arc)  # its bias scores the head alone
        self.relation = nn.Linear(widths.relation, self.relations * widths.relation)
        self.relation_alone = nn.Linear(widths.relation, self.relations)
        self.drop = nn.Dropout(widths.dropout)

    def forward(self, nodes: Tensor) -> dict[str, Tensor]:
        """Score pairs of nodes.

        Returns:
            ``arcs`` (B, N, N), dependent by head; ``dependents`` (B, N, R, r) and ``heads``
            (B, N, r), whose product with ``alone`` (B, N, R) added scores relations.
        """
        dependent = self._part(self.arc_dependent, nodes)
        head = self._part(self.arc_head, nodes)
        arcs = self.arc(dependent) @ head.transpose(1, 2)
        below = self._part(self.relation_dependent, nodes)
        return {
            "arcs": arcs,
            "dependents": self.relation(below).unflatten(-1, (self.relations, -1)),
            "heads": self._part(self.relation_head, nodes),
            "alone": self.relation_alone(below),
        }

    def losses(self, outputs: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
        """Return cross-entropies of heads, and of relations to the gold heads."""
        gold = batch["arcs"]
        hidden = batch["nodes"][:, None] == 0  # places that hold no node
        own = torch.eye(gold.shape[1], dtype=torch.bool)
        arcs = outputs["arcs"].float().masked_fill(hidden | own, -1e4)
        places = gold.clamp(min=0)[..., None].expand(-1, -1, self.widths.relation)
        heads = outputs["heads"].gather(1, places)  # (B, N, r)
        scores = (outputs["dependents"] * heads[:, :, None]).sum(-1) + outputs["alone"]
        relations = batch["relations"].masked_fill(gold == 0, IGNORED)
        return {
            "arcs": _cross_entropy(arcs, gold),
            "relations": _cross_entropy(scores, relations),
        }

    def _part(self, layer: nn.Linear, nodes: Tensor) -> Tensor:
        return self.drop(functional.gelu(layer(nodes)))


class LabelHead(nn.Module):
    """One label per node: part of speech, edit script."""

    def __init__(self, hidden: int, size: int, name: str) -> None:
        super().__init__()
        self.name = name
        self.out = nn.Linear(hidden, size)

    def forward(self, nodes: Tensor) -> dict[str, Tensor]:
        """Return the labels' scores. Shape: (B, N, size)."""
        return {self.name: self.out(nodes)}

    def losses(self, outputs: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
        """Return the cross-entropy."""
        return {self.name: _cross_entropy(outputs[self.name], batch[self.name])}


class FeatureHead(nn.Module):
    """One value per node and feature; all features' values lie one behind the other."""

    def __init__(self, hidden: int, widths: list[int]) -> None:
        super().__init__()
        self.sizes = widths
        self.out = nn.Linear(hidden, sum(widths))

    def forward(self, nodes: Tensor) -> dict[str, Tensor]:
        """Return the values' scores. Shape: (B, N, values)."""
        return {"features": self.out(nodes)}

    def losses(self, outputs: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
        """Return the sum of the features' cross-entropies."""
        parts = outputs["features"].split(self.sizes, dim=-1)
        gold = batch["features"].unbind(-1)
        return {"features": torch.stack(list(map(_cross_entropy, parts, gold))).sum()}


class EntityHead(nn.Module):
    """BIO tags of typed names."""

    def __init__(self, hidden: int, size: int, widths: Widths) -> None:
        super().__init__()
        self.inner = nn.Linear(hidden, widths.tag)
        self.out = nn.Linear(widths.tag, size)
        self.drop = nn.Dropout(widths.dropout)

    def forward(self, nodes: Tensor) -> dict[str, Tensor]:
        """Return the tags' scores. Shape: (B, N, tags)."""
        return {"tags": self.out(self.drop(functional.gelu(self.inner(nodes))))}

    def losses(self, outputs: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
        """Return minus the log of the probability of all tags that the data allow.

        A set that does not annotate dates allows "O" and dates wherever it marks nothing.
        """
        allowed = batch["tags"]
        known = ~allowed.all(dim=-1)  # (B, N)
        logs = functional.log_softmax(outputs["tags"].float(), dim=-1)[known]
        if not len(logs):
            return {"tags": logs.sum()}
        return {"tags": -logs.masked_fill(~allowed[known], -1e4).logsumexp(-1).mean()}


def _widths(inventory: Inventory) -> list[int]:
    return [len(values) for values in inventory.features.values()]


Maker = Callable[[int, Inventory, Widths], nn.Module]
# A head added later joins here under a new name; a checkpoint without it still loads, and
# training can be confined to it (``train.only``).
HEADS: dict[str, Maker] = {
    "tree": TreeHead,
    "upos": lambda d, inventory, _: LabelHead(d, len(inventory.upos), "upos"),
    "features": lambda d, inventory, _: FeatureHead(d, _widths(inventory)),
    "scripts": lambda d, inventory, _: LabelHead(d, len(inventory.scripts), "scripts"),
    "entities": lambda d, inventory, widths: EntityHead(d, len(inventory.tags), widths),
}


class ExtractionModel(nn.Module):
    """Encoder and heads.

    Args:
        encoder: The pretrained layers; word and position vectors are frozen.
        inventory: What is to be labelled.
        widths: Sizes inside the heads.
        heads: Names in ``HEADS``.
    """

    def __init__(
        self,
        encoder: BertModel,
        inventory: Inventory,
        widths: Widths,
        heads: tuple[str, ...] = tuple(HEADS),
    ) -> None:
        super().__init__()
        hidden = encoder.config.hidden_size
        self.encoder = encoder
        self.shapes = nn.Embedding(len(SHAPES), hidden)
        nn.init.zeros_(self.shapes.weight)  # at first, the encoder is what it was
        self.drop = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({name: HEADS[name](hidden, inventory, widths) for name in heads})
        for table in ("word_embeddings", "position_embeddings", "token_type_embeddings"):
            getattr(encoder.embeddings, table).requires_grad_(False)  # noqa: FBT003 - torch's own

    def nodes(self, batch: Batch) -> Tensor:
        """Encode a batch's sentences. Shape: (B, N, d)."""
        words = self.encoder.embeddings.word_embeddings(batch["input_ids"])
        hidden = self.encoder(
            inputs_embeds=words + self.shapes(batch["shapes"]),
            attention_mask=batch["attention_mask"],
        ).last_hidden_state  # (B, S, d)
        places = batch["firsts"][..., None].expand(-1, -1, hidden.shape[-1])
        return self.drop(hidden.gather(1, places))

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """Return all heads' raw outputs."""
        nodes = self.nodes(batch)
        return {k: v for head in self.heads.values() for k, v in head(nodes).items()}

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """Return all heads' losses by name."""
        outputs = self(batch)
        return {
            k: v for head in self.heads.values() for k, v in head.losses(outputs, batch).items()
        }


def _cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    """Return the mean over labelled nodes, 0 where there are none."""
    flat, labels = scores.float().flatten(0, -2), gold.flatten()
    if not (labels != IGNORED).any():
        return flat.sum() * 0
    return functional.cross_entropy(flat, labels, ignore_index=IGNORED)
