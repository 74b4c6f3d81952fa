// name: region.load_topics(ids, user_id)
// What semantic memories name, as region.load_event_links gives it and with the roles of semantics.pull_topics.
UNWIND $ids AS id
MATCH (s:Semantic {id: id, user_id: $user_id})-[:ABOUT]->(n:Entity)
USING INDEX s:Semantic(id)
OPTIONAL MATCH (s)-[:DERIVED_FROM]->(f:Fact)-[:SUBJECT]->(n)
WITH s.id AS event_id, n.id AS entity_id, n.name AS name, n.aliases AS aliases, count(f) AS told
UNWIND CASE WHEN told > 0 THEN ['mention', 'subject'] ELSE ['mention'] END AS role
RETURN event_id, entity_id, name, aliases, role, 0 AS start
ORDER BY event_id, entity_id, role
