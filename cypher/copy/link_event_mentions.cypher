// name: copy.link_event_mentions(rows, user_id)!
// Create MENTIONS edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Event {id: row.source, user_id: $user_id}) USING INDEX a:Event(id)
MATCH (b:Entity {id: row.target, user_id: $user_id}) USING INDEX b:Entity(id)
CREATE (a)-[r:MENTIONS]->(b)
SET r = row.properties
