// name: erase.list_fact_support(ids, user_id)
// How many events state facts, whole ones for their chunks, and one of them.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})<-[:STATES]-(x)
USING INDEX f:Fact(id)
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(x)
OPTIONAL MATCH (x)-[:PART_OF]->(p:Event)
WITH f, coalesce(e.id, p.id, x.id) AS event_id
RETURN f.id AS id, f.text AS text, count(DISTINCT event_id) AS events, min(event_id) AS event_id
ORDER BY id
