"""Random histories: what people may tell a memory and ask of it, in any order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from graphmem.types import Event, RecallOptions

_START = datetime(2024, 3, 1, 9, tzinfo=UTC)
_LONG = " ".join(f"The oven number {n} goes to Kenya, said Clara." for n in range(30))
#: Texts that make every kind of node and edge, and some that engines may store differently.
TEXTS = (
    "I live in Lyon with my sister Clara.",
    "Ben plays the cello. He likes it.",
    "Clara works at Helios Labs. She likes it there.",
    "CLARA works at HELIOS LABS since 2015. My favourite colour is blue.",
    "I moved to Porto last week, and Clara visits me on Friday.",
    "I don't live in Lyon any more.",
    "haha ok",
    "What does Helios Labs build?",
    "Zoë met Ünal in São Paulo on 3 May 2021. 😀 東京 is far.",
    'A "quoted" \\ path\\n, a $dollar, a `tick`, {brace: 1} and a\ttab.\r\nAnd a line\u2028end.',
    "1e5 0x1F -0.0 NaN null true 9223372036854775808",
    _LONG,
    _LONG + " Vera waits for him in Ghent.",
)
_NAMES, _PLACES = ("Clara", "Ben", "Zoë", "Helios Labs"), ("Lyon", "Porto", "Kenya", "São Paulo")
_TEMPLATES = (
    "{a} lives in {p}.",
    "{a} works with {b}.",
    "{a}'s sister moved to {p} in 2019.",
    "I saw {a} and {b} in {p} yesterday.",
    "My favourite city is {p}. {b} doesn't like {a}.",
)
QUESTIONS = (
    "Where does Clara live?",
    "What happened last week in Porto?",
    "ovens in Kenya",
    "Who works at Helios Labs?",
    "What did Ben say?",
    "😀 東京",
    "nothing that was ever told",
)
SESSIONS = ("s1", "s2", "Ünïted 😀")


@dataclass(frozen=True)
class Told:
    """What one call of ``remember`` is given.

    Attributes:
        form: How: ``list`` of events, ``mapping``, ``text`` with arguments, or ``events`` singly.
    """

    events: tuple[Event, ...]
    form: str


@dataclass(frozen=True)
class Asked:
    """A question; ``known`` picks one of the instants noted so far as ``known_at``."""

    query: str
    options: RecallOptions = field(default_factory=RecallOptions)
    known: int | None = None


@dataclass(frozen=True)
class Step:
    """An operation: a method of ``Pair``, with what it is given."""

    name: str
    given: tuple[object, ...] = ()


#: Anything that is no refused control character: what is refused never reaches an engine.
_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"))
_spoken = st.one_of(
    st.sampled_from(TEXTS),
    st.builds(
        str.format,
        st.sampled_from(_TEMPLATES),
        a=st.sampled_from(_NAMES),
        b=st.sampled_from(_NAMES),
        p=st.sampled_from(_PLACES),
    ),
    st.text(_CHARACTERS, min_size=1, max_size=30).map("Note {}".format),
)
_instants = st.one_of(
    st.integers(0, 60).map(lambda n: _START + timedelta(hours=6 * n)),
    st.sampled_from(
        [datetime(1890, 5, 1, tzinfo=UTC), datetime(2107, 1, 2, 3, 4, 5, 6000, tzinfo=UTC)]
    ),
)
_json = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**60), 2**60),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=5),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)
_sparse = st.one_of(st.just({}), st.dictionaries(st.text(max_size=3), _json, max_size=2))


def _rarely(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), st.none(), strategy)


events = st.builds(
    Event,
    text=_spoken,
    at=_instants,
    session_id=st.sampled_from((None, *SESSIONS)),
    speaker=st.sampled_from((None, "Ana", "Ben", "Zoë [x]")),
    role=_rarely(st.sampled_from(("user", "assistant"))),
    seq=_rarely(st.sampled_from((0, 1, 7, 2**31 - 1))),
    external_id=st.one_of(st.none(), st.integers(0, 7).map("e{}".format)),
    important=st.booleans(),
    media_type=_rarely(st.just("text/plain")),
    uri=_rarely(st.just("https://example.org/é?x=1")),
    metadata=_sparse,
)
_told = st.builds(
    Told,
    st.lists(events, min_size=1, max_size=6).map(tuple),
    st.sampled_from(("list", "list", "mapping", "text", "events")),
)
_options = st.builds(
    RecallOptions,
    limit=st.integers(1, 12),
    budget_tokens=st.one_of(st.none(), st.none(), st.integers(0, 120)),
    as_of=_rarely(_instants),
    session_id=_rarely(st.sampled_from((*SESSIONS, "no such session"))),
    explain=st.booleans(),
    deep=st.booleans(),
    diffusion=st.sampled_from(("spread", "pagerank", "none")),
)
_asked = st.builds(
    Asked,
    st.one_of(st.sampled_from(QUESTIONS), _spoken),
    _options,
    st.one_of(st.none(), st.none(), st.integers(0, 5)),
)


def _step(name: str, *given: st.SearchStrategy[object]) -> st.SearchStrategy[Step]:
    return st.builds(Step, st.just(name), st.tuples(*given))


_numbers = st.integers(0, 999)
#: How often each operation comes, and what it is given.
_OPERATIONS: dict[str, tuple[int, tuple[st.SearchStrategy[object], ...]]] = {
    "remember": (6, (_told,)),
    "recall": (8, (_asked,)),
    "named_queries": (4, (st.lists(_numbers, min_size=3, max_size=6),)),
    "free_queries": (3, (st.lists(_numbers, min_size=2, max_size=4),)),
    "forget": (3, (st.integers(0, 9), st.booleans())),
    "working": (3, (st.sampled_from((*SESSIONS, "none")), st.integers(1, 5))),
    "note_instant": (2, ()),
    "repeat": (2, (st.integers(0, 9),)),
    "views": (2, ()),
    "flush": (1, ()),
    "reopen": (1, ()),
    "reembed": (1, ()),
    "reextract": (2, ()),
    "forget_everything": (1, ()),
}
_steps = st.sampled_from(
    [n for n, (often, _) in _OPERATIONS.items() for _ in range(often)]
).flatmap(lambda name: _step(name, *_OPERATIONS[name][1]))
#: The first step tells something, so that there is something to ask about.
histories = st.builds(
    lambda first, rest: (first, *rest),
    _step("remember", _told),
    st.lists(_steps, min_size=6, max_size=14),
)
