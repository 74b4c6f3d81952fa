"""What is current among the rows of a recall: what replaced them stands above, or is brought in.

Which fact took another's place, as of a time and as was known at one, is judged by
``dynamics/beliefs`` from ties and statements. Here facts become the rows that state them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphmem.dynamics import beliefs
from graphmem.stores.ties import FactTies


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that tell otherwise.

    Attributes:
        fact, against: What each of them states.
        replaces: The first states what took the place of what the other states; else both cannot
            hold.
    """

    one: int
    other: int
    fact: str
    against: str
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """A row that stands higher than its own score: it states what took another's place.

    Attributes:
        row: The row that it replaces.
        fact: What that one states.
    """

    row: int
    fact: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Which rows state facts that were replaced, or are disputed.

    Attributes:
        states: Facts of each row, of those that have ties.
        rows: Rows in scope that state each fact, ascending; none that was corrected as a whole,
            where others state it too.
        newer: What took the place of each fact, directly or through others; the nearest first.
        open: Pairs of facts that cannot both hold, undecided.
        texts: Words of each fact.
        rivals: What may be the other value of each fact, undecided.
        since: From when each (row, fact) says that it holds (epoch ms), as of the time asked for.
    """

    states: Mapping[int, frozenset[str]]
    rows: Mapping[str, Sequence[int]]
    newer: Mapping[str, Sequence[str]]
    open: frozenset[tuple[str, str]]
    texts: Mapping[str, str]
    rivals: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    since: Mapping[tuple[int, str], int] = field(default_factory=dict[tuple[int, str], int])

    def traded(self, rows: Sequence[int], first: int) -> list[int]:
        """Let rivals trade places, so that what was said last stands before what it rivals.

        The other rows keep theirs: nothing is pushed back by what nobody decided. Only of the
        first rows: an event may say more than what is rivalled, and be asked for that. Of two
        events that each say something later than the other, none trades.

        Args:
            rows: Candidates, best first.
        """
        done = list(rows[:first])
        place = {row: n for n, row in enumerate(done)}
        by_fact: dict[str, list[int]] = {}
        for row in done:
            for fact in self.states.get(row, ()):
                by_fact.setdefault(fact, []).append(row)
        for here in range(len(done)):
            stood = {done[here]}  # in a circle of rivals nobody stands here twice
            while later := self._later(done[here], by_fact):
                below = [(n, r) for r, n in later.items() if place[r] > here and r not in stood]
                if not below:
                    break
                other = max(below)[1]
                there, row = place[other], done[here]
                done[here], done[there] = other, row
                place[other], place[row] = here, there
                stood.add(other)
        return [*done, *rows[first:]]

    def replacing(self, row: int) -> list[tuple[str, str]]:
        """Return (fact, what took its place) for what a row states and does not itself correct."""
        own = self.states.get(row, frozenset[str]())
        return [(f, w) for f in sorted(own) for w in self.newer.get(f, ()) if w not in own]

    def apart(self, one: int, other: int) -> bool:
        """Tell whether two rows repeat nothing: they state what cannot hold at once.

        Nor do the same words repeat each other where one of two events was corrected.
        """
        fallen, other_fallen = ({w for _, w in self.replacing(row)} for row in (one, other))
        return fallen != other_fallen or bool(self.pairs((one, other)))

    def pairs(self, rows: Iterable[int]) -> list[Pair]:
        """Return which of some rows tell otherwise than others of them."""
        told = {row: self.states[row] for row in sorted(set(rows)) if row in self.states}
        by_fact: dict[str, list[int]] = {}
        for row, facts in told.items():
            for fact in facts:
                by_fact.setdefault(fact, []).append(row)
        found = [
            Pair(one, other, fact=self.texts[w], against=self.texts[f], replaces=True)
            for other in told
            for f, w in self.replacing(other)
            for one in by_fact.get(w, ())
            if one in self.rows[w]  # a corrected event does not speak for what others say too
        ]
        found += [
            Pair(one, other, fact=self.texts[a], against=self.texts[b])
            for a, b in sorted(self.open)
            for one in by_fact.get(a, ())
            for other in by_fact.get(b, ())
            if one != other
        ]
        return found

    def ordered(
        self, rows: Sequence[int], score: Callable[[int], float]
    ) -> tuple[list[int], dict[int, Reached]]:
        """Put what replaces others above them, and bring in what is current and not there.

        Where rows replace each other, the better one is taken to be replaced.

        Args:
            rows: Candidates, best first.

        Returns:
            The rows in their new order, and how those came up that stand higher than before.
        """
        rank = {row: place for place, row in enumerate(rows)}
        done: list[int] = []
        seen: set[int] = set()
        came: dict[int, Reached] = {}
        for start in rows:
            waiting = [(start, False)]
            while waiting:
                row, ready = waiting.pop()
                if ready:
                    done.append(row)
                    continue
                if row in seen:
                    continue
                seen.add(row)
                waiting.append((row, True))
                above = self._above(row, rank, score)
                for other, fact in above.items():
                    if other not in seen:
                        came.setdefault(other, Reached(row, self.texts[fact]))
                waiting += [(other, False) for other in reversed(above)]
        return done, came

    def _above(
        self, row: int, rank: Mapping[int, int], score: Callable[[int], float]
    ) -> dict[int, str]:
        """Return the rows that must stand above a row, with the fact of it that they replace."""
        found: dict[int, str] = {}
        for fact, newer in self.replacing(row):
            there = [r for r in self.rows.get(newer, ()) if r in rank]
            if there:
                found.setdefault(min(there, key=rank.__getitem__), fact)
            elif newer in self._current(fact):
                best = max(self.rows[newer], key=lambda r: (score(r), r))
                found.setdefault(best, fact)
        return found

    def _later(self, row: int, by_fact: Mapping[str, Sequence[int]]) -> dict[int, int]:
        """Return the rows that rival a row, later and not also earlier, with the time."""
        found = self._said_later(row, by_fact)
        return {r: at for r, at in found.items() if row not in self._said_later(r, by_fact)}

    def _said_later(self, row: int, by_fact: Mapping[str, Sequence[int]]) -> dict[int, int]:
        """Return the rows that state a rival of what a row states, later than it, with the time."""
        found: dict[int, int] = {}
        own = self.states.get(row, frozenset[str]())
        for fact in own:
            said = self.since.get((row, fact))
            for other in self.rivals.get(fact, frozenset()) - own:
                for there in by_fact.get(other, ()):
                    start = self.since.get((there, other))
                    if said is not None and start is not None and start > said:
                        found[there] = max(start, found.get(there, start))
        return found

    def _current(self, fact: str) -> list[str]:
        """Return what holds in a fact's place: the last that somebody in scope states."""
        told = [w for w in self.newer.get(fact, ()) if self.rows.get(w)]
        last = [w for w in told if not set(self.newer.get(w, ())) & set(told)]
        return last or told[-1:]


