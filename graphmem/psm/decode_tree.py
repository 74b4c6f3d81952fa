"""The best tree over arc scores: maximum spanning arborescence with one root.

Source: Chu and Liu, 1965; Edmonds, 1967; for parsing McDonald et al., 2005, "Non-projective
Dependency Parsing using Spanning Tree Algorithms". Differs: that there is one root is enforced by
a price on every arc from the root that no other arcs can make up for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating]


def decode_tree(scores: Scores) -> list[int]:
    """Return the head of each word in the tree with the highest sum of scores.

    Args:
        scores: ``scores[d, h]`` for node ``d`` having head ``h``; node 0 is the root, whose own
            row and the diagonal are ignored. Shape: (n_words + 1, n_words + 1).

    Returns:
        Heads of nodes 1 to n_words as node numbers: 0 for exactly one of them. Ties go to the
        head that comes first.
    """
    n = len(scores) - 1
    if n == 0:
        return []
    own = np.array(scores, np.float64)
    np.fill_diagonal(own, -np.inf)
    heads = own.argmax(axis=1)
    heads[0] = 0
    if _is_tree(heads.tolist()):
        return heads[1:].tolist()
    inner = own[1:][np.isfinite(own[1:])]
    own[1:, 0] -= (float(inner.max() - inner.min()) + 1) * (n + 1)
    own[0] = -np.inf
    return _arborescence(own)[1:]


def _is_tree(heads: list[int]) -> bool:
    """Tell whether heads form one tree below node 0 with a single child of the root."""
    return heads[1:].count(0) == 1 and _cycle(heads) is None


def _cycle(heads: list[int]) -> list[int] | None:
    """Return the nodes of one cycle, or None. Node 0 is the root and has no head."""
    seen = [0] * len(heads)
    for start in range(1, len(heads)):
        node = start
        while node and not seen[node]:
            seen[node] = start
            node = heads[node]
        if node and seen[node] == start:
            cycle = [node]
            while heads[cycle[-1]] != node:
                cycle.append(heads[cycle[-1]])
            return cycle
    return None


def _arborescence(scores: NDArray[np.float64]) -> list[int]:
    """Chu-Liu/Edmonds: take each node's best head, contract a cycle, solve, expand."""
    heads: list[int] = scores.argmax(axis=1).tolist()
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    outside = [node for node in range(len(scores)) if node not in set(cycle)]
    smaller, enter, leave = _contract(scores, heads, cycle, outside)
    solved = _arborescence(smaller)
    merged = len(outside)
    for i, node in enumerate(outside[1:], start=1):
        heads[node] = leave[i] if solved[i] == merged else outside[solved[i]]
    entry = solved[merged]
    heads[enter[entry]] = outside[entry]
    return heads


def _contract(
    scores: NDArray[np.float64], heads: list[int], cycle: list[int], outside: list[int]
) -> tuple[NDArray[np.float64], list[int], list[int]]:
    """Make the cycle one node, the last of the smaller problem.

    Returns:
        Scores of the smaller problem; by outside node as head, the word of the cycle that it
        would enter at; by outside node as dependent, the word of the cycle that would head it.
    """
    m = len(outside)
    smaller = np.full((m + 1, m + 1), -np.inf)
    smaller[:m, :m] = scores[np.ix_(outside, outside)]
    from_cycle = scores[np.ix_(outside, cycle)]  # (m, cycle): heads inside
    smaller[:m, m] = from_cycle.max(axis=1)
    leaving: list[int] = from_cycle.argmax(axis=1).tolist()
    kept = np.array([scores[node, heads[node]] for node in cycle])
    into_cycle = scores[np.ix_(cycle, outside)] - kept[:, None]  # (cycle, m): heads outside
    smaller[m, :m] = into_cycle.max(axis=0)
    entering: list[int] = into_cycle.argmax(axis=0).tolist()
    smaller[0] = -np.inf
    return smaller, [cycle[i] for i in entering], [cycle[i] for i in leaving]
