"""Wordings of generated chats, fourth part: development wordings, written to widen the first.

As ``update_chats_dev``, in other constructions: clefts, verbless and fronted statements, "it" for
what was just named, changes told by what was left behind, corrections that name the slip.
"""

WORDS = """
= home | one | Where does {s} live? | Leiden, Verona, Cork, Turku, Lille, Brno, Gdansk
first | Home for me is {v}.
first | I call {v} home.
first | I'm based in {v} at the moment.
first | {v} is where I live.
plain | Here in {v}, where I live, the trams are on strike.
plain | My place in {v} is finally painted.
changed | I traded {o} for {v} in the end, we moved on Friday.
changed | No more {o} for me, home is {v} now.
changed | Just moved from {o} to {v}!
changed | After ten years in {o} I live in {v} these days.
changed | Packed everything and moved to {v} on Saturday.
corrected | I live in {v}. I wrote {o} because I was half asleep.
corrected | It's {v} where I live, not {o}.
= job | one | Who does {s} work for? | Bosch, Unilever, Volvo, Lufthansa, Philips, Renault, Orange
first | I've been with {v} for six years.
first | My job is at {v}, in logistics.
first | I earn my living at {v}.
first | My employer's name is {v}.
plain | At {v}, where I work, lunch is free.
plain | I have a job at {v} and it pays well.
changed | I swapped {o} for {v}, my first day was Monday.
changed | I used to work for {o}, these days I'm with {v}.
changed | Left {o} last month, now working for {v}.
changed | As of this week I'm employed by {v} instead of {o}.
changed | I no longer work for {o}, it's {v} now.
corrected | I work for {v}. Not {o}, that was autocorrect.
= dentist | one | Who is {s}'s dentist? | Dr. Brandt, Dr. Okafor, Dr. Silva, Dr. Meyer, Dr. Horvat
first | My dentist is called {v}.
first | {v} is my dentist.
plain | I have an appointment with my dentist, {v}, at nine.
changed | I've got a new dentist, {v}.
changed | I switched dentists from {o} to {v}.
changed | My dentist used to be {o}, now it's {v}.
corrected | My dentist is {v}; {o} was a slip of the tongue.
= gymday | one | On which day is {s}'s pilates course? | Monday, Tuesday, Wednesday, Saturday
first | My pilates course takes place on {v}.
first | I have pilates every {v}. My pilates course is always on {v}.
plain | My pilates course is on {v} evening.
changed | They've shifted my pilates course from {o} to {v}.
changed | My pilates course isn't on {o} anymore, it's on {v}.
changed | The studio changed the plan: my pilates course is on {v} from now on.
corrected | I got the day wrong: my pilates course is on {v} and not on {o}.
= team-lead | one | Who runs the support team? | Leonie, Amir, Bettina, Cedric, Daphne, Edgar
first | The support team is run by {v}.
first | {v} is the head of the support team.
plain | {v} runs the support team here.
changed | {v} runs the support team now, {o} went on leave.
changed | The support team is led by {v} now.
= laptop | one | Which laptop does {s} use? | ThinkPad, MacBook, Latitude, ZenBook, Surface
first | My laptop is a {v}.
first | I've got a {v} as a laptop.
plain | My laptop, a {v}, needs charging.
changed | My {o} died, so my laptop is a {v} now.
changed | I replaced my {o} with a {v}, it's my new laptop.
changed | Instead of the {o} my laptop is now a {v}.
corrected | My laptop is a {v} and not a {o}, I looked.
= team | one | What is {s}'s favourite band? | Radiohead, Muse, Coldplay, Blur, Pulp, Oasis
first | {v} is my favourite band.
first | My favourite band has to be {v}.
plain | My favourite band, {v}, plays in town soon.
changed | My favourite band used to be {o}, now it's {v}.
changed | {o} bores me by now, {v} is my favourite band these days.
changed | My new favourite band is {v}.
corrected | My favourite band is {v}, I confused them with {o}.
= major | one | What does {s} study? | sociology, botany, statistics, theology, architecture
first | I'm doing a degree in {v}. I study {v}.
first | I'm a {v} student.
first | My major is {v}.
plain | I'm studying {v} and it's a lot of reading.
changed | I changed my major from {o} to {v}.
changed | Goodbye {o}, I'm studying {v} now!
changed | I swapped {o} for {v} at the start of term, I study {v} now.
corrected | I study {v}, not {o}, don't listen to my mother.
= sister-home | one | Where does {n} live? | Leiden, Verona, Cork, Turku, Lille, Brno
first | My sister {n} has a flat in {v}, she lives in {v} with two cats.
first | My sister {n} has lived in {v} for ages.
first | {n}, my sister, lives in {v}.
plain | My sister {n} is living in {v} and loves it.
changed | {n} has left {o} and lives in {v} now.
changed | {n} didn't like {o} so she moved to {v}.
changed | My sister {n}, who used to live in {o}, lives in {v} now.
corrected | It's {v} that {n} lives in, not {o}.
= brother-job | one | Where does {n} work? | Bosch, Unilever, Volvo, Lufthansa, Renault, Orange
first | {n}, my brother, works at {v}.
first | My brother {n} has a job at {v}.
plain | My brother {n} is working for {v} and never home.
changed | {n} was fired by {o} and works for {v} now.
changed | {n} doesn't work for {o} anymore. He's at {v} now.
changed | {n} has moved on from {o}, he now works for {v}.
corrected | {n} works for {v}. I don't know why I said {o}.
= girlfriend | one | Who is {s} dating? | Lucia, Robin, Sasha, Kim, Jamie, Noa
first | I'm seeing {v}. {v} is my partner.
first | My partner is {v}.
first | {v} and I are a couple. My partner is called {v}.
plain | My partner {v} cooks on Sundays.
changed | It's over with {o}, I'm with {v} now.
changed | {o} left me. My partner is {v} now.
corrected | My partner is {v}, {o} is my ex.
= rentprice | one | How much is {s}'s rent? | 610 euros, 730 euros, 880 euros, 990 euros, 1250 euros
first | I pay {v} rent. My rent is {v}.
first | My rent comes to {v} a month.
plain | My rent is at {v} a month.
changed | The rent went up, my rent is {v} now.
changed | My rent went from {o} to {v}.
changed | Instead of {o} my rent is now {v}.
corrected | My rent is {v} rather than {o}.
= train | one | Which train does {s} take to work? | the S1, the S3, the S5, the S7, the S9
first | I take {v} to the office.
first | I usually take {v} to the office.
plain | I take {v} to the office and read on the way.
changed | I don't take {o} to the office any more, I take {v}.
changed | Since the works began I take {v} to the office instead of {o}.
corrected | I take {v} to the office, not {o}.
= kindergarten | one | Which kindergarten does {n} go to? | Sunflower, Rainbow, Acorn, Ladybird
first | My son {n} is at {v} kindergarten.
first | My son {n} goes to {v} kindergarten.
plain | {n} attends {v} kindergarten.
changed | {n} switched from {o} kindergarten to {v} kindergarten.
changed | {n} no longer goes to {o} kindergarten, he goes to {v} kindergarten.
= drink | one | What is {s}'s favourite drink? | lemonade, cocoa, cider, tonic, kombucha
first | My favourite drink is {v}.
first | {v} is my favourite drink.
changed | I've gone off {o}, my favourite drink is {v} now.
changed | These days my favourite drink is {v}.
corrected | My favourite drink is {v}, I don't even like {o}.
= instrument-teacher | one | Who is {n}'s piano teacher? | Ms. Abel, Ms. Conti, Ms. Duval, Ms. Ekman
first | {n}'s piano teacher is {v}.
first | My daughter {n} takes lessons with {v}. {n}'s piano teacher is called {v}.
changed | {n} has a new piano teacher, {v}.
changed | {n}'s piano teacher is {v} now, {o} retired.
corrected | {n}'s piano teacher is {v}, not {o}.
= meeting | one | On which day is {s}'s book club? | Mondays, Tuesdays, Thursdays, Sundays
first | Our book club meets on {v}.
first | My book club is on {v}.
changed | My book club was moved to {v}.
changed | They moved my book club, it's on {v} from now on.
changed | My book club has been rescheduled from {o} to {v}.
changed | About my book club: it's on {v} now.
corrected | My book club is on {v}, I put {o} in by mistake.
= exam | one | On which day is {n}'s driving test? | Monday, Tuesday, Wednesday, Thursday, Friday
first | {n} has her driving test on {v}. {n}'s driving test is on {v}.
first | The driving test of {n} is on {v}.
changed | {n}'s driving test was pushed to {v}.
changed | They postponed {n}'s driving test to {v}.
changed | {n}'s driving test is no longer on {o}, it's on {v}.
corrected | {n}'s driving test is on {v}, sorry, {o} was wrong.
= size | one | What is {s}'s shirt size? | small, medium, large
first | My shirt size is {v}.
first | I wear {v} in shirts, my shirt size is {v}.
corrected | My shirt size is {v}, I mistyped.
changed | My shirt size is {v} now, I lost weight.
= provider | one | Which phone provider does {s} have? | Vodafone, Telia, Swisscom, Telenor
first | My phone provider is {v}.
first | I'm with {v} for my phone. My provider is {v}.
changed | I cancelled {o} and went to {v}, my provider is {v} now.
changed | I changed providers, from {o} to {v}.
corrected | My phone provider is {v}, {o} is what my wife has.
= nationality-coach | one | Who is {s}'s running coach? | Albert, Bianca, Cosmo, Dora, Emil, Fatou
first | {v} is my running coach.
first | I train with {v}, who is my running coach.
plain | My running coach {v} is tough.
changed | {v} has replaced {o} as my running coach.
changed | {v} is my new running coach.
changed | My running coach isn't {o} any more, it's {v}.
corrected | My running coach is called {v}, I called him {o} by accident.
= guitar | ends | Does {s} play the guitar? |
first | I play the guitar in my free time.
ends | I gave up the guitar.
ends | I no longer play the guitar.
ends | I used to play the guitar, not any more.
= meat | ends | Does {s} eat fish? |
first | I eat fish every Friday.
ends | I've stopped eating fish.
ends | No more fish for me, I gave it up.
ends | I don't eat fish these days.
= vegan | ends | Is {n} vegan? |
first | My cousin {n} is vegan.
ends | {n} is no longer vegan.
ends | {n} isn't vegan any more.
= snore | ends | Does {n} snore? |
first | My cousin {n} snores.
ends | {n} has stopped snoring.
ends | {n} doesn't snore any more.
= car | ends | Does {s} have a motorbike? |
first | I have a motorbike.
first | I own a motorbike.
ends | I sold my motorbike.
ends | I got rid of the motorbike.
ends | I don't own a motorbike anymore.
= choirmember | ends | Does {s} sing in the choir? |
first | I sing in the choir.
ends | I've quit the choir.
ends | I dropped out of the choir.
ends | I no longer sing in the choir.
= hobby | many | What does {s} like? | origami, sudoku, bouldering, crochet, darts, kayaking
first | I'm a big fan of {v}.
first | {v} is my thing on weekends.
first | I spend my Sundays on {v}.
= friends | many | Who are {s}'s friends? | Alba, Boris, Celia, Dimitri, Ewa, Flavio
first | {v} is my friend from school.
first | My friend {v} moved to Rome.
first | I hung out with my friend {v}.
= trips | many | Where has {s} been? | Malaga, Bergen, Osaka, Tunis, Riga, Havana
first | I went to {v} in spring.
first | Flew to {v} for a week.
first | We drove to {v} and back.
first | I was in {v} last week.
= buys | many | What did {s} buy? | a toaster, a mixer, a sofa, a mirror, a ladder
first | I got {v} from my parents.
first | Ordered {v} online.
first | I have {v} in the kitchen now.
= sibs | many | Who are {s}'s brothers? | Arne, Bjorn, Carl, Dirk, Erik
first | My brother is called {v}.
first | My brother {v} is a plumber.
first | {v} is my brother.
= food | many | What did {s} eat? | sushi, pizza, curry, noodles, salad
first | I'm having {v} tonight.
first | We had {v} at Lena's.
first | It was {v} for lunch today.
= meets | many | When did {s} meet? | Monday, Tuesday, Wednesday, Thursday
first | I have a meeting on {v}.
first | I'm at the dentist on {v}.
= works | many | What did {s} work on? | the garden, the roof, the fence, the shed
first | I worked on {v} all day.
= schoolruns | many | Where does {s} go? | Ikea, Lidl, Aldi, Decathlon
first | I go to {v} a lot.
first | I went to {v} instead of the market.
= land | finer | Where does {s} live? | Poland > Krakow, Ireland > Cork, Finland > Turku
first | I'm living in {o}.
finer | I live in {v}.
= kid | finer | Does {s} have a cat? | a cat > a cat called Momo, a cat > a cat called Fritz
first | We have {o} at home.
finer | We have {v}.
= job-fine | finer | Who does {s} work for? | a bank > a bank in Bern, a school > a school in Graz
first | I work at {o}.
finer | I work at {v}.
= move | plan | Where does {s} live? | Leiden, Verona, Cork, Turku, Lille, Brno
first | I live in {o}.
plan | If all goes well I'll live in {v} by autumn.
plan | I'm looking for a flat in {v}.
plan | We want to move from {o} to {v} some day.
plan | I could imagine living in {v}.
plan | I'm in {v} for the weekend.
plan | I'd rather live in {v} instead of {o}.
= newjob | plan | Who does {s} work for? | Bosch, Unilever, Volvo, Lufthansa, Philips, Renault
first | I work for {o}.
plan | I applied to {v} today.
plan | {v} offered me a job, but I haven't decided.
plan | I'd swap {o} for {v} any time.
plan | My wife works for {v}.
= wasborn | past | Where does {s} live? | Leiden, Verona, Cork, Turku, Lille, Brno
first | I live in {o}.
past | I grew up in {v}.
past | {v} was my home during the war years.
past | Before {o} I lived in {v}.
past | I used to call {v} home.
= oldjob | past | Who does {s} work for? | Bosch, Unilever, Volvo, Lufthansa, Philips, Renault
first | I work for {o}.
past | I was with {v} until 2018.
past | My first employer was {v}.
past | I once worked for {v}.
"""

UNRELATED = """
{n} has the keys to the shed.
! My barber {n} talks about football.
{n} is the loudest person I know.
{n} works at the kiosk by the pool.
{n} has two left feet.
{n} grew up on a farm.
{n} sent me a voice message.
{n} is on holiday in Malta.
{n} takes the bus to school.
{n} is good with computers.
{n} has a garden near the river.
{n} got a speeding ticket.
{n} plays cards with my uncle.
! {n} is my favourite neighbour.
{n} repaired the fence.
{n} goes to bed at nine.
{n} is at the hospital for a check.
{n} had soup for lunch.
{n} keeps bees.
{n} wears a hat all year.
"""
