// name: conflicts.list_things(ids, user_id)
// The entities that facts are about beside their subjects.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})-[:OBJECT]->(o:Entity)
USING INDEX f:Fact(id)
RETURN id, o.id AS thing ORDER BY id
