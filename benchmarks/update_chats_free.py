"""Wordings of generated chats, sixth part: development wordings in the manner of free messages.

Failures on these may be looked at.
"""

WORDS = """
= home | one | Where does {s} live? | Leeds, Ghent, Turin, Malmo, Graz, Porto, Utrecht
first | Finally got the keys!! So yeah, {v} is where I live, second floor with a tiny balcony.
first | Me? Oh I'm based in {v}, have been since uni.
plain | Come visit sometime, there's a spare room at my place in {v} and the sofa's comfy too.
plain | It's pouring again here in {v}. That's what I get for living in this town, I guess.
changed | Sooo we did it, moved out of {o} last weekend and home is {v} these days.
changed | If you're sending the parcel, use my new address pls. I've moved to {v}.
corrected | Oops, I said {o} earlier, no clue why. It's {v} I live in.
= job | one | Who does {s} work for? | Siemens, Ikea, Bosch, Lidl, Philips, Spotify, DHL
first | Long day. I'm with {v}, in the purchasing team, and month end is always like this.
first | In case you wondered what I do all day, I've got a desk job at {v}.
plain | Can't talk till six, I'm on shift at {v} and they're strict about phones here lol
plain | The canteen at work is great, say what you want about {v} but they feed us staff well.
changed | Big news, don't tell mum yet: I've left {o} and started at {v} on Monday.
changed | Remember how I moaned about {o}? Well I'm out, it's {v} that pays my salary now.
corrected | Sorry, brain fog. The company I work for is {v}, not {o}.
= boss | one | Who is {s}'s boss? | Henrik, Marisol, Desmond, Ingrid, Tobias, Rosalind
first | Got a raise, tiny one. {v}, that's my boss, said there'd be more next year.
first | So at work I report to {v}, who's nice enough tbh.
plain | Ugh, {v} wants the slides tonight. Typical, my boss never plans ahead.
changed | There was a reshuffle at our place, so instead of {o} I've got {v} as my boss now.
changed | Quick update from the office: {v} took over from {o} as my boss.
corrected | Wait no, I mixed those two up. My boss is {v}, {o} just sits opposite.
= rent | one | How much rent does {s} pay? | 640 euros, 710 euros, 785 euros, 820 euros, 930 euros
first | Everything's so expensive, I'm paying {v} in rent for two rooms.
first | Rent for my flat is {v} a month, heating included luckily.
plain | Just did my budget. {v} goes on my rent every month, then the phone, then food.
changed | Letter from the landlord today... my rent's gone from {o} to {v}.
changed | From this month on it's {v} I pay in rent, used to be {o}. Anyway, how are you?
corrected | Checked my bank statement, my rent is actually {v} and not {o} like I told you.
= car | one | What car does {s} drive? | Skoda, Fiat, Volvo, Mazda, Toyota, Peugeot
first | We can take my car, I've got a {v} with loads of boot space.
first | For what it's worth I drive a {v}, and it's never let me down.
plain | Look for a silver {v} in the car park, that's my car. I'll wave.
changed | Traded in the {o} yesterday, so now I'm driving a {v}. Smells brand new!
changed | Well, the {o} didn't pass inspection. I've replaced it and my car's a {v} now.
corrected | Haha I really don't know cars. It's a {v} that I drive, not a {o}.
= physio | one | On which day is {s}'s physio? | Monday, Tuesday, Wednesday, Thursday, Friday
first | My back's killing me. At least there's physio for me every {v}.
first | I can't do {v} evenings btw, that's when I have my physio.
plain | Would love to but {v} is my physio day, sorry!
changed | The clinic rang, they've shifted my physio from {o} to {v}.
changed | So {o} works again for lunch! My physio is on {v} these days.
corrected | Just looked at the appointment card and my physio is {v}, I told you {o} by mistake.
= study | one | What does {s} study? | biology, law, history, chemistry, architecture, maths
first | Exams soon, wish me luck. I'm doing a degree in {v}, in case I never said.
first | I'm at uni, {v} is my subject, and no I don't know what job that leads to.
plain | Library again till late, that's life when you're studying {v} like me.
changed | Couldn't stand it any longer so I've switched from {o} to {v}. Parents are fine with it.
changed | {o} just wasn't for me I guess. I'm studying {v} now and loving it
corrected | Did I say {o}? That's my flatmate. I'm the one studying {v}.
= phone | one | What phone does {s} have? | Pixel, Samsung, Fairphone, Nokia, Motorola
first | Blurry pic, sorry, I've only got a {v} and the lens is scratched.
first | The phone I use is a {v}, second hand but works fine.
plain | Does anyone have a charger that fits my {v}? It's the only phone I've got and it's at 3%.
changed | Dropped my {o} in the sink, RIP. Bought myself a {v} so that's my phone now.
changed | Took me all evening to copy my stuff over from the {o}, but my phone's a {v} now.
corrected | My phone isn't a {o}, I had that wrong, it says on the back it's a {v}.
= dentist | one | Who is {s}'s dentist? | Dr. Pohl, Dr. Sandler, Dr. Okafor, Dr. Brandt, Dr. Lund
first | Toothache since Sunday. Luckily {v}, my dentist, can see me tomorrow.
first | For my teeth I go to {v}, really gentle, can recommend.
plain | No cavities, yay! Or so says {v}, who's been my dentist for a bit.
changed | I gave up on {o}, the waits were crazy. My dentist's {v} now, just round the corner.
changed | Since {o} closed the practice I've been going to {v} with my teeth.
corrected | Argh, wrong name. The dentist I go to is {v}, {o} was only filling in that one time.
= breakfast | one | What does {s} have for breakfast? | porridge, muesli, toast, yoghurt
first | Not much of a morning person. {v} for breakfast, every single day, that's me.
first | I always have {v} for breakfast, keeps me going till noon.
plain | You asked about breakfast, so: I usually eat {v}, nothing fancy.
changed | My doctor wasn't happy so I've swapped {o} for {v} at breakfast.
changed | Got bored of {o} tbh, these days I have {v} for breakfast.
corrected | Correction, what I eat for breakfast is {v}. {o} is what my husband has.
= alarm | one | When does {s} get up? | 5:15, 5:45, 6:10, 6:30, 7:00, 7:40
first | I'm off to bed, my alarm's set for {v} like every weekday.
first | On workdays I get up at {v}, shower first, then we'll see.
plain | Don't ring too late please!! I'm up at {v} every morning for work.
changed | They changed our shifts, so I'm getting up at {v} now rather than {o}.
changed | No more getting up at {o} for me, it's {v} now. Feels so different.
corrected | Actually I get up at {v}, no idea where I got {o} from. Sorry, half asleep.
= internet | one | Who is {s}'s internet provider? | Vodafone, Telia, Orange, Proximus, Swisscom
first | If the call drops, blame {v}, that's who I've got my internet from.
first | My internet's with {v}, about 40 a month I think.
plain | Third outage this week, thanks {v}... why did I ever choose them for my internet
changed | Technician was here this morning. I've gone from {o} to {v} for my internet.
changed | Cancelled {o}, they were too pricey, and I get my internet from {v} now.
corrected | I had to look at the bill lol, my internet provider is {v} and not {o}.
= vet | one | Which vet does {s} go to? | Dr. Moreau, Dr. Keller, Dr. Singh, Dr. Novak, Dr. Byrne
first | The rabbit ate string again so off we went to {v}, that's our usual vet.
first | We've always taken our animals to {v}, lovely vet.
plain | Jabs done! Our vet, {v}, gave the rabbit a carrot.
changed | {o} has retired, so {v} is our vet now, seems good with rabbits.
corrected | Ah sorry I gave you the wrong name for our vet, it's {v}, not {o}.
= gym | one | Which gym does {s} go to? | McFit, PureGym, Basic-Fit, FitX, Clever Fit
first | New year, new me, haha. I've joined {v}, so that's my gym.
first | I go to {v} twice a week, it's the gym closest to work.
plain | Was at {v} just now, my gym, and the showers were cold AGAIN.
changed | My contract with {o} ran out and I train at {v} now. Cheaper, and they've a sauna.
changed | You won't find me at {o} anymore, I've changed gyms and go to {v}.
corrected | All these gyms sound the same. The one I go to is {v}, I'd written {o}.
= brother-home | one | Where does {n} live? | Leeds, Ghent, Turin, Malmo, Graz, Porto, Utrecht
first | Not seeing much of my brother {n} since he's living in {v}.
first | We're a scattered bunch, {n} for example, my brother, has a flat in {v}.
plain | Spent the weekend at {n}'s place in {v}. He's lived there a while and knows all the bars.
changed | Helped {n} carry boxes all day, he's moved from {o} to {v}. My arms!
changed | {n} isn't in {o} any more by the way, he lives in {v} now with his girlfriend.
corrected | I told you {o}, didn't I? Nope, {v} is where {n} lives.
= cousin-job | one | Who does {n} work for? | Siemens, Ikea, Bosch, Lidl, Philips, Spotify, DHL
first | You could ask my cousin {n}, he's got a job at {v} so he might know.
first | {n}, my cousin, he's employed by {v}, does something with contracts.
plain | {n} gets a staff discount at {v} because he works there, want anything?
changed | Guess what, {n} has quit {o}. He's working at {v} now and much happier.
changed | After all those years at {o}, {n} now works for {v}, started this week.
corrected | Hang on, it's {v} that {n} works for, I mixed it up with {o}.
= niece-school | one | Which school does {n} go to? | Hillcrest, St. Anne's, Oakfield, Greenbank
first | My niece {n} is at {v}, they grow up so fast.
plain | Went to the school play at {v}, which is the school {n} goes to. She was a tree!
changed | The bus ride was too long for {n}, so she's left {o} and goes to school at {v} now.
changed | {n} has changed schools, by the way. Used to be {o}, now she's at {v}.
corrected | I keep doing this... {n} goes to {v}, it's the neighbour's kid who goes to {o}.
= nephew-sport | one | Which team does {n} play for? | the Otters, the Falcons, the Comets
first | My nephew {n} plays handball, he's with {v}.
plain | Freezing on the sidelines again, {n} had a match. He plays for {v}, they lost 3 to 1.
changed | {n} wasn't getting any time on the pitch with {o} so he plays for {v} now.
changed | {n} has changed teams, he's with {v} this season and not with {o}. Proud moment.
corrected | My mistake, the team {n} plays for is {v}, {o} were the ones they beat.
= bookclub | one | On which day does {s}'s book club meet? | Sundays, Mondays, Wednesdays, Fridays
first | I haven't finished the novel, help! My book club meets on {v}.
first | {v} are taken, that's when I've got my book club.
plain | Wine, cheese, a bit of reading. That's {v} for me since my book club meets then.
changed | Half of us couldn't make {o}, so my book club's on {v} now.
corrected | Scrap what I said about {o}, my book club meets on {v}.
= cat | ends | Does {s} have a cat? |
first | There's hair on every jumper I own, that's what I get for having a cat.
first | I've got a cat, a fat lazy one, she sleeps on my keyboard.
ends | Sad week. We had to have my cat put to sleep on Tuesday, so it's very quiet here.
ends | I don't have my cat anymore, a friend with a garden took her in.
= coffee | ends | Does {s} drink coffee? |
first | Don't talk to me before nine, I need my two coffees first. Every day, I drink it black.
first | Yes please, I do drink coffee, milk no sugar.
ends | Three weeks in and the headaches are gone: I've given up coffee for good.
ends | Just tea for me thanks, I don't drink coffee anymore.
= piano | ends | Does {s} take piano lessons? |
first | I'm taking piano lessons at 40, can you believe it. The teacher's very patient.
ends | I've quit my piano lessons, just couldn't find time to practise.
ends | Got my evenings back since I'm no longer taking piano lessons, a bit sad about it though.
= meat | ends | Is {s} a vegetarian? |
first | Is there something without meat on the menu? I'm a vegetarian.
ends | Don't laugh but I'm not a vegetarian anymore, it was the bacon.
ends | You needn't cook extra for me, I've stopped being a vegetarian.
= council | ends | Is {s} on the parents' council? |
first | I'm on the parents' council at school, somebody had to do it.
ends | I've stepped down from the parents' council, too many meetings.
= smoke | ends | Does {n} smoke? |
first | My brother-in-law {n} smokes like a chimney, our balcony stinks every time he's over.
ends | {n} has quit smoking, would you believe it. He's been clean two months!
ends | So proud of {n}, he doesn't smoke any more.
= hobby | many | What does {s} like doing? | pottery, climbing, fishing, knitting, surfing
first | Weekend at last. I love {v}, could do it all day.
first | What do I do to relax? Well, {v} is one thing I like.
first | I know it's not for everyone but I'm a big fan of {v}.
= friend | many | Who are {s}'s friends? | Camille, Joost, Priya, Mateo, Sunniva, Bastian
first | Had {v} over for dinner, we've been friends since school.
first | Good chat with {v} yesterday, such a good friend of mine.
= food | many | What food does {s} like? | sushi, lasagne, ramen, falafel, paella, pierogi
first | I'm starving. I could eat {v} right now, I love it.
first | If we're ordering in, I like {v}. Just saying.
= book | many | What has {s} read? | Dune, Emma, Persuasion, Ulysses, Dracula, Middlemarch
first | Couldn't put it down, I read {v} in four days.
first | I've finished {v}! What should I read next?
= kitchen | many | What does {s} own? | a waffle iron, a tent, a drill, a sewing machine, a kayak
first | Need to borrow something? I've got {v} in the basement, just ask.
first | I own {v}, though I hardly ever use it tbh.
= trip | many | Where has {s} been? | Rome, Athens, Oslo, Budapest, Dublin, Krakow
first | I was in {v} for a long weekend, feet still hurt.
first | Have you ever seen {v}? I've been there, it's gorgeous.
= language | many | Which languages does {s} speak? | Danish, Polish, Greek, Turkish, Catalan, Welsh
first | Let me call them for you, I speak {v}.
first | I can get by in {v}, and people are always surprised.
= cousins | many | Who are {s}'s cousins? | Lennart, Odile, Piotr, Ramona, Severin, Thea
first | Family do on Saturday. My cousin {v} is bringing cake.
first | That's {v} on the left in the photo, a cousin of mine.
= area | finer | Where does {s} live? | Norway > Bergen, Portugal > Braga, Poland > Gdansk
first | I'm living in {o} btw, so it's an hour's difference or so.
finer | I live in {v}, you know, the city in {o}.
= surgery | finer | When is {s}'s surgery? | June > June 12, July > July 4, October > October 21
first | A bit nervous, my knee surgery is in {o}.
finer | Got the letter from the hospital. My knee surgery's on {v}.
= dog | finer | Does {s} have a dog? | a dog > a beagle, a dog > a poodle, a dog > a labrador
first | I have to go for a walk at lunch anyway cos I've got {o}.
finer | You'll hear barking, don't worry. I've got {v} and he's harmless.
= someday | plan | Where does {s} live? | Leeds, Ghent, Turin, Malmo, Graz, Porto, Utrecht
first | I'm at home in {o}, nothing much going on.
first | I've got a nice flat here in {o}, can't complain.
plan | Winter's getting to me. I'm thinking about moving to {v} at some point.
plan | Wouldn't it be great to live in {v} one day? I'd love that, when the kids are out.
plan | I've been looking at flats in {v}, just looking though, nothing decided.
= switch | plan | Who does {s} work for? | Siemens, Ikea, Bosch, Lidl, Philips, Spotify, DHL
first | I've a job at {o}, full time, in the warehouse office.
plan | Fingers crossed, I sent an application to {v} last night.
plan | I might try for something at {v} next year, let's see.
= younger | past | Where does {s} live? | Leeds, Ghent, Turin, Malmo, Graz, Porto, Utrecht
first | It's home for me here in {o}, I've my own front door and all.
past | That photo's ancient! It's from when I lived in {v}, I must have been 19.
past | I grew up in {v}, so I know the accent.
= before | past | Who does {s} work for? | Siemens, Ikea, Bosch, Lidl, Philips, Spotify, DHL
first | I'm working at {o}, part time since the baby.
past | Funny you mention it, I was with {v} for a year after school.
past | Back in 2014 I had a job at {v}, worst summer of my life.
"""

