"""The original encoder, run with torch: the reference of every export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, PreTrainedModel

from graphmem.training.calibrate import spreads
from graphmem.training.encoder_graph import Shape, Weights
from graphmem.training.onnx_graph import Floats

_BATCH = 16


class Original:
    """A sentence encoder as published: weights, shape, reference vectors.

    Args:
        folder: Folder with ``config.json`` and ``model.safetensors`` of a BERT model.
        max_tokens: Longest input in tokens.
    """

    def __init__(self, folder: Path, *, max_tokens: int) -> None:
        model: PreTrainedModel = AutoModel.from_pretrained(folder, local_files_only=True)
        self._model = model.eval().float()
        config = model.config
        self.shape = Shape(
            layers=config.num_hidden_layers,
            heads=config.num_attention_heads,
            hidden=config.hidden_size,
            max_tokens=max_tokens,
            norm_epsilon=config.layer_norm_eps,
        )

    def weights(self) -> Weights:
        """Return the state dict as float32 arrays."""
        state = self._model.state_dict()
        return {name: t.numpy() for name, t in state.items() if t.is_floating_point()}

    def encode(self, sequences: Sequence[Sequence[int]]) -> Floats:
        """Return mean-pooled unit vectors in the order given. Shape: (n, d)."""
        order = sorted(range(len(sequences)), key=lambda i: len(sequences[i]))
        parts: list[torch.Tensor] = []
        for ids, mask in _padded([sequences[i] for i in order]):
            with torch.inference_mode():
                hidden = self._model(input_ids=ids, attention_mask=mask).last_hidden_state
            pooled = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)  # (batch, d)
            parts.append(torch.nn.functional.normalize(pooled, dim=1))
        return torch.cat(parts).numpy()[np.argsort(order)]

    def calibrate(self, sequences: Sequence[Sequence[int]]) -> Weights:
        """Return the spread of each inner layer norm's channels over some texts.

        Returns:
            By layer norm, all but the last, whose output is the result. Shape of each: (d,).
        """

        def run() -> None:
            for ids in sequences:  # one by one, so that no padding is counted
                self.encode([ids])

        return spreads(self._model, run)


def _padded(sequences: Sequence[Sequence[int]]) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Yield ids and mask of a few texts at a time. Shape of each: (batch, seq)."""
    for start in range(0, len(sequences), _BATCH):
        batch = [torch.tensor(ids) for ids in sequences[start : start + _BATCH]]
        mask = [torch.ones_like(ids) for ids in batch]
        pad = torch.nn.utils.rnn.pad_sequence
        yield pad(batch, batch_first=True), pad(mask, batch_first=True)
