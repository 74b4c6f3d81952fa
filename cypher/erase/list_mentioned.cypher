// name: erase.list_mentioned(ids, user_id)
// Whole events in which entities are mentioned, or which they said.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id})<-[:MENTIONS]-(x)
USING INDEX n:Entity(id)
OPTIONAL MATCH (e:Event)-[:HAS_SENTENCE]->(x)
WITH coalesce(e, x) AS unit
OPTIONAL MATCH (unit)-[:PART_OF]->(p:Event)
RETURN DISTINCT coalesce(p.id, unit.id) AS id ORDER BY id
