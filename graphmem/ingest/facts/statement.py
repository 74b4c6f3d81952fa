"""A clause in words: what a fact says with all that the clause tells beside it.

"I taught English at a small school in Chiang Mai", said by Nora, reads "Nora taught English at a
small school in Chiang Mai". Pronouns that are resolved are put in by name.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.arguments import gap, is_time
from graphmem.ingest.facts.clauses import Clause, chain_of, subjects_of
from graphmem.ingest.facts.fact import Phrase
from graphmem.ingest.facts.marks import finite
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.predicates import own_chain, predicate, spelled_out, third_person
from graphmem.ingest.facts.tree import child, children, feature, is_predicate, lemma

_MOST_WORDS = 40
_HAS = frozenset({"'s", "’s"})
_LONGEST_CLAUSE = 10
_LINKING = frozenset(
    {"when", "where", "why", "how", "so", "then", "also", "too", "actually", "anyway"}
)
_WHY = frozenset({"because", "since", "when", "while", "after", "before", "until"})
_NEVER = (
    ud.SUBJECTS
    | ud.CLAUSAL_SUBJECTS
    | {ud.CC, ud.PARATAXIS, ud.EXPL, "discourse", "vocative", "reparandum", "dislocated", "list"}
)


def statement(clause: Clause, subject: Phrase, target: Phrase, reader: Reader) -> str:
    """Return the clause in words, or nothing where its words do not hold the object."""
    whole = _whole(clause)
    if whole is not None:
        clause, subject = whole, reader.phrase(whole.subjects[0])
        if subject.kind == "pronoun":
            return ""
    found = {t.i: t for verb in _verbs(clause, whole is not None) for t in around(verb)}
    before = [i for i in found if clause.subjects and i < clause.subjects[0].i]
    moved = [found.pop(i) for i in sorted(before)]  # "last Friday I had": the time comes last
    tokens = _trimmed([found[i] for i in sorted(found)])
    tokens += [t for t in moved if is_time(t) or (is_time(t.head) and t.head.pos_ != "VERB")]
    tokens, put_in = _with_antecedent(clause, tokens, target)
    held = put_in or any(t.idx <= target.start < t.idx + len(t.text) for t in tokens)
    if not held or len(tokens) > _MOST_WORDS:
        return ""
    changed = subject.kind in ("speaker", "addressee") or len(clause.subjects) > 1
    third = {
        verb.i for verb in (_finite(clause, whole is not None),) if changed and verb is not None
    }
    third |= changed_in_relatives(tokens, reader)
    words = [word_of(token, reader, third=token.i in third) for token in tokens]
    words = [
        w.lower() if t.i in before and t.pos_ == "ADP" else w
        for t, w in zip(tokens, words, strict=True)
    ]
    if put_in:
        words = [_antecedent(t, word, reader) for t, word in zip(tokens, words, strict=True)]
    said = " ".join(
        [subject.name, *_shared_helpers(clause), "".join(_spaced(tokens, words)).strip()]
    )
    return " ".join([*_holder(clause, reader), said])


def _with_antecedent(
    clause: Clause, tokens: list[Token], target: Phrase
) -> tuple[list[Token], bool]:
    """Put the noun of a relative clause where the clause lacks it ("the bike Ben gave me")."""
    verb = clause.head
    left_open = gap(verb)
    if left_open is None or left_open.case or child(verb, ud.OBJ) not in (None, *_relative(verb)):
        return tokens, False
    if target.start <= verb.idx < target.end:
        return tokens, False
    noun = left_open.head
    kept = [t for t in tokens if feature(t, "PronType") != "Rel"]
    last = max((t.i for t in kept if t.i == verb.i or t.dep_ in (ud.IOBJ, ud.PRT)), default=-1)
    at = next((n + 1 for n, t in enumerate(kept) if t.i == last), 0)
    return [*kept[:at], noun, *kept[at:]], True


def _relative(verb: Token) -> list[Token]:
    return [c for c in verb.children if feature(c, "PronType") == "Rel"]


def _antecedent(token: Token, word: str, reader: Reader) -> str:
    """Return a noun with what stands before it: "the old bike"."""
    if token.pos_ not in ud.NOMINAL_POS or not any(c.dep_ == ud.RELCL for c in token.children):
        return word
    phrase = reader.phrase(token)
    return phrase.name if phrase.kind == "entity" or "'s " in phrase.name else f"the {phrase.name}"


def _shared_helpers(clause: Clause) -> list[str]:
    """Return "is" of "is saving up and hoping" for the second verb."""
    verb = clause.chain[0]
    running = feature(verb, "VerbForm") in ("Part", "Ger") and feature(verb, "Tense") != "Past"
    if verb.dep_ != ud.CONJ or not running or children(verb, ud.AUXILIARIES):
        return []
    first, *others = children(verb.head, ud.AUXILIARIES) or [None]
    if first is None:
        return []
    return [third_person(first), *(spelled_out(t) for t in others if t is not None)]


def _holder(clause: Clause, reader: Reader) -> list[str]:
    """Return "Ana hopes" for what Ana hopes, and "Tim said that" for what Tim said."""
    top = clause.chain[0]
    governor = top.head
    if top.dep_ != ud.CCOMP or lemma(governor) not in lx.WISH | lx.BELIEF | lx.SPEECH:
        return []
    who, _ = subjects_of(governor)
    phrase = reader.phrase(who[0]) if len(who) == 1 else None
    if phrase is None or phrase.kind == "pronoun" or governor.i > top.i or not clause.subjects:
        return []
    chain = chain_of(governor)
    told = children(governor, (ud.OBJ, ud.IOBJ))
    if len(told) > 1 or any(reader.phrase(t).kind == "pronoun" for t in told):
        return []
    names = [reader.phrase(t).name for t in told]
    return [phrase.name, predicate(chain, first_person=True).words, *names, "that"]


def _verbs(clause: Clause, whole: bool) -> tuple[Token, ...]:  # noqa: FBT001
    return clause.chain if whole else own_chain(clause.chain)


def _whole(clause: Clause) -> Clause | None:
    """Return the clause that a verb's own one is told in; None where it stands for itself.

    "My mother wants me to come home": not "I come home"; "I spent months collecting samples": not
    "I collecting samples".
    """
    head, chain = clause.chain[0], clause.chain
    while head.dep_ == ud.ADVCL and not finite(head) and is_predicate(head.head):
        if child(head, *ud.SUBJECTS) is not None:
            return None
        head = head.head
        chain = (*chain_of(head), *chain)
        head = chain[0]
    if chain == clause.chain and own_chain(chain) == chain:
        return None
    subjects, how = subjects_of(chain[0])
    return Clause(clause.head, chain, tuple(subjects), how, clause.passive) if subjects else None


def _trimmed(tokens: list[Token]) -> list[Token]:
    """Leave out commas at the ends, and a "to" that nothing governs here."""
    while tokens and tokens[-1].dep_ == ud.PUNCT:
        tokens = tokens[:-1]
    while tokens and (tokens[0].dep_ == ud.PUNCT or tokens[0].dep_ == ud.MARK):
        tokens = tokens[1:]
    return tokens


def changed_in_relatives(tokens: list[Token], reader: Reader) -> set[int]:
    """Return the places of words that change where a subject is put in by name."""
    return {_changes(t).i for t in tokens if _of_somebody(t, reader)}


def _changes(verb: Token) -> Token:
    """Return the word of a clause that changes with the person."""
    helpers = [c for c in verb.children if c.dep_ in ud.AUXILIARIES | {ud.COP}]
    return min(helpers, key=lambda h: h.i) if helpers else verb


def _of_somebody(verb: Token, reader: Reader) -> bool:
    """Tell whether a verb's own subject is put in by name ("the nurse I know")."""
    copula = child(verb, ud.COP)
    if verb.dep_ not in (ud.RELCL, ud.ADVCL) or (verb.pos_ not in ud.VERBAL_POS and not copula):
        return False
    subjects = [c for c in verb.children if c.dep_ in ud.SUBJECTS and c.pos_ == "PRON"]
    return any(_named(s, reader) for s in subjects)


