"""Wordings of generated chats, second part: kept for what is reported, as ``update_chats_dev``.

Nothing is chosen on these: detection is built with the first part in view, and never with these.
"!" before an unrelated statement: a speaker says it once, as one has one landlord at a time. It was
added after a first run had counted two landlords of one speaker as a wrongly found contradiction.
"""

WORDS = """
= home | one | Where does {s} live? | Dresden, Nantes, Cardiff, Aarhus, Split, Tampere
first | Living in {v} with two flatmates for now.
first | My apartment is in {v}, third floor, no lift.
plain | I'm living in {v}, so the trains are a pain.
plain | I live in {v}; come by whenever you like.
changed | Guess who relocated to {v} this month? Me!
changed | I don't live in {o} anymore, I'm in {v} now.
corrected | Oops, typo. I live in {v}, I never lived in {o}.
= job | one | Who does {s} work for? | Ericsson, Airbus, Zalando, Decathlon, Spotify, Nokia
first | My employer is {v}, been there a while.
first | I'm working for {v} as a tester.
plain | I'm at {v}, in the support team.
changed | I got hired by {v}, bye bye {o}!
changed | Since last Monday I work for {v}.
corrected | I said {o} before but that was wrong, I work for {v}.
= phone | one | Which phone does {s} use? | Pixel 7, Galaxy S21, Fairphone 4, Xperia 5, Nord 3
first | My phone is a {v}.
first | I use a {v} as my phone.
plain | My phone is a {v}, the battery is great.
changed | Dropped my {o} in the sink. My new phone is a {v}.
corrected | I checked, my phone is a {v}, not a {o}.
= partner | one | Who is {s} married to? | Alice, Viktor, Samira, Hugo, Rosa, Daniel, Agnes
first | I'm married to {v}.
plain | I'm married to {v}, we met at a concert.
changed | {o} and I got divorced, and I married {v} in spring.
= doctor | one | Who is {s}'s doctor? | Dr. Wirth, Dr. Lang, Dr. Osei, Dr. Klein, Dr. Novak
first | My doctor is {v}.
plain | My doctor is {v}, she has an office near the park.
changed | I changed doctors, my doctor is {v} now.
corrected | My doctor is {v}, sorry, {o} is my dentist.
= practice | one | On which day is {s}'s football practice? | Mondays, Tuesdays, Wednesdays, Fridays
first | Football practice is on {v} for me.
plain | My football practice is on {v}.
changed | Football practice got moved from {o} to {v}.
corrected | It's {v}, not {o}: my football practice is on {v}.
= diet | one | What is {s}'s diet? | vegetarian, vegan, pescatarian
first | I'm {v}, by the way.
plain | I'm {v}, so please keep that in mind for Sunday.
changed | I've become {v}.
changed | I'm not {o} anymore, I'm {v} now.
= salary | one | How much does {s} earn? | 2400 euros, 2650 euros, 2900 euros, 3100 euros
first | I earn {v} a month.
plain | I make {v} a month after taxes.
changed | Got a raise! I earn {v} a month now.
corrected | I earn {v} a month, the {o} I told you was before tax.
= team | one | What is {s}'s favourite team? | Ajax, Celtic, Benfica, Porto, Lazio, Anderlecht
first | My favourite team is {v}.
plain | My favourite team is {v}, we won on Saturday.
changed | I'm done with {o}, my favourite team is {v} now.
= son-school | one | Where does {n} go to school? | Hillview, Oakfield, Westbrook, Riverside
first | My son {n} goes to {v} school.
plain | {n} goes to {v} school, second grade.
changed | {n} changed schools, he goes to {v} school now.
corrected | I mixed it up, {n} goes to {v} school, not {o}.
= friend-home | one | Where does {n} live? | Dresden, Nantes, Cardiff, Aarhus, Split, Tampere
first | My best friend {n} lives in {v}.
plain | {n} lives in {v}, right by the sea.
changed | {n} packed up and moved from {o} to {v}.
corrected | Not {o}, my mistake: {n} lives in {v}.
= wedding | one | Where is {n}'s wedding? | Vienna, Venice, Bruges, Sintra, Prague, Krakow
first | {n}'s wedding is in {v}.
plain | {n}'s wedding will be in {v}.
changed | They changed the venue, {n}'s wedding is in {v} now.
corrected | I misread the invitation, {n}'s wedding is in {v}, not {o}.
= cat | ends | Does {s} have a cat? |
first | I've got a cat called Pixel.
ends | We had to give Pixel away, I no longer have a cat.
= coffee | ends | Does {s} drink coffee? |
first | I drink coffee all day long.
ends | I stopped drinking coffee.
= gym | ends | Does {s} go to the gym? |
first | I go to the gym twice a week.
ends | I cancelled it, I don't go to the gym anymore.
= milk | ends | Is {n} lactose intolerant? |
first | My niece {n} is lactose intolerant.
ends | The doctor says {n} is not lactose intolerant.
= club | ends | Is {s} in the chess club? |
first | I'm a member of the chess club.
ends | I left the chess club in January.
= hobby | many | What does {s} like? | gardening, surfing, painting, baking, fencing, karaoke
first | I like {v} a lot.
first | {v} is one of my favourite things to do.
= colleague | many | Who are {s}'s colleagues? | Matteo, Leila, Sven, Oksana, Bilal, Freya, Tadeo
first | My colleague {v} lent me a charger.
first | {v} is a colleague of mine.
= play | many | What does {s} play? | the piano, the guitar, the drums, the flute, the banjo
first | I play {v}.
first | I can also play {v}.
= child | many | Which children does {s} have? | Ada, Theo, Mila, Oskar, Livia
first | My daughter {v} lost a tooth.
first | I have a daughter named {v}.
= read | many | What has {s} read? | Emma, Dracula, Dune, Ulysses, Middlemarch, Momo
first | I read {v} on the train.
first | Just finished reading {v}.
= eat | many | What did {s} eat? | ramen, lasagna, goulash, paella, falafel, pierogi
first | I had {v} for lunch.
first | Made {v} for dinner tonight.
= land | finer | Where does {s} live? | Germany > Leipzig, France > Lyon, Portugal > Braga
first | I live in {o}.
finer | I live in {v}, in {o}.
= date | finer | When is {s}'s wedding? | May > May 14, August > August 2, June > June 21
first | My wedding is in {o}.
finer | My wedding is on {v}.
= vehicle | finer | What does {s} drive? | a Toyota > a Toyota Corolla, a Ford > a Ford Focus
first | I drive {o}.
finer | I drive {v}.
= dream | plan | Where does {s} live? | Dresden, Nantes, Cardiff, Aarhus, Split, Tampere
first | I live in {o}.
plan | I hope to live in {v} when I retire.
plan | My partner wants us to move to {v}.
= offer | plan | Who does {s} work for? | Ericsson, Airbus, Zalando, Decathlon, Spotify, Nokia
first | I work for {o}.
plan | I have an interview at {v} on Friday.
plan | I would like to work for {v}.
= youth | past | Where does {s} live? | Dresden, Nantes, Cardiff, Aarhus, Split, Tampere
first | I live in {o}.
past | When I was a kid we lived in {v}.
past | I lived in {v} until 2016.
= before | past | Who does {s} work for? | Ericsson, Airbus, Zalando, Decathlon, Spotify, Nokia
first | I work for {o}.
past | Years ago I worked for {v}.
"""

UNRELATED = """
{n} baked bread for the whole office.
! My landlord {n} is a carpenter.
My classmate {n} plays the oboe.
{n} works at the post office by the bridge.
{n} has three brothers.
{n} grew up in Trieste.
My uncle {n} bought a sailing boat.
{n} sent me a postcard from Peru.
{n} rides a scooter.
{n} can't stand the smell of fish.
! My grandmother {n} lives above the pharmacy.
{n} won the pub quiz.
{n} got new glasses.
{n} is training for a marathon.
{n} and I went to a flea market.
! My coach {n} used to box.
{n} owns a vineyard.
{n} lost a suitcase at the airport.
{n} has a beard.
{n} grows tomatoes on the roof.
I ran into {n} at the cinema.
{n} is scared of heights.
{n} fixed my laptop.
{n} snores like a bear.
{n} comes from Malta.
{n} restores old radios.
{n} built a treehouse.
{n} speaks Finnish.
{n} is 47 years old.
{n} loves thunderstorms.
"""
