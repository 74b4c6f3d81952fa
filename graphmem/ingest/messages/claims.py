"""What two messages claim against each other, as facts that can be tied.

Where extraction read the very value that the update reader found, its fact is meant. Else the
message as a whole is taken for a statement of its speaker: a fact "tell" of modality ``told``,
made only where another message stands against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graphmem import ids
from graphmem.dynamics.interference import FACTUAL
from graphmem.ingest.messages.message import Message
from graphmem.stores.base import Row
from graphmem.stores.records import FactRecord, StatementRecord

TOLD = "told"
_PREDICATE = "tell"
_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset({"a", "an", "the", "at", "in", "on", "of", "to", "my", "our", "s"})
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact that an event states.

    Attributes:
        made: The fact and its statement, which must be written first; None: they are there.
    """

    fact_id: str
    made: tuple[FactRecord, StatementRecord] | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two messages.

    Attributes:
        value: Where its value stands in its text; None: it tells none.
        rows: What it states already (``conflicts.list_claims``).
    """

    message: Message
    value: tuple[int, int] | None
    rows: Sequence[Row]


def find_claims(
    user_id: str, older: Side, newer: Side, *, model: str, now_ms: int
) -> tuple[Claim, Claim]:
    """Return what each of two messages claims.

    A fact that was read is meant where it is the only one of its subject with that value. Where
    both messages have one they must speak of one subject; where one has, of the speaker.

    Args:
        model: Version of the reader, stored on what is made.
    """
    first, second = _known(older), _known(newer)
    for subject in sorted(first.keys() & second.keys()):
        return Claim(first[subject]), Claim(second[subject])
    speaker = ids.entity_id(user_id, older.message.speaker)
    one, other = (
        Claim(known[speaker]) if speaker in known else _told(user_id, side, model, now_ms)
        for known, side in ((first, older), (second, newer))
    )
    return one, other


def _known(side: Side) -> dict[str, str]:
    """Return by subject the one fact of it whose object is the value."""
    if side.value is None:
        return {}
    wanted = _words(side.message.text[slice(*side.value)])
    found: dict[str, set[str]] = {}
    for row in side.rows:
        stated = row["modality"] in FACTUAL and row["polarity"]
        if stated and _shared(wanted, _words(str(row["object"]))) >= _ALIKE:
            found.setdefault(str(row["subject_id"]), set()).add(str(row["fact_id"]))
    return {subject: facts.pop() for subject, facts in found.items() if len(facts) == 1}


def _words(text: str) -> frozenset[str]:
    found = frozenset(_WORD.findall(text.casefold()))
    return found - _EMPTY or found


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the Jaccard index of two sets of words."""
    return len(one & other) / len(one | other) if one and other else 0.0


def _told(user_id: str, side: Side, model: str, now_ms: int) -> Claim:
    """Return what a message tells as a whole, made if it does not stand for itself yet."""
    message = side.message
    subject = ids.entity_id(user_id, message.speaker)
    said = ids.normalise_name(message.text)
    fact_id = ids.fact_id(user_id, subject, _PREDICATE, said, polarity=True, modality=TOLD)
    if any(row["fact_id"] == fact_id for row in side.rows):
        return Claim(fact_id)
    text = f"{message.speaker}: {message.text}"
    fact = FactRecord(
        id=fact_id,
        subject_id=subject,
        predicate=_PREDICATE,
        object_id=None,
        literal=message.text,
        text=text,
        polarity=True,
        modality=TOLD,
        valid_from=None,
        valid_to=None,
        confidence=1.0,
    )
    statement = StatementRecord(
        unit="event",
        unit_id=message.id,
        event_id=message.id,
        fact_id=fact_id,
        start=0,
        end=len(message.text),
        text=text,
        literal=message.text,
        tense=None,
        said_by=None,
        confidence=1.0,
        model=model,
        valid_from=None,
        valid_to=None,
        recorded_at=now_ms,
    )
    return Claim(fact_id, (fact, statement))
