// name: recall.find_semantic_facts(ids, user_id, limit)
// Facts that some semantic memories rest on; at most $limit.
UNWIND $ids AS id
MATCH (s:Semantic {id: id, user_id: $user_id})
USING INDEX s:Semantic(id)
MATCH (s)-[r:DERIVED_FROM]->(f:Fact)
WHERE r.retracted_at IS NULL
RETURN s.id AS id, f.id AS fact_id ORDER BY id, fact_id LIMIT $limit
