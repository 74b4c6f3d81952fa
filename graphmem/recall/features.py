"""What the recall network reads of a region: one code for training and for the engine.

Events are nodes, their links are pairs. All features are conditioned on the question: how near an
event is by itself, and what a pair of events answers together (does the sentence of one that names
what ties them speak of the question; what does the other say that the question still asks).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphmem.recall.activate import Activation
from graphmem.recall.diffuse import in_named_session
from graphmem.recall.joins import KINDS, Joins, Named, find_joins, find_named
from graphmem.recall.question import QUESTION_FEATURES, question_features
from graphmem.recall.seed import Floats, Query
from graphmem.recall.sentences import Sentences, find_sentences
from graphmem.recall.terms import Terms, find_terms
from graphmem.stores.index.user_index import UserIndex

Rows = NDArray[np.int32]
EVENT_FEATURES = (
    "dense", "sentence", "near", "bm25", "covered", "covered_plain", "activation", "seed",
    "dense_rank", "sentence_rank", "bm25_rank", "activation_rank", "dense_gap", "activation_gap",
    "link", "speaker", "time", "spread", "before", "after", "session",
    "asked_named", "asked_topic", "asked_subject", "in_session", "tells_time",
)  # fmt: skip
PAIR_FEATURES = (
    *KINDS, "rarity", "leading", "asked", "shared",
    "bridge", "bridge_there", "bridge_to", "composed_to", "bridges",
    "alike", "rest_to", "covered_both", "covered_more", "activation_from", "activation_to",
    "dense_from", "dense_to", "near_to", "mutual", "gap", "fan",
)  # fmt: skip
NODE_FEATURES = (*EVENT_FEATURES, *QUESTION_FEATURES)
_TINY = 1e-6
_BLOCK = 512  # pairs whose vectors lie in the processor's cache together


@dataclass(frozen=True, slots=True)
class RegionGraph:
    """A region as the network reads it.

    Attributes:
        rows: Shape: (n_nodes,).
        nodes: Columns are ``NODE_FEATURES``. Shape: (n_nodes, n_node_features).
        ends: From and to of each pair, as places in ``rows``. Shape: (2, n_pairs).
        pairs: Columns are ``PAIR_FEATURES``. Shape: (n_pairs, n_pair_features).
        kind: Place of each pair's tie in ``KINDS``. Shape: (n_pairs,).
        via: Entity that ties a pair; -1 for a tie in time. Shape: (n_pairs,).
    """

    rows: Rows
    nodes: Floats
    ends: NDArray[np.int64]
    pairs: Floats
    kind: NDArray[np.int64]
    via: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _View:
    """The region's events beside the question.

    Attributes:
        match: Cosine of each event's nearest sentence. Shape: (n_nodes,).
        vectors: Shape: (n_nodes, dimension).
        alike: Product of each pair of them. Shape: (n_nodes, n_nodes).
    """

    index: UserIndex
    query: Query
    rows: Rows
    activation: Activation
    match: Floats
    vectors: Floats
    alike: Floats
    terms: Terms
    named: Named
    sentences: Sentences
    joins: Joins

    def part(self, name: str) -> Floats:
        part = self.activation.part(name)
        return np.zeros(len(self.rows), np.float32) if part is None else part[self.rows]

    @property
    def near(self) -> Floats:
        return np.maximum(self.part("dense"), self.match)

    def of_best(self, values: Floats) -> Floats:
        """Return some values of all rows as shares of the region's best activation."""
        best = float(self.activation.scores[self.rows].max(initial=0))
        return values[self.rows] / np.float32(max(best, _TINY))

    @property
    def active(self) -> Floats:
        """Activation as a share of the region's best. Shape: (n_nodes,)."""
        return self.of_best(self.activation.scores)


