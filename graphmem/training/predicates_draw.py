"""Draw pairs of predicates to be labelled by hand, without a hint at what the groups say.

``python -m graphmem.training.predicates_draw --names FILE --out FILE`` draws from the groups and
from predicates that the rules found in texts (one name per line), pairs of one group, tied pairs,
and nearest neighbours of the encoder, part by part; ``--shuffle FILE`` gives the same pairs in
another order and with their sides changed, for the second reading.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from graphmem.psm.runtime import Encoder
from graphmem.training.predicates_data import Pair, Part, Parts, group_pairs, read_groups

_SEED = 20
_DRAWN: dict[Part, dict[str, int]] = {
    "train": {"group": 50, "opposite": 25, "inverse": 10, "near": 15, "text": 40, "nearest": 60},
    "valid": {"group": 60, "opposite": 25, "inverse": 10, "near": 20, "text": 50, "nearest": 70},
    "test": {"group": 100, "opposite": 40, "inverse": 20, "near": 30, "text": 70, "nearest": 110},
}


def main() -> None:
    """Draw, or shuffle."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--names", type=Path, help="predicates found in texts, one per line")
    args.add_argument("--shuffle", type=Path, help="pairs drawn before")
    args.add_argument("--out", type=Path, required=True)
    given = args.parse_args()
    if given.shuffle is not None:
        pairs = shuffled([tuple(x.split("\t")[:2]) for x in _lines(given.shuffle)])
    else:
        pairs = draw(_lines(given.names))
    given.out.write_text("".join(f"{a}\t{b}\n" for a, b in pairs), encoding="utf-8")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def shuffled(pairs: Sequence[tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return the pairs in another order, each the other way round."""
    found = [(b, a) for a, b in pairs]
    random.Random(_SEED + 1).shuffle(found)  # noqa: S311  no secret
    return found


def draw(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return pairs of all kinds and parts, mixed."""
    groups = read_groups()
    parts, chosen = Parts(groups), random.Random(_SEED)  # noqa: S311  no secret
    known = sorted({p for g in groups for p in g.predicates})
    pools = list(group_pairs(groups)) + _nearest(known, known, "nearest") + _nearest(
        sorted(set(names)), [*known, *names], "text"
    )  # fmt: skip
    chosen.shuffle(pools)
    left = {part: dict(kinds) for part, kinds in _DRAWN.items()}
    seen: set[frozenset[str]] = set()
    for pair in pools:
        part = parts.of_pair(pair.a, pair.b)
        key = frozenset((pair.a, pair.b))
        if part is not None and left[part][pair.kind] and key not in seen and len(key) > 1:
            left[part][pair.kind] -= 1
            seen.add(key)
    drawn = [tuple(sorted(key, key=lambda _: chosen.random())) for key in sorted(seen, key=sorted)]
    chosen.shuffle(drawn)
    return [(a, b) for a, b in drawn]


def _nearest(names: Sequence[str], known: Sequence[str], kind: str, most: int = 6) -> list[Pair]:
    """Pair each name with its nearest ones, by the vectors of their words."""
    encoder = Encoder.load()
    texts = sorted({*names, *known})
    vectors = encoder.encode([t.replace("_", " ") for t in texts])
    at = {t: n for n, t in enumerate(texts)}
    others = np.array([at[k] for k in dict.fromkeys(known)])
    found: list[Pair] = []
    for name in names:
        scores = vectors[others] @ vectors[at[name]]
        best = np.argsort(-scores)[1 : most + 1]
        found += [Pair(name, texts[others[n]], same=False, kind=kind) for n in best]
    return found


if __name__ == "__main__":
    main()
