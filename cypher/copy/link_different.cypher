// name: copy.link_different(rows, user_id)!
// Create DIFFERS_FROM edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Entity {id: row.source, user_id: $user_id}) USING INDEX a:Entity(id)
MATCH (b:Entity {id: row.target, user_id: $user_id}) USING INDEX b:Entity(id)
CREATE (a)-[r:DIFFERS_FROM]->(b)
SET r = row.properties
