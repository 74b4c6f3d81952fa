"""The labels of Universal Dependencies that the rules use; no other file spells one.

Source: https://universaldependencies.org/u/dep/ and /en/dep/ (version 2), English subtypes as in
EWT and GUM from release 2.15 on (``obl:unmarked``, ``nmod:desc``).
"""

from __future__ import annotations

from typing import Final

NSUBJ: Final = "nsubj"
NSUBJ_PASS: Final = "nsubj:pass"  # noqa: S105  a label
OBJ: Final = "obj"
IOBJ: Final = "iobj"
OBL: Final = "obl"
OBL_AGENT: Final = "obl:agent"
XCOMP: Final = "xcomp"
CCOMP: Final = "ccomp"
ADVCL: Final = "advcl"
ACL: Final = "acl"
RELCL: Final = "acl:relcl"
PARATAXIS: Final = "parataxis"
CONJ: Final = "conj"
CC: Final = "cc"
COP: Final = "cop"
CASE: Final = "case"
MARK: Final = "mark"
DET: Final = "det"
FIXED: Final = "fixed"
ADVMOD: Final = "advmod"
EXPL: Final = "expl"
APPOS: Final = "appos"
POSS: Final = "nmod:poss"
DESC: Final = "nmod:desc"
NMOD: Final = "nmod"
PRT: Final = "compound:prt"
PUNCT: Final = "punct"
ROOT: Final = "root"
FLAT: Final = "flat"
AMOD: Final = "amod"
NUMMOD: Final = "nummod"
COMPOUND: Final = "compound"

SUBJECTS: Final = frozenset({NSUBJ, NSUBJ_PASS})
CLAUSAL_SUBJECTS: Final = frozenset({"csubj", "csubj:pass", "csubj:outer", "nsubj:outer"})
AUXILIARIES: Final = frozenset({"aux", "aux:pass"})
PASSIVE_MARKS: Final = frozenset({"aux:pass", NSUBJ_PASS})
#: Bare noun phrases that stand as adverbs: times and measures ("last week", "five miles").
BARE_OBLIQUES: Final = frozenset({"obl:unmarked", "obl:tmod", "obl:npmod"})
OBLIQUES: Final = frozenset({OBL, OBL_AGENT}) | BARE_OBLIQUES
NAME_PARTS: Final = frozenset({FLAT, COMPOUND, "flat:name", "goeswith", FIXED, "nmod:desc"})
#: Left out of a phrase: what a rule of its own reads, or what says nothing of the thing.
NOT_IN_PHRASE: Final = frozenset(
    {
        RELCL, APPOS, CONJ, CC, PARATAXIS, PUNCT, ADVCL, "advcl:relcl", CASE, MARK, "discourse",
        COP, CCOMP, "dislocated", "list", "orphan", "vocative", "reparandum", "cc:preconj", "dep",
        EXPL, "nmod:unmarked", "nmod:tmod", OBL_AGENT,
    }
    | SUBJECTS | CLAUSAL_SUBJECTS | AUXILIARIES | BARE_OBLIQUES
)  # fmt: skip
CLAUSES_IN_PHRASE: Final = frozenset(
    {RELCL, ADVCL, "advcl:relcl", PARATAXIS, "discourse", "vocative", "reparandum", "list"}
)
#: Clauses that stand for themselves: an elided subject is the speaker's.
FREE_CLAUSES: Final = frozenset({ROOT, "ROOT", PARATAXIS, "list"})

NOMINAL_POS: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
VERBAL_POS: Final = frozenset({"VERB", "AUX"})
