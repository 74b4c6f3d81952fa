"""What a language model may answer: the schema, and what becomes of answers that do not fit it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from graphmem.ingest.extract import EntityKind, Modality, Tense
from graphmem.psm.llm_json import read_object

MOST_ITEMS = 64  # of a kind; what is beyond is left out
_MOST_CHARS = 200
_FIELDS = frozenset({"entities", "facts"})
_KINDS = {
    "organization": "organisation", "company": "organisation", "org": "organisation",
    "location": "place", "loc": "place", "city": "place", "country": "place",
    "per": "person", "people": "person", "book": "work", "film": "work", "other": "name",
}  # fmt: skip

_Item = TypeVar("_Item", bound=BaseModel)


def _folded(value: object) -> object:
    """Lower a label and take its common synonyms for it; leave what is no text to the schema."""
    if not isinstance(value, str):
        return value
    label = value.strip().lower()
    return _KINDS.get(label, label)


def _nothing(value: object) -> object:
    """Take what models write for "nothing" for it."""
    empty = isinstance(value, str) and value.strip().lower() in ("", "none", "null", "n/a")
    return None if empty else value


_Words = Annotated[
    str, StringConstraints(min_length=1, max_length=_MOST_CHARS, strip_whitespace=True, strict=True)
]
_Optional = Annotated[_Words | None, BeforeValidator(_nothing)]
_Label = BeforeValidator(_folded)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class SaidEntity(_Strict):
    """An entity, in the words of the text."""

    name: _Words
    kind: Annotated[EntityKind, _Label] = "name"


class SaidFact(_Strict):
    """A statement, in the words of the text but for the verb, which is in its base form.

    Attributes:
        positive: False if the text denies it.
        when: Words of the text that say for which time.
        said_by: Name in the text of who says or believes it, if that is not the speaker.
    """

    subject: _Words
    predicate: _Words
    object: _Words
    positive: bool = True
    tense: Annotated[Tense, _Label] = "none"
    modality: Annotated[Modality, _Label] = "asserted"
    when: _Optional = None
    said_by: _Optional = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What fits the schema.

    Attributes:
        refused: Items that do not fit it.
        repaired: The answer was no well-formed JSON.
    """

    entities: tuple[SaidEntity, ...]
    facts: tuple[SaidFact, ...]
    refused: int
    repaired: bool


def read_answer(text: str) -> Answer:
    """Return what an answer says, as far as it fits the schema.

    Raises:
        ValueError: It is no JSON object that can be repaired, or has other fields than the schema.
    """
    read = read_object(text)
    if unknown := set(read.value) - _FIELDS:
        raise ValueError(f"{len(unknown)} unknown fields")
    entities, bad = _items(read.value.get("entities", []), SaidEntity.model_validate)
    facts, worse = _items(read.value.get("facts", []), SaidFact.model_validate)
    return Answer(entities, facts, bad + worse, read.repaired)


def _items(value: object, validate: Callable[[object], _Item]) -> tuple[tuple[_Item, ...], int]:
    """Return the items of a list that are valid, and how many are not."""
    if not isinstance(value, list):
        raise ValueError("a list was expected")  # noqa: TRY004 - of the text, not of a caller
    items = cast("Sequence[object]", value)
    found: list[_Item] = []
    for item in items[:MOST_ITEMS]:
        try:
            found.append(validate(item))
        except ValidationError:
            continue
    return tuple(found), len(items) - len(found)