def around(verb: Token) -> Iterator[Token]:
    """Yield a verb and what hangs on it, save subjects and clauses of their own."""
    yield verb
    for part in verb.children:
        if part.dep_ in _NEVER or _apart(part, verb):
            continue
        yield from _below(part)


def _apart(part: Token, verb: Token) -> bool:
    """Tell what belongs to the sentence, not to the clause: marks, clauses beside it, stops."""
    if part.dep_ == ud.MARK:
        return lemma(part) != "to"
    if part.dep_ == ud.PUNCT or (part.dep_ == ud.ADVMOD and part.lower_ in _LINKING):
        return True
    if part.dep_ == ud.CONJ:
        return is_predicate(part)
    if part.dep_ in (ud.XCOMP, ud.CCOMP, ud.ADVCL, ud.RELCL, ud.ACL):
        long = sum(1 for _ in part.subtree) > _LONGEST_CLAUSE
        apart = part.dep_ == ud.ADVCL and finite(part) and not _tells_why(part)
        return long or part.i < verb.i or apart
    return False


def _tells_why(clause: Token) -> bool:
    """Tell whether a clause beside another says when or why, and its pronouns are no riddle."""
    marks = {lemma(c) for c in clause.children if c.dep_ in (ud.MARK, ud.ADVMOD)}
    third = (t for t in clause.subtree if t.pos_ == "PRON" and feature(t, "Person") == "3")
    return bool(marks & _WHY) and not any(True for _ in third)


