// name: semantics.pull_topics(user_id, revision, until)
// What semantic memories are about, for those that changed after $revision, up to $until.
MATCH (s:Semantic)
WHERE s.revision > $revision AND s.revision <= $until AND s.user_id = $user_id
MATCH (s)-[:ABOUT]->(n:Entity)
RETURN s.id AS event_id, n.id AS entity_id, 'topic' AS role, 0 AS start
ORDER BY event_id, entity_id
