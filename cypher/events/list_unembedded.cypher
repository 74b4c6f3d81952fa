// name: events.list_unembedded(user_id, model, limit)
// Events of which a sentence has no vector, or one that another encoder made.
MATCH (s:Sentence {user_id: $user_id})
WHERE s.model IS NULL OR s.model <> $model
WITH s ORDER BY s.id LIMIT $limit
MATCH (e:Event)-[:HAS_SENTENCE]->(s)
RETURN DISTINCT e.id AS id ORDER BY id