def _below(token: Token) -> Iterator[Token]:
    yield token
    for part in token.children:
        if part.dep_ in _NEVER - {ud.CC} - ud.SUBJECTS:
            continue
        if part.dep_ == ud.RELCL and sum(1 for _ in part.subtree) > _LONGEST_CLAUSE:
            continue
        yield from _below(part)


def _finite(clause: Clause, whole: bool) -> Token | None:  # noqa: FBT001
    """Return the word that changes with the person: the first auxiliary, else the verb."""
    outer = (clause.chain if whole else own_chain(clause.chain))[0]
    helpers = [c for c in outer.children if c.dep_ in ud.AUXILIARIES | {ud.COP}]
    found = min(helpers, key=lambda h: h.i) if helpers else outer
    return found if feature(found, "VerbForm") == "Fin" or helpers else None


def word_of(token: Token, reader: Reader, *, third: bool) -> str:
    """Return a word as the statement has it."""
    if third:
        return third_person(token)
    if token.pos_ == "PRON" and (name := _named(token, reader)):
        return name
    if token.pos_ not in ud.VERBAL_POS and lemma(token) != "not":
        return token.text
    perfect = token.lower_ in _HAS and (lemma(token) == "have" or token.nbor().lower_ == "been")
    return "has" if perfect else spelled_out(token)


def _named(pronoun: Token, reader: Reader) -> str | None:
    """Return the name for a pronoun that is resolved, with "'s" for a possessive."""
    person = feature(pronoun, "Person")
    names = {"1": reader.turn.speaker, "2": reader.turn.addressee}
    name = names[person] if person in names else reader.meant(pronoun)
    if name is None or feature(pronoun, "PronType") not in ("Prs", ""):
        return None
    owns = feature(pronoun, "Poss") == "Yes" or pronoun.dep_ == ud.POSS
    return f"{name}'s" if owns else name


def _spaced(tokens: list[Token], words: list[str]) -> Iterator[str]:
    """Yield the words with the blanks of the text, and one where words were left out."""
    for n, (token, word) in enumerate(zip(tokens, words, strict=True)):
        before = tokens[n - 1] if n else None
        changed = word != token.text
        apart = before is None or before.i != token.i - 1 or bool(before.whitespace_) or changed
        yield f" {word}" if apart else word
