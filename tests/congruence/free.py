"""Free, read-only Cypher that both engines answer alike, row by row."""

from __future__ import annotations

FREE = (
    "MATCH (e:Event) RETURN e.id AS id, e.text AS text ORDER BY id",
    "MATCH (e:Event) RETURN count(e) AS n, max(e.occurred_at) AS latest, sum(e.tokens) AS tokens",
    "MATCH (e:Event) RETURN avg(e.strength) AS mean, min(e.decay_rate) AS least",
    "MATCH (n:Entity) RETURN n ORDER BY n.id",
    "MATCH (:Session)-[r:HAS_EVENT]->(e:Event) RETURN r, e.id AS id ORDER BY id",
    "MATCH (a:Event)-[r:NEXT]->(b:Event) RETURN a.id AS a, r.gap_ms AS gap, r, b.id AS b "
    "ORDER BY a",
    "MATCH (n:Entity) OPTIONAL MATCH (n)<-[m:MENTIONS]-() RETURN n.key AS name, count(m) AS n "
    "ORDER BY n DESC, name",
    "MATCH (f:Fact)-[:SUBJECT]->(s:Entity) OPTIONAL MATCH (f)-[:OBJECT]->(o:Entity) RETURN "
    "f.text AS fact, s.name AS subject, coalesce(o.name, f.literal) AS value, f.polarity AS holds "
    "ORDER BY f.id",
    "MATCH (e:Event) WHERE e.text CONTAINS 'Clara' OR e.text STARTS WITH 'I' RETURN e.id AS id "
    "ORDER BY id",
    "MATCH (e:Event) WHERE e.text =~ '(?i).*lyon.*' RETURN count(e) AS n",
    "MATCH (e:Event) WHERE e.speaker IS NULL RETURN e.id AS id, e.speaker AS nobody ORDER BY id",
    "MATCH (e:Event) WITH e ORDER BY e.tier "
    "RETURN e.speaker AS speaker, count(*) AS n, collect(DISTINCT e.tier) AS tiers "
    "ORDER BY speaker",
    "MATCH (e:Event) RETURN e.kind AS kind, e.gate AS why, e.important AS important ORDER BY e.id "
    "SKIP 1 LIMIT 3",
    "MATCH (e:Event) RETURN e.time_texts AS said, e.time_starts AS starts ORDER BY e.id",
    "MATCH (e:Event) WHERE e.searchable RETURN size(e.embedding) AS n, e.embedding[0] AS first "
    "ORDER BY e.id",
    "MATCH (e:Event) RETURN toString(date(datetime({epochMillis: e.occurred_at}))) AS day "
    "ORDER BY e.occurred_at, e.id",
    "MATCH (e:Event) RETURN datetime({epochMillis: e.occurred_at}) AS at "
    "ORDER BY e.occurred_at, e.id",
    "MATCH (e:Event) RETURN e.metadata AS metadata, size(e.text) AS length ORDER BY e.id",
    "MATCH (e:Event) UNWIND split(e.text, ' ') AS word RETURN toLower(word) AS word, count(*) AS n "
    "ORDER BY n DESC, word LIMIT 20",
    "MATCH (s:Session)-[:NEXT_SESSION*1..3]->(t:Session) RETURN s.id AS a, t.id AS b ORDER BY a, b",
    "MATCH (a:Event)-[:NEXT*]->(b:Event) WHERE NOT EXISTS { MATCH (b)-[:NEXT]->() } "
    "RETURN a.id AS a, b.id AS last ORDER BY a, last",
    "MATCH (c:Event)-[:PART_OF]->(p:Event) RETURN p.id AS whole, count(c) AS parts ORDER BY whole",
    "MATCH p = (:Session)-[:HAS_EVENT]->(e:Event) RETURN length(p) AS n, "
    "[x IN nodes(p) | x.id] AS ids ORDER BY e.id",
    "MATCH (e:Event) WITH e ORDER BY e.occurred_at DESC, e.id LIMIT 3 "
    "RETURN collect(e.id) AS latest",
    "MATCH (n:Entity) RETURN n.name AS name, CASE WHEN size(n.aliases) > 1 THEN 'many' "
    "ELSE 'one' END AS names ORDER BY n.id",
    "MATCH (x:Entity) CALL (x) { MATCH (x)<-[:MENTIONS]-(e) RETURN count(e) AS n } "
    "RETURN x.key AS name, n ORDER BY n DESC, name",
    "MATCH (n:Event|Sentence) RETURN labels(n)[0] AS label, count(n) AS n ORDER BY label",
    "MATCH (s:Sentence)<-[:HAS_SENTENCE]-(e:Event) RETURN "
    "substring(e.text, s.start, s.end - s.start) = s.text AS same, count(*) AS n ORDER BY same",
    "MATCH (n:NothingOfTheKind) RETURN n",
    "MATCH (e:Event) RETURN e.no_such_property AS nothing LIMIT 1",
    "UNWIND [3, 1, null, 2] AS x RETURN x, x * 2.5 AS y, x / 2 AS z, x % 2 AS r ORDER BY x",
    "RETURN 1 AS whole, 1.0 AS real, 'é😀' AS text, true AS yes, null AS nothing, "
    "[1, [2]] AS list, {a: 1, b: {c: [null]}} AS map, duration('P1DT2H') AS span, "
    "time('10:00') AS clock",
    "RETURN toInteger('7') AS a, toInteger('x') AS b, round(2.5) AS c, 7 / 2 AS d, 2 ^ 3 AS e, "
    "reverse('abc') AS f, [x IN range(1, 5) WHERE x % 2 = 1 | x * x] AS g",
    "CALL db.labels() YIELD label WITH label WHERE label IN ['Event', 'Session'] "
    "RETURN label ORDER BY label",
)
