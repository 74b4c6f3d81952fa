// name: erase.list_fact_support(ids, user_id)
// Events that state facts, whole ones for their chunks.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})<-[:STATES]-(x)
USING INDEX f:Fact(id)
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(x)
OPTIONAL MATCH (x)-[:PART_OF]->(p:Event)
RETURN DISTINCT f.id AS id, f.text AS text, coalesce(e.id, p.id, x.id) AS event_id
ORDER BY id, event_id
