"""Patterns: isomorphic graphs have one name, others have several."""

from __future__ import annotations

import itertools

import networkx
from hypothesis import given
from hypothesis import strategies as st

from graphmem.sleep.patterns import (
    Arc,
    End,
    Hashes,
    Pattern,
    chain,
    graph_of,
    is_same,
    names,
    refined_hash,
    single,
)

ANA, SPORT, PORTO = End("ana"), End("sport", variable=True), End("porto")


def test_a_name_does_not_depend_on_the_order_of_ends_and_facts():
    """Isomorphic patterns have one name."""
    one = chain(single(ANA, "visit", End("person", variable=True)), "live_in", PORTO)
    other = Pattern(
        (PORTO, ANA, End("person", variable=True)), (Arc(2, "live_in", 0), Arc(1, "visit", 2))
    )
    assert len(set(names([one, other]))) == 1


def test_patterns_that_differ_have_other_names():
    """What differs in an end, a predicate, a sign or a variable is another pattern."""
    base = single(ANA, "play", SPORT)
    others = [
        single(SPORT, "play", ANA),
        single(ANA, "play", SPORT, positive=False),
        single(ANA, "watch", SPORT),
        single(ANA, "play", End("sport")),
        single(ANA, "play", End("game", variable=True)),
        chain(base, "be", PORTO),
    ]
    assert len(set(names([base, *others]))) == len(others) + 1


def test_a_fact_about_itself_is_no_fact_about_another():
    """A loop is no line between two ends that look alike."""
    loop = Pattern((ANA,), (Arc(0, "like", 0),))
    pair = Pattern((ANA, ANA), (Arc(0, "like", 1),))
    assert names([loop])[0] != names([pair])[0]


def test_equal_hashes_of_other_graphs_are_told_apart():
    """Where refinement is blind, the exact comparison decides."""
    hashes = Hashes()
    ring, two = (
        networkx.cycle_graph(6),
        networkx.disjoint_union(networkx.cycle_graph(3), networkx.cycle_graph(3)),
    )
    for graph in (ring, two):
        networkx.set_node_attributes(graph, "x", "label")
    rings = [networkx.relabel_nodes(g, str) for g in (ring, two)]
    assert refined_hash(rings[0]) == refined_hash(rings[1]), "refinement cannot tell these apart"
    assert not is_same(*rings)
    placed = [hashes._place("h", g) for g in (*rings, *rings)]
    assert placed[0] != placed[1]
    assert placed[2:] == placed[:2]


ENDS = st.sampled_from(["a", "b", "c"])
ARCS = st.tuples(st.integers(0, 2), st.sampled_from("pq"), st.integers(0, 2), st.booleans())


@given(
    st.tuples(ENDS, ENDS, ENDS), st.lists(ARCS, min_size=1, max_size=2), st.permutations(range(3))
)
def test_any_renumbering_keeps_the_name(labels, arcs, order):
    """The order in which a graph is written is no part of it."""
    plain = Pattern(tuple(map(End, labels)), tuple(Arc(s, p, t, x) for s, p, t, x in arcs))
    place = {old: new for new, old in enumerate(order)}
    turned = Pattern(
        tuple(End(labels[old]) for old in order),
        tuple(Arc(place[s], p, place[t], x) for s, p, t, x in reversed(arcs)),
    )
    assert is_same(graph_of(plain), graph_of(turned))
    assert len(set(names([plain, turned]))) == 1


def test_names_agree_with_exact_comparison_for_all_small_patterns():
    """Names are equal exactly where graphs are isomorphic."""
    ends = (End("a"), End("a", variable=True), End("b"))
    found = [
        single(x, p, y, positive=sign)
        for x, y in itertools.product(ends, ends)
        for p in "pq"
        for sign in (True, False)
    ]
    called = names(found)
    for (i, one), (j, other) in itertools.combinations(enumerate(found), 2):
        assert is_same(graph_of(one), graph_of(other)) == (called[i] == called[j])