def region_graph(
    index: UserIndex, query: Query, rows: Rows, activation: Activation, sentences: Floats
) -> RegionGraph:
    """Return what the network reads of a region.

    Args:
        rows: From ``choose_region``: ascending, all of them allowed. Shape: (n_nodes,).
        activation: By the shipped weights, whatever the settings: the network was trained on it.
        sentences: From ``sentence_match``. Shape: (n_rows,).
    """
    named = find_named(index, query, rows)
    found = find_sentences(index, rows, named, query.vector)
    vectors = found.vectors[: len(rows)]
    joins = find_joins(index, rows, named)
    view = _View(
        index, query, rows, activation, sentences[rows], vectors, vectors @ vectors.T,
        find_terms(index, query, rows), named, found, joins,
    )  # fmt: skip
    about = _columns(question_features(index, query), 1)
    nodes = np.hstack((_events(view), np.repeat(about, len(rows), axis=0)))
    via = np.where(joins.via >= 0, named.entities[joins.via] if len(named.entities) else -1, -1)
    return RegionGraph(rows, nodes, joins.ends, _pairs(view), joins.kind, via.astype(np.int64))


def _events(view: _View) -> Floats:
    """Return the features of each event by itself. Shape: (n_nodes, n_event_features)."""
    dense, activation = view.part("dense"), view.active
    bm25 = view.part("bm25")
    columns: dict[str, Floats] = {
        "dense": dense,
        "sentence": view.match,
        "near": view.near,
        "bm25": bm25 / np.float32(max(float(bm25.max(initial=0)), _TINY)),
        "covered": view.terms.covered(),
        "covered_plain": view.terms.covered(plain_only=True),
        "activation": activation,
        "seed": view.of_best(view.activation.seeds),
        "dense_rank": _ranks(dense),
        "sentence_rank": _ranks(view.near),
        "bm25_rank": _ranks(bm25),
        "activation_rank": _ranks(activation),
        "dense_gap": dense - dense.max(initial=-1),
        "activation_gap": activation - 1,
        **{name: view.part(name) for name in ("link", "speaker", "time", "spread")},
        **{name: view.part(name) for name in ("before", "after", "session")},
        **_asked(view),
        "in_session": in_named_session(view.index)[view.rows].astype(np.float32),
        "tells_time": np.isin(view.rows, view.index.time_rows.values).astype(np.float32),
    }
    return _beside([columns[name] for name in EVENT_FEATURES])


def _asked(view: _View) -> dict[str, Floats]:
    """Which of the question's names an event names, is about, or states a fact of."""
    named, size = view.named, len(view.rows)
    asked = named.place[named.asked[named.entity]]
    count = np.bincount(asked, minlength=size).astype(np.float32)
    about: dict[str, NDArray[Any]] = {"asked_named": count / max(len(view.query.entities), 1)}
    names = np.array(view.query.entities, np.int32)
    for column, postings in (
        ("asked_topic", view.index.topics),
        ("asked_subject", view.index.subjects),
    ):
        about[column] = np.isin(view.rows, postings.gather(names)[1])
    return {name: np.asarray(column, np.float32) for name, column in about.items()}


def _pairs(view: _View) -> Floats:
    """Return the features of each pair. Shape: (n_pairs, n_pair_features)."""
    first, second = view.joins.ends
    covered = view.terms.covered()
    both = view.terms.weight @ (view.terms.held[:, first] | view.terms.held[:, second])
    fan = np.bincount(first, minlength=len(view.rows))[first] if len(first) else first
    columns: dict[str, NDArray[Any]] = {
        **{kind: view.joins.kind == number for number, kind in enumerate(KINDS)},
        **_over_entities(view),
        "shared": np.minimum(view.joins.shared, 5) / 5,
        "alike": view.alike[first, second],
        "rest_to": _rest(view, first, second),
        "covered_both": both,
        "covered_more": both - covered[first],
        "activation_from": view.active[first],
        "activation_to": view.active[second],
        "dense_from": view.part("dense")[first],
        "dense_to": view.part("dense")[second],
        "near_to": view.near[second],
        "mutual": _mutual(first, second, len(view.rows)),
        "gap": _gap(view, first, second),
        "fan": np.log1p(fan) / 5,
    }
    return _beside([columns[name] for name in PAIR_FEATURES])


