// name: semantics.find_existing(ids, user_id)
// Those of some ids that are semantic memories.
UNWIND $ids AS id
MATCH (s:Semantic {id: id, user_id: $user_id})
USING INDEX s:Semantic(id)
RETURN s.id AS id ORDER BY id
