"""The update reader: the layers of the sentence encoder, fine-tuned to read two messages at once.

Axis names: B pairs, S word pieces of both messages, d hidden size.

Source: Devlin et al., 2019, "BERT", arXiv:1810.04805 (two segments in one input). Differs: what
is judged is the mean of each message's pieces beside the start marker; a head of its own finds
the value that each message tells.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from graphmem.training.updates.draw import LABELS

Batch = dict[str, Tensor]
_DROPOUT = 0.1
_VALUE_WEIGHT = 0.5


class UpdateReader(nn.Module):
    """Encoder and two heads.

    Args:
        encoder: The pretrained layers; word and position vectors are frozen.
    """

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        hidden = encoder.config.hidden_size
        self.encoder = encoder
        self.sides = nn.Embedding(2, hidden)  # which message a piece is of
        nn.init.zeros_(self.sides.weight)  # at first, the encoder is what it was
        self.drop = nn.Dropout(_DROPOUT)
        self.inner = nn.Linear(3 * hidden, hidden)
        self.verdict = nn.Linear(hidden, len(LABELS))
        self.value = nn.Linear(hidden, 1)
        for table in ("word_embeddings", "position_embeddings", "token_type_embeddings"):
            getattr(encoder.embeddings, table).requires_grad_(False)  # noqa: FBT003 - torch's own

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return scores of the verdicts (B, 3), and of each piece being part of a value (B, S)."""
        words = self.encoder.embeddings.word_embeddings(batch["input_ids"])
        hidden = self.encoder(
            inputs_embeds=words + self.sides(batch["sides"]),
            attention_mask=batch["attention_mask"],
        ).last_hidden_state  # (B, S, d)
        hidden = self.drop(hidden)
        real = batch["attention_mask"].to(hidden.dtype)
        second = batch["sides"].to(hidden.dtype) * real
        means = [_mean(hidden, part) for part in (real - second, second)]
        inner = functional.gelu(self.inner(torch.cat([hidden[:, 0], *means], dim=-1)))
        return self.verdict(self.drop(inner)), self.value(hidden)[..., 0]

    def losses(self, batch: Batch) -> dict[str, Tensor]:
        """Return the cross-entropies of verdicts and of values."""
        verdicts, values = self(batch)
        valued = batch["valued"][:, None].bool() & batch["attention_mask"].bool()
        told = values.float()[valued]
        loss = functional.cross_entropy(verdicts.float(), batch["labels"])
        if not len(told):
            return {"verdict": loss}
        gold = batch["values"].float()[valued]
        found = functional.binary_cross_entropy_with_logits(told, gold)
        return {"verdict": loss, "value": _VALUE_WEIGHT * found}


def _mean(hidden: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of the pieces that a mask (B, S) has. Shape: (B, d)."""
    total = (hidden * mask[..., None]).sum(1)
    return total / mask.sum(1, keepdim=True).clamp(min=1)
