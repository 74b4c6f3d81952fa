// name: copy.list_entities(after, limit, user_id)
// Ids of the user's Entity nodes behind an id, in order.
MATCH (n:Entity) WHERE n.user_id = $user_id AND n.id > $after
RETURN n.id AS id ORDER BY id LIMIT $limit
