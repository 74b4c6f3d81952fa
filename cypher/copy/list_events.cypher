// name: copy.list_events(after, limit, user_id)
// Ids of the user's Event nodes behind an id, in order.
MATCH (n:Event) WHERE n.user_id = $user_id AND n.id > $after
RETURN n.id AS id ORDER BY id LIMIT $limit
