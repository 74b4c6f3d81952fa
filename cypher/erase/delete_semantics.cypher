// name: erase.delete_semantics(ids, user_id)!
// Remove Semantic nodes with their edges.
UNWIND $ids AS id MATCH (s:Semantic {id: id, user_id: $user_id})
USING INDEX s:Semantic(id)
DETACH DELETE s
