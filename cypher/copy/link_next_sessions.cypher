// name: copy.link_next_sessions(rows, user_id)!
// Create NEXT_SESSION edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Session {id: row.source, user_id: $user_id}) USING INDEX a:Session(id)
MATCH (b:Session {id: row.target, user_id: $user_id}) USING INDEX b:Session(id)
CREATE (a)-[r:NEXT_SESSION]->(b)
SET r = row.properties