def _over_entities(view: _View) -> dict[str, Floats]:
    """What ties a pair over an entity: how rare it is, and the sentences that name it."""
    over = view.joins.over_entities
    first, second = view.joins.ends[:, over]
    via, question = view.joins.via[over], view.query.vector
    asks, answers, leads, own, bridges = _bridged(view, first, second, via)
    # (b + q) · t / |b + q|, without making b + q
    lengths = own + 2 * asks + question @ question
    composed = (leads + (view.vectors @ question)[second]) / np.sqrt(np.maximum(lengths, _TINY))
    found: dict[str, NDArray[Any]] = {
        "rarity": view.named.rarity[via],
        "leading": 1 / np.sqrt(np.maximum(view.named.leading[via], 1)),
        "asked": view.named.asked[via],
        "bridge": asks,
        "bridge_there": answers,
        "bridge_to": leads,
        "composed_to": composed,
        "bridges": bridges,
    }
    columns: dict[str, Floats] = {}
    for name, values in found.items():
        columns[name] = np.zeros(len(over), np.float32)
        columns[name][over] = values
    return columns


def _bridged(
    view: _View, first: NDArray[np.int64], second: NDArray[np.int64], via: NDArray[np.int64]
) -> Floats:
    """Return products of the sentences that name what ties pairs.

    With b the first event's sentence, s the second's, t the second event and q the question: bq,
    sq, bt, bb and bs. Shape: (5, n_pairs). A block at a time: to write thousands of vectors to
    fresh memory takes longer than all that is reckoned with them.
    """
    held, question = view.sentences.vectors, view.query.vector
    one = view.sentences.naming(view.named, first, via)
    two = view.sentences.naming(view.named, second, via)
    found = np.empty((5, len(via)), np.float32)
    room = np.empty((3, min(_BLOCK, len(via)), held.shape[1]), np.float32)
    for start in range(0, len(via), _BLOCK):
        part = slice(start, start + _BLOCK)
        b, s, t = (
            np.take(held, at[part], axis=0, out=into[: len(at[part])], mode="clip")
            for at, into in zip((one, two, second), room, strict=True)
        )
        found[0, part], found[1, part] = b @ question, s @ question
        found[2, part], found[3, part] = _products(b, t), _products(b, b)
        found[4, part] = _products(b, s)
    return found


def _rest(view: _View, first: NDArray[np.int64], second: NDArray[np.int64]) -> Floats:
    """How near the second is to what the question asks beyond the first.

    With q the question, v and t the two events and d the cosine of q and v: r = q - d v, and the
    feature is r · t / |r|, made of products that are there already.
    """
    question, dense = view.query.vector, view.part("dense")[first]
    asked = view.vectors @ question
    product = asked[second] - dense * view.alike[first, second]
    own = view.alike[first, first]
    length = question @ question - 2 * dense * asked[first] + dense**2 * own
    return (product / np.sqrt(np.maximum(length, _TINY))).astype(np.float32)


def _gap(view: _View, first: NDArray[np.int64], second: NDArray[np.int64]) -> Floats:
    """Time between neighbours in a session, as log(1 + seconds) / 15; 0 for other pairs."""
    at = view.index.occurred_at.values[view.rows] / 1000
    gap = np.log1p(np.abs(at[second] - at[first])) / 15
    return np.where(view.joins.over_entities, 0, gap).astype(np.float32)


def _mutual(first: NDArray[np.int64], second: NDArray[np.int64], size: int) -> NDArray[np.bool_]:
    linked = np.zeros((size, size), bool)
    linked[first, second] = True
    return linked[second, first]


def _ranks(scores: Floats) -> Floats:
    """Return one over each row's place, the best being 1. Shape: (n,)."""
    ranks = np.empty(len(scores), np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return np.float32(1) / ranks


def _products(one: Floats, other: Floats) -> Floats:
    """Return the inner product of each row with its like. Shapes: (n, d), (n, d) -> (n,)."""
    return np.einsum("nd,nd->n", one, other)


def _beside(columns: Sequence[NDArray[Any]]) -> Floats:
    """Return columns side by side. Shapes: (n,) each -> (n, n_columns)."""
    table = np.empty((len(columns[0]), len(columns)), np.float32)
    for place, column in enumerate(columns):
        table[:, place] = column
    return table


def _columns(values: Mapping[str, float], rows: int) -> Floats:
    return np.tile(np.array([values[n] for n in QUESTION_FEATURES], np.float32), (rows, 1))
