// name: copy.list_semantics(after, limit, user_id)
// Ids of the user's Semantic nodes behind an id, in order.
MATCH (n:Semantic) WHERE n.user_id = $user_id AND n.id > $after
RETURN n.id AS id ORDER BY id LIMIT $limit
