// name: entities.create_event_mentions(rows, user_id)!
// Note where a event mentions an entity. rows: unit_id, entity_id, start, end, confidence, role, model
UNWIND $rows AS row
MATCH (x:Event {id: row.unit_id, user_id: $user_id})
USING INDEX x:Event(id)
MATCH (n:Entity {id: row.entity_id, user_id: $user_id})
USING INDEX n:Entity(id)
CREATE (x)-[:MENTIONS {start: row.start, end: row.end, confidence: row.confidence, role: row.role, model: row.model}]->(n)
