// name: recall.find_stated(ids, user_id, limit)
// Which facts some events state; at most $limit.
UNWIND $ids AS id
MATCH (e:Event {id: id, user_id: $user_id})
USING INDEX e:Event(id)
MATCH (e)-[:HAS_SENTENCE*0..1]->(u)-[:STATES]->(f:Fact)
RETURN DISTINCT id, f.id AS fact_id ORDER BY id, fact_id LIMIT $limit
