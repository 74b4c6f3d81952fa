"""From the head of a nominal to its phrase: which words, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.clauses import subjects_of
from graphmem.ingest.facts.fact import Phrase, PhraseKind
from graphmem.ingest.facts.naming import called_by_class, own_name
from graphmem.ingest.facts.reported import quoted, sayer
from graphmem.ingest.facts.resolve import Turn, gender_of
from graphmem.ingest.facts.spans import is_name, joined, name_tokens, phrase_tokens
from graphmem.ingest.facts.things import owned_by_subject
from graphmem.ingest.facts.tree import child, children, feature, is_predicate, lemma

_POINTING = frozenset({"this", "that", "these", "those", "some", "any"})
_ARTICLES = frozenset({"a", "an", "the", "no"})


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes the phrases of one text.

    Attributes:
        owner: Subject of the clause at hand, whom "his" and "her" in its objects mean.
        pronouns: Whom "he" and "she" mean, by position.
        things: What "it" and "they" mean, by position.
        answering: The clause is a question that is answered by yes or no.
    """

    doc: Doc
    turn: Turn
    owner: Phrase | None = None
    pronouns: Mapping[int, str] = field(default_factory=dict[int, str])
    things: Mapping[int, str] = field(default_factory=dict[int, str])
    answering: bool = False

    def owned_by(self, subject: Phrase) -> Reader:
        """Return a reader for the objects of a subject."""
        return replace(self, owner=subject)

    def phrase(self, head: Token) -> Phrase:
        """Return the phrase of a nominal, resolved as far as is safe."""
        named = self._appositive_name(head)
        if named is not None:
            return self.phrase(named)
        within = called_by_class(head)
        if within is not None:
            return self.phrase(within)
        tokens = phrase_tokens(head)
        if is_name(head):
            tokens = name_tokens(head)
            return self._make(tokens, joined(tokens), "entity")
        if head.pos_ == "PRON" and len(tokens) == 1:
            return self._pronoun(head)
        kind: PhraseKind = "value" if head.pos_ in ("NUM", "SYM") else "noun"
        return self._make(tokens, self._owned_name(head, tokens), kind)

    def meant(self, pronoun: Token) -> str | None:
        """Return what "she" or "it" means, as it stands in a sentence."""
        thing = self.things.get(pronoun.i)
        if thing is not None:
            return f"the {thing}" if thing.islower() and "'s " not in thing else thing
        return self.pronouns.get(pronoun.i)

    def thing_name(self, noun: Token) -> str | None:
        """Return what a thing is called later: by its owner, or by its words."""
        found = self.phrase(noun)
        if found.kind not in ("noun", "entity"):
            return None
        if "'s " in found.name or found.kind == "entity" or child(noun, ud.POSS) is not None:
            unknown = child(noun, ud.POSS) is not None and "'s " not in found.name
            return None if unknown else found.name
        first, _, rest = found.name.partition(" ")
        words = rest if rest and first.lower() in _POINTING else found.name
        return owned_by_subject(noun, words, self._somebody) or words

    def _somebody(self, head: Token) -> str | None:
        found = self.phrase(head)
        return found.name if found.kind in ("speaker", "addressee", "entity") else None

    def speaker_at(self, token: Token) -> Phrase:
        """Return the speaker, whom the words leave out, at the verb that is there."""
        return replace(self._make([token], token.text, "pronoun"), **self._first(token))

    def span(self, tokens: Iterable[Token], kind: PhraseKind) -> Phrase:
        """Return words that stand for themselves."""
        words = sorted(tokens, key=lambda t: t.i)
        return self._make(words, joined(words), kind)

    def owner_name(self, pronoun: Token) -> str | None:
        """Return whom a possessive means: "my", "Ana's", "his" where that is safe."""
        if pronoun.pos_ != "PRON":
            return self.phrase(pronoun).name
        if feature(pronoun, "PronType") == "Rel":
            clause = next((t for t in pronoun.ancestors if t.dep_ == ud.RELCL), None)
            return self.phrase(clause.head).name if clause is not None else None
        person = feature(pronoun, "Person")
        if person in ("1", "2"):
            found = self._pronoun(pronoun)
            return None if found.kind == "pronoun" else found.name
        if person == "3" and pronoun.i in self.things:
            return self.things[pronoun.i]
        if person != "3" or feature(pronoun, "Gender") == "Neut":
            return None
        return self._third_person_owner(pronoun)

    def _third_person_owner(self, pronoun: Token) -> str | None:
        """Return whom "his" means: the subject of its clause, else one safe antecedent."""
        if self.owner is not None and not self._may_be(self.owner, pronoun):
            return self.pronouns.get(pronoun.i)
        if self.owner is not None and self.owner.kind == "entity":
            return self.owner.name if feature(pronoun, "Number") != "Plur" else None
        subject = _lone_name_above(pronoun) if self.owner is None else None
        if subject is not None:
            return self.phrase(subject).name
        return self.pronouns.get(pronoun.i)

    def _may_be(self, owner: Phrase, pronoun: Token) -> bool:
        """Tell whether label and given name of a subject allow "his" or "her" to mean it."""
        span = self.doc.char_span(owner.start, owner.end)
        if span is None:
            return False
        label, gender = span.root.ent_type_, gender_of(span.root)
        person = not label or label in lx.PEOPLE_LABELS
        return person and gender in ("", feature(pronoun, "Gender"))

    def _make(self, tokens: list[Token], name: str, kind: PhraseKind) -> Phrase:
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
        words = self.doc[tokens[0].i : tokens[-1].i + 1].text  # doc.text is made anew each time
        return Phrase(start, end, words, name, kind)

    def _appositive_name(self, head: Token) -> Token | None:
        """Return "Clara" for "sister" in "my sister Clara", "Rex" in "a dog named Rex"."""
        found = own_name(head) if head.pos_ in ("NOUN", "ADJ") else None
        return found if found is not None and is_name(found) and found.i > head.i else None

    def _pronoun(self, head: Token) -> Phrase:
        base = self._make([head], head.text, "pronoun")
        person = feature(head, "Person")
        if person == "1":
            return replace(base, **self._first(head))
        if person == "2":
            name = None if quoted(head) else self.turn.addressee
            return replace(base, name=name, kind="addressee") if name else base
        if name := self.things.get(head.i):
            return replace(base, name=name, kind=_thing_kind(name))
        name = self.pronouns.get(head.i)
        return replace(base, name=name, kind="entity") if name else base

    def _first(self, token: Token) -> dict[str, str]:
        """Return name and kind of "I"; in a quotation, of whoever is quoted."""
        if quoted(token):
            who = next((s for t in (token, *token.ancestors) if (s := sayer(t)) is not None), None)
            if who is None or feature(who, "Person") == "1":
                return {}
            said = self.phrase(who) if who.i != token.i else None
            return {"name": said.name, "kind": said.kind} if said and said.kind != "pronoun" else {}
        return {"name": self.turn.speaker, "kind": "speaker"} if self.turn.speaker else {}

    def person_name(self, token: Token) -> str | None:
        """Return the name of a person's noun phrase; None for "his father", whoever that is."""
        token = self._appositive_name(token) or token
        if is_name(token):
            return joined(name_tokens(token))
        owner = child(token, ud.POSS)
        if owner is None and lemma(token) in lx.PETS:
            return self.thing_name(token)
        if owner is None or (owner.pos_ == "PRON" and feature(owner, "Person") == "3"):
            return None
        return self._owned_name(token, phrase_tokens(token))

    def _owned_name(self, head: Token, tokens: list[Token]) -> str:
        """Return the words without an article, "my" replaced by whose it is."""
        while len(tokens) > 1 and (tokens[0].lower_ in _ARTICLES or _leads(tokens[0], head)):
            more = tokens[0].lower_ == "no" and len(tokens) > 2 and tokens[1].lower_ == "more"
            tokens = tokens[2 if more else 1 :]
        pronoun = next((c for c in children(head, (ud.POSS,)) if c.pos_ == "PRON"), None)
        owner = self.owner_name(pronoun) if pronoun is not None else None
        if pronoun is None or owner is None or pronoun not in tokens:
            return joined(tokens)
        rest = [t for t in tokens if t.i > pronoun.i]
        first = [t for t in tokens if t.i < pronoun.i]
        return " ".join(part for part in (joined(first), f"{owner}'s", joined(rest)) if part)


def _thing_kind(name: str) -> PhraseKind:
    return "noun" if name.islower() or "'s " in name else "entity"


def _leads(token: Token, head: Token) -> bool:
    """Tell whether a word before a noun belongs to its clause ("certainly a market")."""
    return token.dep_ == ud.ADVMOD and token.head.i == head.i and head.pos_ == "NOUN"


def _lone_name_above(pronoun: Token) -> Token | None:
    """Return the subject of the clause around a possessive if it is one name before it."""
    verb = next((t for t in pronoun.ancestors if is_predicate(t)), None)
    if verb is None:
        return None
    subjects, _ = subjects_of(verb)
    if len(subjects) != 1 or feature(pronoun, "Number") == "Plur":
        return None
    subject = subjects[0]
    return subject if is_name(subject) and subject.i < pronoun.i else None
