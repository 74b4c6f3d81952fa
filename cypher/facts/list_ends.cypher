// name: facts.list_ends(ids, user_id)
// Entities that facts are about.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})-[:SUBJECT|OBJECT]->(n:Entity)
USING INDEX f:Fact(id)
RETURN DISTINCT n.id AS id ORDER BY id
