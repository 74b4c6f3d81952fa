// name: entities.create_sentence_mentions(rows, user_id)!
// Note where a sentence mentions an entity. rows: unit_id, entity_id, start, end, confidence, role, kind, model
UNWIND $rows AS row
MATCH (x:Sentence {id: row.unit_id, user_id: $user_id})
USING INDEX x:Sentence(id)
MATCH (n:Entity {id: row.entity_id, user_id: $user_id})
USING INDEX n:Entity(id)
CREATE (x)-[:MENTIONS {start: row.start, end: row.end, confidence: row.confidence, role: row.role, kind: row.kind, model: row.model}]->(n)
