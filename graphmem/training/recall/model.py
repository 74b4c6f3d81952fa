"""The recall network: query-conditioned message passing over a region of a user's graph.

Each layer passes activation along the region's typed links; what a link passes, and how much,
follows from both events, from the question and from what the pair answers together. So the
message passing is the diffusion, learned (compare the hand-set steps of ``recall/diffuse``).

After Gilmer et al., 2017, "Neural Message Passing for Quantum Chemistry" (eq. 1-2), with gated
messages (Bresson and Laurent, 2017, "Residual Gated Graph ConvNets", eq. 11) and the question in
the features, as in Zhu et al., 2021, "Neural Bellman-Ford Networks".
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch_geometric.nn import MessagePassing
from torch_geometric.nn.aggr import MaxAggregation, SumAggregation


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network.

    Attributes:
        node_features: Columns of a region's nodes.
        pair_features: Columns of its pairs.
        width: Width of the hidden states.
        layers: Steps of message passing; 0 scores each event by itself.
        dropout: Share of hidden values dropped in training.
    """

    node_features: int
    pair_features: int
    width: int = 48
    layers: int = 3
    dropout: float = 0.1


class DiffusionLayer(MessagePassing):
    """One step: each event takes in what its links pass on."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(aggr=None)
        width = shape.width
        self.leaving = nn.Linear(width, width + 1)
        self.arriving = nn.Linear(width, width + 1, bias=False)
        self.tie = nn.Linear(shape.pair_features, width + 1, bias=False)
        self.update_ = nn.Sequential(
            nn.Linear(3 * width, width),
            nn.ReLU(),
            nn.Dropout(shape.dropout),
            nn.Linear(width, width),
        )
        self.norm = nn.LayerNorm(width)
        self._sum, self._max = SumAggregation(), MaxAggregation()

    def forward(self, hidden: Tensor, ends: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor]:
        """Return new states and how open each link was.

        Shapes: (n_nodes, width), (2, n_pairs), (n_pairs, pair_features) -> (n_nodes, width),
        (n_pairs, 1).
        """
        first, second = ends[0], ends[1]
        mixed = self.leaving(hidden)[first] + self.arriving(hidden)[second] + self.tie(pairs)
        gate = torch.sigmoid(mixed[:, :1])
        taken = self.propagate(
            ends,
            passed=torch.relu(mixed[:, 1:]) * gate,
            gate=gate,
            size=(hidden.size(0), hidden.size(0)),
        )
        return self.norm(hidden + self.update_(torch.cat((hidden, taken), 1))), gate

    def message(self, passed: Tensor, gate: Tensor) -> Tensor:
        """Return what each link passes on, and its gate. Shape: (n_pairs, width + 1)."""
        return torch.cat((passed, gate), 1)

    def aggregate(
        self, inputs: Tensor, index: Tensor, ptr: Tensor | None = None, dim_size: int | None = None
    ) -> Tensor:
        """Return the gated mean and the largest of what comes in. Shape: (n_nodes, 2 * width)."""
        total = self._sum(inputs, index, ptr=ptr, dim_size=dim_size)
        mean = total[:, :-1] / (1 + total[:, -1:])
        largest = self._max(inputs[:, :-1], index, ptr=ptr, dim_size=dim_size)
        return torch.cat((mean, largest), 1)


class RecallNetwork(nn.Module):
    """Scores the events of a region; higher is likelier to be needed."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        width = shape.width
        self.register_buffer("node_mean", torch.zeros(shape.node_features))
        self.register_buffer("node_scale", torch.ones(shape.node_features))
        self.register_buffer("pair_mean", torch.zeros(shape.pair_features))
        self.register_buffer("pair_scale", torch.ones(shape.pair_features))
        self.register_buffer("slope", torch.ones(()))
        self.register_buffer("shift", torch.zeros(()))
        self.enter = nn.Sequential(
            nn.Linear(shape.node_features, width),
            nn.ReLU(),
            nn.Dropout(shape.dropout),
            nn.Linear(width, width),
        )
        self.layers = nn.ModuleList([DiffusionLayer(shape) for _ in range(shape.layers)])
        self.score = nn.Sequential(
            nn.Linear(width + shape.node_features, width), nn.ReLU(), nn.Linear(width, 1)
        )

    def standardise(self, nodes: Tensor, pairs: Tensor) -> None:
        """Take mean and spread of the features from training regions."""
        for values, name in ((nodes, "node"), (pairs, "pair")):
            getattr(self, f"{name}_mean").copy_(values.mean(0))
            getattr(self, f"{name}_scale").copy_(values.std(0).clamp(min=1e-2))

    def calibrate(self, slope: float, shift: float) -> None:
        """Let ``sigmoid(score)`` be a probability: scores become ``slope * score + shift``."""
        self.slope.fill_(slope)
        self.shift.fill_(shift)

    def forward(self, nodes: Tensor, ends: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor]:
        """Return a score per event (log-odds) and how open each link was (mean over layers).

        Shapes: (n_nodes, node_features), (2, n_pairs), (n_pairs, pair_features) -> (n_nodes,),
        (n_pairs,).
        """
        nodes = ((nodes - self.node_mean) / self.node_scale).clamp(-8, 8)
        pairs = ((pairs - self.pair_mean) / self.pair_scale).clamp(-8, 8)
        hidden = self.enter(nodes)
        flow = torch.zeros_like(pairs[:, :1])
        for layer in self.layers:
            hidden, gate = layer(hidden, ends, pairs)
            flow = flow + gate / max(len(self.layers), 1)
        score = self.score(torch.cat((hidden, nodes), 1))
        return (self.slope * score + self.shift).squeeze(1), flow.squeeze(1)
