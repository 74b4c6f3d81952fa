// name: copy.list_sentences(after, limit, user_id)
// Ids of the user's Sentence nodes behind an id, in order.
MATCH (n:Sentence) WHERE n.user_id = $user_id AND n.id > $after
RETURN n.id AS id ORDER BY id LIMIT $limit
