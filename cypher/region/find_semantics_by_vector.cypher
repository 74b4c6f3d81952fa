// name: region.find_semantics_by_vector(user_id, vector, k, limit)
// Living semantic memories of the user nearest to a vector; $k are asked of the index, which knows no users.
CALL db.index.vector.queryNodes('semantic_embedding', $k, $vector) YIELD node, score
WITH node AS s, score
WHERE s.user_id = $user_id AND s.status = 'active'
RETURN s.id AS id, score AS score ORDER BY score DESC, id LIMIT $limit
