// name: region.load_topics(ids, user_id)
// What semantic memories are about, as region.load_event_links gives it.
UNWIND $ids AS id
MATCH (s:Semantic {id: id, user_id: $user_id})-[:ABOUT]->(n:Entity)
USING INDEX s:Semantic(id)
RETURN s.id AS event_id, n.id AS entity_id, n.name AS name, n.aliases AS aliases, 'topic' AS role, 0 AS start
ORDER BY event_id, entity_id
