// name: erase.delete_sentence_mentions(rows, user_id)!
// Remove mentions by sentences. rows: source_id, entity_id, start, end, role
UNWIND $rows AS row
MATCH (x:Sentence {id: row.source_id, user_id: $user_id})-[m:MENTIONS]->(n:Entity {id: row.entity_id, user_id: $user_id})
USING INDEX x:Sentence(id)
WHERE m.start = row.start AND m.end = row.end AND m.role = row.role
DELETE m
