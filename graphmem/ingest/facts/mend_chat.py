"""Faults of a parser in the turns of everyday talk, put right before facts are read.

Contrasts ("in Oslo, not in Rome"), asides ("by the way"), "from now on", and sentences that begin
with their verb ("Left Bosch in May").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graphmem.psm.parse import Parse
from graphmem.psm.verb_lemmas import PASTS

_DENIALS = frozenset({"not", "never"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})
_ARGUMENTS = frozenset({"obj", "obl", "obl:unmarked", "xcomp"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl", "csubj"})
#: What says nothing of what is told.
_ASIDES = (("by", "the", "way"), ("to", "be", "honest"), ("for", "the", "record"))
_NAMED_BY = frozenset({"flat", "appos", "compound", "list", "nmod:unmarked", "parataxis"})
_FROM_NOW = ("from", "now", "on")
_WITH_MORE = 3  # the verb, its end, and something that is told besides
_GET = frozenset({"get", "gets", "got", "getting", "gotten"})
_CALL = frozenset({"call", "calls", "called", "calling"})
_FINITE = "Mood=Ind|Tense=Past|VerbForm=Fin"
_PAST_PART = {"Tense=Past", "VerbForm=Part"}
_NAMES = frozenset({"person", "place", "organisation", "work", "product", "event"})


@dataclass
class _Tree:
    """A parse that can be changed."""

    words: tuple[str, ...]
    heads: list[int]
    relations: list[str]
    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    labels: dict[int, str]

    def below(self, word: int) -> list[int]:
        """Return the positions of a word's children."""
        return [i for i, head in enumerate(self.heads) if head == word and i != word]

    def cases(self, word: int) -> tuple[str, ...]:
        """Return the prepositions of a nominal."""
        return tuple(
            self.words[i].lower()
            for i in self.below(word)
            if self.relations[i] == "case" and i < word
        )

    def hang(self, word: int, head: int, relation: str) -> None:
        """Hang a word on another one."""
        self.heads[word], self.relations[word] = head, relation


def mended_chat(parse: Parse) -> Parse:
    """Return a parse in which the turns of everyday talk stand as they are meant."""
    tree = _Tree(
        tuple(w.lower() for w in parse.words),
        list(parse.heads),
        list(parse.relations),
        list(parse.upos),
        list(parse.feats),
        list(parse.lemmas),
        {i: e.label for e in parse.entities for i in range(e.start, e.end)},
    )
    for mend in (
        _asides,
        _from_now,
        _numbered,
        _no_longer,
        _names,
        _moved_denial,
        _denied,
        _lifted,
        _set_verbs,
        _headed,
        _begun,
    ):
        mend(tree)
    return replace(
        parse,
        heads=tuple(tree.heads),
        relations=tuple(tree.relations),
        upos=tuple(tree.upos),
        feats=tuple(tree.feats),
        lemmas=tuple(tree.lemmas),
    )


def _asides(tree: _Tree) -> None:
    """Take "by the way" for the remark that it is, and for no argument."""
    for i in range(len(tree.words) - 2):
        run = tree.words[i : i + 3]
        whole = tree.relations[i + 2] in ("obl", "nmod", "advcl") and tree.heads[i] == i + 2
        if run in _ASIDES and whole:
            tree.relations[i + 2] = "discourse"


def _from_now(tree: _Tree) -> None:
    """Hang "from now on" on the clause, not on the noun before it."""
    for i in range(len(tree.words) - 2):
        if tree.words[i : i + 3] != _FROM_NOW:
            continue
        top = tree.heads[i + 1]
        if not i <= top < i + 3:
            tree.hang(i, i + 1, "case")
            tree.hang(i + 1, top, "advmod")
            tree.hang(i + 2, i + 1, "advmod")
            tree.upos[i + 1] = "ADV"


