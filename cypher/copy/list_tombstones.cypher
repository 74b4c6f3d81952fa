// name: copy.list_tombstones(after, limit, user_id)
// Ids of the user's Tombstone nodes behind an id, in order.
MATCH (n:Tombstone) WHERE n.user_id = $user_id AND n.id > $after
RETURN n.id AS id ORDER BY id LIMIT $limit
