"""What somebody or something has one of: "my sister", "the head of state of Norway"."""

from __future__ import annotations

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.arguments import case_of
from graphmem.ingest.facts.fact import Phrase, Predicate
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.tree import child, children, clean_lemmas, clean_words, lemma

NAMED = frozenset({"name", "nickname", "surname"})
#: What someone has one of, whose value may be a common noun ("my job is teaching").
VALUED = frozenset(
    {"job", "profession", "occupation", "hobby", "birthday", "nationality", "major", "religion"}
    | {"bank", "provider", "employer", "genre", "sport", "position", "instrument"}
)
#: What is called by an adjective: "the official language is Norwegian".
_CALLED_BY_ADJECTIVE = frozenset(
    {"language", "nationality", "citizenship", "religion", "ethnicity", "faith", "origin"}
)
#: Adjectives that belong to the name of a role.
_NAMING = frozenset(
    {"official", "chief", "executive", "prime", "political", "original", "vice", "deputy"}
    | {"general", "managing", "native", "foreign", "financial", "technical", "mobile", "medical"}
)
#: Roles of which it is often said where, not of what.
_PLACED = frozenset(
    {"head", "president", "minister", "king", "queen", "monarch", "chancellor", "language", "mayor"}
    | {"capital", "governor", "ceo", "officer", "chairperson", "chairman", "broadcaster", "chief"}
)
_FELLOWS = frozenset({"friend", "colleague", "neighbour", "neighbor", "cousin", "parent"})
_FAVOURITE = frozenset({"favorite", "favourite"})
#: What is told by an adjective: "my shirt size is small".
_MEASURED = frozenset({"size", "status", "diet", "colour", "color"})


def role(noun: Token) -> Predicate:
    """Return "have_sister", "favourite_sport", "name_is", "have_head_of_state"."""
    inner = [word for part in _inner(noun) for word in ("of", *clean_lemmas([part]))]
    kept = [t for t in noun.children if _compound(t) or _names(t)]
    relation = [*map(_word, sorted([*kept, noun], key=lambda t: t.i)), *inner]
    name = "_".join(["favourite" if favourite(noun) else "have", *relation])
    name = "name_is" if lemma(noun) in NAMED else name
    said = [t for t in noun.children if _names(t)]
    words = " ".join([*clean_words(sorted([*said, noun], key=lambda t: t.i)), *inner])
    words = f"has favourite {words}" if favourite(noun) else f"has {words}"
    words = "is called" if name == "name_is" else words
    return Predicate(noun.idx, noun.idx + len(noun.text), name, words)


def whole_of(noun: Token) -> Token | None:
    """Return who or what has it: "Ana" of "Ana's boss", "Norway" of "the head of state of …"."""
    owner = child(noun, ud.POSS)
    if owner is not None:
        return owner
    inner = _inner(noun)
    return _of(inner[-1], noun) if inner else _of(noun)


def named_role(noun: Token) -> Token:
    """Return "president" of "the name of the president of Norway"."""
    if lemma(noun) != "name" or child(noun, ud.POSS) is not None:
        return noun
    within = _of(noun)
    told = within is not None and within.pos_ == "NOUN" and whole_of(within) is not None
    return within if within is not None and told else noun


def owner_of(whole: Token, reader: Reader) -> Phrase | None:
    """Return who it is that has something; None for a pronoun that stays unresolved."""
    if whole.pos_ != "PRON":
        return reader.phrase(whole)
    found = reader.phrase(whole)
    name = reader.owner_name(whole)
    if name is None:
        return None
    kind = found.kind if found.kind != "pronoun" else "entity"
    return Phrase(found.start, found.end, found.words, name, kind)


def favourite(noun: Token) -> bool:
    """Tell "my favourite sport"."""
    return any(lemma(c) in _FAVOURITE for c in children(noun, (ud.AMOD, ud.COMPOUND)))


def _compound(part: Token) -> bool:
    return part.dep_ == ud.COMPOUND and lemma(part) not in _FAVOURITE


def _word(part: Token) -> str:
    """Return a word of a role: "running coach" is one whether "running" is read as verb or noun."""
    verbal = part.dep_ == ud.COMPOUND and part.lower_.endswith("ing")
    return "".join((clean_words if verbal else clean_lemmas)([part]))


def lasting(noun: Token) -> bool:
    """Tell "my older sister" and "the official language" from "our last call"."""
    return all(lemma(a) in lx.RELATION_KINDS or _names(a) for a in children(noun, (ud.AMOD,)))


def is_value(noun: Token, head: Token) -> bool:
    """Tell whether the value of a role names something: a name, or a word that says which one."""
    called = lemma(noun) in _CALLED_BY_ADJECTIVE and head.text[:1].isupper()
    if _capital_name(head) and (child(head, ud.DET) is None or _is_thing(noun)):
        return True  # a name that is a common word too ("my favourite song is Hurt")
    if head.pos_ == "ADJ":
        return called or lemma(noun) in _MEASURED
    return called or is_name(head) or favourite(noun) or lemma(noun) in VALUED


def _is_thing(noun: Token) -> bool:
    """Tell what has a make from who has a nation or a faith ("my flatmate is a German")."""
    person = lemma(noun) in lx.FEMALE | lx.MALE | lx.KEPT_KIN | _FELLOWS
    return not person and not lemma(noun).endswith(("er", "or", "mate", "ist", "ian"))


def _capital_name(head: Token) -> bool:
    """Tell a word in the middle of a sentence that is written as a name, and is none elsewhere."""
    inside = head.i > head.sent.start and head.text[:1].isupper() and not head.text.isupper()
    return inside and head.pos_ in ("ADJ", "VERB", "NOUN", "ADV") and len(head.text) > 1


def _names(word: Token) -> bool:
    return word.dep_ == ud.AMOD and lemma(word) in _NAMING


def _inner(noun: Token) -> list[Token]:
    """Return bare nouns that belong to the name of a role ("head of state", "date of birth")."""
    found: list[Token] = []
    part = _of(noun)
    while part is not None and _bare(part):
        further = _of(part, noun)
        if further is None and child(noun, ud.POSS) is None:
            break
        found.append(part)
        part = further
    return found


def _bare(noun: Token) -> bool:
    alone = not any(c.dep_ in (ud.DET, ud.POSS, ud.AMOD, ud.NUMMOD) for c in noun.children)
    return noun.pos_ == "NOUN" and alone


def _of(noun: Token, above: Token | None = None) -> Token | None:
    """Return whose a noun is by "of"; a parser may hang it on the noun above instead.

    Also where it is told as a place: "the head of state in Norway", "the CEO at Shell".
    """
    placed = above is not None or lemma(noun) in _PLACED
    found = [
        c
        for head in (noun, above)
        for c in (children(head, (ud.NMOD,)) if head is not None else ())
        if c.i > noun.i and _belongs(c, placed=placed)
    ]
    return found[0] if found else None


def _belongs(whole: Token, *, placed: bool) -> bool:
    case = [lemma(p) for p in case_of(whole)]
    return case == ["of"] or (placed and case in (["in"], ["at"], ["for"]) and is_name(whole))
