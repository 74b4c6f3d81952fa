"""What a message claims, as a fact that can be tied to another one.

Where extraction read the very value that the update reader found, its fact is meant. Else the
message as a whole is taken for a statement of its speaker: a fact "tell" of modality ``told``,
made only where another message stands against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphmem import ids
from graphmem.dynamics.interference import FACTUAL
from graphmem.ingest.messages.message import Message
from graphmem.stores.base import Row
from graphmem.stores.records import FactRecord, StatementRecord

TOLD = "told"
_PREDICATE = "tell"
_LONGEST = 300  # characters of a message that stand for it
_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset({"a", "an", "the", "at", "in", "on", "of", "to", "my", "our", "s"})
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact that an event states.

    Attributes:
        made: Facts and statements that must be written first; none where it is there already.
    """

    fact_id: str
    made: tuple[FactRecord, StatementRecord] | None = None


def find_claim(
    user_id: str,
    message: Message,
    value: tuple[int, int] | None,
    rows: Sequence[Row],
    *,
    model: str,
    now_ms: int,
) -> Claim:
    """Return what a message claims where it tells a value.

    Args:
        value: Where the value stands in its text; None: it tells none.
        rows: Of ``conflicts.list_claims``, those of the message.
        model: Version of the reader, stored on what is made.
    """
    if value is not None:
        known = _known(user_id, message, message.text[slice(*value)], rows)
        if known is not None:
            return Claim(known)
    return _told(user_id, message, value, model, now_ms)


def _known(user_id: str, message: Message, value: str, rows: Iterable[Row]) -> str | None:
    """Return the fact whose object is a value, one of the speaker's own first."""
    speaker, wanted = ids.entity_id(user_id, message.speaker), _words(value)
    best: tuple[float, str] | None = None
    for row in rows:
        if row["modality"] not in FACTUAL or not row["polarity"]:
            continue
        shared = _shared(wanted, _words(str(row["object"])))
        if shared < _ALIKE:
            continue
        scored = shared + (row["subject_id"] == speaker), str(row["fact_id"])
        best = max(best, scored) if best else scored
    return best and best[1]


def _words(text: str) -> frozenset[str]:
    found = frozenset(_WORD.findall(text.casefold()))
    return found - _EMPTY or found


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the Jaccard index of two sets of words."""
    return len(one & other) / len(one | other) if one and other else 0.0


def _told(
    user_id: str, message: Message, value: tuple[int, int] | None, model: str, now_ms: int
) -> Claim:
    start, end = _excerpt(message.text, value)
    words = " ".join(message.text[start:end].split())
    subject = ids.entity_id(user_id, message.speaker)
    fact = FactRecord(
        id=ids.fact_id(
            user_id,
            subject,
            _PREDICATE,
            ids.normalise_name(message.text),
            polarity=True,
            modality=TOLD,
        ),
        subject_id=subject,
        predicate=_PREDICATE,
        object_id=None,
        literal=words,
        text=f"{message.speaker}: {words}",
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
        fact_id=fact.id,
        start=start,
        end=end,
        text=fact.text,
        literal=words,
        tense=None,
        said_by=None,
        confidence=1.0,
        model=model,
        valid_from=None,
        valid_to=None,
        recorded_at=now_ms,
    )
    return Claim(fact.id, (fact, statement))


def _excerpt(text: str, value: tuple[int, int] | None) -> tuple[int, int]:
    """Return the part of a message that stands for it: all of a short one."""
    if len(text) <= _LONGEST:
        return 0, len(text)
    middle = sum(value) // 2 if value else 0
    start = max(0, min(middle - _LONGEST // 2, len(text) - _LONGEST))
    return start, start + _LONGEST
