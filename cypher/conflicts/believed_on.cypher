// name: conflicts.believed_on(as_of, known_at, name, user_id)
// What was believed about X on a date
//
// Two dates: what held on one, by what was known on the other. A fact counts from when it holds
// (the time its words name, else when it was said); it is replaced once another took its place and
// it was not said again since.
//
// Parameters
//   name       the subject, as people write it, in any case; an alias will do
//   as_of      the instant that is asked about, epoch milliseconds
//   known_at   the instant whose knowledge counts, epoch milliseconds
//   user_id    whose memory
// Columns
//   standing   'believed', 'disputed' (another one tells otherwise, nothing is decided), 'replaced'
//   fact       in words
//   since      day from which it holds (UTC)
//   told       day on which it became known (UTC)
//   instead    what took its place, or what tells otherwise
//   graph      what Neo4j Browser draws: the subject, the fact, its sources, and what is instead
// In Neo4j Browser
//   :param user_id => 'mira'
//   :param name => 'Mira'
//   :param as_of => timestamp()
//   :param known_at => timestamp()
MATCH (n:Entity {user_id: $user_id})
WHERE n.key = toLower(trim($name))
   OR any(alias IN n.aliases WHERE toLower(alias) = toLower(trim($name)))
MATCH (n)<-[tie:SUBJECT]-(f:Fact {user_id: $user_id})<-[s:STATES]-(u:Event|Sentence)
OPTIONAL MATCH (x:Event)-[:HAS_SENTENCE]->(u)
WITH n, f, tie, s, u, coalesce(x, u) AS source
WITH n, f, tie, s, u, source, coalesce(s.valid_from, source.occurred_at) AS start,
     coalesce(s.recorded_at, source.recorded_at, 0) AS known
WHERE known <= $known_at AND (s.retracted_at IS NULL OR s.retracted_at > $known_at) AND start <= $as_of
WITH n, f, min(start) AS since, max(start) AS said_last, min(known) AS told, max(known) AS told_last,
     [n, f] + collect(DISTINCT source) + collect(DISTINCT u) + collect(DISTINCT tie) + collect(DISTINCT s) AS parts
OPTIONAL MATCH (w:Fact)-[r:SUPERSEDES]->(f)
WHERE coalesce(r.recorded_at, 0) <= $known_at AND (r.retracted_at IS NULL OR r.retracted_at > $known_at)
  AND (r.at IS NULL OR r.at <= $as_of)
  AND CASE WHEN r.at IS NULL THEN told_last <= coalesce(r.decided_at, r.recorded_at, 0)
           ELSE said_last <= r.at END
  AND EXISTS {
    MATCH (w)<-[t:STATES]-()
    WHERE coalesce(t.recorded_at, 0) <= $known_at AND (t.retracted_at IS NULL OR t.retracted_at > $known_at)
  }
WITH n, f, since, told, parts, w, r ORDER BY r.at DESC, w.text, w.id
WITH n, f, since, told, parts, collect(DISTINCT w) AS winners, collect(DISTINCT r) AS wins
OPTIONAL MATCH (f)-[c:CONFLICTS_WITH]-(o:Fact)
WHERE coalesce(c.recorded_at, c.detected_at, 0) <= $known_at
  AND (c.retracted_at IS NULL OR c.retracted_at > $known_at)
  AND NOT EXISTS {
    MATCH (f)-[d:SUPERSEDES|COEXISTS_WITH]-(o)
    WHERE coalesce(d.recorded_at, 0) <= $known_at AND (d.retracted_at IS NULL OR d.retracted_at > $known_at)
  }
WITH n, f, since, told, parts, winners, wins, o, c ORDER BY o.text, o.id
WITH n, f, since, told, parts, winners, wins, collect(DISTINCT o) AS others, collect(DISTINCT c) AS disputes
WITH n, f, since, told, CASE WHEN size(winners) > 0 THEN 'replaced'
                             WHEN size(others) > 0 THEN 'disputed' ELSE 'believed' END AS standing,
     CASE WHEN size(winners) > 0 THEN [w IN winners | w.text] ELSE [o IN others | o.text] END AS instead,
     parts + winners + wins + others + disputes AS parts
RETURN standing, f.text AS fact, toString(date(datetime({epochMillis: since}))) AS since,
       toString(date(datetime({epochMillis: told}))) AS told, instead, parts AS graph
ORDER BY standing = 'replaced', since, f.text, f.id
