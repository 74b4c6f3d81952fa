// name: copy.create_facts(rows, user_id)!
// Create Fact nodes as they were read. rows: all properties
UNWIND $rows AS row
CREATE (n:Fact {id: row.id})
SET n = row, n.user_id = $user_id
