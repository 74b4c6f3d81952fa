// name: copy.create_events(rows, user_id)!
// Create Event nodes as they were read. rows: all properties
UNWIND $rows AS row
CREATE (n:Event {id: row.id})
SET n = row, n.user_id = $user_id
