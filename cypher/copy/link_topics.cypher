// name: copy.link_topics(rows, user_id)!
// Create ABOUT edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Semantic {id: row.source, user_id: $user_id}) USING INDEX a:Semantic(id)
MATCH (b:Entity {id: row.target, user_id: $user_id}) USING INDEX b:Entity(id)
CREATE (a)-[r:ABOUT]->(b)
SET r = row.properties
