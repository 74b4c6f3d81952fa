"""The few words that rules must know: closed classes, and verbs by what they do to a clause."""

from __future__ import annotations

from typing import Final

from graphmem.ingest.facts.fact import Modality


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS: Final = _words("not n't n’t never neither nor nt")
JOINING: Final = _words("neither nor")  # they deny, but join: the verb says of what
ADDING: Final = _words("only just merely simply")
NEGATIVE_DETERMINERS: Final = _words("no neither")
NEGATIVE_PRONOUNS: Final = _words("nobody nothing none no-one noone nowhere")
QUOTES: Final = _words("\" “ ” `` '' « » ‘‘ ’’ ‘’")

#: What an auxiliary makes of its clause.
AUXILIARY_MODALITY: Final[dict[str, Modality]] = {
    "might": "possible",
    "may": "possible",
    "could": "possible",
    "can": "able",
    "will": "planned",
    "shall": "planned",
    "would": "conditional",
    "should": "obliged",
    "must": "obliged",
    "ought": "obliged",
}
HEDGES: Final = _words("maybe perhaps possibly probably hopefully supposedly allegedly potentially")

_GOVERNORS: Final[dict[Modality, str]] = {
    "wanted": """want wish hope like prefer dream long wan love hate desire ask tell invite
        encourage advise urge request expect recommend beg remind allow permit let enable convince
        persuade challenge prepare eager keen excited ready willing open""",
    "planned": """plan intend go gon decide aim mean agree promise pledge vow swear offer volunteer
        choose arrange set due about""",
    "attempted": "try attempt struggle strive",
    "obliged": "have need got suppose supposed require force oblige must",
    "able": "able get",
    "possible": "seem appear tend likely unlikely",
    "imagined": "pretend imagine",
}
#: Verbs and adjectives by what they make of the verb that depends on them ("wants to move").
GOVERNOR_MODALITY: Final[dict[str, Modality]] = {
    word: modality for modality, words in _GOVERNORS.items() for word in words.split()
}
#: With an infinitive only: "I like to sing" says that I sing; "I would like to sing" does not.
TASTES: Final = _words("like love hate prefer enjoy adore miss")
#: Feelings about what happens in fact ("happy to see").
GLAD: Final = _words(
    """happy glad lucky proud fortunate honored honoured pleased sad sorry surprised delighted
    thrilled blessed grateful thankful relieved amazed shocked"""
)
#: Verbs whose object does what follows, in fact ("helped Ben move", "saw Ben leave").
FACTIVE_CAUSES: Final = _words("make help see hear watch get feel find keep have notice catch")
#: Verbs that say what somebody is to do.
BIDDING: Final = _words("tell ask advise encourage urge want invite teach help allow let forbid")
#: Verbs that only say where in its course an action is.
GOING_ON: Final = _words("continue keep use")
ENDINGS: Final = _words("stop quit cease")
#: Verbs that say that what follows did not happen.
REFUSALS: Final = _words("fail refuse decline neglect avoid")
CONSIDERING: Final = _words("think dream talk consider")
ACCUSING: Final = _words("accuse suspect blame charge")
SUBJECT_CONTROL: Final = _words("promise threaten")

SPEECH: Final = _words(
    """say tell mention report state claim announce write explain add argue suggest insist admit
    confirm note reply answer shout whisper joke complain hear warn predict assert post tweet"""
)
BELIEF: Final = _words(
    """think believe guess suppose assume feel suspect doubt reckon figure bet imagine consider
    expect sure"""
)
WISH: Final = _words("hope wish want dream pray pretend wonder ask")
#: Verbs whose clause is worth keeping as what someone learnt or settled.
NEEDS: Final = _words("important necessary crucial essential vital advisable")
DEMANDS: Final = _words("recommend demand request urge advise require order propose prefer")
PREVENTING: Final = _words("ban prevent prohibit forbid bar stop discourage deter keep save")
INSIGHT: Final = _words("realize realise learn decide discover find notice understand")

#: What one names by what one does ("my dream is to open a bakery").
AIMS: Final = _words("dream goal plan wish aim job hobby passion")
#: What one knows, or is reminded of, is so.
FACTIVE: Final = _words("remind know remember realize realise forget notice")

CONDITION_MARKS: Final = _words("if unless whether lest provided")
UNREAL_MARKS: Final = _words("until till before")
#: Prepositions whose phrase does not say what the clause is about.
LOOSE_PREPOSITIONS: Final = _words(
    """because due instead according than despite except unlike without besides regarding per given
    including thanks apart along rather other aside"""
)
#: Adverbs that a way goes through ("go back to work").
DIRECTIONS: Final = _words(
    """back over out up down away off home here there around together along forward ahead"""
)
PLACE_ADVERBS: Final = DIRECTIONS | _words(
    "abroad overseas online outside inside nearby downtown upstairs everywhere"
)
NAMING: Final = _words("name call nickname title entitle dub")
KEEPING: Final = _words("have get adopt own buy keep welcome raise rescue")
OWNING: Final = _words("have get adopt own buy make write paint build start open rescue restore")
PETS: Final = _words(
    """dog cat puppy pup kitten horse pony rabbit bunny hamster parrot pet tortoise turtle hound
    beagle greyhound retriever terrier poodle labrador"""
)
FEELING: Final = _words(
    """excited proud grateful thankful nervous worried obsessed allergic afraid scared interested
    busy happy passionate stoked thrilled"""
)
#: Of these a participle alone says how one is placed ("Employed at Bosch, night shifts").
LASTING_STATES: Final = _words(
    "employ base marry engage enrol enroll register insure station raise bear"
)
HONORIFICS: Final = _words("mr mrs ms dr miss sir mr. mrs. ms. dr. prof prof. professor st st.")

TIME_NOUNS: Final = _words(
    """second minute hour day week weekend month year decade century night morning afternoon
    evening noon midnight today tomorrow yesterday tonight moment time while monday tuesday
    wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec spring
    summer autumn fall winter season quarter semester period start beginning end future past
    present christmas easter thanksgiving halloween o'clock am pm a.m. p.m. date age era
    now then later recently ago before after meanwhile anniversary"""
)
TIME_LABELS: Final = _words("DATE TIME date time")
NO_RELATIVE_GAP: Final = _words("time day way reason moment year week month place fact night")

FEMALE: Final = _words(
    """woman girl sister mother mom mum daughter wife girlfriend aunt niece grandmother grandma
    lady bride queen fiancée mrs mrs. ms ms. miss actress waitress"""
)
MALE: Final = _words(
    """man boy brother father dad son husband boyfriend uncle nephew grandfather grandpa gentleman
    groom king fiancé mr mr. sir actor waiter guy"""
)
#: Having one says something; everybody has a mother.
KEPT_KIN: Final = _words(
    """sister brother son daughter child kid wife husband partner girlfriend boyfriend fiancé
    fiancée twin nephew niece grandson granddaughter grandchild dog cat puppy kitten horse rabbit
    hamster pet parrot roommate boss stepson stepdaughter godson goddaughter"""
)
#: Adjectives that tell relatives and favourites apart.
RELATION_KINDS: Final = _words(
    """favorite favourite old elder eld young little big best good close late new twin middle
    current first second dear"""
)
PEOPLE_LABELS: Final = _words("PERSON PER person")
