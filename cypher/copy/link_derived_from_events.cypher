// name: copy.link_derived_from_events(rows, user_id)!
// Create DERIVED_FROM edges as they were read. rows: source, target (ids), properties
UNWIND $rows AS row
MATCH (a:Semantic {id: row.source, user_id: $user_id}) USING INDEX a:Semantic(id)
MATCH (b:Event {id: row.target, user_id: $user_id}) USING INDEX b:Event(id)
CREATE (a)-[r:DERIVED_FROM]->(b)
SET r = row.properties
