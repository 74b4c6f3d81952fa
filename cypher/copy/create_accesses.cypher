// name: copy.create_accesses(rows, user_id)!
// Create Access nodes as they were read. rows: all properties
UNWIND $rows AS row
CREATE (n:Access {id: row.id})
SET n = row, n.user_id = $user_id