def _numbered(tree: _Tree) -> None:
    """Hang the number of "Nord 3" and "line 2" on its noun, whatever it was taken for."""
    for word in range(len(tree.words) - 1):
        number, head = word + 1, tree.heads[word + 1]
        if tree.upos[number] != "NUM" or head in (word, number) or tree.heads[word] == number:
            continue
        one_name = tree.upos[word] == "PROPN" and tree.labels.get(word, 0) == tree.labels.get(
            number
        )
        beside = tree.upos[word] == "NOUN" and tree.relations[number] == "advmod"
        if not one_name and not (beside and head == tree.heads[word]):
            continue
        if tree.relations[number] in ("parataxis", "ccomp", "conj"):  # it stands for the whole name
            tree.hang(word, head, tree.relations[number])
        for kid in tree.below(number):
            tree.heads[kid] = word
        tree.hang(number, word, "flat")


def _no_longer(tree: _Tree) -> None:
    """Make "on Monday" the predicate of "is no longer on Monday", not "longer"."""
    for i in range(1, len(tree.words)):
        if tree.words[i - 1 : i + 1] != ("no", "longer"):
            continue
        kids = tree.below(i)
        after = [k for k in kids if k > i and tree.relations[k] == "obl"]
        if not after or all(tree.relations[k] != "cop" for k in kids):
            continue
        place = after[0]
        top = place if tree.heads[i] == i else tree.heads[i]
        tree.hang(place, top, tree.relations[i])
        for k in kids:
            if k not in (place, i - 1):
                tree.heads[k] = place
        tree.hang(i, place, "advmod")


def _moved_denial(tree: _Tree) -> None:
    """Hang "never" of "works for Bosch, never for Lidl" on what it denies."""
    for i in range(1, len(tree.words) - 1):
        verb = tree.heads[i]
        late = tree.words[i] in _DENIALS and tree.relations[i] == "advmod" and verb < i
        if not late or tree.words[i - 1] != "," or tree.upos[verb] != "VERB":
            continue
        later = [k for k in tree.below(verb) if k > i and tree.upos[k] in _NOMINAL]
        kids = [k for k in tree.below(later[0]) if tree.relations[k] != "punct"] if later else []
        if later and min([later[0], *kids]) == i + 1:
            tree.heads[i] = later[0]


def _names(tree: _Tree) -> None:
    """Take a capitalised word that is labelled a name for one, though it is a verb's form."""
    for i, label in tree.labels.items():
        bare = all(tree.relations[c] in ("punct", "advmod") for c in tree.below(i))
        odd = tree.upos[i] in ("VERB", "ADJ") and i > 0 and tree.heads[i] != i
        if label in _NAMES and odd and bare and tree.relations[i] == "parataxis":
            tree.upos[i], tree.feats[i] = "PROPN", "Number=Sing"
            tree.relations[i] = "conj"


def _denied(tree: _Tree) -> None:
    """Hang what a contrast denies on what it is set against ("takes line 2, not line 4")."""
    for word in range(len(tree.words)):
        head, relation = tree.heads[word], tree.relations[word]
        if tree.upos[word] not in _NOMINAL or head == word or not _set_apart(tree, word):
            continue
        if relation in _NAMED_BY and tree.upos[head] in _NOMINAL and head < word:
            tree.relations[word] = "conj"  # "Ms. Duval, not Ms. Ekman" is no one name
            continue
        if tree.upos[head] not in ("VERB", "AUX") or relation not in ("conj", "obl", "obj"):
            continue
        other = _set_against(tree, word, head)
        if other is not None:
            tree.hang(word, other, "conj")


def _set_apart(tree: _Tree, word: int) -> bool:
    """Tell whether "not" stands before a nominal that heads no clause."""
    for part in (k for k in tree.below(word) if tree.relations[k] in ("compound", "nummod")):
        for k in tree.below(part):  # "not a Nord 3", where "not" hangs on "Nord"
            if tree.words[k] in _DENIALS:
                tree.heads[k] = word
    kids = tree.below(word)
    if any(tree.relations[k] in _SUBJECTS | {"cop"} for k in kids):
        return False
    first = min(k for k in [*kids, word] if tree.relations[k] != "punct" or k == word)
    return any(
        tree.words[k] in _DENIALS and tree.relations[k] == "advmod" and k <= first + 1
        for k in kids
        if k < word
    )


