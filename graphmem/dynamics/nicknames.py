"""Short forms of English given names: each line's names may be one person's."""

from __future__ import annotations

from typing import Final

_LINES = """
abigail abby gail
albert al bert
alexander alexandra alex sandy xander
alfred alf fred
andrew andy drew
anthony tony
barbara barb
benjamin ben benny
catherine katherine kathryn cathy kathy kate katie kitty
charles charlie chuck
christina christine chris tina
christopher chris
daniel dan danny
david dave davy
deborah debbie deb
dorothy dot dolly
edward ed eddie ted ned
elizabeth liz lizzie lizzy beth betty eliza bess
eugene gene
frances fran fanny
francis frank
frederick fred freddie
gabriel gabe
gregory greg
henry harry hank
isabella isabel bella
jacob jake
james jim jimmy jamie
jennifer jen jenny
jessica jess jessie
john johnny jack
jonathan jon
joseph joe joey
joshua josh
judith judy
kenneth ken kenny
lawrence larry
leonard len lenny
margaret maggie meg peggy marge
matthew matt
michael mike mick mickey
nathaniel nathan nate
nicholas nick
pamela pam
patricia pat patty trish
patrick pat paddy
peter pete
philip phil
rebecca becky
richard rick ricky dick
robert rob bob bobby robbie
ronald ron ronnie
samuel sam sammy
samantha sam
stephen steven steve
susan sue susie
theodore ted theo teddy
theresa teresa terry tess
thomas tom tommy
timothy tim
victoria vicky
vincent vince
walter walt
william bill billy will willy
zachary zach
"""

_GROUPS: Final = tuple(frozenset(line.split()) for line in _LINES.strip().splitlines())
#: Name -> numbers of the lines that hold it.
NICKNAMES: Final[dict[str, frozenset[int]]] = {
    name: frozenset(n for n, group in enumerate(_GROUPS) if name in group)
    for line in _GROUPS
    for name in line
}
