"""Erasing facts and names inside one transaction: events that told them stay without the words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

from graphmem.stores.aftermath import Settled, settle
from graphmem.stores.barring import words_of
from graphmem.stores.base import Row
from graphmem.stores.cutting import Forms, Span, is_inside, without
from graphmem.stores.erasing import Erased, scrub, text_of
from graphmem.stores.erasure import Touched, Work
from graphmem.stores.passages import Passage, place_of
from graphmem.stores.queries import load
from graphmem.stores.redacting import Cut, Redaction, redact

_STATED = load("erase.list_stated")
_MENTIONED = load("erase.list_mentioned")
_ENDS = load("facts.list_ends")
_SAME = load("entities.list_same")
_ENTITIES = load("entities.find_entities")
_NAMESAKES = load("erase.find_namesakes")
_FACTS_OF = load("facts.list_of_entities")
_SEMANTICS_OF = load("erase.list_semantics_of_entities")
_FIND_TEXTS = load("erase.find_texts")
_FIND_SAYINGS = load("erase.find_sayings")
_FIND_SEMANTICS = load("erase.find_semantics")
_SCRUB = load("erase.scrub_queries")
_REASONS = tuple(load(f"erase.blank_{x}_reasons") for x in ("event", "fact", "entity"))
_DELETE_ENTITIES = load("erase.delete_entities")
_OWN = ("'s ", "’s ")


def erase_facts(work: Work, fact_ids: Collection[str]) -> Erased:
    """Remove facts, and cut the words that state them out of their events.

    Words that state something else too, and do not name what the fact is about, are left.
    """
    doomed = sorted(set(fact_ids))
    touched = Touched(facts=set(doomed), entities=set(work.ids((_ENDS,), doomed)))
    cutter = _FactCutter(frozenset(doomed))
    done = redact(work, work.ids((_STATED,), doomed), cutter.plan, touched, doomed)
    settled = settle(work, touched, doomed)
    accesses = scrub(work, [was for _, was in done.events])
    _bury(work, done, settled, doomed)
    return _erased(done, settled, accesses)


@dataclass(frozen=True, slots=True)
class _FactCutter:
    facts: frozenset[str]

    def plan(self, passage: Passage) -> Cut:
        """Cut each statement of the facts, but what others between its words say alone."""
        told = [row for row in passage.sayings if row["fact_id"] in self.facts]
        others = [place_of(row) for row in passage.sayings if row["fact_id"] not in self.facts]
        spans, values = list[Span](), set[str]()
        for row in told:
            span = place_of(row) if place_of(row)[0] < place_of(row)[1] else (0, len(passage.text))
            value = row["object"] if row["object"] is not None else row["literal"]
            forms = Forms((str(value),))
            values.add(str(value))
            clear = [
                s for s in others
                if s != span and is_inside(s, [span]) and not forms.find(passage.text[slice(*s)])
            ]  # fmt: skip
            whole = not forms.find(passage.text[slice(*span)])  # told of by another word
            spans += without([span], () if whole else clear)
        return Cut(tuple(spans), values=Forms(tuple(sorted(values))))


def erase_entities(work: Work, entity_ids: Collection[str]) -> Erased:
    """Remove entities and all facts about them, and cut their names out of every text.

    Entities that were found to be the same go together, and those that are called by it without
    having a name ("Ana's dog", "my sister Ana"). Where it is part of a name ("Ana Ray"), it stays.
    """
    group = work.ids((_SAME,), entity_ids) or sorted(entity_ids)
    group = sorted({*entity_ids, *_members(work, group)})
    forms = Forms(tuple(_names(work, group)))
    named = frozenset(group)
    group = sorted({*group, *_namesakes(work, forms)})
    doomed = work.ids((_FACTS_OF,), group)
    touched = Touched(
        facts=set(doomed),
        entities=set(work.ids((_ENDS,), doomed)) - set(group),
        semantics=set(work.ids((_SEMANTICS_OF,), group)) | _semantics(work, forms),
        forms=forms,
    )
    cutter = _NameCutter(named, frozenset(group), frozenset(doomed), forms)
    events = sorted(
        {*work.ids((_MENTIONED,), group), *work.ids((_STATED,), doomed), *_texts(work, forms)}
    )
    done = redact(work, events, cutter.plan, touched, doomed)
    touched.entities -= set(group)
    work.run(_DELETE_ENTITIES, {"ids": group})
    settled = settle(work, touched, doomed)
    accesses = scrub(work, [was for _, was in done.events])
    marks: Row = {"forms": forms.marks}
    accesses += sum(cast("int", row["n"]) for row in work.run(_SCRUB, marks))
    for query in _REASONS:
        work.run(query, marks)
    _bury(work, done, settled, (*doomed, *group))
    return replace(_erased(done, settled, accesses, group), forms=forms)


@dataclass(frozen=True, slots=True)
class _NameCutter:
    named: frozenset[str]
    entities: frozenset[str]
    facts: frozenset[str]
    forms: Forms

    def plan(self, passage: Passage) -> Cut | None:
        """Cut the name where it is mentioned, and where it stands as a word of its own."""
        mine = [row for row in passage.mentions if row["entity_id"] in self.entities]
        others = [
            place_of(row) for row in passage.mentions
            if row["entity_id"] not in self.entities and row["role"] != "speaker"
        ]  # fmt: skip
        own = [row for row in mine if row["entity_id"] in self.named]
        who = passage.row["speaker"]
        speaker = who in self.forms.names or any(row["role"] == "speaker" for row in own)
        named = [place_of(row) for row in own if row["role"] != "speaker"]
        found = [s for s in self.forms.find(passage.text) if not is_inside(s, others)]
        clean = partial(self.forms.blank, sparing=self._names_of_others(passage, others))
        told = [row[name] for row in passage.sayings for name in ("text", "literal")]
        words = [str(w) for w in (*told, passage.row["metadata"], passage.row["uri"]) if w]
        if not (mine or speaker or found) and all(clean(w) == w for w in words):
            return None
        return Cut((*named, *found), clean, speaker=speaker)

    def _names_of_others(self, passage: Passage, places: Sequence[Span]) -> tuple[str, ...]:
        """Return names of which the name is a part: they are other entities'."""
        names = {passage.text[start:end] for start, end in places}
        for row in passage.sayings:
            if row["fact_id"] not in self.facts:
                names |= {str(row["subject"]), str(row["object"])}
        return tuple(sorted(names - set(self.forms.names)))


