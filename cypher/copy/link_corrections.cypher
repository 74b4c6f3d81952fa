// name: copy.link_corrections(rows, user_id)!
// Create CORRECTS edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Event {id: row.source, user_id: $user_id}) USING INDEX a:Event(id)
MATCH (b:Event {id: row.target, user_id: $user_id}) USING INDEX b:Event(id)
CREATE (a)-[r:CORRECTS]->(b)
SET r = row.properties
