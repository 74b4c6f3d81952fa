// name: copy.link_subjects(rows, user_id)!
// Create SUBJECT edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Fact {id: row.source, user_id: $user_id}) USING INDEX a:Fact(id)
MATCH (b:Entity {id: row.target, user_id: $user_id}) USING INDEX b:Entity(id)
CREATE (a)-[r:SUBJECT]->(b)
SET r = row.properties
