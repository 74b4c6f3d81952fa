"""Which candidates are worth keeping; each that is not has a reason."""

from __future__ import annotations

from graphmem.ingest.facts.fact import Fact, Phrase

_UNREAL = frozenset({"asked", "commanded", "conditional", "imagined"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GENERIC = _words(
    """someone somebody something anyone anybody anything everyone everybody everything people one
    others other all some many most both each none nobody nothing whoever whatever such another
    thing things stuff lot lots bit way ways kind sort part rest guy guys here there so same case
    point reason idea fact problem sense place whole ones number couple few more much little less
    enough which who what that this it these those them they he she him her his hers its yours mine
    whom whose i you we us me theirs ours etc etc. e.g myself yourself themselves himself herself"""
)
#: With nothing more to them, these states pass in an hour.
_PASSING = _words(
    """sure sorry right wrong glad happy good great fine ok okay well true nice cool awesome amazing
    wonderful fantastic excellent perfect able ready welcome bad sad mad better best worse worst
    terrible horrible awful interesting possible important necessary clear obvious available certain
    aware correct likely done here there back fun funny cute lovely beautiful easy hard difficult
    different late early same interested determined hopeful surprised concerned undecided
    familiar lucky super incredible unreal inspiring special worth helpful excited
    close new real over up out on off so surprised shocked amazed stoked thrilled honored
    blessed proud grateful thankful alive terrified nervous scared tired exhausted stressed
    relaxed calm confident strong pumped hungry bored"""
)
_EMPTY_VERBS = _words(
    """say tell ask mean know think guess see hear be do go come get make feel let look seem happen
    thank wish hope agree understand talk speak call try want need believe wonder suppose mind care
    sound appear matter help work start begin continue keep stop end turn put take give wait listen
    read write remember forget show find use become bet swear stay leave can will may could
    fail pay insist laugh smile joke relax manage realize realise worry regret celebrate admit
    imagine vary depend count act react respond reply continue proceed consider decide"""
)
#: These say something with when or how long ("works sixty hours a week", "left in June").
_TIMED = _words("work start begin go come leave stay help play stop end return")
#: What one does to whom one talks to, of which nothing follows.
_IN_TALK = _words(
    """hear see know tell understand believe envy join follow feel bet get have miss trust owe ask
    call help let show guess thank love like wish hope text message"""
)
#: What a subject starts with that points at something said before.
_DANGLING = _words("this that these those its their his her it they which whose such my our your")
_IDIOMS = _words(
    """make_sense take_care take_time have_fun have_idea have_time have_look take_look have_chance
    have_problem take_place have_luck have_question give_try get_chance have_word have_doubt
    make_up_mind change_mind know_way do_thing do_job have_point make_difference
    have_day have_choice have_blast have_ball have_effect"""
)
_ELSEWHERE = _words("here there up down out off over")
_STATES = _words("be feel look sound get seem make stay keep remain become")
#: "When I was ten": true for a year, and no fact of now.
_AGES = _words(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty little young small"""
)
_AGED = _words("kid child teenager teen boy girl baby toddler student adult youngster")
_WEAK = frozenset({"obliged", "possible", "able", "believed"})
_POLITE_VERBS = _words("thank mean guess bet")
#: Nouns that with a preposition only make an adverb ("on purpose", "in general").
_SET_PHRASES = _words(
    """purpose addition order particular general fact advance respect regard relation front turn
    response spite favor favour case contrast particular end detail person mind"""
)
_LEAST_LETTERS = 3


def reason(fact: Fact) -> str | None:
    """Return why a fact is not worth keeping, or None."""
    checks = (_subject, _meant, _object, _worth)
    return next((found for check in checks if (found := check(fact)) is not None), None)


def _subject(fact: Fact) -> str | None:
    subject = fact.subject
    if subject.kind == "pronoun" and subject.name.lower() not in _ANYBODY:
        return "subject unresolved"
    first = subject.name.lower().split()[:1]
    if not first or first[0] in _DANGLING:
        return "subject unresolved"
    if _generic(subject):
        return "subject says nothing"
    return "subject is its object" if subject.name == fact.object.name else None


def _meant(fact: Fact) -> str | None:
    if fact.subject.kind == "addressee" and fact.modality != "asserted":
        return "advice"
    return f"not stated: {fact.modality}" if fact.modality in _UNREAL else None


def _object(fact: Fact) -> str | None:
    target = fact.object
    if target.words.lower() in _NOBODY and not fact.positive and fact.tense == "perfect":
        return "verb says nothing" if fact.predicate.name.split("_")[0] in _AT_LARGE else None
    if target.kind == "pronoun":
        return "object unresolved"
    if target.kind == "noun" and _generic(target):
        return "object says nothing"
    if sum(c.isalnum() for c in target.name) < _LEAST_LETTERS and target.name.islower():
        return "object says nothing"
    return None


def _generic(phrase: Phrase) -> bool:
    words = phrase.name.lower().split()
    if words[:1] and words[0] in _VAGUE:
        return True
    words = [w for w in words if not w.endswith("'s")]
    heavy = [w for w in words if w not in _GENERIC and w not in _LIGHT]
    return not heavy and phrase.kind in ("noun", "pronoun")


_VAGUE = _words("something anything everything nothing much someone anyone everyone")
_ANYBODY = _words(
    "everyone everybody someone somebody anyone anybody nobody everything something nothing"
)
_NOBODY = _words("anyone anybody anything")
_AT_LARGE = _words("see know hear say think do want have be feel")
_LIGHT = _words(
    """a an the of any no my your our their first last only good great big new next very really in
    to for with"""
)


def _worth(fact: Fact) -> str | None:
    name, subject = fact.predicate.name, fact.subject
    if name == "name_is" and not _owned(subject):
        return "told by is_a"
    if (
        not _owned(subject)
        and fact.object.kind == "value"
        and (name == "be" or fact.rule == "single")
    ):
        return "state of some thing"
    return _light(fact)


def _light(fact: Fact) -> str | None:
    name, words = fact.predicate.name, fact.object.name.lower().split()
    head = words[-1] if words else ""
    if (of_talk := _of_talk(fact, name, head)) is not None:
        return of_talk
    if name.split("_")[0] in _STATES and fact.object.kind == "value" and head in _PASSING:
        return "passing state"
    alone = fact.rule == "single" or (
        fact.predicate.start == fact.object.start and fact.rule != "elided"
    )
    if alone and (found := _alone(fact, name, head)) is not None:
        return found
    return "idiom" if _idiomatic(name, words) else None


def _of_talk(fact: Fact, name: str, head: str) -> str | None:
    """Return why a fact is only of the talk itself, or of an age long past."""
    if name == "mean" or (name == "be" and fact.object.name.lower() in _AGES):
        return "says nothing alone"
    if fact.object.words.lower().startswith(("such ", "so ")) or (
        fact.rule == "relative" and name == "know"
    ):
        return "praise"
    if name.endswith("_as") and head in _AGED:
        return "a time, not a thing"
    in_talk = fact.object.kind == "addressee" and name.split("_")[0] in _IN_TALK
    return "talk about the talk" if in_talk else None


def _alone(fact: Fact, name: str, head: str) -> str | None:
    """Return why a verb that has no object says nothing."""
    if fact.rule == "single" and head in _ELSEWHERE | _PASSING:
        return "object says nothing"
    weak = fact.modality in _WEAK and "_" not in name  # "we should celebrate"
    apart = fact.predicate.start != fact.object.start
    dated = any(c.isdigit() for c in fact.object.name)  # "get home at 8"
    timed = apart and (name.split("_")[0] in _TIMED or dated)
    empty = name.split("_")[0] in _EMPTY_VERBS and not timed
    return "verb says nothing" if weak or empty else None


def _owned(phrase: Phrase) -> bool:
    return phrase.kind not in ("noun", "value") or "'s" in phrase.name


def _idiomatic(name: str, words: list[str]) -> bool:
    if words and f"{name}_{words[-1]}" in _IDIOMS:
        return True
    if "_" in name and words[:1] and words[0] in _SET_PHRASES:
        return True
    return name.split("_")[0] in _POLITE_VERBS
