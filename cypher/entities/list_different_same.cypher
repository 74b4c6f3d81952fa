// name: entities.list_different_same(user_id)
// Pairs of names that are two, on the user's word.
MATCH (a:Entity)-[r:DIFFERS_FROM]->(b:Entity)
USING INDEX a:Entity(user_id)
WHERE a.user_id = $user_id AND r.retracted_at IS NULL
RETURN a.id AS a_id, b.id AS b_id, a.name AS a, b.name AS b ORDER BY a_id, b_id
