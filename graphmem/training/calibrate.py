"""How unevenly the channels of an encoder's layer norms are filled, for ``build(spread=...)``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from graphmem.training.encoder_graph import Weights
from graphmem.training.onnx_graph import Floats

_POWER = 0.75  # of the root mean square; 0.5 to 1 differ by 0.0001 in cosine


def spreads(encoder: torch.nn.Module, run: Callable[[], None]) -> Weights:
    """Return the spread of each inner layer norm's channels while ``run`` runs.

    A power of the root mean square, with median 1: a few channels are ten times larger than the
    rest, and one scale per row would leave the rest only some of its 255 steps.

    Args:
        encoder: Whose layer norms are watched.
        run: Runs the encoder over some texts.

    Returns:
        By layer norm, all but the last. Shape of each: (d,).
    """
    squares: dict[str, torch.Tensor] = {}
    norms = [(n, m) for n, m in encoder.named_modules() if isinstance(m, torch.nn.LayerNorm)]

    def hook(name: str, output: torch.Tensor) -> None:
        total = output.reshape(-1, output.shape[-1]).square().sum(0)
        squares[name] = squares.get(name, torch.zeros_like(total)) + total

    handles = [
        module.register_forward_hook(lambda _m, _i, out, name=name: hook(name, out))
        for name, module in norms[:-1]
    ]
    run()
    for handle in handles:
        handle.remove()
    return {name: _spread(total.sqrt().numpy()) for name, total in squares.items()}


def _spread(size: Floats) -> Floats:
    return ((size / np.median(size)) ** _POWER).astype(np.float32)
