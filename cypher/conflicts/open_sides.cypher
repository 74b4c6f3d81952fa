// name: conflicts.open_sides(limit, user_id)
// Open conflicts, both sides side by side
//
// Two facts that cannot both hold, each with the words it comes from, and no decision between them
// that stands. The latest found come first. `graphmem resolve` takes the conflict's id.
//
// Parameters
//   limit      how many conflicts at most
//   user_id    whose memory
// Columns
//   id         of the conflict
//   conflict   its kind: 'value', 'negation', 'temporal' or 'identity'
//   found      day on which it was found (UTC)
//   score      how sure the finder is, 0 to 1
//   older, newer                the two facts
//   older_since, newer_since    day from which each holds: the day that the words name, else the
//                               day on which it was first said (UTC)
//   older_words, newer_words    who said it, and how, oldest first
//   graph      what Neo4j Browser draws: both facts, what they are about, and their sources
// In Neo4j Browser
//   :param user_id => 'mira'
//   :param limit => 25
MATCH (b:Fact {user_id: $user_id})-[c:CONFLICTS_WITH]->(a:Fact {user_id: $user_id})
USING INDEX b:Fact(user_id)
WHERE a.status = 'active' AND b.status = 'active' AND c.retracted_at IS NULL
  AND NOT EXISTS { MATCH (a)-[d:SUPERSEDES|COEXISTS_WITH]-(b) WHERE d.retracted_at IS NULL }
WITH a, b, c ORDER BY c.detected_at DESC, b.id, a.id LIMIT $limit
UNWIND [a, b] AS f
MATCH (f)-[tie:SUBJECT|OBJECT]->(x:Entity)
MATCH (f)<-[s:STATES]-(u:Event|Sentence)
WHERE s.retracted_at IS NULL
OPTIONAL MATCH (e:Event)-[h:HAS_SENTENCE]->(u)
WITH a, b, c, f, tie, x, s, u, h, coalesce(e, u) AS source
ORDER BY source.occurred_at, source.id
WITH a, b, c,
     min(CASE WHEN f.id = a.id THEN coalesce(s.valid_from, source.occurred_at) END) AS a_since,
     min(CASE WHEN f.id = b.id THEN coalesce(s.valid_from, source.occurred_at) END) AS b_since,
     collect(DISTINCT CASE WHEN f.id = a.id
                           THEN coalesce(source.speaker, source.role, '?') + ': ' + u.text END) AS a_words,
     collect(DISTINCT CASE WHEN f.id = b.id
                           THEN coalesce(source.speaker, source.role, '?') + ': ' + u.text END) AS b_words,
     collect(DISTINCT x) + collect(DISTINCT source) + collect(DISTINCT u) AS nodes,
     collect(DISTINCT tie) + collect(DISTINCT s) + collect(DISTINCT h) AS edges
RETURN b.id + '-' + a.id AS id, c.kind AS conflict,
       CASE WHEN c.detected_at IS NOT NULL
            THEN toString(date(datetime({epochMillis: c.detected_at}))) END AS found,
       c.score AS score, a.text AS older, toString(date(datetime({epochMillis: a_since}))) AS older_since,
       a_words AS older_words, b.text AS newer,
       toString(date(datetime({epochMillis: b_since}))) AS newer_since, b_words AS newer_words,
       [a, b, c] + nodes + edges AS graph
ORDER BY c.detected_at DESC, b.id, a.id
