"""Lemmas of verbs put right by what is known of English verbs.

An edit script cannot know every irregular form, nor whether "promot" once had an "e". A lemma
that is no word of the tokenizer's vocabulary, or that is an irregular past, is made one if a small
change does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

Knows = Callable[[str], bool]
_PAIRS = """
    arose:arise awoke:awake became:become began:begin begun:begin bent:bend bit:bite bitten:bite
    bled:bleed blew:blow blown:blow broke:break broken:break brought:bring built:build burnt:burn
    bought:buy caught:catch chose:choose chosen:choose came:come crept:creep dealt:deal dug:dig
    drew:draw drawn:draw dreamt:dream drank:drink drunk:drink drove:drive driven:drive ate:eat
    eaten:eat fell:fall fallen:fall fed:feed felt:feel fought:fight fled:flee flew:fly flown:fly
    forbade:forbid forgot:forget forgotten:forget forgave:forgive forgiven:forgive froze:freeze
    frozen:freeze got:get gotten:get gave:give given:give went:go gone:go grew:grow grown:grow
    hung:hang had:have heard:hear hid:hide hidden:hide held:hold kept:keep knelt:kneel knew:know
    known:know laid:lay led:lead leapt:leap learnt:learn left:leave lent:lend lit:light lost:lose
    made:make meant:mean met:meet mistook:mistake overcame:overcome paid:pay rode:ride ridden:ride
    rang:ring rung:ring rose:rise risen:rise ran:run said:say sought:seek sold:sell sent:send
    sewn:sew shook:shake shaken:shake shone:shine shot:shoot showed:show shown:show shrank:shrink
    sang:sing sung:sing sank:sink sunk:sink sat:sit slept:sleep slid:slide spoke:speak
    spoken:speak sped:speed spent:spend spilt:spill spun:spin sprang:spring stood:stand
    stole:steal stolen:steal stuck:stick stung:sting struck:strike swore:swear sworn:swear
    swept:sweep swam:swim swum:swim swung:swing took:take taken:take taught:teach tore:tear
    torn:tear told:tell thought:think threw:throw thrown:throw understood:understand woke:wake
    woken:wake wore:wear worn:wear wept:weep won:win withdrew:withdraw wrote:write written:write
"""
#: Irregular past forms -> the verb; forms that are verbs of their own ("saw") are left out.
PASTS: dict[str, str] = {}
for _pair in _PAIRS.split():
    _said, _, PASTS[_said] = _pair.partition(":")
PASTS["sol"] = "sell"
#: Stems without their "e" that the vocabulary holds as other words, or in no form at all.
_STEMS = dict(
    pair.split(":")
    for pair in [
        "ador:adore",
        "bak:bake",
        "car:care",
        "dat:date",
        "din:dine",
        "tun:tune",
        "sol:sell",
        "l:lead",
        "fir:fire",
        "snor:snore",
        "postpon:postpone",
    ]
)
_DOUBLED = "bdgklmnprt"


def verb_lemma(lemma: str, knows: Knows) -> str:
    """Return the lemma of a verb, put right where it is surely none.

    Args:
        lemma: In small letters, as the network says it.
        knows: Tells whether a word is in the tokenizer's vocabulary.
    """
    if lemma in PASTS:
        return PASTS[lemma]
    if lemma in _STEMS:
        return _STEMS[lemma]
    if knows(lemma) or not lemma.isalpha():
        return lemma
    return next((word for word in _mended(lemma) if knows(word)), lemma)


def _mended(lemma: str) -> Iterator[str]:
    if lemma.endswith("ie"):
        yield f"{lemma[:-2]}y"
    if lemma.endswith("e"):  # "performe", "employe": before "employee" is tried
        yield lemma[:-1]
    yield f"{lemma}e"
    if lemma.endswith("i"):
        yield f"{lemma[:-1]}y"
    if len(lemma) > 2 and lemma[-1] == lemma[-2] and lemma[-1] in _DOUBLED:
        yield lemma[:-1]
