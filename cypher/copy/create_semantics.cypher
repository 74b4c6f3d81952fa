// name: copy.create_semantics(rows, user_id)!
// Create Semantic nodes as they were read. rows: all properties
UNWIND $rows AS row
CREATE (n:Semantic {id: row.id})
SET n = row, n.user_id = $user_id
