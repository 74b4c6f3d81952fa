// name: copy.read_semantics(ids, user_id)
// Every property of some Semantic nodes.
UNWIND $ids AS id
MATCH (n:Semantic {id: id, user_id: $user_id}) USING INDEX n:Semantic(id)
RETURN 'Semantic' AS label, properties(n) AS properties
