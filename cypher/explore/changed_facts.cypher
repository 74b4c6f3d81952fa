// name: explore.changed_facts(limit, user_id)
// Facts that changed
//
// One subject and predicate, told with different values at different times. Values that belong
// together (two sisters) look the same as values that replace each other (two cities): the times
// help to tell. Nothing is decided here. Plans, wishes and hearsay are left out.
//
// Parameters
//   limit      how many subjects and predicates at most, the latest change first
//   user_id    whose memory
// Columns
//   subject, predicate   what the values are about
//   value      'not' stands before a value that was denied
//   since      day from which it holds (UTC): the day that the words name, else the day of the words
//   last_told  day on which it was last said
//   times, said_by       how often, and by whom
//   graph      what Neo4j Browser draws: the subject, the facts, their objects and sources
// In Neo4j Browser
//   :param user_id => 'mira'
//   :param limit => 25
MATCH (n:Entity {user_id: $user_id})<-[:SUBJECT]-(f:Fact {user_id: $user_id})
WHERE f.modality = 'asserted' AND f.status = 'active'
WITH n, f.predicate AS predicate, collect(f) AS facts
WHERE size(facts) > 1
UNWIND facts AS f
MATCH (f)<-[s:STATES]-(u:Event|Sentence)
WHERE s.retracted_at IS NULL
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(u)
WITH n, predicate, facts, f, min(coalesce(e, u).occurred_at) AS told
WITH n, predicate, facts, min(told) AS oldest, max(told) AS latest
WHERE oldest < latest
ORDER BY latest DESC, n.id, predicate
LIMIT $limit
UNWIND facts AS f
MATCH (f)-[tie:SUBJECT|OBJECT]->(x:Entity)
MATCH (f)<-[s:STATES]-(u:Event|Sentence)
WHERE s.retracted_at IS NULL
OPTIONAL MATCH (e:Event)-[h:HAS_SENTENCE]->(u)
WITH n, predicate, latest, f, tie, x, s, u, h, coalesce(e, u) AS source
ORDER BY source.occurred_at, source.id
WITH n, predicate, latest, f, min(source.occurred_at) AS told, max(source.occurred_at) AS last_told,
     count(DISTINCT source) AS times, collect(DISTINCT source.speaker) AS said_by,
     max(CASE WHEN type(tie) = 'OBJECT' THEN x.name END) AS object,
     collect(DISTINCT x) + collect(DISTINCT source) + collect(DISTINCT u) AS nodes,
     collect(DISTINCT tie) + collect(DISTINCT s) + collect(DISTINCT h) AS edges
WITH n, predicate, latest, f, coalesce(f.valid_from, told) AS begun, last_told, times, said_by,
     coalesce(object, f.literal) AS value, nodes, edges
RETURN n.name AS subject, predicate,
       CASE WHEN f.polarity THEN value ELSE 'not ' + value END AS value,
       toString(date(datetime({epochMillis: begun}))) AS since,
       toString(date(datetime({epochMillis: last_told}))) AS last_told, times, said_by,
       [f] + nodes + edges AS graph
ORDER BY latest DESC, n.id, predicate, begun, f.id