def _set_against(tree: _Tree, word: int, verb: int) -> int | None:
    """Return the argument that a denied one is most like: in its preposition, label and word."""
    found = [
        k
        for k in tree.below(verb)
        if verb < k < word and tree.relations[k] in _ARGUMENTS and tree.upos[k] in _NOMINAL
    ]
    cases = tree.cases(word)
    if cases:
        found = [k for k in found if tree.cases(k) == cases]

    def likeness(k: int) -> tuple[bool, bool, bool, bool]:
        return (
            tree.words[k] == tree.words[word],
            tree.labels.get(k) is not None and tree.labels.get(k) == tree.labels.get(word),
            tree.upos[k] == tree.upos[word],
            tree.relations[k] == "obj",
        )

    return max(found, key=likeness, default=None)


def _lifted(tree: _Tree) -> None:
    """Hang a clause that runs on on the verb, not on the verb's last noun."""
    for word, relation in enumerate(tree.relations):
        head = tree.heads[word]
        above = tree.heads[head]
        kids = {tree.relations[k] for k in tree.below(word)}
        if relation == "obj" and {"cop", "nsubj"} <= kids:  # "I checked, my phone is a Pixel"
            tree.relations[word] = "parataxis"
        verbs = tree.upos[word] == "VERB" and tree.upos[above] == "VERB" and head != above
        if relation == "parataxis" and verbs and tree.upos[head] in _NOMINAL and head < word:
            tree.heads[word] = above


def _headed(tree: _Tree) -> None:
    """Make the verb the head of "Left Bosch in May", which is read as a sort of Bosch."""
    for word in range(len(tree.words) - 1):
        name = word + 1
        first = all(tree.upos[i] in ("ADV", "INTJ", "PUNCT") for i in range(word))
        odd = tree.upos[word] == "VERB" and tree.relations[word] == "amod"
        root = tree.heads[name] == name and tree.upos[name] == "PROPN"
        if not (first and odd and root and tree.heads[word] == name):
            continue
        if "Tense=Past" not in tree.feats[word] or len(tree.below(name)) < _WITH_MORE:
            continue
        for kid in tree.below(name):
            tree.heads[kid] = word
        tree.hang(word, word, tree.relations[name])
        tree.hang(name, word, "obj")
        tree.feats[word] = _FINITE
        tree.lemmas[word] = PASTS.get(tree.words[word], tree.lemmas[word])


def _set_verbs(tree: _Tree) -> None:
    """Read "rid" of "got rid of it" as what one got, and "home" of "call Oslo home" likewise."""
    for word, said in enumerate(tree.words):
        verb = tree.heads[word]
        if said == "rid" and tree.words[verb] in _GET:
            tree.upos[word] = "ADJ"
        if said != "home" or tree.words[verb] not in _CALL:
            continue
        place = next((k for k in tree.below(word) if tree.upos[k] == "PROPN"), None)
        if place is not None and place == word - 1:
            tree.hang(place, verb, "obj")
        tree.relations[word], tree.upos[word] = "xcomp", "NOUN"


def _begun(tree: _Tree) -> None:
    """Take "Left Bosch in May" for "I left", not for "left by": a participle has no object."""
    for word, head in enumerate(tree.heads):
        if head != word or tree.upos[word] != "VERB":
            continue
        kids = tree.below(word)
        part = set(tree.feats[word].split("|")) >= _PAST_PART
        helped = any(tree.relations[k].startswith(("aux", "cop", "nsubj")) for k in kids)
        first = all(tree.upos[i] in ("ADV", "INTJ", "PUNCT") for i in range(word))
        object_ = any(tree.relations[k] == "obj" and k > word for k in kids)
        if part and first and object_ and not helped:
            tree.feats[word] = _FINITE
