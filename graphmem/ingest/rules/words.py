"""Word lists of the English rules: which words never name anything, and which words cue a kind."""

from __future__ import annotations

import re


def wordset(words: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(words.split())


FUNCTION_WORDS = wordset(
    """
    a about above across after again against ago ain't all almost along already also although
    always am among an and another any anybody anyone anything anyway anyways anywhere are
    aren't around as at away back be because become been before behind being below besides
    better between both but by can can't cannot could couldn't despite did didn't do does
    doesn't doing don't done down due during each either else enough especially even ever
    every everybody everyone everything everywhere except few finally first for former from
    further generally get getting go going gonna got gotta had hadn't has hasn't have haven't
    having he he'd he'll he's hence her here here's hers herself him himself his how how's
    however i i'd i'll i'm i've if in indeed initially instead into is isn't it it'd it'll
    it's its itself just kinda last later lately latest least less lest let let's like
    likewise little lot lots many may maybe me mean meanwhile might mine more moreover most
    mostly much must my myself near nearly neither never nevertheless next no nobody none nor
    not nothing now nowhere of off often on once one ones only onto or originally other others
    otherwise our ours ourselves out over own overall per perhaps please plus probably quite
    rather really recently same second several shall she she'd she'll she's should shouldn't
    since so some somebody somehow someone something sometimes somewhere soon still such than
    that that'd that'll that's the their theirs them themselves then there there's therefore
    these they they'd they'll they're they've third this those though three through throughout
    thus till to together too toward towards two under unlike until unto up upon us usually
    very via was wasn't we we'd we'll we're we've well were weren't what what's whatever when
    when's whenever where where's whereas wherever whether which whichever while who who'd
    who'll who's whoever whom whose why why's will with within without won't would wouldn't
    yet you you'd you'll you're you've your yours yourself yourselves four five six seven
    eight nine ten eleven twelve twenty hundred thousand million
    """
)

CHAT_WORDS = wordset(
    """
    absolutely actually ah aha aight agreed alas alright amazing amen apart apparently
    appreciate ask asked aw awesome aww awww bad basically believe bet bingo bless bravo bro
    brb bruh btw buddy bye call came can't care careful catch certainly check cheers chill
    clearly close come coming congrats congratulations could've count crazy currently damn
    dang dear deal def definitely delicious discuss dude duh easy eh enjoy enjoyed everyday
    exactly excellent excited exciting explain expect excuse fab fair fancy fantastic feel
    feeling feels felt figured fine find fingers folks food forget forgot fortunately found
    fresh friend friends funny fyi gee gimme giving glad goals goodbye goodness goodnight gosh
    gotcha grandma grandpa greetings gross guess guys ha haha hahaha hang happened happy hate
    haven hear heard heck hell hello help hehe hey hi hiya hmm hmmm hold honestly hope
    hopefully hoping hug hugs huge huh hurray hurry idk imagine impressive incredible
    interesting jeez job join keep kind knock know knowing known laugh leave left listen
    literally live lol long look looking looks loved lovely loving luckily lucky make makes
    making mate maybe meet mhm move moved mum naturally need needed nice nah nope normally
    note noted obviously oh ohh ok okay omg ooh oops oof ouch papa pardon personally phew
    playing please pleased plenty pls pretty promise proud put question quickly quit read
    reading ready regarding relax remember remind right rip roger sad sadly safe said save saw
    say saying says see seeing seems seen seriously share sharing short should've show shows
    sick similarly simple simply sorry sounded sounds speaking specifically spent start
    started starting still stop stuff supposedly sup sure surely surprisingly take taking
    talking tbh tell tbf terrible thank thankfully thanks thanx that's thing things think
    thinking thoughts thx tired today told tomorrow tonight took totally tough tried truly
    trust try trying turns ty ugh uh um understandable understood unfortunately update upset
    use used using wait wanna want wanted wanting was watch watched watching wdym welcome went
    whatcha whats whew whoa whoo win wish woah woke won wondering woo woohoo worked working
    works worries worry worst worth would've wow write wtf xo ya yah yay yea yeah year years
    yep yes yesterday yo you'd yum yup none null false via etc additionally alternatively
    consequently furthermore subsequently eventually presently prior formerly famously
    historically ironically notably ultimately according added adding additional along based
    born built located named called released founded published directed written produced
    starring set given following including although list option notes tip tips yours babe hun
    honey sir madam ma'am gentlemen ladies
    """
)

COMMON_WORDS = wordset(
    """
    able accept across action active add advice afraid air allow alone art baby bear beach bed
    beer began begin bit black blue board boat body book books bought boy boys break breakfast
    bring brother brought build bus business busy buy cake calm car cards cat cats change chat
    child children choose city class clean climbing clothes coffee cold college color colors
    community company connect consider cook cooking country couple course create creative cut
    dance dancing date day days decide decided deep did difference different dog dogs dream
    dreams drink drive driving early eat eating education energy events exercise experience
    eyes face fact fall fast father favorite favourite few field fight fill final fire fish
    fit flowers focus follow forward free full future game games gave gift group grow growing
    growth gym half hand hands happiness head health healthy heart high hiking history hobbies
    holiday home honest hour hours house idea ideas inside inspiring inspiration issue joy
    jump key kitchen lady land language large late learn learned learning lemme let level life
    light line living local lost luck major many market match mental met mind minute moment
    moments month months mother mountains movie movies nature nearby news nights number nobody
    office online open opportunity order others painting paintings paper parents park part
    party past path peace pet pets phone photos photography picture pictures piece pizza place
    places plan planning plans plants police pottery power practice present problem progress
    project public puppy quality quiet rest restaurant results return road rock room running
    sand science sea seasons self sense series service shop shopping side sign silly singing
    sit size skin sky snow soccer social son song songs special spending sports spring stars
    state states step steps store stories story street stress strong student students study
    studying style success summer sunday sunset sunsets support surfing swimming table taught
    teach teacher tea tennis therapy thanksgiving third tons top touch town traveling
    travelling tree trees type unity university video view views visit volunteer volunteering
    walking wall war water waves wear weather wedding week weekend weeks white wife winter
    woman women wood word words worked worse yoga young zero afternoon bday beautiful best big
    birthday cool cute dad daddy dinner evening family far fun girl give good great hard hot
    important kid kids lord love lunch made mama man meeting mom mommy money morning music
    name new night old outside people perfect photo pic play point quick rain real rough run
    school sister sleep slow small smart smile sound stay sun super sweet talk team teamwork
    test time trip true walk way wonderful work world writing answer assistant user system
    example examples summary overview conclusion introduction
    """
)

# Words that call or carry on talk: one before a name is no part of it ("Thanks Ana").
LEADING_WORDS = FUNCTION_WORDS | CHAT_WORDS
# Words whose capital tells nothing where they stand alone at the head of a sentence.
STOP_WORDS = LEADING_WORDS | COMMON_WORDS

TIME_NAMES = wordset(
    """
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
    thursdays fridays saturdays sundays january february march april may june july august
    september october november december mon tue tues wed thu thur thurs fri sat sun jan feb
    mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow tonight am pm a.m p.m bc
    ad bce ce
    """
)

HONORIFICS = wordset(
    """
    mr mrs ms miss mx dr prof professor sir madam dame lady lord rev reverend fr father sister
    brother president senator governor mayor captain capt colonel col general gen lieutenant
    lt sergeant sgt major admiral judge justice chancellor minister ambassador coach uncle
    aunt auntie grandma grandpa director actor actress author singer king queen prince
    princess pope saint
    """
)
# Titles that belong to the name itself ("King Henry VIII", "Lady Gaga") stay; these are put aside.
STRIPPED_HONORIFICS = wordset(
    """
    mr mrs ms miss mx dr prof professor sir madam rev reverend president senator governor
    mayor captain capt colonel col lieutenant lt sergeant sgt judge chancellor ambassador
    coach uncle aunt auntie director actor actress author singer
    """
)

ABBREVIATIONS = wordset(
    """
    mr mrs ms dr prof rev fr capt col gen lt sgt st mt ft jr sr vs etc inc ltd co corp bros
    dept univ no vol vols pp ed eds fig al approx est e.g i.e cf ca u.s u.k u.n d.c ph.d
    """
)

ORG_WORDS = wordset(
    """
    university college school institute academy inc corp ltd llc gmbh plc company corporation
    band orchestra foundation association society council committee commission ministry
    department agency bank club union party league museum hospital church united fc records
    studios pictures airlines group organisation organization network army navy government
    congress parliament senate court
    """
)
PLACE_WORDS = wordset(
    """
    city river street road avenue lake mountain mount island islands bay beach park county
    province district state republic kingdom village town valley ocean sea desert forest
    peninsula airport station bridge square hill hills canyon coast north south east west
    """
)
FOR_HEADS = wordset(
    """
    campaign center centre institute department ministry council foundation association
    society agency commission committee office national party coalition award prize college
    school museum
    """
)
PERSON_VERBS = wordset(
    """
    said says told tells went goes thinks thought loves loved likes liked hates wants wanted
    asked asks called calls met visited lives lived moved works worked married gave got plays
    played wrote writes born died laughed smiled felt feels knows knew
    """
)
COPULAS = wordset(
    """
    is are was were has had have became becomes will would can could did does do may might
    must refers serves lies stands consists remains began begins
    """
)
PRONOUNS = wordset("i you he she it we they me him her us them my your our i'm")
FINITE_VERBS = COPULAS | wordset(
    """
    am be been got get gets getting go goes went going said says say think thinks thought know
    knew feel felt need needs want wants love loves like likes hope see saw make makes made
    take took came come sounds looks seems let's it's that's i'm i've don't didn't can't isn't
    wasn't
    """
)

# The function words by which a text is taken for English.
ENGLISH_MARKS = wordset(
    """
    the a an and or but of to in on at for with from by is are was were be been am do does did
    have has had i you he she it we they my your his her its our their me him them us this
    that these those not no so if then there here what when where who why how can could will
    would just about up out as all like get got go i'm it's that's don't i've you're
    """
)

WORD = re.compile(r"[^\W_]+(?:(?:['’&.\-][^\W_]+)+|&)?")


def fold(word: str) -> str:
    """Lower a word and straighten its apostrophes, as the lists are written."""
    return word.lower().replace("’", "'")
