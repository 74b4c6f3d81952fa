// name: region.find_by_names(user_id, keys, fanout, limit)
// Events that mention what the question names, under any name that is the same entity's; but for
// names that more than $fanout places bear.
UNWIND $keys AS key
MATCH (named:Entity {user_id: $user_id, key: key})
MATCH (named)-[edges:SAME_AS*0..16]-(n:Entity)
WHERE all(r IN edges WHERE r.retracted_at IS NULL)
WITH DISTINCT n
WHERE COUNT { MATCH (n)<-[k:MENTIONS]-() WHERE k.retracted_at IS NULL } <= $fanout
MATCH (x)-[m:MENTIONS]->(n)
WHERE m.retracted_at IS NULL
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(x)
WITH coalesce(e.id, x.id) AS id, m.role AS role
RETURN id, min(CASE role WHEN 'topic' THEN 0 WHEN 'subject' THEN 0 ELSE 1 END) AS rank
ORDER BY rank, id LIMIT $limit
