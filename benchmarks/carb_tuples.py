"""Open extractions of a tree for CaRB: one per clause and subject, in the sentence's own words."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from benchmarks.carb_score import Extraction
from graphmem.ingest.facts import Fact, Found, Turn
from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts.arguments import case_of, gap
from graphmem.ingest.facts.clauses import Clause, find_clauses
from graphmem.ingest.facts.nominal import nominal_facts
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.tree import children

_NOT_SAID = frozenset(
    {ud.MARK, ud.PUNCT, ud.CC, ud.CONJ, ud.PARATAXIS, "discourse", "vocative", ud.ADVCL, ud.RELCL}
)


def of_facts(found: Found, *, all_candidates: bool) -> list[Extraction]:
    """Return facts as extractions; with ``all_candidates`` those too that the filter left out."""
    facts = [*found.facts, *((r.fact for r in found.rejected) if all_candidates else ())]
    return list(dict.fromkeys(_of_fact(fact) for fact in facts))


def _of_fact(fact: Fact) -> Extraction:
    return Extraction(fact.predicate.words, fact.subject.words, fact.object.words)


def of_clauses(doc: Doc) -> list[Extraction]:
    """Return one extraction for each clause and subject: whole phrases, nothing filtered."""
    found: list[Extraction] = []
    for sentence in doc.sents:
        for clause in find_clauses(sentence):
            found += _of_clause(clause)
        said = nominal_facts(sentence, Reader(doc, Turn()))
        found += [_of_fact(fact) for fact in said if fact.rule == "apposition"]
    return list(dict.fromkeys(found))


def _of_clause(clause: Clause) -> Iterator[Extraction]:
    relation = {t.i for verb in clause.chain for t in _relation_words(verb)}
    if clause.verbal:
        relation |= {verb.i for verb in clause.chain}
    else:
        relation |= {verb.i for verb in clause.chain[:-1]}
    rest = _rest(clause, relation)
    if rest and clause.verbal:
        relation |= _first_preposition(clause, rest)
    rest -= relation
    doc = clause.head.doc
    if not relation or not rest:
        return
    for subject in clause.subjects:
        first = {t.i for t in nominal(subject)} - relation
        yield Extraction(_joined(doc, relation), _joined(doc, first), _joined(doc, rest - first))


def _relation_words(verb: Token) -> list[Token]:
    found = children(verb, ud.AUXILIARIES | {ud.COP, ud.PRT})
    found += [a for a in children(verb, (ud.ADVMOD,)) if a.text.lower() in ("not", "n't", "never")]
    return found + [m for m in children(verb, (ud.MARK,)) if m.text.lower() == "to"]


def _rest(clause: Clause, relation: set[int]) -> set[int]:
    """Return all further words of a clause: what its verbs' arguments span."""
    found: set[int] = set()
    subjects = {s.i for s in clause.subjects}
    for verb in clause.chain:
        for part in verb.children:
            if part.dep_ in _NOT_SAID | ud.SUBJECTS or part.i in subjects | relation:
                continue
            if part not in clause.chain:
                found.update(t.i for t in whole(part))
    if not clause.verbal:
        found.add(clause.head.i)
    left_open = gap(clause.head)
    if left_open is not None:
        found.update(t.i for t in nominal(left_open.head))
    return {i for i in found if not _relative_word(clause.head.doc[i])}


def _relative_word(token: Token) -> bool:
    return token.lower_ in ("which", "who", "whom", "that", "where") and (
        "Rel" in token.morph.get("PronType", [])
    )


def nominal(token: Token) -> list[Token]:
    """Return a subject or an antecedent: its phrase, not the clause that it heads or heads it."""
    kept = [token]
    for part in token.children:
        belongs = part.dep_ == ud.APPOS or part.dep_ not in ud.NOT_IN_PHRASE | {ud.ACL}
        ending = part.dep_ == ud.CASE and part.i > token.i
        if belongs or ending:
            kept += whole(part)
    return sorted(kept, key=lambda t: t.i)


def _first_preposition(clause: Clause, rest: set[int]) -> set[int]:
    """Return the preposition right behind the verb: part of the relation ("moved to")."""
    after = sorted(i for i in rest if i > clause.head.i)
    if not after:
        return set()
    head = clause.head
    for phrase in children(head, ud.OBLIQUES):
        case = case_of(phrase)
        if case and case[0].i == after[0]:
            return {t.i for t in case}
    return set()


def whole(token: Token) -> list[Token]:
    """Return a phrase without its relative clauses, coordinated clauses and outer marks."""
    left_out = {ud.RELCL, ud.PARATAXIS, ud.ADVCL, "discourse"}
    kept = [token]
    for part in token.children:
        if part.dep_ in left_out or (part.dep_ == ud.CONJ and part.pos_ in ud.VERBAL_POS):
            continue
        kept += whole(part)
    return sorted(kept, key=lambda t: t.i)


def _joined(doc: Doc, places: set[int]) -> str:
    words = [doc[i] for i in sorted(places)]
    while words and words[-1].is_punct:
        words.pop()
    while words and words[0].is_punct:
        words = words[1:]
    return " ".join(t.text for t in words)
