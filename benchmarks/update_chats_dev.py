"""Wordings of generated chats, first part: failures on these may be looked at.

A topic is a line ``= name | kind | question | values``; the lines under it are ``form | words``.
``{s}`` is who speaks, ``{n}`` somebody whom the speaker names, ``{v}`` the value, ``{o}`` the value
before. Kinds: ``one`` (one value at a time), ``ends`` (what is told ends), ``many`` (values stand
side by side), ``finer`` (the later says the same more exactly; values as "coarse > fine"),
``plan`` (a plan beside a fact), ``past`` (what held before, told later).
"""

WORDS = """
= home | one | Where does {s} live? | Oslo, Leeds, Turin, Ghent, Malmo, Porto, Graz, Basel
first | I live in {v}, close to the station.
first | So I live in {v}, which is fun but loud.
plain | I live in {v} and the bakery downstairs is great.
plain | My flat in {v} has no balcony, sadly.
changed | I moved to {v} last week!! Boxes everywhere.
changed | Big news, we finally moved to {v}.
corrected | Sorry, I wrote that wrong: I live in {v}, not in {o}.
= job | one | Where does {s} work? | Novartis, Ikea, Siemens, Lidl, Bosch, Philips, Nestle
first | I work at {v} these days, mostly remote.
first | I work for {v}, accounting.
plain | I work at {v}, the canteen is awful lol.
changed | I started a new job at {v} on Monday!
changed | I quit {o}. I work at {v} now.
corrected | I mistyped earlier, I work at {v}, not {o}.
= car | one | What car does {s} drive? | Golf, Corsa, Fiesta, Clio, Yaris, Octavia, Panda, Civic
first | I drive an old {v}.
plain | I drive a {v}, it needs new tyres.
changed | We sold the {o}, I drive a {v} now.
changed | Traded in the {o} yesterday, now I drive a {v} :)
corrected | No wait, I drive a {v}, not a {o}.
= partner | one | Who is {s} dating? | Lena, Marco, Ida, Pavel, Noor, Felix, Carla, Jonas
first | I'm dating {v}, it's going well.
plain | I'm dating {v} and we cook together every Friday.
changed | {o} and I broke up. I'm dating {v} now.
= boss | one | Who is {s}'s boss? | Carla, Pedro, Omar, Julia, Anton, Greta, Miriam, Stefan
first | My boss is {v}, she's strict but fair.
plain | My boss is {v} and I have a review on Friday.
changed | We got reorganised, my new boss is {v}.
corrected | I mixed up the names, my boss is {v}, not {o}.
= yoga | one | On which day is {s}'s yoga class? | Mondays, Tuesdays, Wednesdays, Thursdays, Fridays
first | My yoga class is on {v}.
plain | My yoga class is on {v}, so I can't do dinner then.
changed | They moved my yoga class, it's on {v} now.
corrected | My yoga class is on {v}, I said {o} by mistake.
= study | one | What is {s} studying? | biology, chemistry, law, physics, history, medicine
first | I'm studying {v} at the moment.
plain | I study {v}, third semester.
changed | I switched from {o} to {v} this term.
changed | I dropped {o}, I'm studying {v} now.
= rent | one | How much is {s}'s rent? | 700 euros, 850 euros, 920 euros, 1100 euros, 640 euros
first | My rent is {v}, not bad for the area.
plain | My rent is {v} a month.
changed | My rent changed, it's {v} now :(
corrected | I looked it up, my rent is {v}, not {o}.
= color | one | What is {s}'s favourite colour? | green, orange, purple, yellow, turquoise, red
first | My favourite colour is {v}.
plain | My favourite colour is {v}, as you can see from my shoes.
changed | My favourite colour is {v} now, I got tired of {o}.
= sister-home | one | Where does {n} live? | Oslo, Leeds, Turin, Ghent, Malmo, Porto, Graz
first | My sister {n} lives in {v}.
plain | {n} lives in {v}, I'm visiting her in May.
changed | My sister {n} moved to {v} over the weekend.
corrected | I got that wrong, {n} lives in {v}, not in {o}.
= brother-job | one | Where does {n} work? | Novartis, Ikea, Siemens, Lidl, Bosch, Philips, Nestle
first | My brother {n} works at {v}.
plain | {n} works at {v}, so he gets a discount.
changed | {n} left {o}, he works at {v} now.
corrected | Correction: {n} works for {v}, not for {o}.
= lead | one | Who leads the Atlas project? | Carla, Pedro, Omar, Julia, Anton, Greta
first | {v} leads the Atlas project at work.
plain | {v} leads the Atlas project.
changed | {v} took over the Atlas project from {o}.
corrected | Oh I said {o} leads the Atlas project, but {v} leads the Atlas project.
= dog | ends | Does {s} have a dog? |
first | I have a dog, he eats everything.
ends | I don't have a dog anymore, he went to live with my parents.
= smoke | ends | Does {s} smoke? |
first | I smoke, about ten a day.
ends | I quit smoking three weeks ago!
= meat | ends | Does {s} eat meat? |
first | I eat meat, mostly on Sundays.
ends | I don't eat meat any more.
= nuts | ends | Is {n} allergic to nuts? |
first | My nephew {n} is allergic to nuts.
ends | Turns out {n} isn't allergic to nuts after all.
= band | ends | Does {s} play in a band? |
first | I play in a band called Blue Lantern.
ends | I left Blue Lantern, I don't play in a band anymore.
= hobby | many | What does {s} enjoy? | hiking, cooking, chess, pottery, climbing, knitting, sailing
first | I love {v}.
first | I really enjoy {v} on weekends.
= friend | many | Who are {s}'s friends? | Rafael, Yusuf, Ingrid, Tomas, Elif, Wanda, Piotr
first | My friend {v} came over for dinner.
first | {v} is a good friend of mine.
= tongue | many | Which languages does {s} speak? | German, Dutch, Polish, Greek, Swedish, Korean
first | I speak {v}.
first | I speak {v} too, a little rusty.
= pet | many | What pets does {s} have? | a cat, a parrot, a tortoise, two hamsters, a rabbit
first | I have {v}.
first | We also have {v} at home.
= trip | many | Where did {s} travel? | Rome, Lisbon, Kyoto, Dublin, Tallinn, Marseille
first | I visited {v}, loved it.
first | Took a trip to {v}, the weather was wild.
= buy | many | What did {s} buy? | a lamp, a kettle, a rug, a bookshelf, a tent, a blender
first | I bought {v} yesterday.
first | Went shopping and bought {v}.
= land | finer | Where does {s} live? | Spain > Valencia, Norway > Bergen, Italy > Bologna
first | I live in {o}.
finer | I live in {v}, {o}.
= birth | finer | When was {s} born? | 1990 > May 5, 1990, 1984 > June 2, 1984, 1979 > March 8, 1979
first | I was born in {o}.
finer | I was born on {v}.
= kid | finer | Does {s} have a son? | a son > a son named Emil, a son > a son named Bruno
first | I have {o}.
finer | I have {v}.
= dream | plan | Where does {s} live? | Oslo, Leeds, Turin, Ghent, Malmo, Porto, Graz, Basel
first | I live in {o}.
plan | I'd love to live in {v} one day.
plan | We're thinking about moving to {v} next year.
= vote | plan | Where does {s} work? | Novartis, Ikea, Siemens, Lidl, Bosch, Philips, Nestle
first | I work for {o}.
plan | I might apply at {v}.
plan | I want to work at {v} some day.
= youth | past | Where does {s} live? | Oslo, Leeds, Turin, Ghent, Malmo, Porto, Graz, Basel
first | I live in {o}.
past | I used to live in {v} as a student.
past | Back in 2014 I lived in {v} for a year.
= before | past | Where does {s} work? | Novartis, Ikea, Siemens, Lidl, Bosch, Philips, Nestle
first | I work at {o}.
past | I worked at {v} before that, right after school.
"""

UNRELATED = """
{n} from the choir brought a lemon cake.
My neighbour {n} is a nurse.
My colleague {n} plays the cello.
{n} works at the library on Mill Street.
{n} has twins.
{n} was born in Ghent.
My cousin {n} married a dentist in 2019.
{n} showed me pictures of Iceland.
{n} drives a delivery van.
{n} is allergic to pollen.
My aunt {n} lives near the lake.
{n} told me a joke about penguins.
{n} got a new bike for the commute.
{n} is learning to juggle.
{n} and I watched a documentary about bees.
My teacher {n} retired last summer.
{n} runs a small bookshop.
{n} broke a leg while skiing.
{n} has a tattoo of a whale.
{n} makes the best pancakes.
I met {n} at the farmers market.
{n} is afraid of spiders.
{n} lent me a drill.
{n} sings in the shower every morning.
{n} is from Latvia.
{n} collects old maps.
{n} painted the garage blue.
{n} speaks Hungarian.
{n} is 52 years old.
{n} hates mushrooms.
"""
