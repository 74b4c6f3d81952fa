"""After an erasure: what nothing supports any more goes, the rest says what is still supported."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from graphmem.stores.erasure import Touched, Work
from graphmem.stores.queries import load
from graphmem.stores.semantics import settle_semantics
from graphmem.stores.settling import settle_entities, settle_facts
from graphmem.stores.shrinking import shrink_entities
from graphmem.types import Kept

_UNSTATED = load("erase.list_unstated_facts")
_LOSERS = load("facts.list_losers")
_DELETE_FACTS = load("erase.delete_facts")
_UNSEEN = load("erase.list_unseen_entities")
_DELETE_ENTITIES = load("erase.delete_entities")
_SEMANTICS_OF_FACTS = load("erase.list_semantics_of_facts")
_FACT_SUPPORT = load("erase.list_fact_support")
_ENTITY_SUPPORT = load("erase.list_entity_support")


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of it.

    Attributes:
        recomputed: Ids of what stays with other values.
        reworded: Ids of Semantic nodes that say something else.
    """

    facts: tuple[str, ...]
    entities: tuple[str, ...]
    semantics: tuple[str, ...]
    kept: tuple[Kept, ...]
    recomputed: tuple[str, ...]
    reworded: tuple[str, ...]


def settle(work: Work, touched: Touched, doomed: Collection[str] = ()) -> Settled:
    """Remove what nothing supports any more, and bring the rest back to what supports it.

    Args:
        doomed: Facts that go although something states them.
    """
    unstated = work.run(_UNSTATED, {"ids": sorted(touched.facts)})
    touched.quoted |= {str(row["text"]) for row in unstated}
    gone = sorted({*doomed, *(str(row["id"]) for row in unstated)})
    touched.entities |= {str(e) for row in unstated for e in cast("list[str]", row["entities"])}
    touched.semantics |= set(work.ids((_SEMANTICS_OF_FACTS,), gone))
    losers = work.ids((_LOSERS,), gone)  # what they had replaced holds again
    work.run(_DELETE_FACTS, {"ids": gone})
    unseen = work.ids((_UNSEEN,), touched.entities)
    work.run(_DELETE_ENTITIES, {"ids": unseen})
    facts = sorted({*touched.facts, *losers} - set(gone))
    entities = sorted(touched.entities - set(unseen))
    scope = (work.tx, work.user_id, work.revision)
    settle_facts(*scope, facts)
    settle_entities(*scope, entities)
    shrink_entities(*scope, entities)
    semantics = settle_semantics(work, touched)
    kept = [*_supports(work, "fact", facts), *_supports(work, "entity", entities), *semantics.kept]
    recomputed = sorted({*facts, *entities, *(s.id for s in semantics.kept)})
    stays = (tuple(kept), tuple(recomputed), semantics.reworded)
    return Settled(tuple(gone), tuple(unseen), semantics.gone, *stays)


def _supports(work: Work, kind: Literal["fact", "entity"], ids: Sequence[str]) -> Iterable[Kept]:
    query = _FACT_SUPPORT if kind == "fact" else _ENTITY_SUPPORT
    for row in work.run(query, {"ids": list(ids)}) if ids else ():
        events = cast("int", row["events"])
        yield Kept(kind, str(row["id"]), str(row["text"]), events, str(row["event_id"]))
