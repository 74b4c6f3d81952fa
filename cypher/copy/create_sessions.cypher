// name: copy.create_sessions(rows, user_id)!
// Create Session nodes as they were read. rows: all properties
UNWIND $rows AS row
CREATE (n:Session {id: row.id})
SET n = row, n.user_id = $user_id
