"""Wordings of generated chats, fifth part: written after the rules were last changed.

Whoever wrote these had not seen the rules, and nothing is chosen on them: they are told for the
figures that are reported. The format is that of the first part (``update_chats_dev``). What is
changed after them makes them as seen as the parts before them.
"""

WORDS = """
= home | one | Where does {s} live? | Utrecht, Seville, Gdansk, Limerick, Kaunas, Brno
first | Didn't I mention it? I live in {v}, two streets from the river.
first | I've been living in {v} since forever, basically.
plain | If you're ever near {v}, ring my bell, I live right behind the cathedral.
plain | It's been raining for a week here in {v} where I live, so no picnic I guess
changed | New address for your birthday cards: since Saturday my home is in {v}.
changed | So it's official, after all that packing I'm living in {v} and not in {o} anymore.
corrected | Autocorrect, sorry!! It's {v} I live in, not {o}.
corrected | Ah no, scratch {o}, don't know what I was thinking. My home's in {v}.
= job | one | Who does {s} work for? | Lufthansa, Unilever, Renault, Carrefour, Electrolux, Maersk
first | Not sure I told you, but I've been with {v} since 2021, it pays the bills.
first | The company I work for is {v}, you've probably heard of them.
plain | Ugh, another long day. Working for {v} isn't as glamorous as it sounds, believe me.
plain | My boss at {v} is strict about phones, so I can only text you after work.
changed | Signed the contract this morning, so I'm working for {v} now and {o} is history :D
changed | First week at {v} done! I left {o} at the end of last month and don't miss it.
corrected | What did I write, {o}? Nonsense, it's {v} that I work for.
corrected | Let me fix that before you ask around for me at {o}: my employer's {v}.
= alarm | one | When does {s} get up? | 5:30, 6:00, 6:15, 6:45, 7:30
first | On workdays I get up at {v}, no snooze.
first | My alarm rings at {v} and I'm out of bed right away, weird I know.
plain | Off to bed, sorry, I get up at {v} these days.
plain | By nine in the evening I'm useless because I get up at {v}.
changed | Since the new timetable I get up at {v} instead of {o}, and it's killing me.
changed | I've set my alarm differently this week. Up at {v} every day from now on!
corrected | Hang on, I told you {o}, but I actually get up at {v}.
= internet | one | Which internet provider does {s} have? | Vodafone, Telenor, Proximus, Telia, Eir
first | Our internet at home is from {v}, works most of the time.
first | For internet I'm with {v}, if that helps you decide.
plain | On hold with {v} again, they're my internet provider and the wifi's been down since noon
plain | Sorry if I freeze, my internet's from {v} and it shows.
changed | The technician was here at last, we've switched our internet from {o} to {v}.
changed | Got fed up with {o}, so {v} is my internet provider now, and it's half the price.
corrected | I looked at the bill and my internet provider is {v}, I told you {o} for some reason.
= flatmate | one | Who is {s}'s flatmate? | Ronja, Dario, Mirela, Kaspar, Solveig, Enzo
first | I share my flat with {v}, a night owl like me.
first | There's two of us here, {v} is my flatmate.
plain | {v}, my flatmate, burned the rice again and now the whole kitchen stinks
plain | Can we do it at yours? My flatmate {v} has exams and needs some quiet.
changed | {o} moved out on Sunday and {v} has the room now, so I've got a new flatmate.
changed | New flatmate! {v} moved in with me yesterday, into {o}'s old room.
corrected | My flatmate's called {v}. {o} is the one downstairs, I always mix them up.
= physio | one | When is {s}'s physio? | Mondays at four, Tuesdays at nine, Fridays at two
first | My physio is {v}, the knee still hurts though.
plain | {v} doesn't work for me I'm afraid, that's when I have physio.
plain | Maybe another time? I've got physio for my knee {v}.
changed | The clinic called: no more {o}, my physio is {v} from now on.
changed | Finally got a better slot, I go to physio {v} now.
corrected | I had the wrong page of my calendar open, my physio is {v} and not {o}.
= thesis | one | Who supervises {s}'s thesis? | Dr. Adeyemi, Dr. Moreau, Dr. Tanaka, Dr. Lindqvist
first | {v} supervises my thesis and answers mails within the hour, amazing.
plain | Meeting my thesis supervisor {v} tomorrow and I've written exactly two pages lol
plain | I'm so glad I've got {v} as supervisor for my thesis, super relaxed.
changed | {o} is on leave, so {v} has taken over as supervisor of my thesis.
corrected | Wrong name, oops. The one supervising my thesis is {v} and not {o}.
= power | one | How much does {s} pay for electricity? | 48 euros, 55 euros, 63 euros, 72 euros
first | For electricity I pay {v} a month, which seems okay?
plain | Just did my budget. Electricity costs me {v} a month, food is way more.
changed | Letter from the power company: I pay {v} a month for electricity now, it was {o} before.
changed | My electricity isn't {o} a month any longer, it's {v}.
corrected | Checked my statement, it's {v} a month that I pay for electricity, not {o}.
= books | one | Where does {s}'s book club meet? | the library, the Irish pub, the tea house
first | My book club meets at {v}, you should come along sometime!
plain | Off to my book club in a sec, we meet at {v}, nice and close.
changed | There wasn't enough room for us at {o}, so my book club meets at {v} these days.
changed | From this month on my book club meets at {v}, they let us bring snacks.
corrected | Don't go to {o}!! My mistake, my book club meets at {v}.
= commute | one | How does {s} get to work? | by bike, by bus, by train, by car, on foot
first | I go to work {v}, takes about twenty minutes.
plain | Do you know any good podcasts? I go to work {v} every day and I'm bored.
plain | Going to work {v} is my only quiet time, I do it every day.
changed | I used to go to work {o}, but now I go {v}, so much nicer.
changed | Since they started digging up our street I've been going to work {v}.
corrected | Not {o}, no no. What I meant was that I go to work {v}.
= laptop | one | What laptop does {s} have? | ThinkPad, MacBook, Zenbook, Surface, Chromebook
first | For uni stuff I've got a {v}, it's a decent laptop.
plain | My laptop froze in the middle of the call again, never trust a {v} like mine.
plain | Anybody got a spare charger for a {v}? I left mine in the office and my laptop's dying
changed | RIP {o}, tea all over it. My laptop is a {v} now.
changed | Picked up my new laptop today, a {v}! The {o} goes to my cousin.
corrected | Turned it over to read the label: my laptop's a {v}, I'd said {o}.
= thyroid | one | How much thyroxine does {s} take? | 50 micrograms, 75 micrograms, 100 micrograms
first | I take {v} of thyroxine every morning before breakfast.
plain | The chemist asked what dose I'm on, it's {v} of thyroxine, same as my mum.
changed | Blood test came back, so I'm taking {v} of thyroxine now instead of {o}.
corrected | Read the box properly this time: it's {v} of thyroxine that I take, not {o}.
= sister-love | one | Who is {n} dating? | Adrian, Henning, Matthias, Luca, Sandro, Rafiq
first | My sister {n} is seeing someone called {v}, he seems nice tbh
plain | {n} and {v} are a couple, they even have matching jackets now.
changed | Family gossip: {n} split up with {o} and she's together with {v} now.
changed | My sister {n} isn't with {o} anymore, her boyfriend is {v} now.
corrected | This is embarrassing, but {n}'s boyfriend is {v}, I called him {o} by accident.
= inlaw-home | one | Where does {n} live? | Utrecht, Seville, Gdansk, Limerick, Kaunas, Brno
first | My brother-in-law {n} lives in {v} with two huge dogs.
plain | The family party will be in {v}, because {n} lives there and has room for all of us.
changed | My back!! Helped {n} with the move all day, he's left {o} and lives in {v} now.
changed | {n} found a flat in {v} and already lives there, so no more trips to {o} for us.
corrected | Did I say {o}? {n} lives in {v}, my brother-in-law would laugh at me.
= niece-class | one | Who is {n}'s teacher? | Mrs. Brandt, Mr. Okafor, Ms. Delgado, Mr. Petit
first | My niece {n} has {v} as a class teacher and adores school.
plain | There's homework every single day, but {n} likes it, her class teacher is {v}.
changed | My niece {n} got a different class teacher, she has {v} now instead of {o}.
corrected | I asked her mum again, {n}'s class teacher is {v}. {o} only does sports.
= friend-trade | one | What does {n} do for a living? | baker, plumber, paramedic, gardener
first | My mate {n} works as a {v}, crazy hours.
plain | Ask {n} about that, he's a {v} and knows all the tricks.
changed | You won't believe it, {n} gave up being a {o} and works as a {v} now.
changed | Big change for my mate {n}, he was a {o} until recently but now he's a {v}.
corrected | Haha no, {n} isn't a {o}, I was thinking of someone else. He's a {v}.
= kitchen | one | Who runs the community kitchen? | Annika, Bernard, Celeste, Hamid, Lorenzo
first | The community kitchen is run by {v}, who shouts a lot but is lovely.
plain | Talk to {v} if you wanna help out, {v}'s running the community kitchen.
changed | {o} needed a break, so now it's {v} who runs the community kitchen.
corrected | {v} is who runs the community kitchen, not {o}, I mixed up the mails.
= allotment | ends | Does {s} have an allotment? |
first | I've got an allotment out by the railway, mostly beans and weeds.
ends | Handed the keys back on Friday, so I don't have my allotment any more.
ends | It was too much work in the end, I've given up my allotment.
= piano | ends | Does {s} take piano lessons? |
first | I'm taking piano lessons, twenty years too late but who cares.
ends | No more piano lessons for me, I just never found time to practise.
= alcohol | ends | Does {s} drink alcohol? |
first | I do drink alcohol, a beer or two at the weekend.
ends | Haven't told you yet: I gave up alcohol, not a drop for six weeks now.
= motorbike | ends | Does {s} own a motorbike? |
first | I own a motorbike and ride it whenever it's dry out.
ends | Sold my motorbike to a guy from work, so I haven't got one anymore.
= shelter | ends | Does {s} volunteer at the animal shelter? |
first | Saturdays I volunteer at the animal shelter, mainly cleaning cages.
ends | I've had to stop volunteering at the animal shelter, my back won't have it.
= braces | ends | Does {n} wear braces? |
first | My niece {n} wears braces and hates every minute of it.
ends | Guess who's smiling in every photo: {n} got her braces off!
= fun | many | What does {s} do for fun? | bouldering, origami, salsa, birdwatching, woodworking
first | In my spare time I do a bit of {v}.
first | Couldn't live without my {v} tbh, best way to switch off.
= cousin | many | Who are {s}'s cousins? | Alina, Bertrand, Cosmin, Daphne, Ewald, Ginevra
first | My cousin {v} is staying with us until Sunday.
first | Just got off the phone with {v}, that's one of my cousins.
= subscription | many | What does {s} subscribe to? | Netflix, Audible, Strava, Duolingo, Deezer
first | I've got a {v} subscription, why do you ask?
first | I pay for {v} every month and tbh it's worth it.
= museum | many | Which museums has {s} visited? | the Prado, the Uffizi, the Louvre, the Albertina
first | Spent all afternoon in {v}, my feet are killing me.
first | I've seen {v} from top to bottom, totally worth the queue!
= balcony | many | What does {s} grow? | basil, radishes, strawberries, sunflowers, mint, chillies
first | I'm growing {v} on the balcony, wish me luck.
first | Look at that, there's {v} coming up in my window box, so proud
= rash | many | What is {s} allergic to? | peanuts, cat hair, birch pollen, penicillin, latex, kiwi
first | Just so you know, I'm allergic to {v}.
first | I come out in a rash from {v}, it's an allergy I've had since I was small.
= nephew-sport | many | Which sports does {n} do? | hockey, karate, tennis, handball, basketball
first | My nephew {n} has {v} training twice a week.
first | Our vase is gone because my nephew {n} does {v} and practises in the hallway.
= island | finer | Where does {s} live? | Ireland > Cork, Poland > Poznan, Denmark > Odense
first | I live over in {o}, so there's an hour between us I think.
finer | I live in {v} btw, the best bit of {o} if you ask me.
= holiday | finer | When is {s}'s holiday? | November > November 23, December > December 14
first | My holiday's in {o} this year, can't wait.
finer | It's booked! My holiday starts on {v}.
= music | finer | What does {s} play? | saxophone > alto saxophone, guitar > bass guitar
first | I play the {o}, badly but loudly.
finer | Strictly speaking it's the {v} that I play.
= househunt | plan | Where does {s} live? | Utrecht, Seville, Gdansk, Limerick, Kaunas, Brno
first | Home for me is {o}, has been for ages.
plan | If the sale goes through we'll be moving to {v} next spring.
plan | Been looking at flats in {v} all evening, one can dream right?
= tempted | plan | Who does {s} work for? | Lufthansa, Unilever, Renault, Carrefour, Electrolux
first | I'm employed by {o}, open-plan office and all.
plan | Sent my CV to {v} today, fingers crossed.
plan | A recruiter from {v} rang and I'm a bit tempted to apply there.
= flat-then | past | Where does {s} live? | Utrecht, Seville, Gdansk, Limerick, Kaunas, Brno
first | I live in {o}, near the old market.
past | My first flat ever was in {v}, back in 2009, a tiny hole with a great view.
past | I went to school in {v}, we only left there when I was sixteen.
= work-then | past | Who does {s} work for? | Lufthansa, Unilever, Renault, Carrefour, Maersk
first | Yep, I work for {o}, the pay is alright.
past | Fun fact, my very first job was with {v}, that was in 2008.
past | At uni I temped for {v} in the holidays, never again haha
"""

