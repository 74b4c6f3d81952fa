// name: semantics.list_topics(user_id)
// Entities that semantic memories are about.
MATCH (s:Semantic {user_id: $user_id})-[:ABOUT]->(n:Entity)
RETURN DISTINCT s.id AS id, n.id AS entity_id ORDER BY id, entity_id