UNRELATED = """
Ran into {n} at the garden centre, we chatted for ages.
{n} makes a mean apple crumble, ask for the recipe.
My neighbour {n} plays the trumpet. At seven in the morning.
You'd like {n}, we met at a pub quiz years ago.
{n} is terrified of spiders lol
Turns out {n} was born in Cardiff, who knew.
{n} broke a wrist skiing, nothing too bad apparently.
Just so you know, {n} can't eat nuts.
{n} lent me a pressure washer, the patio looks amazing.
My old schoolmate {n} became a midwife.
Did I tell you {n} once met the king of Sweden?
{n} has twins, and they never sleep.
Saw {n} on the bus this morning but didn't say hi.
{n} ran the Berlin marathon in under four hours.
It was {n} who taught me to change a tyre.
{n} is 52, you'd never guess.
My colleague {n} brings in doughnuts on Fridays, bless.
{n} keeps bees on the roof, so we get free honey.
Went to see {n} in hospital, all good again.
{n} lost a suitcase on the way back from Crete.
I owe {n} twenty euros, must not forget.
{n} has a tattoo of a whale. Don't ask.
Card games at {n}'s last night, I lost every round.
{n} repairs old radios, quite good at it too.
My workmate {n} got stuck in the lift for an hour.
{n} sings in the shower, the whole house can hear it.
{n} sent me a postcard from Iceland, so sweet.
Apparently {n} has read every Agatha Christie there is.
{n} and I painted the fence, took us all Saturday.
{n} hates olives, so leave them off the pizza.
! My hairdresser is {n}, in case you need one.
! The lawyer I use is called {n}.
"""
