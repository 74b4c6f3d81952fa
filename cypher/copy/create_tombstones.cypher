// name: copy.create_tombstones(rows, user_id)!
// Create Tombstone nodes as they were read. rows: all properties
UNWIND $rows AS row
CREATE (n:Tombstone {id: row.id})
SET n = row, n.user_id = $user_id
