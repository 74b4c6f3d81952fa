// name: semantics.pull_topics(user_id, revision, until)
// What semantic memories name, and whom they state facts of, for those that changed after $revision, up to
// $until: what the search structures know of an episode too.
MATCH (s:Semantic)
WHERE s.revision > $revision AND s.revision <= $until AND s.user_id = $user_id
MATCH (s)-[:ABOUT]->(n:Entity)
OPTIONAL MATCH (s)-[:DERIVED_FROM]->(f:Fact)-[:SUBJECT]->(n)
WITH s.id AS event_id, n.id AS entity_id, count(f) AS told
UNWIND CASE WHEN told > 0 THEN ['mention', 'subject'] ELSE ['mention'] END AS role
RETURN event_id, entity_id, role, 0 AS start
ORDER BY event_id, entity_id, role
