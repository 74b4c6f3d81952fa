// name: entities.create_event_mentions(rows, user_id)!
// Note where an event mentions an entity. rows: unit_id, entity_id, start, end, confidence, role, kind, model
UNWIND $rows AS row
MATCH (x:Event {id: row.unit_id, user_id: $user_id})
USING INDEX x:Event(id)
MATCH (n:Entity {id: row.entity_id, user_id: $user_id})
USING INDEX n:Entity(id)
CREATE (x)-[:MENTIONS {start: row.start, end: row.end, confidence: row.confidence, role: row.role, kind: row.kind, model: row.model}]->(n)
