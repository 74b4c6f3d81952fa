// name: region.find_co_mentions(ids, user_id, fanout, limit)
// Events that mention what the events of $ids mention, but for what more than $fanout places do.
UNWIND $ids AS id
MATCH (s:Event {id: id, user_id: $user_id})
USING INDEX s:Event(id)
OPTIONAL MATCH (s)-[:HAS_SENTENCE]->(t:Sentence)
WITH collect(DISTINCT s) + collect(DISTINCT t) AS units
UNWIND units AS u
MATCH (u)-[o:MENTIONS]->(n:Entity)
WHERE o.retracted_at IS NULL
WITH DISTINCT n
WHERE COUNT { MATCH (n)<-[k:MENTIONS]-() WHERE k.retracted_at IS NULL } <= $fanout
MATCH (x)-[m:MENTIONS]->(n)
WHERE m.retracted_at IS NULL
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(x)
RETURN coalesce(e.id, x.id) AS id, count(DISTINCT n) AS shared ORDER BY shared DESC, id LIMIT $limit
