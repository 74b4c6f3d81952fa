"""How a turn begins that answers: with yes or no, or with a phrase that has no verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.statement import word_of
from graphmem.ingest.facts.tree import is_predicate, lemma
from graphmem.ingest.rules.words import wordset

_YES = wordset("yes yeah yep yup yea yess definitely absolutely totally sure indeed certainly")
_NO = wordset("no nope nah")
_GREETINGS = wordset("thank thanks congrats hello hi bye love deal wow problem way")
_SMALL = frozenset({"DET", "ADP", "ADV", "NUM", "NOUN"})
_MOST = 24  # words of an answer that is only a phrase


@dataclass(frozen=True, slots=True)
class Reply:
    """What an answer begins with.

    Attributes:
        yes: False: no; None: neither.
        roots: Heads of the phrases that stand without a verb.
        first: The first word of it.
    """

    yes: bool | None
    roots: tuple[Token, ...]
    first: Token


def reply_of(doc: Doc) -> Reply | None:
    """Return how a turn begins: with yes or no, with a phrase alone, or with neither."""
    yes: bool | None = None
    roots: list[Token] = []
    for sentence in doc.sents:
        words = [t for t in sentence if t.is_alpha or t.pos_ == "NUM"]
        if not words:
            continue
        yes = _polar(words) if yes is None and not roots else yes
        root = sentence.root
        if _fragment(root):
            roots.append(root)
        talks = is_predicate(root) or (yes is None and not _interjection(sentence))
        if len(roots) > 1 or (not _fragment(root) and talks):
            break
    if yes is None and not roots:
        return None
    start = roots[0].sent if roots else next(s for s in doc.sents if any(t.is_alpha for t in s))
    return Reply(yes, tuple(roots), start[0])


def _polar(words: list[Token]) -> bool | None:
    first, second = words[0].lower_, words[1].lower_ if len(words) > 1 else ""
    if first in _YES:
        return True
    if first in _NO and second not in ("way", "worries", "problem", "idea", "doubt", "wonder"):
        return False
    if first == "not" and second in ("yet", "anymore", "really", "any"):
        return False
    short = [w.lower_ for w in words]
    if len(short) <= 3 and short[:1] in (["i"], ["we"]) and short[1:2] and words[1].pos_ == "AUX":
        return "not" not in short[2:] and "n't" not in short[2:]
    did = len(short) == 2 and short[0] in ("i", "we") and short[1] in ("did", "do", "have", "am")
    return True if did else None


def _interjection(sentence: Span) -> bool:
    return all(t.pos_ in ("INTJ", "PUNCT", "ADV", "PART", "SYM") for t in sentence)


def _fragment(root: Token) -> bool:
    """Tell whether a sentence is a phrase without a verb of its own."""
    named = root.pos_ == "ADJ" and root.ent_type_ != ""  # "Italian"
    if not (named or root.pos_ in ("NOUN", "PROPN", "NUM")) or is_predicate(root):
        return False
    return lemma(root) not in _GREETINGS and sum(1 for _ in phrase_of(root)) <= _MOST


def phrase_of(root: Token) -> Iterator[Token]:
    """Yield the words of a phrase, without clauses beside it and interjections before it."""
    yield root
    for part in root.children:
        if not _beside(part, root):
            yield from part.subtree


def _beside(part: Token, root: Token) -> bool:
    """Tell what stands beside a phrase: interjections, marks, clauses and their "but"."""
    if part.dep_ == ud.PUNCT:
        return not _inside(part, root)
    if part.dep_ == ud.CC:
        return _of_clause(part, root)
    clause = part.dep_ == ud.CONJ and is_predicate(part)
    return clause or part.dep_ in (ud.PARATAXIS, "discourse", "vocative")


def _inside(mark: Token, root: Token) -> bool:
    return mark.dep_ == ud.PUNCT and mark.text == "," and mark.i > root.i


def _of_clause(word: Token, root: Token) -> bool:
    return any(c.dep_ == ud.CONJ and is_predicate(c) and c.i > word.i for c in root.children)


def phrase_words(root: Token, reader: Reader) -> list[str]:
    """Return the words of a phrase as a statement has them, marks with the word before."""
    tokens = sorted({t.i: t for t in phrase_of(root)}.values(), key=lambda t: t.i)
    while tokens and (tokens[-1].is_punct or tokens[-1].dep_ == ud.CC):
        tokens = tokens[:-1]
    words = [word_of(t, reader, third=False) for t in tokens]
    if words and (tokens[0].pos_ in _SMALL or tokens[0].lower_ in ("next", "last")):
        words[0] = words[0][:1].lower() + words[0][1:]
    said: list[str] = []
    for token, word in zip(tokens, words, strict=True):
        glued = said and (token.is_punct or (token.i and not token.nbor(-1).whitespace_))
        if glued and token.i - 1 in {t.i for t in tokens}:
            said[-1] += word
        else:
            said.append(word)
    return said
