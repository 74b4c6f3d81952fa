// name: semantics.pull_topics(user_id, revision, until)
// What semantic memories are about, for those that changed after $revision, up to $until. Whom their facts
// are of is what their sentence begins with: their topic, whoever told the episodes. What only is the
// object is named.
MATCH (s:Semantic)
WHERE s.revision > $revision AND s.revision <= $until AND s.user_id = $user_id
MATCH (s)-[:ABOUT]->(n:Entity)
OPTIONAL MATCH (s)-[:DERIVED_FROM]->(f:Fact)-[:SUBJECT]->(n)
WITH s.id AS event_id, n.id AS entity_id, count(f) AS told
RETURN event_id, entity_id, CASE WHEN told > 0 THEN 'topic' ELSE 'mention' END AS role, 0 AS start
ORDER BY event_id, entity_id
