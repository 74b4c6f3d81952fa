// name: erase.list_entity_support(ids, user_id)
// How many events mention entities, whole ones for their chunks, and one of them.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})<-[:MENTIONS]-(x)
USING INDEX n:Entity(id)
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(x)
OPTIONAL MATCH (x)-[:PART_OF]->(p:Event)
WITH n, coalesce(e.id, p.id, x.id) AS event_id
RETURN n.id AS id, n.name AS text, count(DISTINCT event_id) AS events, min(event_id) AS event_id
ORDER BY id
