// name: copy.link_objects(rows, user_id)!
// Create OBJECT edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Fact {id: row.source, user_id: $user_id}) USING INDEX a:Fact(id)
MATCH (b:Entity {id: row.target, user_id: $user_id}) USING INDEX b:Entity(id)
CREATE (a)-[r:OBJECT]->(b)
SET r = row.properties
