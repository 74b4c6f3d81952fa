// name: copy.link_rivals(rows, user_id)!
// Create RIVALS edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Fact {id: row.source, user_id: $user_id}) USING INDEX a:Fact(id)
MATCH (b:Fact {id: row.target, user_id: $user_id}) USING INDEX b:Fact(id)
CREATE (a)-[r:RIVALS]->(b)
SET r = row.properties