def judge(
    found: FactTies,
    row_of: Mapping[str, int],
    in_scope: Callable[[int], bool],
    *,
    as_of: int | None,
    known_at: int | None,
) -> Standing:
    """Judge ties as of a time, as was known at another (epoch ms; None: no bound).

    Args:
        row_of: Row of each event id.
        in_scope: Whether a row may be recalled.
    """
    rows: dict[str, list[int]] = {}
    states: dict[int, set[str]] = {}
    since: dict[tuple[int, str], int] = {}
    for fact in found.texts:
        for told in beliefs.stated(fact, found.told, known_at):
            row = row_of.get(told.event_id, -1)
            if row >= 0 and in_scope(row):
                rows.setdefault(fact, []).append(row)
                states.setdefault(row, set()).add(fact)
                if as_of is None or told.start <= as_of:
                    since[row, fact] = max(told.start, since.get((row, fact), told.start))
    into: dict[str, list[beliefs.Tie]] = {}
    between: dict[tuple[str, str], list[beliefs.Tie]] = {}
    for tie in found.ties:
        into.setdefault(tie.target, []).append(tie)
        ends = (min(tie.source, tie.target), max(tie.source, tie.target))
        between.setdefault(ends, []).append(tie)
    direct = {
        fact: beliefs.replaced_by(fact, ties, found.told, as_of=as_of, known_at=known_at)
        for fact, ties in into.items()
    }
    corrected = {row for fact in found.wholes if direct.get(fact) for row in rows.get(fact, ())}
    return Standing(
        {row: frozenset(facts) for row, facts in states.items()},
        {fact: sorted(set(told) - corrected or set(told)) for fact, told in rows.items()},
        {fact: _closure(fact, direct) for fact, newer in direct.items() if newer},
        frozenset(pair for pair, ties in between.items() if _open(ties, known_at)),
        found.texts,
        _rivals(between, known_at),
        since,
    )


def _rivals(
    between: Mapping[tuple[str, str], Sequence[beliefs.Tie]], known_at: int | None
) -> dict[str, frozenset[str]]:
    of: dict[str, set[str]] = {}
    for (one, other), ties in between.items():
        if beliefs.rivals(ties, known_at=known_at):
            of.setdefault(one, set()).add(other)
            of.setdefault(other, set()).add(one)
    return {fact: frozenset(others) for fact, others in of.items()}


def _open(ties: Sequence[beliefs.Tie], known_at: int | None) -> bool:
    return beliefs.status(ties, known_at=known_at) == "open"


def _closure(fact: str, direct: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what took a fact's place, and the place of that, and so on; the nearest first."""
    found = dict.fromkeys(direct[fact])
    waiting = list(found)
    for newer in waiting:
        more = [w for w in direct.get(newer, ()) if w not in found and w != fact]
        found |= dict.fromkeys(more)
        waiting += more
    return list(found)
