// name: explore.open_conflicts(user_id)
// Open conflicts
//
// Two facts that cannot both hold, and no decision between them that stands.
//
// Parameters
//   user_id    whose memory
// Columns
//   found      day on which the conflict was found (UTC)
//   conflict   its kind
//   score      how sure the finder is, 0 to 1
//   rule       what found it
//   fact, said_by       one side, and whoever said it
//   against, against_said_by   the other side
//   graph      what Neo4j Browser draws: both facts, what they are about, and their sources
// In Neo4j Browser
//   :param user_id => 'mira'
MATCH (a:Fact {user_id: $user_id})-[c:CONFLICTS_WITH]->(b:Fact {user_id: $user_id})
USING INDEX a:Fact(user_id)
WHERE a.status = 'active' AND b.status = 'active'
  AND c.retracted_at IS NULL
  AND NOT EXISTS { MATCH (a)-[d:SUPERSEDES|COEXISTS_WITH]-(b) WHERE d.retracted_at IS NULL }
UNWIND [a, b] AS f
MATCH (f)-[tie:SUBJECT|OBJECT]->(x:Entity)
MATCH (f)<-[s:STATES]-(u:Event|Sentence)
WHERE s.retracted_at IS NULL
OPTIONAL MATCH (e:Event)-[h:HAS_SENTENCE]->(u)
WITH a, c, b, f, tie, x, s, u, h, coalesce(e, u) AS source
ORDER BY source.occurred_at, source.id
WITH a, c, b,
     collect(DISTINCT CASE WHEN f.id = a.id THEN source.speaker END) AS said_by,
     collect(DISTINCT CASE WHEN f.id = b.id THEN source.speaker END) AS against_said_by,
     collect(DISTINCT x) + collect(DISTINCT source) + collect(DISTINCT u) AS nodes,
     collect(DISTINCT tie) + collect(DISTINCT s) + collect(DISTINCT h) AS edges
RETURN CASE WHEN c.detected_at IS NOT NULL
            THEN toString(date(datetime({epochMillis: c.detected_at}))) END AS found,
       c.kind AS conflict, c.score AS score, c.rule AS rule,
       a.text AS fact, said_by, b.text AS against, against_said_by,
       [a, b, c] + nodes + edges AS graph
ORDER BY c.detected_at DESC, a.id, b.id, conflict, rule
