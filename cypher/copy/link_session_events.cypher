// name: copy.link_session_events(rows, user_id)!
// Create HAS_EVENT edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Session {id: row.source, user_id: $user_id}) USING INDEX a:Session(id)
MATCH (b:Event {id: row.target, user_id: $user_id}) USING INDEX b:Event(id)
CREATE (a)-[r:HAS_EVENT]->(b)
SET r = row.properties
