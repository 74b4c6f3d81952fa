"""Other words for what questions and passages say: a question rarely uses the passage's words."""

from __future__ import annotations

from collections.abc import Mapping

_LINES = """
film: movie, picture, motion picture
movie: film
films: movies
located: situated, found
situated: located
founded: established, started, set up, created
established: founded, started, created
founder: creator
released: put out, issued, brought out
published: brought out, released, printed
directed: made, helmed
wrote: penned, authored
written: authored, penned
starred: appeared, acted, played
starring: featuring, with
played: performed, appeared
died: passed away
killed: slain
married: wed
wife: spouse
husband: spouse
spouse: partner, husband or wife
actor: performer, film star
actress: performer, film star
singer: vocalist, musician
musician: performer, artist
songwriter: writer of songs
band: group, act
group: band
team: club, side
club: team
company: firm, business, corporation
corporation: company
university: college, school
college: school, university
school: institution
city: town, municipality
town: community, place
village: settlement
country: nation, state
nation: country
region: area
area: region
province: region
river: waterway, stream
mountain: peak
island: isle
built: constructed, put up
constructed: built
building: structure
house: home, building
birthplace: place of birth
novel: book
book: volume, work
author: writer
writer: author
song: track, tune
album: record
single: song
magazine: periodical
newspaper: paper
television: TV
series: show, programme
program: show
episode: instalment
season: year
war: conflict
battle: fight, conflict
army: military
soldier: fighter
king: ruler, monarch
queen: ruler, monarch
ruler: sovereign
president: head of state, leader
leader: head
politician: statesman
minister: official
elected: voted in, chosen
appointed: named, chosen
served: worked
serving: working
professor: academic, teacher
teacher: instructor
scientist: researcher
physician: doctor
lawyer: attorney
award: prize, honour
prize: award
won: took, received
received: got
named: called
called: named
known: famous, recognised
famous: well known
large: big
largest: biggest
biggest: largest
small: little
began: started
started: began
ended: finished
created: made, came up with
made: created, produced
produced: made
developed: created, made
designed: planned, conceived
invented: came up with
discovered: found
moved: relocated, went
lived: resided, dwelt
lives: resides
left: quit, departed from
bought: acquired, purchased
acquired: bought, took over
purchased: bought
owned: possessed, held
owns: has
operated: run
runs: operates
manufactured: made
population: number of people
inhabitants: people
people: persons
member: part
members: people
child: son or daughter
children: kids, offspring
son: child
daughter: child
father: parent, dad
mother: parent, mum
brother: sibling
sister: sibling
siblings: brothers and sisters
student: pupil
studied: trained
attended: went to
football: soccer
footballer: soccer player
player: sportsperson
coach: trainer
league: competition
tournament: competition
championship: title
match: game
game: match
painter: artist
painting: artwork
picture: image
church: congregation
museum: gallery
airport: airfield
station: stop
road: route
highway: road
bridge: crossing
language: tongue
government: administration
law: legislation, act
court: tribunal
treaty: agreement
agreement: deal
money: funds
currency: money
century: hundred years
annual: yearly
yearly: annual
popular: well liked
important: significant
main: chief, principal
chief: main
major: big, main
current: present
former: previous, one-time
previous: earlier
new: recent
modern: contemporary
ancient: old
beautiful: lovely
strong: powerful
capital: seat of government
border: boundary
borders: adjoins, is next to
near: close to
northern: north
southern: south
character: figure, role
role: part
portrayed: played
voiced: spoken
host: presenter
presenter: host
comedian: comic
journalist: reporter
broadcast: aired, shown
aired: shown, broadcast
performed: played, sang
sang: performed
recorded: made
composed: wrote
composer: writer of music
music: songs
guitar: six-string
instrument: musical instrument
dance: dancing
theatre: stage
store: shop
shop: store
restaurant: eatery
hotel: inn
hospital: clinic
plane: aircraft
aircraft: plane
ship: vessel
vessel: ship
car: vehicle, automobile
vehicle: car
train: railway
railway: rail line
animal: creature
bird: flying animal
plant: species
tree: plant
disease: illness
illness: sickness
followed: came after
headed: led
attacked: raided
destroyed: ruined
introduced: brought in
supported: backed
regarded: considered
believed: thought
described: portrayed
mentioned: named
contains: has, holds
includes: has, contains
based: headquartered
headquartered: based
originally: at first
primarily: mainly
mainly: mostly
approximately: about
annually: every year
nearly: almost
"""


def _read() -> dict[str, tuple[str, ...]]:
    entries = (line.partition(":") for line in _LINES.strip().splitlines())
    return {
        word.strip(): tuple(o.strip() for o in others.split(",")) for word, _, others in entries
    }


#: Word -> what else is said for it.
SYNONYMS: Mapping[str, tuple[str, ...]] = _read()
