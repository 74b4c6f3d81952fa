// name: erase.delete_mentions(rows, user_id)!
// Remove mentions. rows: entity_id, source_id (event or sentence), start, end, role
UNWIND $rows AS row
MATCH (n:Entity {id: row.entity_id, user_id: $user_id})<-[m:MENTIONS]-(x)
USING INDEX n:Entity(id)
WHERE x.id = row.source_id AND m.start = row.start AND m.end = row.end AND m.role = row.role
DELETE m
