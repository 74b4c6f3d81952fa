"""Names that hang on a noun: "a member of the Red Cross", "a house in Lyon" (``nmod``)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graphmem.ingest.facts import labels as ud
from graphmem.ingest.facts import lexicon as lx
from graphmem.ingest.facts.arguments import case_of, is_time
from graphmem.ingest.facts.fact import Predicate
from graphmem.ingest.facts.spans import is_name
from graphmem.ingest.facts.tree import children, clean_lemmas, clean_words, with_conjuncts


def tied_names(noun: Token) -> Iterator[tuple[Predicate, Token]]:
    """Yield noun and preposition as a predicate ("member_of") with the head of each name."""
    for place in children(noun, (ud.NMOD,)):
        case = case_of(place)
        if not case or case[0].lower_ in lx.LOOSE_PREPOSITIONS:
            continue
        name = "_".join([*clean_lemmas([noun]), *clean_words(case)])
        words = " ".join(["is", noun.lower_, *(t.lower_ for t in case)])
        said = Predicate(noun.idx, noun.idx + len(noun.text), name, words)
        for head in with_conjuncts(place):
            if is_name(head) and not is_time(head):
                yield said, head
