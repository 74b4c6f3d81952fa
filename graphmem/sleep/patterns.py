"""Repeated structure as small labelled graphs: who, does what, to whom, with variables.

A pattern is a graph of one or two facts whose ends are constants or variables. Two patterns are
one if their graphs are isomorphic. The hash is Weisfeiler and Leman's colour refinement (1968; as
a graph kernel: Shervashidze et al., JMLR 2011) over the graph with each fact as a node of its own;
it is written here, since an id that is stored must not change with a library. Graphs with equal
hashes are compared exactly by networkx (VF2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphmem.ids import digest

if TYPE_CHECKING:
    import networkx

_ROUNDS = 4  # the graphs have at most five nodes: no path is longer


@dataclass(frozen=True, slots=True)
class End:
    """A node of a pattern.

    Attributes:
        label: What it is: the key of a thing; of a variable the kind that all its fills have.
        variable: Stands for several things.
    """

    label: str
    variable: bool = False


@dataclass(frozen=True, slots=True)
class Arc:
    """A fact of a pattern, between two of its ends (their places in ``Pattern.ends``)."""

    source: int
    predicate: str
    target: int
    positive: bool = True


@dataclass(frozen=True, slots=True)
class Pattern:
    """A small graph of facts."""

    ends: tuple[End, ...]
    arcs: tuple[Arc, ...]

    @property
    def variables(self) -> int:
        """How many of its ends stand for several things."""
        return sum(end.variable for end in self.ends)


def single(source: End, predicate: str, target: End, *, positive: bool = True) -> Pattern:
    """Return a pattern of one fact."""
    return Pattern((source, target), (Arc(0, predicate, 1, positive),))


def chain(first: Pattern, predicate: str, target: End) -> Pattern:
    """Return a pattern of one fact, followed by one about its object."""
    return Pattern((*first.ends, target), (*first.arcs, Arc(1, predicate, 2, positive=True)))


def graph_of(pattern: Pattern) -> networkx.Graph[str]:
    """Return the labelled graph of a pattern; facts are nodes, their ends hang on roles."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    for number, end in enumerate(pattern.ends):
        graph.add_node(f"e{number}", label=f"{'?' if end.variable else '!'}{end.label}")
    for number, arc in enumerate(pattern.arcs):
        name, sign = f"f{number}", "+" if arc.positive else "-"
        graph.add_node(name, label=f"{sign}{arc.predicate}")
        # A role is a node too: a fact about itself has two lines to one end.
        for role, end in (("s", arc.source), ("o", arc.target)):
            graph.add_node(f"{name}{role}", label=f":{role}")
            graph.add_edge(name, f"{name}{role}")
            graph.add_edge(f"{name}{role}", f"e{end}")
    return graph


def refined_hash(graph: networkx.Graph[str]) -> str:
    """Return the hash of a graph's colours after some rounds of refinement.

    Isomorphic graphs have the same hash; others may.
    """
    colours = {str(n): digest("wl", str(data["label"])) for n, data in graph.nodes(data=True)}
    for _ in range(_ROUNDS):
        colours = {
            n: digest("wl", colours[n], *sorted(colours[str(m)] for m in graph.neighbors(n)))
            for n in colours
        }
    return digest("wl-graph", *sorted(colours.values()))


def is_same(one: networkx.Graph[str], other: networkx.Graph[str]) -> bool:
    """Tell whether two labelled graphs are isomorphic."""
    import networkx

    def alike(a: dict[str, object], b: dict[str, object]) -> bool:
        return a["label"] == b["label"]

    return bool(networkx.is_isomorphic(one, other, node_match=alike))


class Hashes:
    """Names patterns: the same name for isomorphic ones, and never for others."""

    def __init__(self) -> None:
        self._names: dict[Pattern, str] = {}
        self._known: dict[str, list[networkx.Graph[str]]] = {}

    def name(self, pattern: Pattern) -> str:
        """Return the canonical hash of a pattern."""
        if pattern not in self._names:
            graph = graph_of(pattern)
            self._names[pattern] = self._place(refined_hash(graph), graph)
        return self._names[pattern]

    def _place(self, name: str, graph: networkx.Graph[str]) -> str:
        """Return the hash, told apart from one of another graph that happens to be equal."""
        there = self._known.setdefault(name, [])
        for number, known in enumerate(there):
            if is_same(known, graph):
                return _numbered(name, number)
        there.append(graph)
        return _numbered(name, len(there) - 1)


def names(patterns: Iterable[Pattern]) -> list[str]:
    """Return the canonical hash of each pattern."""
    hashes = Hashes()
    return [hashes.name(pattern) for pattern in patterns]


def _numbered(name: str, number: int) -> str:
    return name if number == 0 else digest("wl-graph", name, str(number))
