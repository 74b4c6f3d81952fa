"""What a language model answered, held against the text: what is not found there is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from graphmem.ids import normalise_name
from graphmem.ingest.extract import EntityKind, Extraction, FactDraft, Mention, Said, Tense
from graphmem.ingest.llm_answer import SaidEntity, SaidFact
from graphmem.ingest.llm_words import DENIALS, NEGATIVES, Words, grounded, predicate_name, words_in
from graphmem.ingest.rules.words import wordset

#: Fixed, not measured: a model's own figures for what it writes mean little.
ENTITY_CONFIDENCE = 0.8
FACT_CONFIDENCE = 0.7
_UNSAID = frozenset({"conditional", "imagined", "commanded", "asked"})
_MOST_PLACES = 20  # of one name in a text
_MOST_WORDS = 12  # of a subject or an object
_OPENING_WORDS = 3  # of a sentence, among which a verb without its subject stands
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_MINE = re.compile(r"(?:my|our)\s+", re.IGNORECASE)
_YOURS = re.compile(r"your\s+", re.IGNORECASE)
_QUOTES = str.maketrans(dict.fromkeys("'’‘", "['’‘]") | dict.fromkeys('"“”', '["“”]'))
_FIRST = wordset("i me my mine myself we us our ours ourselves im ive")
_SECOND = wordset("you your yours yourself yourselves u ur")
_UNRESOLVED = wordset(
    """he she it they him her them his hers its their theirs himself herself itself themselves this
    that these those who whom which what someone somebody something anyone anybody anything everyone
    everybody everything one there here"""
)
_THIRD = wordset("he she they it him her them his their its who that which")
_BEGINNINGS = frozenset(
    {"move", "start", "begin", "join", "marry", "become", "adopt", "buy", "open", "retire", "quit"}
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A subject or an object that was found.

    Attributes:
        name: What it stands for.
        places: Where its words stand; empty for speaker and addressee.
        said: Words of which the sentence must have one, where no place is known ("I", "my").
    """

    name: str
    places: tuple[tuple[int, int], ...]
    kind: EntityKind = "name"
    is_entity: bool = False
    said: frozenset[str] = frozenset()


def ground_entities(text: str, said: Sequence[SaidEntity]) -> tuple[list[Mention], int]:
    """Return the mentions of entities in a text, and how many entities it does not name."""
    found: list[Mention] = []
    missing = 0
    for entity in said:
        words = _ARTICLE.sub("", entity.name, count=1) if _ARTICLE.match(entity.name) else ""
        places = find(text, words or entity.name)
        named = any(c.isalnum() for c in entity.name)
        if not places or not named or entity.name.lower() in _FIRST | _SECOND | _UNRESOLVED:
            missing += 1
            continue
        found += [
            Mention(a, b, text[a:b], entity.kind, "mention", ENTITY_CONFIDENCE) for a, b in places
        ]
    return found, missing