UNRELATED = """
{n} from next door has started keeping bees.
My workmate {n} swears by cold showers.
{n} helps out at a garden centre.
{n} has a twin, they look nothing alike.
{n} spent a year in Chile after school.
My old schoolfriend {n} writes crime novels.
{n} taught me how to make dumplings.
Yesterday {n} cycled all the way to the coast and back.
{n} can't eat gluten.
{n} and I queued an hour for concert tickets.
Apparently {n} once met the king of Norway.
{n} has terrible handwriting, I can never read the cards.
{n} faints at the sight of blood.
I still owe {n} twenty euros for the taxi.
{n} does a brilliant impression of our old headteacher.
{n} hates flying, so it's always the night train.
{n} passed the driving test on the fourth try lol
{n} has a cabin in the mountains.
{n} sent me the funniest video of a goose.
We bumped into {n} at the hardware store.
{n} knits through every meeting.
{n} turned 60 and threw a huge party.
{n} keeps goal for a village team.
{n} can do a handstand for a full minute.
{n} is left-handed.
{n} translated a cookbook from Czech.
{n} chipped a tooth on an olive stone.
{n} makes soap and sells it online.
{n} never takes the lift.
{n} dropped off a bag of apples this morning.
! My hairdresser is {n}.
! {n} does my taxes, thank goodness.
"""
