"""Pairs as they come up in conversations, with the verdict a reader gives; written by hand.

One line per pair: verdict | subject | predicate and object of the older, divided by " > " | the
same of the newer. "!" before a predicate denies it; words after " ~ " are the tense or modality.
"""

from __future__ import annotations

from dataclasses import replace

from graphmem.dynamics.statements import Pair, Statement
from graphmem.psm.interference import VerdictKind

_LINES = """
supersedes|Mia|lives in > Oslo|moved to > Bergen
supersedes|Mia|works for > a bakery|now works for > a hotel
supersedes|Tom|is dating > Lea|broke up with > Lea
supersedes|Tom|is married to > Lea|divorced > Lea
supersedes|Ines|drives > a Golf|now drives > a Corsa
supersedes|Ines|studies at > MIT|dropped out of > MIT
supersedes|Raj|works at > Siemens|quit > Siemens
supersedes|Raj|likes > coffee|no longer likes > coffee
supersedes|Mia|smokes > cigarettes|quit > cigarettes
supersedes|Tom|owns > a boat|sold > a boat
supersedes|the meeting|is on > Monday|was moved to > Thursday
supersedes|Lea|is > single|is now > married
supersedes|Ben's boss|is > Carla|is now > Pedro
contradicts|Mia|was born in > Madrid|was born in > Porto
contradicts|Mia|lives in > Oslo|lives in > Bergen
contradicts|Tom|is married to > Lea|is married to > Nora
contradicts|Tom's mother|is > Ruth|is > Elena
contradicts|Ines|likes > olives|hates > olives
contradicts|Ines|is > vegetarian|is > vegan
contradicts|Raj|has > a dog|!has > a dog
contradicts|Raj|is > 34 years old|is > 41 years old
contradicts|Raj's favorite color|is > green|is > orange
contradicts|Lea|was born on > May 5, 1990|was born on > June 2, 1990
contradicts|Lea|works for > Nokia|works for > Ericsson
contradicts|the rent|is > 900 euros|is > 1100 euros
contradicts|Mia's native language|is > Danish|is > Finnish
contradicts|the wedding|takes place in > Rome|takes place in > Naples
contradicts|Tom|is allergic to > nuts|!is allergic to > nuts
contradicts|the project lead|is > Omar|is > Julia
refines|Mia|was born in > 1990|was born on > May 5, 1990
refines|Mia|lives in > Spain|lives in > Valencia, Spain
refines|Tom|lives in > the UK|lives in > Scotland
refines|Ines|drinks > tea|drinks > tea and coffee
refines|Raj|was born in > Germany|was born in > Bavaria
compatible|Mia|likes > jazz|likes > techno
compatible|Mia|visited > Rome|visited > Lisbon
compatible|Tom|has a friend named > Omar|has a friend named > Julia
compatible|Tom|speaks > German|speaks > Dutch
compatible|Ines|plays > chess|plays > tennis
compatible|Ines|has a daughter named > Ada|has a daughter named > Rosa
compatible|Raj|ate > soup|ate > bread
compatible|Raj|bought > a lamp|bought > a chair
compatible|Lea|is > tall|is > kind
compatible|Lea|read > Emma|read > Dracula
compatible|Lea|lives in > Oslo|works for > Equinor
compatible|Ben|lived in > Paris ~ past|lives in > Turin ~ present
compatible|Ben|lives in > NYC|lives in > New York City
compatible|Ben|works for > IBM|worked for > Intel ~ past
compatible|Ben|lives in > Turin|wants to live in > Malta ~ wanted
compatible|Ben|plans to visit > Peru ~ planned|visited > Peru
compatible|Ben|is allergic to > nuts|is allergic to > dust
compatible|Ben|is married to > Eva|is married to > Eva Lindt
compatible|Ana|is a member of > the choir|is a member of > the chess club
compatible|Ana|is from > Sweden|is > Swedish
compatible|Ana|has > a cat|has > a bicycle
compatible|Ana|enjoys > hiking|enjoys > cooking
compatible|Ana|met > Luis|met > Petra
compatible|Ana|watched > Alien|watched > Heat
compatible|Ana|is learning > Polish|is learning > Greek
compatible|Ana|took a trip to > Kyoto|took a trip to > Seoul
"""
_TENSES = {"past", "present"}


def _pair(line: str) -> tuple[Pair, VerdictKind]:
    wanted, subject, older, newer = line.split("|")
    kinds: dict[str, VerdictKind] = {
        "compatible": "compatible", "refines": "refines",
        "contradicts": "contradicts", "supersedes": "supersedes",
    }  # fmt: skip
    return Pair(_statement(subject, older), _statement(subject, newer)), kinds[wanted]


def _statement(subject: str, words: str) -> Statement:
    told, _, marked = words.partition(" ~ ")
    predicate, value = told.removeprefix("!").split(" > ")
    statement = Statement(
        subject, predicate, value, positive=not told.startswith("!") and "no longer" not in told
    )
    if marked in _TENSES:
        return replace(statement, tense="past" if marked == "past" else "present")
    return replace(statement, modality=marked) if marked else statement


CHAT = [_pair(line) for line in _LINES.strip().splitlines()]
