// name: copy.link_access_moves(rows, user_id)!
// Create MOVED edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Access {id: row.source, user_id: $user_id}) USING INDEX a:Access(id)
MATCH (b:Event {id: row.target, user_id: $user_id}) USING INDEX b:Event(id)
CREATE (a)-[r:MOVED]->(b)
SET r = row.properties