def _members(work: Work, ids: Sequence[str]) -> set[str]:
    return {str(row["member_id"]) for row in work.run(_SAME, {"ids": list(ids)})}


def _names(work: Work, ids: Sequence[str]) -> Iterable[str]:
    rows = work.run(_ENTITIES, {"ids": list(ids)})
    return sorted({a for row in rows for a in cast("list[str]", row["aliases"] or [])})


def _namesakes(work: Work, forms: Forms) -> list[str]:
    """Return entities that are called by the name, but have none of which it is a part."""
    rows = work.run(_NAMESAKES, {"forms": forms.marks})
    calls = ((str(row["id"]), cast("list[str]", row["aliases"])) for row in rows)
    return [i for i, names in calls if any(n in forms and not _is_name(n) for n in names)]


def _is_name(words: str) -> bool:
    """Tell whether words are a name: all but short ones have a capital, and nobody owns it."""
    owned = any(own in words for own in _OWN)
    return not owned and all(len(w) < 4 or not w[0].islower() for w in words.split())


def _texts(work: Work, forms: Forms) -> set[str]:
    """Return whole events that may hold the name where no mention says so."""
    marks: Row = {"forms": forms.marks}
    found = {str(row["id"]) for row in work.run(_FIND_SAYINGS, marks)}
    for row in work.run(_FIND_TEXTS, marks):
        if row["packed"] is None or text_of(row) in forms:
            found.add(str(row["id"]))
    return found


def _semantics(work: Work, forms: Forms) -> set[str]:
    rows = work.run(_FIND_SEMANTICS, {"forms": forms.marks})
    return {str(row["id"]) for row in rows if row["text"] in forms}


def _bury(work: Work, done: Redaction, settled: Settled, bars: Iterable[str]) -> None:
    words = {words_of(text) for text in done.words}
    whole = [was for _, was in done.events]
    gone = [*done.buried, *settled.entities, *settled.reworded]
    work.bury(gone, {*whole, *words, *bars, *settled.semantics})


def _erased(
    done: Redaction, settled: Settled, accesses: int, entities: Sequence[str] = ()
) -> Erased:
    return Erased(
        facts=settled.facts,
        entities=tuple(sorted({*entities, *settled.entities})),
        semantics=settled.semantics,
        redacted=tuple(sorted(done.events)),
        kept=settled.kept,
        recomputed=settled.recomputed,
        accesses=accesses,
    )
