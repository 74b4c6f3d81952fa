// name: copy.list_sessions(after, limit, user_id)
// Ids of the user's Session nodes behind an id, in order.
MATCH (n:Session) WHERE n.user_id = $user_id AND n.id > $after
RETURN n.id AS id ORDER BY id LIMIT $limit
