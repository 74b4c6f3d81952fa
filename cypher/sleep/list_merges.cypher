// name: sleep.list_merges(user_id)
// Pairs of entities that are one.
MATCH (n:Entity {user_id: $user_id})-[r:SAME_AS]->(m:Entity)
USING INDEX n:Entity(user_id)
WHERE r.retracted_at IS NULL
RETURN DISTINCT n.id AS one, m.id AS other ORDER BY one, other