def find(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Return where words stand in a text, whatever its blanks and quotes; as written or else."""
    pattern = r"\s+".join(re.escape(part).translate(_QUOTES) for part in words.split())
    if not pattern:
        return ()
    bounded = rf"(?<!\w){pattern}(?!\w)"
    for flags in (0, re.IGNORECASE):
        matches = islice(re.finditer(bounded, text, flags), _MOST_PLACES)
        if places := tuple(match.span() for match in matches):
            return places
    return ()


class FactGrounder:
    """Finds the facts of one text.

    Args:
        said: The text and who said it to whom.
        shipped: What the shipped extractor found in it: sentences and times.
        mentions: The entities that are mentioned.
    """

    def __init__(self, said: Said, shipped: Extraction, mentions: Sequence[Mention]) -> None:
        self._said = said
        self._times = shipped.times
        self._foreign = any(w.startswith("language:") for w in shipped.warnings)
        spans = [(s.start, s.end) for s in shipped.sentences] or [(0, len(said.text))]
        self._sentences = [(a, b, _shifted(said.text, a, b)) for a, b in spans]
        self._kinds: dict[str, EntityKind] = {normalise_name(m.name): m.kind for m in mentions}
        others = {b.speaker for b in said.before if b.speaker not in (None, said.speaker)}
        self._addressee = others.pop() if len(others) == 1 else None

    def facts(self, said: Sequence[SaidFact]) -> tuple[list[FactDraft], int]:
        """Return the facts that the text states, in order, and how many it does not."""
        stated = [fact for fact in said if fact.modality not in _UNSAID]
        drafts = [self._draft(fact) for fact in stated]
        found = {
            (d.subject, d.predicate, d.object, d.positive, d.modality): d
            for d in reversed(drafts)
            if d is not None
        }
        ordered = sorted(found.values(), key=lambda d: (d.start, d.end, d.predicate))
        return ordered, sum(d is None for d in drafts)

    def _draft(self, fact: SaidFact) -> FactDraft | None:
        subject, target = self._phrase(fact.subject), self._phrase(fact.object)
        sayer = self._phrase(fact.said_by) if fact.said_by else None
        if subject is None or target is None or subject.name == target.name:
            return None
        if fact.said_by and sayer is None:
            return None
        said, positive = _denial_apart(fact)
        words = [word for word in said if word not in NEGATIVES]
        name = predicate_name(words, fact.modality)
        span = self._span(words, subject, target, positive=positive) if name else None
        if span is None:
            return None
        since, until = self._validity(fact, name, span)
        denial = "" if positive else "not "
        said_by = None if sayer is None or sayer.name == self._said.speaker else sayer.name
        return FactDraft(
            start=span[0],
            end=span[1],
            subject=subject.name,
            predicate=name,
            object=target.name,
            object_is_entity=target.is_entity,
            positive=positive,
            confidence=FACT_CONFIDENCE,
            valid_from=since,
            valid_to=until,
            text=f"{subject.name} {denial}{name.replace('_', ' ')} {target.name}",
            modality=fact.modality,
            tense=fact.tense,
            said_by=said_by,
            subject_kind=subject.kind,
            object_kind=target.kind,
        )

    def _phrase(self, words: str) -> Phrase | None:
        """Return what a subject or an object stands for; None if the text does not say it."""
        low = words.lower()
        for said, person in ((_FIRST, self._said.speaker), (_SECOND, self._addressee)):
            named = person is not None and low == person.lower() and not find(self._said.text, low)
            if low in said or named:
                return Phrase(person, (), "person", is_entity=True, said=said) if person else None
        if low in _UNRESOLVED or low.split()[0] in _UNRESOLVED - {"one"}:
            return None
        places = find(self._said.text, words)
        if not places or len(words.split()) > _MOST_WORDS:
            return None
        start, end = places[0]
        return self._named(self._said.text[start:end], places)

    def _named(self, words: str, places: tuple[tuple[int, int], ...]) -> Phrase | None:
        """Name a phrase: an entity, "Ana's car" for "my car", else the words."""
        for possessive, person in ((_MINE, self._said.speaker), (_YOURS, self._addressee)):
            if owned := possessive.match(words):
                rest = words[owned.end() :]
                if named := self._entity_at_end(rest, places):
                    return named
                return Phrase(f"{person}'s {rest}", places) if person else None
        bare = words[found.end() :] if (found := _ARTICLE.match(words)) else words
        kind = self._kinds.get(normalise_name(bare))
        if not any(c.isalnum() for c in bare):
            return None
        return Phrase(bare, places, kind or "name", is_entity=kind is not None)

    def _entity_at_end(self, words: str, places: tuple[tuple[int, int], ...]) -> Phrase | None:
        """Return the entity with which a phrase ends ("brother Per")."""
        parts = words.split()
        for n in range(1, len(parts)):
            kind = self._kinds.get(normalise_name(" ".join(parts[n:])))
            if kind is not None:
                return Phrase(" ".join(parts[n:]), places, kind, is_entity=True)
        return None

    def _span(
        self, words: list[str], subject: Phrase, target: Phrase, *, positive: bool
    ) -> tuple[int, int] | None:
        """Return the span of a statement: the sentence that has all that it needs."""
        for start, end, sentence in self._sentences:
            verb = grounded(words, sentence)
            if verb is None:
                continue
            of, to = _inside(subject, start, end), _inside(target, start, end)
            told = {word for _, _, word in sentence}
            opens = any(a == verb[0] for a, _, _ in sentence[:_OPENING_WORDS])
            told_of = bool(of) or self._foreign or _stands(subject, told, elided=opens)
            told_to = bool(to) or (bool(target.said) and _stands(target, told, elided=False))
            fits = self._foreign or _agrees(positive, verb, sentence)
            if told_of and told_to and fits:
                parts = [verb, *to[:1], *of[:1]]
                return min(a for a, _ in parts), max(b for _, b in parts)
        return None

    def _validity(
        self, fact: SaidFact, name: str, span: tuple[int, int]
    ) -> tuple[datetime | None, datetime | None]:
        """Return from when and until when a fact holds, by the times that were read by rules."""
        if fact.when is None:
            return None, None
        places = find(self._said.text, fact.when)
        times = [t for t in self._times if any(a < t.span[1] and t.span[0] < b for a, b in places)]
        near = sorted(times, key=lambda t: abs(t.span[0] - span[1]))
        words = [w for _, _, w in words_in(fact.when)][:1]
        if not near:
            return None, None
        if words in (["until"], ["till"]):
            return None, near[0].start
        begins = name.split("_")[0] in _BEGINNINGS and _past(fact.tense)
        return (near[0].start if words == ["since"] or begins else None), None


def _denial_apart(fact: SaidFact) -> tuple[list[str], bool]:
    """Return the words of a predicate, and whether it is affirmed; "used to" is no more so."""
    words = [word for _, _, word in words_in(fact.predicate.replace("_", " "))]
    if words[:2] == ["used", "to"] and len(words) > 2:
        return words[2:], False
    return words, fact.positive and not NEGATIVES & set(words)


def _agrees(positive: bool, verb: tuple[int, int], sentence: Words) -> bool:  # noqa: FBT001
    """Tell whether a sentence denies what is denied, and not right before what is affirmed."""
    if not positive:
        return any(word in DENIALS for _, _, word in sentence)
    before = [word for _, end, word in sentence if end <= verb[0]]
    return not NEGATIVES & set(before[-2:])


def _stands(phrase: Phrase, words: set[str], *, elided: bool) -> bool:
    """Tell whether a sentence speaks of someone whose own words it does not have.

    It says "I", "you" or a pronoun, or leaves the speaker out and begins with its verb ("Just
    moved to Lund!"). Whom the pronoun means is the model's word.
    """
    if phrase.said:
        return bool(words & phrase.said) or (elided and phrase.said is _FIRST)
    return bool(words & _THIRD)


def missing_times(text: str, said: Sequence[SaidFact]) -> int:
    """Return how many facts name words for their time that the text does not have."""
    return sum(fact.when is not None and not find(text, fact.when) for fact in said)


def _past(tense: Tense) -> bool:
    return tense in ("past", "perfect")


def _inside(phrase: Phrase, start: int, end: int) -> list[tuple[int, int]]:
    return [(a, b) for a, b in phrase.places if start <= a and b <= end]


def _shifted(text: str, start: int, end: int) -> Words:
    return [(a + start, b + start, word) for a, b, word in words_in(text[start:end])]
