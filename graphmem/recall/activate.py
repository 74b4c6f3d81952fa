"""What a question activates by hand-set weights: seeds, and what they reach in one step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphmem.recall import diffuse
from graphmem.recall.seed import Floats, Mask, Query, SeedWeights, seed, total
from graphmem.settings import RecallSettings
from graphmem.stores.index.user_index import UserIndex


@dataclass(frozen=True, slots=True)
class Activation:
    """Scores of all rows and what they are made of. Shape of each: (n_rows,).

    Attributes:
        scores: -inf for rows out of scope.
        parts: What speaks for a row, by ingredient.
        seeds: Sum of the seed's parts.
        spread: What came over the graph in one step.
    """

    scores: Floats
    parts: dict[str, Floats]
    seeds: Floats
    spread: diffuse.Spread

    def part(self, name: str) -> Floats | None:
        """Return a part by name; "before" and "after" are the halves of "chain"."""
        if name in ("before", "after"):
            return None if self.spread.chain is None else self.spread.chain[name == "after"]
        return self.parts.get(name)


def activate(
    index: UserIndex, query: Query, weights: RecallSettings, allowed: Mask, *, spreads: bool
) -> Activation:
    """Score every row by its seed parts and, if it ``spreads``, by what they reach.

    Args:
        allowed: Which rows may be recalled. Shape: (n_rows,).
    """
    seed_weights = SeedWeights(
        weights.bm25_weight,
        weights.link_weight,
        weights.speaker_weight,
        weights.time_weight,
        weights.subject_weight,
    )
    parts = seed(index, query, seed_weights, allowed)
    seeds = total(parts, len(index))
    spread = diffuse.Spread()
    if spreads:
        shares = diffuse.SpreadWeights(
            weights.spread_weight,
            weights.chain_weight,
            weights.session_weight,
            weights.subject_weight,
        )
        spread = diffuse.spread(index, seeds, shares, allowed)
        parts |= spread.parts
    scores = np.where(allowed, total(parts, len(index)), np.float32(-np.inf))
    return Activation(scores, parts, seeds, spread)
