// name: copy.read_entities(ids, user_id)
// Every property of some Entity nodes.
UNWIND $ids AS id
MATCH (n:Entity {id: id, user_id: $user_id}) USING INDEX n:Entity(id)
RETURN 'Entity' AS label, properties(n) AS properties
