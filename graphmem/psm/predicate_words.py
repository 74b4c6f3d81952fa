"""Closed classes that the normal form of a predicate must know: spellings, light verbs."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    """Read "a b c > d" lines: each word on the left stands for the one on the right."""
    found: dict[str, str] = {}
    for line in text.strip().splitlines():
        left, _, right = line.partition(">")
        found |= dict.fromkeys(left.split(), right.strip())
    return found


PREPOSITIONS: Final = _words(
    """about above across after against along alongside amid among around as at before behind
    below beneath beside between beyond by despite during for from in inside into like near of off
    on onto opposite out outside over past per since than through throughout to toward under
    underneath until up via versus with within without"""
)
#: Prepositions and particles that turn a verb round.
OPPOSITE: Final = frozenset(
    (a, b)
    for pair in _words(
        """to:from in:out into:out on:off up:down for:against with:without before:after over:under
        to:away in:away into:from in:from at:from forward:back with:against inside:outside
        above:below"""
    )
    for a, b in (tuple(pair.split(":")), tuple(reversed(pair.split(":"))))
)
#: Verbs that say little without their noun.
LIGHT_VERBS: Final = _words("have make get take give go come do keep put hold set let say not no")
EMPTY: Final = _words("a is be")
NEGATIONS: Final = _words("not no never can't")
#: Participles that do not end in "-ed".
PARTICIPLES: Final = _words(
    """born made written known held found sung led run built sold bought given taken driven chosen
    broken drawn grown thrown shown won lost kept left sent spent taught told understood worn paid
    met laid said beaten hidden eaten"""
)
PARTICLES: Final = _words(
    "about across ahead along apart around aside away back by down forth forward home in off on"
    " out over round through together up"
)
ARTICLES: Final = _words("a an the my your his her its our their this that these those some any")
BE: Final = _words("be is are was were am been being")
HELPERS: Final = _words("did does will would can could may might shall should must")

#: Other spellings of one word.
SPELLING: Final = _pairs(
    """
    upon > on
    towards > toward
    amongst > among
    amidst > amid
    whilst > while
    thru > through
    til till > until
    w > with
    besides > beside
    following > after
    favorite fave fav > favourite
    mom mum mommy mummy mama momma > mother
    dad daddy papa > father
    grandma granny nana > grandmother
    grandpa granddad > grandfather
    kid kiddo > child
    bday b-day > birthday
    hubby > husband
    bf > boyfriend
    gf > girlfriend
    bestie > friend
    sis > sister
    bro > brother
    doggy doggo pup > dog
    kitty > cat
    e-mail > email
    adviser > advisor
    neighbor > neighbour
    color > colour
    co-worker > coworker
    fiancée fiance fiancee > fiancé
    luv > love
    learnt > learned
    burnt > burned
    spelt > spelled
    dreamt > dreamed
    spoilt > spoiled
    gotten > got
    proven > proved
    shewn > shown
    mown > mowed
    sewn > sewed
    labelled > labeled
    travelled > traveled
    cancelled > canceled
    modelled > modeled
    fuelled > fueled
    marshalled > marshaled
    enrol > enroll
    enroled enrolled > enrolled
    fulfil > fulfill
    instal > install
    analyse > analyze
    analysed > analyzed
    practise > practice
    practised > practiced
    licence > license
    """
)
#: Verbs in "-ise" that no spelling writes with "z".
NOT_IZE: Final = _words(
    """advertise advise comprise compromise devise disguise enterprise exercise franchise improvise
    merchandise premise promise raise revise rise supervise surprise televise arise demise despise
    excise expertise noise praise cruise bruise chastise incise poise appraise concise precise
    paradise otherwise likewise wise"""
)
#: Prepositions of two words that say what one says.
TWO_AS_ONE: Final[dict[tuple[str, str], str]] = {
    ("prior", "to"): "before",
    ("subsequent", "to"): "after",
    ("inside", "of"): "inside",
    ("outside", "of"): "outside",
    ("off", "of"): "off",
    ("along", "with"): "with",
    ("together", "with"): "with",
    ("in", "to"): "into",
    ("close", "to"): "near",
    ("next", "to"): "beside",
    ("web", "site"): "website",
    ("home", "town"): "hometown",
}
#: Participles that are also a verb's lemma, their own or another's: "put_in" would be said of who
#: puts and of what is put. These keep "be".
AMBIGUOUS: Final = _words(
    """become bet bid bound broadcast burst cast come cost cut fit forecast found ground hit hurt
    input let offset output overcome overrun overset put quit read rerun reset rid run set shed
    shut split spread sublet thrust undercut upset wet wound"""
)


def _light() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _LIGHT.strip().splitlines():
        verbs, _, nouns = line.partition(":")
        for noun in nouns.split():
            said, _, whole = noun.partition(">")
            found |= {f"{verb}_{said}": whole or said for verb in verbs.split()}
    return found


_LIGHT: Final = """
have hold: chat>talk talk conversation>talk discussion>talk meeting>meet argument>argue
have: faith>believe trust doubt dislike need interest>interested
give: call help answer advice>advise support
have take: look ride walk
make: call decision>decide choice>choose suggestion>suggest visit payment>pay donation>donate
make: contribution>contribute trip>travel complaint>complain comment apology>apologize use
make: reference>refer agreement>agree recommendation>recommend appearance>appear investment>invest
make: reservation>reserve
take: trip>travel journey>travel part>participate care photo>photograph picture>photograph
take: pride>proud nap>sleep
give: permission>allow warning>warn hug kiss explanation>explain speech>speak lecture
do: damage harm research work
pay: visit tribute>honor
put: end stop
"""
#: Verb and noun that say what a verb says alone, where a preposition follows ("have_chat_with").
LIGHT: Final = _light()
#: And then without that preposition, or with the verb's own.
WITHOUT_PREPOSITION: Final = _pairs(
    """
    call_to > call
    visit_to > visit
    answer_to > answer
    help_to > help
    support_to > support
    hug_to > hug
    kiss_to > kiss
    advise_to > advise
    allow_to > allow
    warn_to > warn
    damage_to > damage
    harm_to > harm
    honor_to > honor
    end_to > end
    stop_to > stop
    use_of > use
    photograph_of > photograph
    decide_about > decide_on
    trust_in > trust
    dislike_for > dislike
    need_for need_of > need
    proud_in > proud_of
    care_of > care_for
    refer_of > refer_to
    """
)
