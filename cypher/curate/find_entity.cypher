// name: curate.find_entity(id, user_id)
// An entity, with the events that name it and whose words still stand.
MATCH (n:Entity {id: $id, user_id: $user_id})
USING INDEX n:Entity(id)
OPTIONAL MATCH (n)<-[m:MENTIONS]-(u)<-[:HAS_SENTENCE*0..1]-(c)-[:PART_OF*0..1]->(e)
WHERE m.retracted_at IS NULL AND e.part = 0
WITH n, e ORDER BY e.occurred_at, e.id
RETURN n.id AS id, n.name AS name, n.status AS status, collect(DISTINCT e.id) AS event_ids
