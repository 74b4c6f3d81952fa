// name: semantics.pull_topics(user_id, revision, until)
// What semantic memories are about, for those that changed after $revision, up to $until. Whoever said
// an episode is its speaker, as of the episode itself: all that they told is about them.
MATCH (s:Semantic)
WHERE s.revision > $revision AND s.revision <= $until AND s.user_id = $user_id
MATCH (s)-[:ABOUT]->(n:Entity)
OPTIONAL MATCH (s)-[:DERIVED_FROM]->(e:Event)-[m:MENTIONS {role: 'speaker'}]->(n)
WITH s.id AS event_id, n.id AS entity_id, count(m) AS spoken
RETURN event_id, entity_id, CASE WHEN spoken > 0 THEN 'speaker' ELSE 'topic' END AS role, 0 AS start
ORDER BY event_id, entity_id
