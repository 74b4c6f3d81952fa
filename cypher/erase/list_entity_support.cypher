// name: erase.list_entity_support(ids, user_id)
// Events that mention entities, whole ones for their chunks, and how many facts are about them.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})
USING INDEX n:Entity(id)
OPTIONAL MATCH (n)<-[:MENTIONS]-(x)
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(x)
OPTIONAL MATCH (x)-[:PART_OF]->(p:Event)
RETURN DISTINCT n.id AS id, n.name AS text, coalesce(e.id, p.id, x.id) AS event_id
ORDER BY id, event_id
