"""Wordings of generated chats, third part: written when the rules of detection were last frozen.

Nothing is chosen on these, and their words were not seen by any rule: they were written after the
last change to extraction and detection, and are told once for the figures that are reported. What
is changed after them makes them as seen as the second part is (``update_chats_held``).
"""

WORDS = """
= home | one | Where does {s} live? | Ostend, Uppsala, Bilbao, Rostock, Pisa, Galway
first | We've got a little terraced house in {v}.
first | {v} has been home for three years already.
plain | Greetings from {v}, where I live with my parents again.
plain | I live out in {v}, so driving takes forever.
changed | The van is unloaded, I live in {v} as of today!
changed | Goodbye {o}! We're living in {v} now.
corrected | Typo above: I live in {v}. Not {o}, sorry.
= job | one | Who does {s} work for? | Vestas, Adidas, Miele, Danone, Heineken, Logitech
first | I do bookkeeping for {v}.
first | Currently employed at {v}, night shifts mostly.
plain | I work for {v}, my badge photo is terrible.
plain | My employer is {v}, they pay for the train.
changed | I handed in my notice at {o} and I work for {v} now.
changed | {v} hired me! I start right away.
corrected | I meant {v}, I work for {v}, never for {o}.
= supervisor | one | Who is {s}'s supervisor? | Leopold, Margit, Ruben, Ottilie, Fabian, Irena
first | My supervisor is {v}, always in a hurry.
plain | My supervisor is {v} and the reports are due Friday.
changed | {o} retired, so my supervisor is {v} now.
changed | My supervisor is {v} from now on.
corrected | No, my supervisor is {v}, {o} is next door.
= landlord | one | Who is {s}'s landlord? | Mr. Haas, Mr. Quist, Mr. Roche, Mr. Dorn, Mr. Falk
first | My landlord is {v}, he fixes everything himself.
plain | My landlord is {v} and he never answers the phone.
changed | The house was sold, my landlord is {v} now.
corrected | My landlord is {v}, I confused him with {o}.
= tram | one | Which tram does {s} take to work? | line 2, line 4, line 7, line 9, line 11
first | I take {v} to work.
plain | I take {v} to work, it's always packed.
changed | They changed the network, I take {v} to work now.
corrected | I take {v} to work, not {o}.
= choir | one | On which day is {s}'s choir? | Mondays, Tuesdays, Wednesdays, Thursdays, Saturdays
first | Choir is on {v}, my favourite evening.
first | My choir rehearsal is on {v}.
plain | My choir rehearsal is on {v}, so count me out.
changed | Our conductor moved my choir rehearsal, it's on {v} now.
corrected | My choir rehearsal is on {v}, not on {o}.
= shoe | one | What is {s}'s shoe size? | 37, 38, 39, 41, 42, 43
first | My shoe size is {v}.
plain | My shoe size is {v}, in case you find boots.
corrected | My shoe size is {v}, not {o}, I measured.
= degree | one | What does {s} study? | geology, philosophy, nursing, linguistics, economics
first | I study {v}, first year.
plain | I'm a student, I study {v}.
changed | I quit {o}, now I study {v}.
changed | Change of plans, I study {v} now.
corrected | I study {v}, no idea why I typed {o}.
= bank | one | Which bank does {s} use? | Nordea, Erste, Santander, Revolut, Triodos
first | My bank is {v}, the app is decent.
plain | My bank is {v} and they charge for everything.
changed | I closed my account at {o}, my bank is {v} now.
corrected | My bank is {v}, I left {o} years ago.
= song | one | What is {s}'s favourite song? | Hallelujah, Imagine, Yesterday, Hurt, Creep, Zombie
first | My favourite song is {v}.
plain | My favourite song is {v}, it makes me cry.
changed | I've played {o} to death, my favourite song is {v} now.
corrected | My favourite song is {v}, definitely not {o}.
= trainer | one | Who is {s}'s swimming coach? | Benno, Carola, Dietmar, Evelyn, Frida, Gustav
first | My swimming coach is {v}.
plain | My swimming coach is {v}, such patience.
changed | {o} moved and my swimming coach is {v} now.
corrected | My swimming coach is {v}, {o} teaches the kids.
= daughter-school | one | Which school does {n} go to? | Parkside, Northgate, Beechwood
first | My daughter {n} goes to {v}.
plain | {n} goes to {v}, the art teacher is lovely.
changed | We took {n} out of {o}, she goes to {v} now.
corrected | {n} goes to {v}, I wrote {o} by accident.
= uncle-home | one | Where does {n} live? | Ostend, Uppsala, Bilbao, Rostock, Pisa, Galway
first | My uncle {n} lives in {v}, right by the harbour.
plain | {n} lives in {v}, he sent a postcard.
changed | My uncle {n} sold his place in {o} and lives in {v} now.
corrected | My uncle {n} lives in {v}, not in {o}, silly me.
= friend-job | one | Who does {n} work for? | Vestas, Adidas, Miele, Danone, Heineken, Logitech
first | My old friend {n} works for {v}.
plain | {n} works for {v} and travels all the time.
changed | {n} got sick of {o}, he works for {v} now.
corrected | {n} works for {v}, I always say {o}.
= club | one | Who chairs the garden club? | Leopold, Margit, Ruben, Ottilie, Fabian, Irena
first | {v} leads the garden club this year.
plain | {v} leads the garden club.
changed | {o} stepped down, {v} leads the garden club now.
= wedding | one | On which day is {n}'s exam? | Monday, Tuesday, Wednesday, Thursday, Friday
first | My brother {n} has it soon, his exam is on {v}.
plain | The exam of {n} is on {v}.
changed | {n}'s exam was postponed, it's on {v} now.
= rabbit | ends | Does {s} have a rabbit? |
first | I have a rabbit, she chews on cables.
ends | I don't have a rabbit any longer.
= sugar | ends | Does {s} eat sugar? |
first | I eat sugar by the spoon.
ends | I no longer eat sugar, doctor's orders.
= violin | ends | Does {s} play the violin? |
first | I play the violin, badly.
ends | I stopped playing the violin.
= scouts | ends | Is {s} in the scouts? |
first | I'm a member of the scouts.
ends | I left the scouts in spring.
= asthma | ends | Does {n} smoke? |
first | My uncle {n} smokes.
ends | {n} doesn't smoke anymore, finally.
= sport | many | What does {s} enjoy? | badminton, rowing, judo, skating, archery, squash
first | I enjoy {v}.
first | I'm really into {v}.
= buddy | many | Who are {s}'s friends? | Alvaro, Birte, Clemens, Dunja, Espen, Fatima
first | {v} is one of my friends.
first | My friend {v} called me.
= dish | many | What does {s} cook? | risotto, dal, moussaka, tacos, borscht, gnocchi
first | I cooked {v} tonight.
first | I made {v} for the neighbours.
= film | many | What has {s} watched? | Casablanca, Vertigo, Fargo, Amelie, Jaws, Rocky
first | I watched {v} last night.
first | Saw {v} again, still good.
= instrument | many | Which instruments does {s} have? | a banjo, a cello, a flute, a tuba
first | I own {v}.
first | There's also {v} of mine in the attic, I own {v}.
= town | many | Where has {s} been? | Sofia, Zagreb, Riga, Minsk, Tbilisi, Valletta
first | I've been to {v}.
first | Went to {v} with the kids.
= aunt | many | Who are {s}'s aunts? | Adele, Beate, Cosima, Delia, Edda
first | My aunt is called {v}.
first | My aunt {v} knits socks for everyone.
= country | finer | Where does {s} live? | Belgium > Antwerp, Sweden > Lund, Austria > Linz
first | I live in {o}, by the way.
finer | I live in {v}, that's in {o}.
= start | finer | When does {s}'s course start? | March > March 3, April > April 14, May > May 9
first | My course starts in {o}.
finer | My course starts on {v}.
= pet | finer | Does {s} have a bird? | a bird > a bird named Kiko, a bird > a bird named Pip
first | I have {o}.
finer | I have {v}.
= hope | plan | Where does {s} live? | Ostend, Uppsala, Bilbao, Rostock, Pisa, Galway
first | I live in {o}, ground floor.
plan | Maybe I'll move to {v} after the exams.
plan | I dream of living in {v}.
= apply | plan | Who does {s} work for? | Vestas, Adidas, Miele, Danone, Heineken, Logitech
first | I work for {o}.
plan | I have an interview at {v} on Thursday.
plan | I hope to work for {v} eventually.
= student | past | Where does {s} live? | Ostend, Uppsala, Bilbao, Rostock, Pisa, Galway
first | I live in {o}, still.
past | I lived in {v} until 2016.
past | As a child I lived in {v}.
= earlier | past | Who does {s} work for? | Vestas, Adidas, Miele, Danone, Heineken, Logitech
first | I work for {o}.
past | I worked for {v} for two summers back then.
past | In 2015 I worked for {v}.
"""

UNRELATED = """
{n} waters my plants when I travel.
My neighbour {n} is a firefighter.
My classmate {n} plays the harp.
{n} works at the bakery next to the church.
{n} has three brothers.
{n} was born in Lucerne.
My cousin {n} married a pilot in 2017.
{n} showed me how to fold a crane.
{n} drives a tractor on weekends.
{n} is allergic to shellfish.
My godmother {n} lives above a pharmacy.
{n} told me about a trip to Norway.
{n} got a new haircut for the interview.
{n} is learning to weld.
{n} and I built a bookshelf.
My physics teacher {n} moved to Spain.
{n} runs a bed and breakfast.
{n} sprained an ankle at football.
{n} has a scar on the chin.
{n} bakes the best cinnamon rolls.
I met {n} at the laundromat.
{n} is afraid of heights.
{n} borrowed my ladder.
{n} snores on every camping trip.
{n} is from Estonia.
{n} collects beer mats.
{n} painted a mural at the station.
{n} speaks Finnish.
{n} is 47 years old.
{n} can't stand cilantro.
! My accountant is {n}.
! My flute teacher is {n}.
"""
