// name: copy.list_accesses(after, limit, user_id)
// Ids of the user's Access nodes behind an id, in order.
MATCH (n:Access) WHERE n.user_id = $user_id AND n.id > $after
RETURN n.id AS id ORDER BY id LIMIT $limit
