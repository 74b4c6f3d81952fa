// name: region.find_by_vector(user_id, vector, k, limit, as_of, known_at, session_id, tiers)
// Events of the user nearest to a vector. $k neighbours are asked of the index, which knows no
// users: ask again with more where too few are left. $session_id may be null.
CALL db.index.vector.queryNodes('event_embedding', $k, $vector) YIELD node, score
WITH node AS e, score
WHERE e.user_id = $user_id AND e.searchable = true AND e.occurred_at <= $as_of
  AND e.recorded_at <= $known_at AND e.tier IN $tiers
  AND ($session_id IS NULL OR e.session_id = $session_id)
RETURN e.id AS id, score AS score ORDER BY score DESC, id LIMIT $limit
