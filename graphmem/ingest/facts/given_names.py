"""Common given names whose bearers are nearly always women, or nearly always men.

Only to keep "he" from meaning Clara: a name that is not here, or that both bear, says nothing.
"""

from __future__ import annotations

from typing import Final

from graphmem.ingest.rules.words import wordset

WOMEN: Final = wordset(
    """
    abigail ada adele agnes alice alicia alison amanda amber amelia amy ana andrea angela anita
    ann anna anne annie audrey barbara beatrice becky beth betty brenda bridget camila carla
    carmen carol caroline carolyn catherine cathy charlotte chloe christina christine cindy claire
    clara claudia cynthia daisy deborah debra denise diana diane donna dorothy edith elaine
    eleanor elena elise elizabeth ella ellen elsa emily emma erica erin esther eva eve evelyn
    fatima fiona frances gabriela georgia gina gloria grace hannah heather heidi helen helena
    holly ida ines irene isabel isabella jackie jane janet janice jasmine jenna jennifer jenny
    jessica jill joan joanna josephine joyce judith judy julia julie karen kate katherine kathleen
    kathy katie kelly laura lauren leah lena lily linda lisa liz louise lucia lucy lydia maggie
    margaret maria marie marilyn martha mary maya megan melanie melissa michelle mia miriam molly
    monica nadia nancy naomi natalie nicole nina nora olga olivia pamela patricia paula penny
    phoebe priya rachel rebecca rita rosa rose ruby ruth sally samantha sandra sara sarah sharon
    sheila silvia simone sofia sonia sophia sophie stella stephanie sue susan sylvia tanya teresa
    theresa tina tracy valerie vanessa veronica victoria violet virginia vivian wendy yvonne zoe
    """
)
MEN: Final = wordset(
    """
    aaron adam adrian ahmed alan albert alexander alfred ali andrew anthony antonio arthur barry
    ben benjamin bernard bill bob brad brandon brian bruce calvin carl carlos charles chris
    christopher colin craig daniel danny dave david dennis derek diego donald doug douglas duncan
    ed eddie edgar edward eli elias eric ernest ethan eugene felix fernando frank fred frederick
    gary gavin geoffrey george gerald gilbert glenn gordon graham greg gregory gustav hans harold
    harry hector henry herbert howard hugh hugo ian isaac ivan jack jacob jake james jason javier
    jeff jeffrey jeremy jerome jerry jim joe joel john johnny jonathan jorge jose joseph joshua
    juan julian justin karl keith ken kenneth kevin kyle larry lawrence leo leon leonard liam
    louis luca lucas luis luke malcolm manuel marco marcus mario mark martin matt matthew max
    michael miguel mike mohammed nathan neil nicholas nick nigel noah norman oliver omar oscar
    otto owen pablo patrick paul pedro pete peter phil philip rafael ralph raymond ricardo richard
    rick robert roberto rodney roger roland ron ronald roy russell ryan samuel scott sean
    sebastian seth simon stanley stephen steve steven stuart ted theodore thomas tim timothy todd
    tom tommy tony trevor tyler victor vincent walter warren wayne william zachary
    """
)
