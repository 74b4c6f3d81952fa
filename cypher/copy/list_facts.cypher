// name: copy.list_facts(after, limit, user_id)
// Ids of the user's Fact nodes behind an id, in order.
MATCH (n:Fact) WHERE n.user_id = $user_id AND n.id > $after
RETURN n.id AS id ORDER BY id LIMIT $limit
