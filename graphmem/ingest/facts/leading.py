"""Of what somebody is the head, and what a student of: "the head of the sales team"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts.arguments import case_of
from graphmem.ingest.facts.building import build
from graphmem.ingest.facts.clauses import Clause
from graphmem.ingest.facts.fact import Fact, Phrase, Predicate
from graphmem.ingest.facts.phrases import Reader
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.tree import child, children, lemma

Subject = tuple[Phrase, Token | None]
_LEADERS = frozenset({"head", "leader", "chair", "captain", "boss", "manager", "lead"})
#: Sorts of students, not what they study.
_STUDENTS = frozenset(
    {"exchange", "phd", "graduate", "undergraduate", "university", "college", "school", "master"}
    | {"bachelor", "year", "transfer", "star", "honor", "honour", "fellow", "scholarship"}
)


def leading(clause: Clause, subject: Subject, reader: Reader) -> Iterator[Fact]:
    """Yield of what somebody is the head ("the head of the sales team"), and what a student of."""
    head = clause.head
    if lemma(head) == "student" and subject[0].kind in ("speaker", "entity"):
        field = child(head, ud.COMPOUND)
        if field is not None and field.pos_ == "NOUN" and lemma(field) not in _STUDENTS:
            said = Predicate(head.idx, head.idx + len(head.text), "study", "studies")
            phrase = reader.span([field], "noun")
            yield build(clause, subject, said, phrase, "copula", reader, (head,))
    team = next((c for c in children(head, (ud.NMOD,)) if not is_name(c)), None)
    if lemma(head) not in _LEADERS or team is None or subject[0].kind == "noun":
        return
    if [lemma(p) for p in case_of(team)] == ["of"] and child(team, ud.DET, ud.POSS) is not None:
        copula = child(head, ud.COP) or head
        said = Predicate(copula.idx, copula.idx + len(copula.text), "be_head_of", "is the head of")
        yield build(clause, subject, said, reader.phrase(team), "copula", reader, (head,))
