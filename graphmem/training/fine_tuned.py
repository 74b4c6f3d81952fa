"""A fine-tuned encoder as what the writers of graphs take: its weights and its sizes."""

from __future__ import annotations

from torch import nn

from graphmem.training.encoder_graph import Shape, Weights


def parts_of(model: nn.Module, *, max_tokens: int) -> tuple[Weights, Shape]:
    """Return the weights of a network over ``model.encoder``, and the encoder's sizes.

    Args:
        max_tokens: Longest input in word pieces.

    Returns:
        The encoder's weights named as in transformers, those of the heads as in the network.
    """
    state = dict(model.encoder.state_dict())
    state |= {k: v for k, v in model.state_dict().items() if not k.startswith("encoder.")}
    weights = {k: v.float().numpy() for k, v in state.items() if v.is_floating_point()}
    config = model.encoder.config
    shape = Shape(
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        hidden=config.hidden_size,
        max_tokens=min(max_tokens, config.max_position_embeddings),
        norm_epsilon=config.layer_norm_eps,
    )
    return weights, shape
