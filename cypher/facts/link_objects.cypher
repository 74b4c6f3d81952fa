// name: facts.link_objects(rows, user_id)!
// Tie facts to their objects, once. rows: id, object_id
UNWIND $rows AS row
MATCH (f:Fact {id: row.id, user_id: $user_id})
USING INDEX f:Fact(id)
MATCH (n:Entity {id: row.object_id, user_id: $user_id})
USING INDEX n:Entity(id)
MERGE (f)-[:OBJECT]->(n)
