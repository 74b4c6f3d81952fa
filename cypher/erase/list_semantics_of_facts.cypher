// name: erase.list_semantics_of_facts(ids, user_id)
// Semantic nodes that facts support.
UNWIND $ids AS id
MATCH (f:Fact {id: id, user_id: $user_id})<-[:DERIVED_FROM]-(s:Semantic)
USING INDEX f:Fact(id)
RETURN DISTINCT s.id AS id ORDER BY id
