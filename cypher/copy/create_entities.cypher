// name: copy.create_entities(rows, user_id)!
// Create Entity nodes as they were read. rows: all properties
UNWIND $rows AS row
CREATE (n:Entity {id: row.id})
SET n = row, n.user_id = $user_id
