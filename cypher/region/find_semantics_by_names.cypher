// name: region.find_semantics_by_names(user_id, keys, limit)
// Living semantic memories about what the question names, the latest first.
UNWIND $keys AS key
MATCH (n:Entity {user_id: $user_id, key: key})
MATCH (s:Semantic)-[:ABOUT]->(n)
WHERE s.status = 'active'
RETURN DISTINCT s.id AS id, s.last_at AS last_at ORDER BY last_at DESC, id LIMIT $limit
